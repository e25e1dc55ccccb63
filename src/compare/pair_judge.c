/* See pair_judge.h. */
#include "compare/pair_judge.h"

#include "compare/sides.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"

#include <math.h>
#include <string.h>

const char *pairwise_word(enum verdict verdict)
{
    return verdict == VERDICT_NOT_ENOUGH ? "no difference could be shown"
                                         : verdict_word(verdict);
}

/* ---- the items of both ---- */

static const struct stats_row *next_of(const struct stats_rows *rows,
                                       const struct metric *metric, size_t *at)
{
    while (*at < rows->count && rows->rows[*at].metric != metric) {
        (*at)++;
    }
    return *at < rows->count ? &rows->rows[*at] : NULL;
}

/* Better on one item: by its own value, where it has one. */
static int better_of(const struct metric *metric, const double *first, const double *second)
{
    struct metric_value a = metric_of_rows(metric, first, 1);
    struct metric_value b = metric_of_rows(metric, second, 1);
    if (!a.defined || !b.defined || a.value == b.value) {
        return -1;
    }
    return (a.value > b.value) == metric->higher_is_better ? 0 : 1;
}

static void count_item(struct pair_result *pair, const struct stats_row *first,
                       const struct stats_row *second)
{
    size_t bytes = pair->metric->length * sizeof(double);
    if (memcmp(first->vector, second->vector, bytes) == 0) {
        pair->same++;
        return;
    }
    int better = better_of(pair->metric, first->vector, second->vector);
    pair->differ[pair->differ_count++] = first->item;
    if (better < 0) {
        pair->otherwise++;
    } else {
        pair->side[better].better++;
    }
}

static struct side_row side_row_of(const struct stats_row *row, int side)
{
    return (struct side_row){row->item->cluster, row->item->id, side, row->vector};
}

/* Both lists are sorted by item; what stands in one alone is left out. */
static struct sides *match(struct arena *arena, struct pair_result *pair)
{
    const struct stats_rows *a = pair->side[0].contender->rows;
    const struct stats_rows *b = pair->side[1].contender->rows;
    struct side_row *rows = arena_alloc(arena, (a->count + b->count + 1) * sizeof *rows);
    size_t count = 0;
    size_t i = 0;
    size_t j = 0;
    const struct stats_row *first = next_of(a, pair->metric, &i);
    const struct stats_row *second = next_of(b, pair->metric, &j);
    pair->differ = arena_alloc(arena, (a->count + 1) * sizeof(struct bench_item *));
    while (first != NULL && second != NULL) {
        int order = str_cmp(first->item->id, second->item->id);
        if (order == 0) {
            rows[count++] = side_row_of(first, 0);
            rows[count++] = side_row_of(second, 1);
            count_item(pair, first, second);
        }
        i += order <= 0;
        j += order >= 0;
        first = next_of(a, pair->metric, &i);
        second = next_of(b, pair->metric, &j);
    }
    return sides_gather(arena, pair->metric, rows, count);
}

/* ---- figures ---- */

static void count_pairs(const struct sides *sides, struct paired_counts *counts)
{
    counts->n = (int64_t)sides->rows_of[0];
    for (size_t i = 0; i + 1 < sides->count; i += 2) {
        const double *first = sides->vectors + i * sides->metric->length;
        const double *second = first + sides->metric->length;
        double a = metric_of_rows(sides->metric, first, 1).numerator;
        double b = metric_of_rows(sides->metric, second, 1).numerator;
        counts->only_first += a > b;
        counts->only_second += b > a;
    }
}

static void judge_yes_no(const struct sides *sides, struct pair_result *pair, double margin)
{
    struct paired_counts counts = {0};
    count_pairs(sides, &counts);
    pair->found = compare_paired_rates(&counts, margin);
    for (int i = 0; i < 2; i++) {
        struct pair_side *side = &pair->side[i];
        side->has_interval = pair->clusters >= BOOTSTRAP_CLUSTERS_MIN;
        side->method = side->has_interval ? "wilson.95/1" : NULL;
        side->interval = wilson((int64_t)side->value.numerator, counts.n);
    }
}

static struct compare_side compare_side_of(const struct pair_result *pair, int i,
                                           const double *replicates)
{
    struct metric_value value = pair->side[i].value;
    return (struct compare_side){value.defined ? value.value : (double)NAN, replicates,
                                 (int64_t)pair->items, (int64_t)pair->clusters};
}

