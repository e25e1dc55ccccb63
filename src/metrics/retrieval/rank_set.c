/* Measures of the retrieved documents as a set; see ranking.h. */
#include "metrics/retrieval/ranking.h"

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0;
}

double rank_set_precision(const struct ranking *ranking)
{
    return ratio((double)ranking->found, (double)ranking->retrieved);
}

double rank_set_recall(const struct ranking *ranking)
{
    return ratio((double)ranking->found, (double)ranking->relevant);
}

double rank_set_relative_precision(const struct ranking *ranking)
{
    size_t most =
        ranking->retrieved < ranking->relevant ? ranking->retrieved : ranking->relevant;
    return ratio((double)ranking->found, (double)most);
}

double rank_set_average(const struct ranking *ranking)
{
    return ratio((double)ranking->found * (double)ranking->found,
                 (double)ranking->retrieved * (double)ranking->relevant);
}

double rank_set_f(const struct ranking *ranking)
{
    double precision = rank_set_precision(ranking);
    double recall = rank_set_recall(ranking);
    return ranking->found > 0 ? 2.0 * precision * recall / (precision + recall) : 0;
}

double rank_utility(const struct ranking *ranking)
{
    return (double)ranking->found - (double)(ranking->retrieved - ranking->found);
}
