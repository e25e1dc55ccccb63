/* Diarisation error rate as pyannote.metrics computes it.
 * SOURCE: pyannote-metrics d785d78, src/pyannote/metrics/diarization.py DiarizationErrorRate.
 */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0] + sum[1] + sum[2], sum[3], "no speech in the reference");
}

static const double rows[] = {2, 7, 7, 31, 22};
static const struct metric_example examples[] = {
    {"pyannote-metrics tests/test_diarization.py: .5161290322580645", rows, 1, 16.0 / 31}};

const struct metric metric_der_pyannote = {
    .id = "der.pyannote/1",
    .title = "Diarisation error rate (pyannote)",
    .unit = "proportion",
    .definition =
        "As der, but that the collar is the whole width left out around a boundary (half on "
        "either side), that speakers are mapped over what is left, and that without regions a "
        "recording is evaluated over the extent of reference and hypothesis together. Vector: "
        "seconds missed, added, confused, of the reference, correct.",
    .domain = "0 or more; undefined without speech in the reference",
    .length = 5,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
