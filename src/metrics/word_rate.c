/* Word error rate of summed counts; see word_rate.h. */
#include "metrics/word_rate.h"

struct metric_value word_rate_finish(const double *sum)
{
    double errors = sum[1] + sum[2] + sum[3];
    double words = sum[0] + sum[1] + sum[2];
    if (words == 0) {
        return (struct metric_value){
            .undefined = "no reference words", .has_fraction = true, .numerator = errors};
    }
    return (struct metric_value){.defined = true,
                                 .value = errors / words,
                                 .has_fraction = true,
                                 .numerator = errors,
                                 .denominator = words};
}
