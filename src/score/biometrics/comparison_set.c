/* Sorted comparisons; see comparison_set.h. */
#include "score/biometrics/comparison_set.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void sort_both(struct comparison_set *set)
{
    order_sort(set->keys, set->unmated);
    order_sort(set->keys + set->unmated, set->count - set->unmated);
}

static bool is_member(const struct comparison_table *table, size_t grouping, uint32_t value,
                      size_t row)
{
    return value == SCORE_NOT_RECORDED ||
           group_columns_value(table->groups, grouping, row) == value;
}

/* value SCORE_NOT_RECORDED: all rows. */
static struct comparison_set copy_of(const struct comparison_table *table, size_t grouping,
                                     uint32_t value)
{
    struct comparison_set set = {.own = true};
    size_t count[2] = {0, 0};
    for (size_t i = 0; i < table->count; i++) {
        if (is_member(table, grouping, value, i)) {
            count[table->mated[i]]++;
        }
    }
    set.unmated = count[0];
    set.count = count[0] + count[1];
    set.keys = xmalloc((set.count + 1) * sizeof *set.keys);
    size_t next[2] = {0, set.unmated};
    for (size_t i = 0; i < table->count; i++) {
        if (is_member(table, grouping, value, i)) {
            set.keys[next[table->mated[i]]++] = table->key[i];
        }
    }
    sort_both(&set);
    return set;
}

struct comparison_set comparison_set_of(const struct comparison_table *table, size_t grouping,
                                        uint32_t value)
{
    return copy_of(table, grouping, value);
}

struct comparison_set comparison_set_all(struct comparison_table *table, bool in_place)
{
    if (!in_place) {
        return copy_of(table, 0, SCORE_NOT_RECORDED);
    }
    struct comparison_set set = {.keys = table->key, .count = table->count};
    for (size_t i = 0; i < table->count; i++) {
        if (!table->mated[i]) {
            uint64_t key = table->key[i];
            table->key[i] = table->key[set.unmated];
            table->mated[i] = table->mated[set.unmated];
            table->key[set.unmated] = key;
            table->mated[set.unmated++] = 0;
        }
    }
    sort_both(&set);
    return set;
}

void comparison_set_free(struct comparison_set *set)
{
    if (set->own) {
        free(set->keys);
    }
    *set = (struct comparison_set){0};
}

struct score_walk comparison_set_walk(const struct comparison_set *set)
{
    return score_walk_sorted(set->keys + set->unmated, set->count - set->unmated, set->keys,
                             set->unmated);
}
