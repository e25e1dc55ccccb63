/* See group_judge.h. */
#include "report/group_judge.h"

#include "base/mem.h"
#include "compare/sides.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct bench_group_value *recorded(const struct bench_item *item, struct str name)
{
    for (size_t i = 0; i < item->group_count; i++) {
        if (str_eq(item->groups[i].group, name)) {
            return &item->groups[i];
        }
    }
    return NULL;
}

/* 0: of the group, 1: of the rest, -1: neither can be said. */
static int side_of(const struct group_result *result, const struct bench_item *item)
{
    const struct bench_group_value *own = recorded(item, result->own.group);
    if (own == NULL) {
        return -1;
    }
    bool in = str_eq(own->value, result->own.value);
    if (result->second.group.n > 0) {
        const struct bench_group_value *second = recorded(item, result->second.group);
        if (second == NULL) {
            return -1;
        }
        in = in && str_eq(second->value, result->second.value);
    }
    return in ? 0 : 1;
}

static struct sides *gather(struct arena *arena, const struct group_plan *plan,
                            const struct group_result *result)
{
    struct side_row *rows = arena_alloc(arena, (plan->rows->count + 1) * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < plan->rows->count; i++) {
        const struct stats_row *row = &plan->rows->rows[i];
        int side = row->metric == plan->metric ? side_of(result, row->item) : -1;
        if (side >= 0) {
            rows[count++] =
                (struct side_row){row->item->cluster, row->item->id, side, row->vector};
        }
    }
    return sides_gather(arena, plan->metric, rows, count);
}

static void measure(const struct sides *sides, int i, struct group_side *side)
{
    side->n = sides->rows_of[i];
    side->clusters = sides->clusters_of[i];
    side->value = side->n > 0 ? sides_value(sides, i) : (struct metric_value){0};
}

static struct comparison by_rates(struct group_side *group, struct group_side *rest,
                                  double margin)
{
    struct compare_rates rates = {(int64_t)group->value.numerator, (int64_t)group->n,
                                  (int64_t)rest->value.numerator, (int64_t)rest->n, margin};
    struct group_side *both[] = {group, rest};
    for (int i = 0; i < 2; i++) {
        both[i]->has_interval = both[i]->clusters >= BOOTSTRAP_CLUSTERS_MIN;
        if (both[i]->has_interval) {
            both[i]->interval = wilson((int64_t)both[i]->value.numerator, (int64_t)both[i]->n);
            both[i]->method = "wilson.95/1";
        }
    }
    return compare_rates(&rates);
}

static struct comparison by_replicates(struct arena *arena, const struct sides *sides,
                                       struct group_side *both[2],
                                       const struct group_plan *plan)
{
    double *replicates[2];
    struct compare_side given[2];
    sides_replicate(arena, sides, plan->seed, BOOTSTRAP_RESAMPLES, replicates);
    for (int i = 0; i < 2; i++) {
        struct group_side *side = both[i];
        given[i] =
            (struct compare_side){side->value.defined ? side->value.value : (double)NAN,
                                  replicates[i], (int64_t)side->n, (int64_t)side->clusters};
        side->has_interval =
            side->value.defined && side->clusters >= BOOTSTRAP_CLUSTERS_MIN &&
            percentile_interval(replicates[i], BOOTSTRAP_RESAMPLES, 0.95, &side->interval);
        side->method = side->has_interval ? "bootstrap.cluster.95/1" : NULL;
    }
    return compare_replicates(&given[0], &given[1], BOOTSTRAP_RESAMPLES, plan->margin);
}

/* Each in an arena of its own: replicates of hundreds of pairs would not fit in one. */
static void judge_one(const struct group_plan *plan, struct group_result *result)
{
    struct arena *arena = arena_new();
    struct sides *sides = gather(arena, plan, result);
    measure(sides, 0, &result->group);
    measure(sides, 1, &result->rest);
    if (result->group.n == 0 || result->rest.n == 0) {
        result->found = (struct comparison){
            .p = 1, .reason = result->group.n == 0 ? "no items" : "no items in the rest"};
    } else if (sides->single && sides_yes_no(sides)) {
        result->found = by_rates(&result->group, &result->rest, plan->margin);
    } else {
        struct group_side *both[] = {&result->group, &result->rest};
        result->found = by_replicates(arena, sides, both, plan);
    }
    if (plan->no_rate != NULL) {
        result->found.judged = false;
        result->found.verdict = VERDICT_NOT_ENOUGH;
        result->found.reason = plan->no_rate;
        result->group.has_interval = false;
        result->rest.has_interval = false;
    }
    arena_free(arena);
}

