/* Higher order tracking accuracy. SOURCE: TrackEval 12c8791, trackeval/metrics/hota.py; Luiten
 * et al. 2021, IJCV 129:548-578. */
#include "metrics/metric.h"

#include <math.h>

/* At one threshold; the figure is the mean over 19. */
static struct metric_value finish(const double *sum)
{
    struct metric_value value = {.defined = true};
    if (sum[0] + sum[1] == 0) {
        return (struct metric_value){.undefined = "no true boxes"};
    }
    double detection = sum[0] / (sum[0] + sum[1] + sum[2]);
    value.value = sqrt(detection * (sum[3] / fmax(1, sum[0])));
    return value;
}

/* 4 found, 4 missed, 5 wrong; the two pairs of tracks match in 2 frames each, of which one pair
 * has 5 and 5 frames in all, the other 3 and 4: AssA (2 x 2/8 + 2 x 2/5) / 4. */
static const double rows[] = {4, 4, 5, 2 * 2.0 / 8 + 2 * 2.0 / 5};
static const struct metric_example examples[] = {
    {"TrackEval tests/test_metrics.py no_confusion, run", rows, 1, 0.31622776601683794}};

const struct metric metric_hota = {
    .id = "hota/1",
    .title = "Higher order tracking accuracy",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "At each similarity (intersection over union) threshold .05, .1 … .95: true and "
        "tracked "
        "boxes of a frame are matched one to one for the most similarity times alignment, the "
        "Jaccard index of their tracks over the sequence, where a frame adds the similarity's "
        "share of all similarities of the two boxes; matches under the threshold are dropped. "
        "DetA = TP / (TP + FN + FP), DetRe and DetPr its recall and precision; AssA = mean "
        "over "
        "TP of n / (frames of the true track + of the tracker's - n), n the matches of that "
        "pair "
        "of tracks, AssRe and AssPr over either track's frames alone; LocA = mean similarity "
        "of "
        "TP (1 without any); HOTA = sqrt(DetA AssA), OWTA = sqrt(DetRe AssA). Sequences are "
        "added: counts, and association and similarity weighted by TP. Figures are means over "
        "the 19 thresholds, (0) the first alone. Vector, of one threshold: TP, FN, FP, AssA "
        "times TP. Source: TrackEval 12c8791, hota.py.",
    .domain = "0 to 1; undefined without true boxes",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
