/* CLEAR MOT. SOURCE: TrackEval 12c8791, trackeval/metrics/clear.py; Bernardin and Stiefelhagen
 * 2008, EURASIP JIVP 246309. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0] - sum[2] - sum[3], sum[0] + sum[1], "no true boxes");
}

static const double no_confusion[] = {4, 4, 5, 0};
static const double with_confusion[] = {5, 3, 4, 1};
static const double split_tracks[] = {9, 0, 2, 3};
static const struct metric_example examples[] = {
    {"TrackEval tests/test_metrics.py no_confusion", no_confusion, 1, 1 - 9.0 / 8},
    {"TrackEval tests/test_metrics.py with_confusion", with_confusion, 1, 0},
    {"TrackEval tests/test_metrics.py split_tracks", split_tracks, 1, 4.0 / 9}};

const struct metric metric_clear = {
    .id = "clear/1",
    .title = "CLEAR MOT",
    .unit = "proportion, or a count",
    .higher_is_better = true,
    .definition =
        "True and tracked boxes of a frame with a similarity of at least .5 are matched one to "
        "one, first so that most true tracks keep the tracker's track of the frame before, "
        "then "
        "for the most similarity. (Frames without a box on one side do not change what the "
        "frame "
        "before was.) IDSW: matches to another track than the one last had. MOTA = (TP - FP - "
        "IDSW) / (TP + FN); MOTP = mean similarity of TP; MODA without IDSW, MOTAL with its "
        "decimal logarithm, sMOTA with summed similarity for TP. Of true tracks, MT are "
        "matched in "
        "more than .8 of their frames, PT in .2 or more, ML in fewer; MTR, PTR, MLR their "
        "shares; Frag: times that matching began again. CLR_Re, CLR_Pr, CLR_F1 are of TP, FN, "
        "FP; a denominator of 0 is taken as 1. Counts are added over sequences. Vector: TP, "
        "FN, "
        "FP, IDSW (of MOTA). Source: TrackEval 12c8791, clear.py.",
    .domain =
        "at most 1, MOTA below 0 where errors outnumber true boxes; undefined without those",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
