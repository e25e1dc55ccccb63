/* Measures made from precision along the ranking; see ranking.h. */
#include "metrics/retrieval/ranking.h"

#include <math.h>

double rank_average_precision(const struct ranking *ranking)
{
    size_t found = 0;
    double sum = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] >= ranking->level) {
            found++;
            sum += (double)found / (double)(i + 1);
        }
    }
    return found > 0 ? sum / (double)ranking->relevant : 0;
}

static size_t found_in(const struct ranking *ranking, size_t first)
{
    size_t found = 0;
    for (size_t i = 0; i < first && i < ranking->retrieved; i++) {
        found += ranking->rel[i] >= ranking->level;
    }
    return found;
}

double rank_r_precision(const struct ranking *ranking)
{
    return ranking->relevant > 0
               ? (double)found_in(ranking, ranking->relevant) / (double)ranking->relevant
               : 0;
}

double rank_r_precision_times(const struct ranking *ranking, double share)
{
    size_t cutoff = (size_t)(share * (double)ranking->relevant + 0.9);
    return cutoff > 0 ? (double)found_in(ranking, cutoff) / (double)cutoff : 0;
}

double rank_reciprocal(const struct ranking *ranking)
{
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] >= ranking->level) {
            return 1.0 / (double)(i + 1);
        }
    }
    return 0;
}

void rank_interpolated(const struct ranking *ranking, double precision[RANK_RECALL_POINTS])
{
    /* The literals of trec_eval's table: 0.3 is not 3 / 10.0 of a sum of tenths. */
    static const double recalls[RANK_RECALL_POINTS] = {0,   0.1, 0.2, 0.3, 0.4, 0.5,
                                                       0.6, 0.7, 0.8, 0.9, 1.0};
    size_t cutoffs[RANK_RECALL_POINTS];
    int point = RANK_RECALL_POINTS - 1;
    for (int i = 0; i < RANK_RECALL_POINTS; i++) {
        precision[i] = 0;
        cutoffs[i] = (size_t)lround(recalls[i] * (double)ranking->relevant);
    }
    while (point >= 0 && cutoffs[point] > ranking->found) {
        point--;
    }
    size_t found = ranking->found;
    double highest = ranking->retrieved > 0 ? (double)found / (double)ranking->retrieved : 0;
    for (size_t i = ranking->retrieved; i > 0 && found > 0; i--) {
        double here = (double)found / (double)i;
        highest = highest < here ? here : highest;
        if (ranking->rel[i - 1] >= ranking->level) {
            for (; point >= 0 && cutoffs[point] == found; point--) {
                precision[point] = highest;
            }
            found--;
        }
    }
    for (; point >= 0; point--) {
        precision[point] = highest;
    }
}
