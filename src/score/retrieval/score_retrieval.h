/* `policeai score retrieval`: trec_eval's measures of a run. */
#ifndef POLICEAI_SCORE_RETRIEVAL_H
#define POLICEAI_SCORE_RETRIEVAL_H

#include "score/score_report.h"

struct score_retrieval_options {
    struct score_options shared;
    const char *qrels; /* paths */
    const char *run;
    bool complete;    /* average over all judged topics, absent ones as 0 */
    bool judged_only; /* documents that nobody judged are taken out first */
    bool per_topic;   /* each topic's values too */
    int64_t level;    /* relevant from this judgement on */
    int64_t most;     /* documents of a topic looked at; 0: all */
};
#define SCORE_RETRIEVAL_DEFAULTS                                                               \
    {                                                                                          \
        .shared = SCORE_OPTIONS_DEFAULTS, .level = 1                                           \
    }

/* Reads both files and fills the report, topics as clusters. */
enum err_code score_retrieval(struct score_report *report,
                              const struct score_retrieval_options *options,
                              struct err *err) MUST_USE;

#endif
