/* The inside of perturb_*.c. */
#ifndef POLICEAI_PERTURB_PERTURB_STATE_H
#define POLICEAI_PERTURB_PERTURB_STATE_H

#include "perturb/perturb_benchmark.h"

#include "base/arena.h"
#include "base/prng.h"
#include "base/strbuf.h"
#include "run/house_program.h"

#define PERTURB_GROUP "perturbation"
#define PERTURB_CLEAN "clean"

enum { PERTURB_NAME = 40 };

struct perturbing {
    const struct perturb_plan *plan;
    enum perturbation_kind kind;
    struct str at;       /* the pointer; its key is what follows the '/' */
    struct arena *arena; /* of one item */
    struct arena *keep;  /* of the whole */
    const char *work;    /* the benchmark while it is made */
    int lock;            /* of its note, held until the end; -1 */
    const char *scratch; /* of the program */
    struct house_program *program;
    struct strbuf items;
    struct str *paths; /* of what benchmark.json lists, in `keep` */
    size_t path_count;
    size_t path_capacity;
    int64_t done, total; /* files */
    struct perturbed *made;
};

/* An item as one step makes it. */
struct version {
    const struct bench_item *item;
    const struct perturb_step *step; /* NULL: as it was */
    char name[PERTURB_NAME];         /* "clean", "typos-2" */
    struct str text;                 /* of a text */
    struct text_edit edit;           /* of a step */
    struct str word;                 /* that an order asks for; n == 0: none */
    struct str file;                 /* of a file: path in the benchmark */
};

/* "typos-2" */
void perturb_step_name(const struct perturb_step *step, char name[PERTURB_NAME]);
/* 64 bits for this item and step, whatever else is asked for. */
uint64_t perturb_version_seed(const struct perturbing *own, const struct version *version);
/* The word that an order of this version asks for: another label than the expected one where
 * the input has "labels", else a made-up one; in the arena of the item. */
struct str perturb_word(struct perturbing *own, const struct version *version,
                        struct prng *prng);
/* Whether the plan takes the item. */
bool perturb_takes(const struct perturb_plan *plan, const struct bench_item *item);
/* Appends the row of a version; spans must stand (perturb_spans_stand). */
void perturb_write_row(struct perturbing *own, const struct version *version);
/* Every marked word is still there. */
bool perturb_spans_stand(const struct perturbing *own, const struct version *version);

/* A path that benchmark.json is to list; ERR_LIMIT when they are too many for it. */
void perturb_list(struct perturbing *own, struct str path);

/* The folder the benchmark is made in: begun, or gone on with when the same call made it. */
enum err_code perturb_work_open(struct perturbing *own, struct err *err) MUST_USE;
/* Takes the note away. */
enum err_code perturb_work_finish(struct perturbing *own, struct err *err) MUST_USE;
void perturb_work_close(struct perturbing *own);

/* Whether the task has files of this kind, and all steps leave its expected answers true. */
enum err_code perturb_files_check(const struct perturbing *own, struct err *err) MUST_USE;
/* Opens the program, copies what the benchmark has besides. */
enum err_code perturb_files_begin(struct perturbing *own, struct err *err) MUST_USE;
/* The item's file as it is; version->file is set. */
enum err_code perturb_files_clean(struct perturbing *own, struct version *version,
                                  struct err *err) MUST_USE;
/* The file of item number `number` as the version's step makes it; version->file is set. */
enum err_code perturb_files_make(struct perturbing *own, size_t number, struct version *version,
                                 struct err *err) MUST_USE;
void perturb_files_end(struct perturbing *own);

#endif
