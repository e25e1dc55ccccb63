/* Word error rate over several speakers, words paired only where their times meet.
 * SOURCE: von Neumann et al. 2023, "MeetEval", arXiv:2307.11394. */
#include "metrics/speech/word_rate.h"

static const double rows[] = {0, 0, 2, 2, 0, 0, 2};
static const struct metric_example examples[] = {
    {"meeteval f35fc07 doc/algorithms.md: tcp_lev of a, b at 0-1, 1-2 and b, a at 5-6, 4-5, "
     "collar 0",
     rows, 1, 2.0}};

const struct metric metric_tcpwer = {
    .id = "tcpwer/1",
    .title = "Time-constrained minimum-permutation word error rate",
    .unit = "proportion",
    .definition =
        "As cpwer, but a word of the hypothesis may be right or substituted only for a word of "
        "the reference whose interval it overlaps. A segment's words share its time in "
        "proportion to their characters; a word of the reference has its interval, one of the "
        "hypothesis the middle of its own, widened by the collar on either side. Segments are "
        "in the order of their beginnings. Vector: as cpwer.",
    .domain = "0 or more; undefined without reference words",
    .length = 7,
    .interval = METRIC_POOLED,
    .finish = word_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
