/* lab parcel: inputs of a benchmark leave for a product that cannot come here; lab outputs: its
 * answers come back and are scored (design, Tool protocol: adapter `outputs`).
 *
 *     data/parcels/ID/          0700, backed up
 *       parcel.json   what the parcel is of, and its secret (elsewhere/parcel_names.h)
 *       plan.json     seed, statement and checkpoint of the registered run
 *       answers       the file that was handed in, once it was taken
 *       query         of a set in custody, with what a run on it keeps (lab_sealed.c)
 *       evidence.json {"evidence":PATH,"sha256"} once it was scored */
#ifndef POLICEAI_LAB_LAB_PARCEL_H
#define POLICEAI_LAB_LAB_PARCEL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "lab/lab.h"
#include "lab/outside.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stddef.h>

struct lab_parcel_plan {
    const struct datadir *data;
    const char *to; /* the folder to be made */
    const char *benchmark_folder;
    const char *split;
    struct outside outside;
    const struct js *parameters;   /* an object, or NULL */
    const char *accept_disclosure; /* why a benchmark that is not public may leave, or NULL */
    const char *again;             /* ID of a parcel that left before: the same once more */
    struct custody_terms terms;    /* of a set in custody */
};

struct lab_parcel_made {
    const char *id;
    const char *run; /* of run.registered/1 */
    size_t items;
    struct str sensitivity;
};

/* The run stands in the log before the folder is there. What fails before is a refusal and
 * leaves no trace in the log. Texts in the arena. */
enum err_code lab_parcel(struct arena *arena, const struct lab_parcel_plan *plan,
                         struct lab_parcel_made *made, struct err *err) MUST_USE;

struct lab_outputs_plan {
    const struct datadir *data;
    const char *parcel; /* its ID, or the folder that left */
    const char *file;
    const char *missing;   /* NULL, "error" or "not-attempted": what an id without answer is */
    bool accept_broken;    /* answers that break the task's contract are failures */
    bool check;            /* only look */
    const char *benchmark; /* where the benchmark lies now, or NULL */
    struct custody_terms terms; /* of a set in custody; the requester is the parcel's */
    bool issue;
    /* One line a problem; line 0: of the whole. */
    void (*tell)(void *data, size_t line, const char *words);
    void *tell_data;
};

/* Reads, checks, scores and issues. Refused (and nothing is kept) while the file has a problem,
 * and for another file once one was taken. */
enum err_code lab_outputs(struct arena *arena, const struct lab_outputs_plan *plan,
                          struct lab_result *result, struct err *err) MUST_USE;

#endif
