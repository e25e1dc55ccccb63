/* lab run: a tool on a benchmark, from registration to issued evidence. */
#ifndef POLICEAI_LAB_LAB_H
#define POLICEAI_LAB_LAB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "custody/custody.h"
#include "ledger/identity.h"
#include "store/datadir.h"
#include "task/task.h"

#include <stdbool.h>
#include <stdint.h>

struct lab_plan {
    const struct datadir *data;
    const char *tool_folder;
    const char *service_file; /* of a service in place of a tool's folder, or NULL */
    bool remote;              /* it may be on another machine */
    const char *benchmark_folder;
    const char *split;           /* "test" */
    int64_t workers;             /* tool processes side by side */
    int64_t quick_seconds;       /* 0: the whole split; else a seeded subset, marked partial */
    int64_t until;               /* 0, or such a subset to be done by then: Unix seconds, UTC */
    const struct js *parameters; /* overlay, or NULL */
    const char *accept_isolation; /* NULL, "reduced" */
    const char *accept_reason;
    /* Of a set in custody (benchmark_folder lies in data/custody): who opens it and why. */
    struct custody_terms terms;
    bool issue;  /* its full figures, as evidence */
    bool served; /* reach the keeper of a running server alone, never take keys in here */
    /* Called about ten times a second and at the end; true asks to stop (then ERR_CANCELLED and
     * the journal stays, to be resumed by the same call). */
    bool (*progress)(void *data, int64_t done, int64_t total);
    void *progress_data;
    /* MAY be NULL. Called with progress_data once the run is registered, unless it is of split
     * dev or the first: how many test runs of this tool (any version of its id) on this very
     * benchmark were registered before, and of how many of those no results lie here, so that
     * which split they were of is not known. */
    void (*before)(void *data, int64_t runs, int64_t unseen);
};
struct lab_plan lab_plan_defaults(void);

/* What was told of a run on a sealed set; `query` 0: it is none. */
struct lab_told {
    int64_t query, budget;
    bool improved;
    struct str released; /* n == 0: no figure could be told */
    struct str metric;
    double step;
    int64_t planted_given, planted_of;
    double planted_chance;
};

struct lab_result {
    const char *status;   /* finished, failed, refused */
    const char *reason;   /* "" when finished */
    const char *run;      /* id of run.registered/1 */
    const char *evidence; /* path of the envelope */
    const char *sha256;
    const char *results; /* path */
    const char *held;    /* "", or the submission whose supplier is asked before evidence is
                          * issued */
    int64_t restarts, faults, noise_bytes;
    struct str isolation; /* JSON */
    struct lab_told told;
};

/* The result's texts live in the arena; filled as far as known also on failure. */
enum err_code lab_run(struct arena *arena, const struct lab_plan *plan,
                      struct lab_result *result, struct err *err) MUST_USE;

/* A rehearsal: what a run would score, kept to oneself. Nothing is registered, signed or
 * published, so it is for split dev alone (ERR_DENIED for any other). */
struct lab_rehearsed {
    const char *digest;
    struct str id, version;
    const struct task *task;
    size_t items;
};
struct lab_rehearsal {
    const char *results; /* path */
    struct str stats;    /* as stats.jsonl */
    struct str figures;  /* as figures.json, the seed being the rehearsal's */
    struct tool_identity tool;
    struct str title;      /* "ID VERSION" */
    struct str parameters; /* as signed */
    struct lab_rehearsed benchmark;
};
/* What rehearsals of one tool on one benchmark with several parameters share: the benchmark,
 * opened and freed by the caller, and what the tool is, told by the first of them. Begun as
 * {.bench = …}. */
struct run_identity;
struct lab_shared {
    struct bench *bench;
    const struct run_identity *runtime; /* run/identify.h; NULL: not told yet */
    struct str check;                   /* of the task's output check */
};
/* Runs all items of the split once, in the order and with the tool's seed that `seed` gives, in
 * PARENT/KEY, which a call with equal inputs takes up again and which the caller removes.
 * `shared` MAY be NULL; else the arena must be the same in all calls. */
enum err_code lab_rehearse(struct arena *arena, const struct lab_plan *plan,
                           struct lab_shared *shared, const char *parent, uint32_t seed,
                           struct lab_rehearsal *rehearsal, struct err *err) MUST_USE;
/* What the plan's tool is with the plan's parameters: other parameters may load other files. */
enum err_code lab_identify(struct arena *arena, const struct lab_plan *plan,
                           struct tool_identity *tool, struct err *err) MUST_USE;

#endif
