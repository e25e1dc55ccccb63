/* Measures at cutoffs; see ranking.h. */
#include "metrics/retrieval/ranking.h"

#include <math.h>

/* What has been seen so far on the way down. */
struct seen {
    size_t relevant;
    size_t unjudged;
    double precisions; /* at relevant documents, summed */
    double gain;       /* discounted */
};

static struct rank_at at_cutoff(const struct ranking *ranking, const struct seen *seen,
                                size_t cutoff)
{
    double relevant = (double)ranking->relevant;
    double found = (double)seen->relevant;
    struct rank_at at = {.precision = found / (double)cutoff,
                         .success = seen->relevant > 0 ? 1 : 0,
                         .unjudged = (double)seen->unjudged / (double)cutoff,
                         .ndcg = seen->gain};
    if (ranking->relevant > 0) {
        size_t most = cutoff > ranking->relevant ? ranking->relevant : cutoff;
        at.recall = found / relevant;
        at.relative_precision = found / (double)most;
        at.average_precision = seen->precisions / relevant;
    }
    return at;
}

/* Divides the gains by those of the ideal order. */
static void normalise(const struct ranking *ranking, const size_t *cutoffs, size_t count,
                      struct rank_at *at)
{
    size_t level = ranking->level_count;
    size_t left = 0;
    double ideal = 0;
    size_t c = 0;
    for (size_t i = 0; c < count; i++) {
        while (level > 1 && left == 0) {
            left = ranking->levels[--level];
        }
        if (left == 0) {
            break;
        }
        if (i == cutoffs[c]) {
            at[c].ndcg = ideal > 0 ? at[c].ndcg / ideal : at[c].ndcg;
            if (++c == count) {
                break;
            }
        }
        ideal += (double)level / log2((double)(i + 2));
        left--;
    }
    for (; c < count; c++) {
        at[c].ndcg = ideal > 0 ? at[c].ndcg / ideal : at[c].ndcg;
    }
}

void ranking_at(const struct ranking *ranking, const size_t *cutoffs, size_t count,
                struct rank_at *at)
{
    struct seen seen = {0};
    size_t c = 0;
    for (size_t i = 0; i < ranking->retrieved && c < count; i++) {
        int32_t rel = ranking->rel[i];
        if (rel >= ranking->level) {
            seen.relevant++;
            seen.precisions += (double)seen.relevant / (double)(i + 1);
        }
        seen.unjudged += rel < 0;
        if (rel > 0) {
            seen.gain += rel / log2((double)(i + 2));
        }
        while (c < count && cutoffs[c] == i + 1) {
            at[c] = at_cutoff(ranking, &seen, cutoffs[c]);
            c++;
        }
    }
    for (; c < count; c++) {
        at[c] = at_cutoff(ranking, &seen, cutoffs[c]);
    }
    normalise(ranking, cutoffs, count, at);
}
