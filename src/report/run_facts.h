/* What a run was like: how many answers of each outcome, how long they took, what the machine
 * was. From NAME.results.jsonl, and NAME.timing.jsonl where it lies beside. */
#ifndef POLICEAI_REPORT_RUN_FACTS_H
#define POLICEAI_REPORT_RUN_FACTS_H

#include "report/report_input.h"

#include <stdint.h>

enum { RUN_OUTCOMES = 5 };

struct run_facts {
    int64_t outcomes[RUN_OUTCOMES]; /* answered, error, died, timeout, not-attempted */
    int64_t items;
    bool timed;        /* timing.jsonl is there */
    int64_t latencies; /* how many answered items the next three are of */
    int pass;          /* 2: one question at a time; 1: as the run went */
    int64_t median;    /* microseconds */
    int64_t ninety_five;
    int64_t longest;
    const struct js *summary; /* the last line of timing.jsonl, or NULL */
};

/* In the arena. */
enum err_code run_facts_read(struct arena *arena, const struct report_input *input,
                             struct run_facts *facts, struct err *err) MUST_USE;
/* Calls take(data, item, outcome) for each line of the results; an error of it ends that. */
typedef enum err_code run_outcome_fn(void *data, const struct bench_item *item, int outcome,
                                     struct err *err);
enum err_code run_outcomes_read(struct arena *arena, const struct report_input *input,
                                run_outcome_fn *take, void *data, struct err *err) MUST_USE;
/* "answered", "error", "died", "timeout", "not-attempted" */
const char *run_outcome_word(int outcome);

#endif
