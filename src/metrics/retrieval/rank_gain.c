/* Measures made from gains; see ranking.h. */
#include "metrics/retrieval/ranking.h"

#include <math.h>

/* The ideal order: every judged document, highest level first. */
struct ideal {
    const struct ranking *ranking;
    size_t level; /* present one; its documents given out so far */
    size_t given;
};

static struct ideal ideal_begin(const struct ranking *ranking)
{
    return (struct ideal){ranking, ranking->level_count > 0 ? ranking->level_count - 1 : 0, 0};
}

/* Gain of the next document in the ideal order; 0 when only nonrelevant ones are left. */
static double ideal_next(struct ideal *ideal)
{
    while (ideal->level > 0 && ideal->given == ideal->ranking->levels[ideal->level]) {
        ideal->level--;
        ideal->given = 0;
    }
    ideal->given += ideal->level > 0;
    return (double)ideal->level;
}

static double highest_gain(const struct ranking *ranking)
{
    return ranking->level_count > 0 ? (double)(ranking->level_count - 1) : 0;
}

static double gain_at(const struct ranking *ranking, size_t i)
{
    return i < ranking->retrieved && ranking->rel[i] > 0 ? ranking->rel[i] : 0;
}

static double discounted(double gain, size_t i)
{
    return gain / log2((double)(i + 2));
}

double rank_ndcg(const struct ranking *ranking)
{
    struct ideal ideal = ideal_begin(ranking);
    double got = 0;
    double best = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] > 0) {
            got += discounted(gain_at(ranking, i), i);
        }
    }
    double gain = ideal_next(&ideal);
    for (size_t i = 0; gain > 0; i++) {
        best += discounted(gain, i);
        gain = ideal_next(&ideal);
    }
    return best > 0 ? got / best : 0;
}

double rank_ndcg_rel(const struct ranking *ranking)
{
    struct ideal ideal = ideal_begin(ranking);
    double got = 0;
    double best = 0;
    double sum = 0;
    size_t relevant = 0;
    size_t retrieved = 0;
    double wanted = highest_gain(ranking);
    for (size_t i = 0; i < ranking->retrieved || wanted > 0; i++) {
        double gain = gain_at(ranking, i);
        got += gain > 0 ? discounted(gain, i) : 0;
        wanted = wanted > 0 ? ideal_next(&ideal) : 0;
        if (wanted > 0) {
            relevant++;
            best += discounted(wanted, i);
        }
        if (gain > 0) {
            sum += got / best;
            retrieved++;
        }
    }
    if (relevant == 0) {
        return 0;
    }
    sum += (double)(relevant - retrieved) * got / best;
    return sum > 0 ? sum / (double)relevant : 0;
}

double rank_ndcg_steps(const struct ranking *ranking)
{
    struct ideal ideal = ideal_begin(ranking);
    double got = 0;
    double best = 0;
    double sum = 0;
    size_t steps = 0;
    double wanted = highest_gain(ranking);
    double before = wanted;
    if (ranking->relevant == 0) {
        return 0;
    }
    size_t i = 0;
    for (; wanted > 0; i++) {
        wanted = ideal_next(&ideal);
        if (wanted != before) {
            if (best > 0) {
                sum += got / best;
                steps++;
            }
            before = wanted;
        }
        if (i < ranking->retrieved && gain_at(ranking, i) > 0) {
            got += discounted(gain_at(ranking, i), i);
        }
        best += wanted > 0 ? discounted(wanted, i) : 0;
    }
    if (i < ranking->retrieved) { /* and once more at the end */
        for (; i < ranking->retrieved; i++) {
            got += gain_at(ranking, i) > 0 ? discounted(gain_at(ranking, i), i) : 0;
        }
        if (best > 0) {
            sum += got / best;
            steps++;
        }
    }
    return steps > 0 ? sum / (double)steps : 0;
}

double rank_gain_binary(const struct ranking *ranking)
{
    size_t found = 0;
    double sum = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] >= ranking->level) {
            found++;
            sum += 1.0 / log2((double)(3 + i - found));
        }
    }
    return found > 0 ? sum / (double)ranking->relevant : 0;
}

double rank_gain(const struct ranking *ranking)
{
    struct ideal ideal = ideal_begin(ranking);
    double got = 0;  /* gains so far */
    double best = 0; /* of the ideal order */
    double cost = 0; /* the same, at least 1 a document */
    double sum = 0;
    double wanted = highest_gain(ranking);
    for (size_t i = 0; i < ranking->retrieved || wanted > 0; i++) {
        double gain = gain_at(ranking, i);
        got += gain;
        wanted = wanted > 0 ? ideal_next(&ideal) : 0;
        best += wanted > 0 ? wanted : 0;
        cost += wanted > 1 ? wanted : 1;
        if (gain > 0) {
            sum += gain / log2(2 + cost - got);
        }
    }
    return best > 0 ? sum / best : 0;
}

double rank_biased(const struct ranking *ranking)
{
    static const double persistence = 0.9;
    double highest = highest_gain(ranking);
    double weight = 1;
    double sum = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        double gain = gain_at(ranking, i);
        if (gain > 0) {
            sum += (highest > 1 ? gain / highest : gain) * weight;
        }
        weight *= persistence;
    }
    return (1.0 - persistence) * sum;
}

double rank_biased_residual(const struct ranking *ranking)
{
    static const double persistence = 0.9;
    size_t unjudged = 0;
    double weight = 1;
    double sum = 0;
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] < 0) {
            unjudged++;
            sum += weight;
        }
        weight *= persistence;
    }
    return unjudged > 0 ? weight + (1 - persistence) * sum : 0;
}
