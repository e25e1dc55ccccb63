/* Diarisation error rate as md-eval computes it.
 * SOURCE: NIST SCTK, src/md-eval/md-eval.pl version 22, score_speaker_diarization. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0] + sum[1] + sum[2], sum[3], "no speech in the reference");
}

static const double rows[] = {2, 7, 7, 31, 22};
static const struct metric_example examples[] = {
    {"pyannote-metrics tests/test_diarization.py, which md-eval gives too", rows, 1,
     16.0 / 31}};

const struct metric metric_der = {
    .id = "der/1",
    .title = "Diarisation error rate (md-eval)",
    .unit = "proportion",
    .definition =
        "Time missed, falsely added and given to the wrong speaker over the time of the "
        "reference's speakers, each speaker's time added up, summed over recordings. Speakers "
        "are mapped one to one so that the time they share is the largest, over all that is "
        "evaluated. The collar, so many seconds on either side of each boundary of the "
        "reference, is left out of the scoring. Without regions a recording is evaluated from "
        "its first to its last boundary of the reference. Vector: seconds missed, added, "
        "confused, of the reference, correct.",
    .domain = "0 or more; undefined without speech in the reference",
    .length = 5,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
