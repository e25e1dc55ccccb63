/* Identity metrics. SOURCE: TrackEval 12c8791, trackeval/metrics/identity.py; Ristani et al.
 * 2016, arXiv:1609.01775. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return sum[0] + sum[1] == 0
               ? (struct metric_value){.undefined = "no true boxes"}
               : metric_fraction(2 * sum[0], 2 * sum[0] + sum[1] + sum[2], "no boxes");
}

static const double no_confusion[] = {4, 4, 5};
static const double split_tracks[] = {4, 5, 7};
static const struct metric_example examples[] = {
    {"TrackEval tests/test_metrics.py no_confusion", no_confusion, 1, 2 * 4.0 / 17},
    {"TrackEval tests/test_metrics.py split_tracks", split_tracks, 1, 2 * 4.0 / 20}};

const struct metric metric_identity = {
    .id = "identity/1",
    .title = "Identity (IDF1, IDP, IDR)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "True and tracked tracks of a sequence are matched one to one for the most frames in "
        "which both have boxes with a similarity of at least .5. IDTP is that number of "
        "frames, "
        "IDFN and IDFP the other true and tracked boxes. IDF1 = 2 IDTP / (2 IDTP + IDFN + "
        "IDFP), "
        "IDP = IDTP / (IDTP + IDFP), IDR = IDTP / (IDTP + IDFN). Counts are added over "
        "sequences. Vector: IDTP, IDFN, IDFP. Source: TrackEval 12c8791, identity.py.",
    .domain = "0 to 1; undefined without true boxes",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