static void adjust(struct group_result *list, size_t count)
{
    struct comparison *all = xmalloc((count + 1) * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        all[i] = list[i].found;
    }
    compare_adjust(all, count);
    for (size_t i = 0; i < count; i++) {
        list[i].found = all[i];
    }
    free(all);
}

/* ---- which groups there are ---- */

static int compare_values(const struct bench_group_value *a, const struct bench_group_value *b)
{
    int order = str_cmp(a->group, b->group);
    return order != 0 ? order : str_cmp(a->value, b->value);
}

static int compare_results(const void *a, const void *b)
{
    const struct group_result *left = a;
    const struct group_result *right = b;
    int order = compare_values(&left->own, &right->own);
    return order != 0 ? order : compare_values(&left->second, &right->second);
}

static size_t unique(struct group_result *list, size_t count)
{
    size_t kept = 0;
    if (count > 0) {
        qsort(list, count, sizeof *list, compare_results);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_results(&list[kept - 1], &list[i]) != 0) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

struct found_list {
    struct group_result *list;
    size_t count;
    size_t capacity;
};

static void add(struct found_list *found, const struct bench_group_value *own,
                const struct bench_group_value *second)
{
    found->list = mem_grow(found->list, found->count, &found->capacity, sizeof *found->list);
    struct group_result *result = &found->list[found->count++];
    memset(result, 0, sizeof *result);
    result->own = *own;
    if (second != NULL) {
        result->second = *second;
    }
}

static struct group_result *keep(struct arena *arena, struct found_list *found)
{
    struct group_result *kept = arena_alloc(arena, (found->count + 1) * sizeof *kept);
    if (found->list != NULL) {
        memcpy(kept, found->list, found->count * sizeof *kept);
    }
    free(found->list);
    return kept;
}

static void list_groups(struct arena *arena, const struct group_plan *plan,
                        struct group_judgement *judgement)
{
    struct found_list found = {0};
    for (size_t i = 0; i < plan->rows->count; i++) {
        const struct bench_item *item = plan->rows->rows[i].item;
        for (size_t g = 0; plan->rows->rows[i].metric == plan->metric && g < item->group_count;
             g++) {
            add(&found, &item->groups[g], NULL);
        }
        if (found.count > 4096) {
            found.count = unique(found.list, found.count);
        }
    }
    found.count = unique(found.list, found.count);
    judgement->count = found.count;
    judgement->groups = keep(arena, &found);
}

static size_t count_items(const struct group_plan *plan, const struct group_result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->rows->count; i++) {
        const struct stats_row *row = &plan->rows->rows[i];
        n += row->metric == plan->metric && side_of(result, row->item) == 0;
    }
    return n;
}

/* Every value of one group with every value of another. */
static void list_pairs(struct arena *arena, const struct group_plan *plan,
                       struct group_judgement *judgement)
{
    struct found_list found = {0};
    for (size_t i = 0; i < judgement->count; i++) {
        for (size_t j = i + 1; j < judgement->count; j++) {
            const struct bench_group_value *own = &judgement->groups[i].own;
            const struct bench_group_value *second = &judgement->groups[j].own;
            if (str_eq(own->group, second->group)) {
                continue;
            }
            add(&found, own, second);
            size_t n = count_items(plan, &found.list[found.count - 1]);
            bool enough = n >= COMPARE_UNITS_MIN;
            judgement->pairs_too_few += n > 0 && !enough;
            judgement->pairs_cut =
                judgement->pairs_cut || (enough && found.count > GROUP_PAIRS_MAX);
            if (!enough || found.count > GROUP_PAIRS_MAX) {
                found.count--;
            }
        }
    }
    judgement->pair_count = found.count;
    judgement->pairs = keep(arena, &found);
}

void group_judge(struct arena *arena, const struct group_plan *plan,
                 struct group_judgement *judgement)
{
    *judgement = (struct group_judgement){0};
    list_groups(arena, plan, judgement);
    list_pairs(arena, plan, judgement);
    for (size_t i = 0; i < judgement->count; i++) {
        judge_one(plan, &judgement->groups[i]);
    }
    for (size_t i = 0; i < judgement->pair_count; i++) {
        judge_one(plan, &judgement->pairs[i]);
    }
    adjust(judgement->groups, judgement->count);
    adjust(judgement->pairs, judgement->pair_count);
}