static void judge_clusters(struct arena *arena, const struct sides *sides,
                           struct pair_result *pair, const struct pairwise_plan *plan)
{
    double *replicates[2];
    bool pooled = sides->metric->pool != NULL;
    sides_replicate(arena, sides, plan->seed, BOOTSTRAP_RESAMPLES, replicates);
    double p =
        sides_permute(sides, plan->seed, pooled ? PAIRWISE_SAMPLES_POOLED : PAIRWISE_SAMPLES);
    struct compare_side first = compare_side_of(pair, 0, replicates[0]);
    struct compare_side second = compare_side_of(pair, 1, replicates[1]);
    pair->found = compare_paired_replicates(&first, &second, BOOTSTRAP_RESAMPLES,
                                            isnan(p) ? 1 : p, plan->margin);
    if (isnan(p)) {
        pair->found.judged = false;
        pair->found.verdict = VERDICT_NOT_ENOUGH;
        pair->found.reason = "the difference is undefined in too many swaps";
    }
    for (int i = 0; i < 2; i++) {
        struct pair_side *side = &pair->side[i];
        side->has_interval =
            side->value.defined && pair->clusters >= BOOTSTRAP_CLUSTERS_MIN &&
            percentile_interval(replicates[i], BOOTSTRAP_RESAMPLES, 0.95, &side->interval);
        side->method = side->has_interval ? "bootstrap.cluster.95/1" : NULL;
    }
}

/* Too little for any verdict, whatever the numbers: what holds for a figure holds for a pair.
 */
static void hold_back(struct pair_result *pair)
{
    if (bench_is_illustration(pair->items, pair->clusters)) {
        pair->found.judged = false;
        pair->found.verdict = VERDICT_NOT_ENOUGH;
        pair->found.reason =
            "an illustration: fewer than 100 items or 20 clusters that both have";
        pair->side[0].has_interval = false;
        pair->side[1].has_interval = false;
    }
}

static void judge_pair(struct arena *arena, const struct pairwise_plan *plan,
                       struct pair_result *pair)
{
    struct sides *sides = match(arena, pair);
    pair->items = sides->rows_of[0];
    pair->clusters = sides->clusters;
    if (pair->items == 0) {
        pair->found = (struct comparison){.p = 1, .reason = "no item that both have"};
        return;
    }
    pair->side[0].value = sides_value(sides, 0);
    pair->side[1].value = sides_value(sides, 1);
    pair->yes_no = sides->single && sides_yes_no(sides);
    if (pair->yes_no) {
        judge_yes_no(sides, pair, plan->margin);
    } else {
        judge_clusters(arena, sides, pair, plan);
    }
    pair->p_alone = pair->found.p;
    if (!pair->found.judged && pair->differ_count == 0) {
        pair->found.reason = "the same on every item";
        pair->found.n_enough = 0; /* no number of such items would tell */
    }
    hold_back(pair);
}

static void adjust(struct arena *arena, struct pairwise *result)
{
    struct comparison *all = arena_alloc(arena, (result->count + 1) * sizeof *all);
    for (size_t i = 0; i < result->count; i++) {
        all[i] = result->list[i].found;
        result->judged += all[i].judged;
    }
    compare_adjust(all, result->count);
    for (size_t i = 0; i < result->count; i++) {
        result->list[i].found = all[i];
    }
}

void pairwise_judge(struct arena *arena, const struct pairwise_plan *plan,
                    struct pairwise *result)
{
    size_t firsts = plan->with_first ? 1 : plan->count;
    size_t pairs = plan->with_first ? plan->count : plan->count * (plan->count - 1) / 2;
    *result = (struct pairwise){0};
    result->list = arena_zalloc(arena, (pairs * plan->metric_count + 1) * sizeof *result->list);
    for (size_t m = 0; m < plan->metric_count; m++) {
        for (size_t i = 0; i < firsts; i++) {
            for (size_t j = i + 1; j < plan->count; j++) {
                struct pair_result *pair = &result->list[result->count++];
                pair->metric = plan->metrics[m];
                pair->side[0].contender = &plan->list[i];
                pair->side[1].contender = &plan->list[j];
                judge_pair(arena, plan, pair);
            }
        }
    }
    adjust(arena, result);
}

/* ---- as JSON ---- */

void pairwise_found_json(const struct pair_result *pair, struct jsonw *w)
{
    const struct comparison *found = &pair->found;
    jsonw_member(w, "verdict", pairwise_word(found->verdict));
    jsonw_member(w, "reason", found->reason);
    if (found->judged) {
        jsonw_member_dec(w, "difference", found->difference);
        jsonw_member_dec(w, "low", found->difference_interval.low);
        jsonw_member_dec(w, "high", found->difference_interval.high);
        jsonw_member_dec(w, "p", pair->p_alone);
        jsonw_member_dec(w, "p_holm", found->p);
        if (found->margin > 0) {
            jsonw_member_dec(w, "p_equivalence_holm", found->p_equivalence);
        }
        jsonw_member(w, "method", found->method);
    }
    if (found->verdict == VERDICT_NOT_ENOUGH && found->n_enough > 0) {
        jsonw_member_int(w, "enough", found->n_enough);
    }
}
