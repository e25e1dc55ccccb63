/* Jaccard error rate.
 * SOURCE: Ryant et al. 2019, The Second DIHARD Challenge Evaluation Plan; pyannote-metrics
 * d785d78, src/pyannote/metrics/diarization.py JaccardErrorRate. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no speakers in the reference");
}

static const double rows[] = {2.5, 4};
static const struct metric_example examples[] = {
    {"four speakers with errors that add up to 2.5", rows, 1, 0.625}};

const struct metric metric_jer = {
    .id = "jer/1",
    .title = "Jaccard error rate",
    .unit = "proportion",
    .definition = "Mean over the reference's speakers, all recordings together, of (missed + "
                  "added) / time in which the speaker or the one mapped to him speaks; 1 for a "
                  "speaker without one. Regions, collar and mapping as der.pyannote. Vector: "
                  "sum of the speakers' errors, speakers.",
    .domain = "0 to 1; undefined without speakers in the reference",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
