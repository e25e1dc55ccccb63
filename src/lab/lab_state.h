/* One run being made, shared by the files of lab_run (private to this part). */
#ifndef POLICEAI_LAB_LAB_STATE_H
#define POLICEAI_LAB_LAB_STATE_H

#include "bench/bench.h"
#include "lab/lab.h"
#include "ledger/identity.h"
#include "protocol/manifest.h"
#include "record/keeper_client.h"
#include "run/client.h"
#include "run/identify.h"
#include "run/journal.h"
#include "run/results.h"

enum { LATENCY_ITEMS = 50 };

struct lab_service; /* lab_service.h */

struct lab {
    struct arena *arena;
    const struct lab_plan *plan;
    struct lab_shared *shared; /* of rehearsals, or NULL */
    struct lab_result *result;
    struct keeper_client *keeper;
    /* lab_inputs.c */
    struct manifest manifest;
    struct bench *bench;
    const struct task *task; /* of the benchmark */
    /* lab_sealed.c: of a set in custody, else NULL */
    struct custody_set *set;
    struct custody_opening opening;
    int64_t query;               /* of this run among the requester's; 0: not known yet */
    const char *inputs;          /* where they have been, as custody_inputs says */
    struct strbuf for_start;     /* parameters as JSON numbers */
    struct strbuf for_record;    /* parameters as signed */
    struct lab_service *service; /* in place of a tool, or NULL */
    struct run_identity runtime;
    struct tool_identity identity;
    struct str isolation; /* canonical object of what ran elsewhere; n == 0: the sandbox's */
    struct str observed;  /* "no" when answers were made unseen; n == 0: not said */
    struct str check;     /* the output check's id, version and identity, JSON; n == 0: none */
    char benchmark_digest[SHA256_HEX_SIZE];
    char key[33]; /* of all inputs: the run folder's name */
    /* lab_register.c */
    const char *folder; /* runs/KEY, unless it was set before */
    int64_t seed;
    struct str run; /* id of run.registered/1 */
    struct str checkpoint;
    /* lab_measure.c */
    struct journal *journal;
    struct output_check *output_check; /* of the task, or NULL */
    struct client_item *items;         /* by index of the bench's items */
    size_t *order;                     /* of the split's items, by seed */
    size_t total;
    struct client_counts counts;
    bool runtime_known;
    struct latency latencies[LATENCY_ITEMS];
    size_t latency_count;
    const char *held; /* the submission whose supplier is asked first, or NULL (held.h) */
    struct str spent; /* tokens and cost of a service, JSON; n == 0: none */
    int64_t repeat_tokens_in, repeat_tokens_out; /* of pass 2 */
    size_t same, differ;                         /* answers of pass 2 beside those of pass 1 */
    double part;       /* of a whole that is being answered, as the tool says */
    struct err failed; /* of a callback that cannot return it */
};

/* Reads and checks everything, starts the tool once to tell what runs. Whatever fails here is a
 * refusal: nothing was registered. */
enum err_code lab_read_inputs(struct lab *lab, struct err *err) MUST_USE;
/* lab_sealed.c. The set that the plan's folder is in custody as; lab->set stays NULL when it is
 * none. Its digest and task are known, nothing of it is opened. */
enum err_code lab_find_set(struct lab *lab, const char *folder, struct err *err) MUST_USE;
/* Records the opening and reads the set. A query is counted unless lab->folder holds a run that
 * was registered. */
enum err_code lab_open_set(struct lab *lab, enum custody_act act, const char *split,
                           struct err *err) MUST_USE;
/* Whether an item is sent: of the split, or planted. */
bool lab_takes(const struct lab *lab, const struct bench_item *item, struct str split);
/* In place of issuing: what the requester is told; with plan->issue the evidence too. */
enum err_code lab_tell(struct lab *lab, struct err *err) MUST_USE;
/* Whether the run's answers were all scored by an earlier call; fills in what it found. */
enum err_code lab_was_finished(struct lab *lab, bool *finished, struct err *err) MUST_USE;
/* "custody" of a sealed set's evidence, put into its isolation object. */
enum err_code lab_say_custody(struct lab *lab, struct str *isolation, struct err *err) MUST_USE;

/* The benchmark, its digest, and how many items the split has: a part of it. */
enum err_code lab_read_benchmark(struct lab *lab, const char *folder, const char *split,
                                 struct err *err) MUST_USE;
/* Lists tool and benchmark, registers the run, or takes up the unfinished one. */
enum err_code lab_register(struct lab *lab, struct err *err) MUST_USE;
/* Calls plan->before where there is something to say. */
enum err_code lab_look_back(struct lab *lab, struct err *err) MUST_USE;
/* Pass 1, scored; pass 2, latency and sameness. */
enum err_code lab_measure(struct lab *lab, struct err *err) MUST_USE;
/* Pass 1 alone. */
enum err_code lab_measure_scored(struct lab *lab, struct err *err) MUST_USE;
/* Results and timing in the run's folder. */
enum err_code lab_write_results(struct lab *lab, struct str *isolation,
                                struct err *err) MUST_USE;
/* Files, envelope, statement. The run folder stays. */
enum err_code lab_issue(struct lab *lab, struct err *err) MUST_USE;

/* Stores the paths of the files that an input names. */
void lab_name_files(const struct lab *lab, const struct js *input, struct client_item *item);

/* lab_shape.c: all items of a run go to the tool together. */
bool lab_is_whole(const struct lab *lab);
/* Refuses to measure a part of what is whole. */
enum err_code lab_check_shape(const struct lab *lab, struct err *err) MUST_USE;
/* Of a whole, a journal that was cut holds nothing that counts: it is emptied. */
enum err_code lab_begin_whole(struct lab *lab, struct err *err) MUST_USE;
enum err_code lab_run_shape(struct lab *lab, const struct client_plan *client,
                            struct client_counts *counts, struct err *err) MUST_USE;
/* For people who wait: answered, or as many as the tool says it has done of the whole. */
int64_t lab_items_done(const struct lab *lab);
/* The keeper, unless it was reached before. */
enum err_code lab_reach_keeper(struct lab *lab, struct err *err) MUST_USE;
/* What every way through the Lab begins and ends with. */
void lab_result_begin(struct lab_result *result);
/* Fills the result as far as known; `own` goes to `err` when `code` is an error. */
void lab_result_end(struct lab *lab, enum err_code code, const struct err *own,
                    struct err *err);
/* What the parts of a run hold. */
void lab_release(struct lab *lab);

#endif
