/* Counting a ranking, and what its measures end on; see ranking.h. */
#include "metrics/retrieval/ranking.h"

#include <math.h>

void ranking_count(struct ranking *ranking)
{
    ranking->relevant = 0;
    ranking->found = 0;
    ranking->unpooled = 0;
    ranking->unjudged = 0;
    for (size_t i = (size_t)ranking->level; i < ranking->level_count; i++) {
        ranking->relevant += ranking->levels[i];
    }
    for (size_t i = 0; i < ranking->retrieved; i++) {
        ranking->found += ranking->rel[i] >= ranking->level;
        ranking->unpooled += ranking->rel[i] == RANK_UNPOOLED;
        ranking->unjudged += ranking->rel[i] == RANK_UNJUDGED;
    }
}

double rank_logarithm(double value)
{
    static const double least = .00001;
    return log(value > least ? value : least);
}

struct metric_value rank_mean(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no topics");
}

struct metric_value rank_geometric_mean(const double *sum)
{
    struct metric_value value = {.undefined = "no topics"};
    if (sum[1] > 0) {
        value.defined = true;
        value.value = exp(sum[0] / sum[1]);
    }
    return value;
}

struct metric_value rank_total(const double *sum)
{
    return (struct metric_value){.defined = true, .value = sum[0]};
}
