/* Matched pairs over segments; see paired_systems.h.
 * SOURCE: NIST SCTK, src/sclite/mtchprs.c test_comp_sents, count_seg, seg_count; statdist.c
 * calc_mean_var_std_dev_Zstat. The branch that is to bring references out of step together
 * again compares the structs of words, not their texts, and changes nothing: it is left out. */
#include "metrics/speech/paired_systems.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { GOOD_MIN = 2 }; /* words right in both systems that end a segment */

struct segment {
    size_t words;
    size_t errors[2];
};

struct segment_list {
    struct segment *items;
    size_t count;
    size_t room;
};

struct segment_list *segment_list_new(void)
{
    return xcalloc(1, sizeof(struct segment_list));
}

void segment_list_free(struct segment_list *list)
{
    if (list != NULL) {
        free(list->items);
        free(list);
    }
}

struct walk {
    struct segment_list *list;
    const struct net_alignment *paths[2];
    size_t at[2];
    size_t good[2]; /* where the last run of good words ended */
};

static bool is(const struct walk *walk, int side, enum align_step step)
{
    return walk->at[side] < walk->paths[side]->count &&
           walk->paths[side]->steps[walk->at[side]].step == step;
}

/* Steps up to `end` of each side, from the last good run on. */
static void close_segment(struct walk *walk, const size_t end[2])
{
    struct segment segment = {0, {0, 0}};
    for (int side = 0; side < 2; side++) {
        size_t from = walk->good[side] < GOOD_MIN - 1 ? 0 : walk->good[side] - (GOOD_MIN - 1);
        for (size_t i = from; i < end[side]; i++) {
            enum align_step step = walk->paths[side]->steps[i].step;
            segment.errors[side] += step != STEP_CORRECT;
            segment.words += step != STEP_INSERTION;
        }
    }
    segment.words /= 2;
    struct segment_list *list = walk->list;
    if (segment.errors[0] > 0 || segment.errors[1] > 0) {
        list->items = mem_grow(list->items, list->count, &list->room, sizeof *list->items);
        list->items[list->count++] = segment;
    }
}

void segment_list_add(struct segment_list *list, const struct net_alignment *first,
                      const struct net_alignment *second)
{
    struct walk walk = {list, {first, second}, {0, 0}, {0, 0}};
    bool error = false;
    size_t run = 0; /* good words since the error */
    while (walk.at[0] < first->count) {
        for (int side = 0; side < 2; side++) {
            while (is(&walk, side, STEP_INSERTION)) {
                walk.at[side]++;
                error = true;
                run = 0;
            }
        }
        bool good = is(&walk, 0, STEP_CORRECT) && is(&walk, 1, STEP_CORRECT);
        run = error && good ? run + 1 : 0;
        if (!good) {
            error = true;
        } else if (!error || run == GOOD_MIN) {
            if (error) {
                close_segment(&walk, (size_t[2]){walk.at[0] + 1, walk.at[1] + 1});
            }
            error = false;
            walk.good[0] = walk.at[0];
            walk.good[1] = walk.at[1];
        }
        walk.at[0] += walk.at[0] < first->count;
        walk.at[1] += walk.at[1] < second->count;
    }
    if (error || walk.at[1] < second->count) {
        close_segment(&walk, (size_t[2]){first->count, second->count});
    }
}

static double deviation_of(const struct segment_list *list, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < list->count; i++) {
        double d = (double)list->items[i].errors[0] - (double)list->items[i].errors[1] - mean;
        sum += d * d;
    }
    return sum > 0 ? sqrt(sum / (double)(list->count - 1)) : 0;
}

struct segment_test segment_list_test(const struct segment_list *list)
{
    struct segment_test result = {.segments = list->count};
    for (size_t i = 0; i < list->count; i++) {
        result.words += list->items[i].words;
        result.errors[0] += list->items[i].errors[0];
        result.errors[1] += list->items[i].errors[1];
    }
    if (list->count == 0) {
        result.test.undefined = "neither system has an error";
        return result;
    }
    double n = (double)list->count;
    result.mean = ((double)result.errors[0] - (double)result.errors[1]) / n;
    result.deviation = deviation_of(list, result.mean);
    double z = result.deviation > 0 ? result.mean / (result.deviation / sqrt(n)) : 0;
    result.test = (struct paired_test){
        .defined = true,
        .statistic = z,
        .p = result.deviation > 0 || result.mean == 0 ? erfc(fabs(z) / sqrt(2)) : (double)NAN,
        .p_sc_stats = 1 - 2 * (sc_stats_normal(z) - 0.5),
        .differs = fabs(z) > 1.960};
    result.test.better = !result.test.differs ? 0 : result.mean < 0 ? 1 : 2;
    return result;
}
