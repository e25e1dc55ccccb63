/* Word error rate of summed counts; see word_rate.h. */
#include "metrics/speech/word_rate.h"

struct metric_value word_rate_finish(const double *sum)
{
    double errors = sum[1] + sum[2] + sum[3];
    double words = sum[0] + sum[1] + sum[2];
    return metric_fraction(errors, words, "no reference words");
}
