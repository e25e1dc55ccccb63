/* Measures that look at judged documents only; see ranking.h. */
#include "metrics/retrieval/ranking.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

double rank_bpref(const struct ranking *ranking)
{
    size_t nonrelevant = 0; /* judged */
    size_t before = 0;      /* nonrelevant so far */
    double sum = 0;
    for (size_t i = 0; i < (size_t)ranking->level && i < ranking->level_count; i++) {
        nonrelevant += ranking->levels[i];
    }
    for (size_t i = 0; i < ranking->retrieved; i++) {
        int32_t rel = ranking->rel[i];
        if (rel < 0) {
            continue;
        }
        if (rel < ranking->level) {
            before++;
        } else if (before > 0) {
            sum += 1.0 - (double)least(before, ranking->relevant) /
                             (double)least(nonrelevant, ranking->relevant);
        } else {
            sum += 1.0;
        }
    }
    return ranking->relevant > 0 ? sum / (double)ranking->relevant : sum;
}

double rank_inferred_precision(const struct ranking *ranking)
{
    static const double tiny = .00001;
    double relevant = 0;
    double nonrelevant = 0;
    double unjudged = 0;
    double sum = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        int32_t rel = ranking->rel[i];
        if (rel == RANK_UNPOOLED) {
            continue;
        }
        if (rel == RANK_UNJUDGED) {
            unjudged++;
        } else if (rel < ranking->level) {
            nonrelevant++;
        } else if (i == 0) {
            relevant++;
            sum += 1.0;
        } else {
            double before = (double)i;
            double judged = relevant + nonrelevant;
            sum += 1.0 / (before + 1.0) + before / (before + 1.0) *
                                              ((judged + unjudged) / before) *
                                              ((relevant + tiny) / (judged + 2 * tiny));
            relevant++;
        }
    }
    return ranking->relevant > 0 ? sum / (double)ranking->relevant : sum;
}
