/* Word and character error rates of summed counts; see word_rate.h. */
#include "metrics/speech/word_rate.h"

static double errors_of(const double *sum)
{
    return sum[1] + sum[2] + sum[3];
}

static double reference_of(const double *sum)
{
    return sum[0] + sum[1] + sum[2];
}

struct metric_value word_rate_finish(const double *sum)
{
    return metric_fraction(errors_of(sum), reference_of(sum), "no reference words");
}

struct metric_value char_rate_finish(const double *sum)
{
    return metric_fraction(errors_of(sum), reference_of(sum), "no reference characters");
}

struct metric_value match_rate_finish(const double *sum)
{
    return metric_fraction(errors_of(sum), reference_of(sum) + sum[3], "no words at all");
}

struct metric_value information_kept_finish(const double *sum)
{
    double reference = reference_of(sum);
    double hypothesis = sum[0] + sum[1] + sum[3];
    if (reference == 0) {
        return (struct metric_value){.undefined = "no reference words"};
    }
    double kept = hypothesis > 0 ? (sum[0] / reference) * (sum[0] / hypothesis) : 0;
    return (struct metric_value){.defined = true, .value = kept};
}

struct metric_value information_lost_finish(const double *sum)
{
    struct metric_value value = information_kept_finish(sum);
    value.value = value.defined ? 1 - value.value : 0;
    return value;
}
