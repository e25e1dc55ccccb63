/* The tagger: scores, the best path, runs; see tagger.h. Reading a model is in tagger_model.c.
 */
#include "personal_data/tagger.h"

#include "personal_data/tagger_features.h"
#include "personal_data/tagger_model.h"
#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>

enum { NEVER = INT_MIN / 4 };

bool tagger_may_follow(unsigned before, unsigned after)
{
    bool more = after != TAG_NONE && after % 2 == 0;
    return !more || before == after || before + 1 == after;
}

/* All labels after at once, a lane each, so that the machine can do them side by side; what may
 * not follow weighs NEVER. */
struct lattice {
    int32_t steps[TAG_LABELS][TAGGER_ROW];
    int32_t best[TAGGER_ROW];
};

static void lattice_start(struct lattice *lattice, const int32_t scores[TAGGER_ROW],
                          const int32_t steps[TAG_LABELS][TAG_LABELS], int bias)
{
    for (unsigned before = 0; before < TAG_LABELS; before++) {
        for (unsigned after = 0; after < TAGGER_ROW; after++) {
            bool may = after < TAG_LABELS && tagger_may_follow(before, after);
            lattice->steps[before][after] = may ? steps[before][after] : NEVER;
        }
    }
    for (unsigned label = 0; label < TAGGER_ROW; label++) {
        int32_t step = lattice->steps[TAG_NONE][label];
        lattice->best[label] = step == NEVER ? NEVER : scores[label] + step;
    }
    lattice->best[TAG_NONE] -= bias;
}

static void lattice_step(struct lattice *lattice, const int32_t scores[TAGGER_ROW], int bias,
                         uint8_t from[TAGGER_ROW])
{
    int32_t top[TAGGER_ROW];
    int32_t came[TAGGER_ROW] = {0};
    for (unsigned after = 0; after < TAGGER_ROW; after++) {
        top[after] = lattice->best[TAG_NONE] + lattice->steps[TAG_NONE][after];
    }
    for (int32_t before = 1; before < TAG_LABELS; before++) {
        const int32_t *step = lattice->steps[before];
        int32_t own = lattice->best[before];
        for (unsigned after = 0; after < TAGGER_ROW; after++) {
            int32_t score = own + step[after];
            came[after] = score > top[after] ? before : came[after];
            top[after] = score > top[after] ? score : top[after];
        }
    }
    /* kept near 0, so that no length of text overflows */
    int32_t none = top[TAG_NONE] + scores[TAG_NONE] - bias;
    for (unsigned after = 0; after < TAGGER_ROW; after++) {
        int32_t far = top[after] + scores[after] - none;
        lattice->best[after] = far < NEVER / 2 ? NEVER : far;
        from[after] = (uint8_t)came[after];
    }
    lattice->best[TAG_NONE] = 0;
}

void tagger_best_path(const int32_t (*scores)[TAGGER_ROW], size_t count,
                      const int32_t steps[TAG_LABELS][TAG_LABELS], int bias, uint8_t *path)
{
    if (count == 0) {
        return;
    }
    struct lattice lattice;
    uint8_t(*from)[TAGGER_ROW] = xcalloc(count, sizeof *from);
    lattice_start(&lattice, scores[0], steps, bias);
    for (size_t i = 1; i < count; i++) {
        lattice_step(&lattice, scores[i], bias, from[i]);
    }
    unsigned label = 0;
    for (unsigned other = 1; other < TAG_LABELS; other++) {
        label = lattice.best[other] > lattice.best[label] ? other : label;
    }
    for (size_t i = count; i-- > 0;) {
        path[i] = (uint8_t)label;
        label = from[i][label];
    }
    free(from);
}

static int32_t run_score(const int32_t (*scores)[TAGGER_ROW], size_t count,
                         const int32_t steps[TAG_LABELS][TAG_LABELS], const uint8_t *path,
                         size_t first, size_t last)
{
    unsigned before = first > 0 ? path[first - 1] : TAG_NONE;
    int32_t with = steps[before][path[first]];
    int32_t without = steps[before][TAG_NONE];
    for (size_t i = first; i <= last; i++) {
        with += scores[i][path[i]];
        without += scores[i][TAG_NONE];
        if (i > first) {
            with += steps[path[i - 1]][path[i]];
            without += steps[TAG_NONE][TAG_NONE];
        }
    }
    if (last + 1 < count) {
        with += steps[path[last]][path[last + 1]];
        without += steps[TAG_NONE][path[last + 1]];
    }
    return with - without;
}

void tagger_cut(const int32_t (*scores)[TAGGER_ROW], size_t count,
                const int32_t steps[TAG_LABELS][TAG_LABELS], const uint8_t *path,
                struct tagger_runs *runs)
{
    runs->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (path[i] == TAG_NONE) {
            continue;
        }
        struct tagger_run run = {.first = i, .last = i, .kind = path[i]};
        while (run.last + 1 < count && path[run.last + 1] == path[i] + 1) {
            run.last++;
        }
        run.score = run_score(scores, count, steps, path, run.first, run.last);
        runs->items = mem_grow(runs->items, runs->count, &runs->capacity, sizeof *runs->items);
        runs->items[runs->count++] = run;
        i = run.last;
    }
}

void tagger_runs_free(struct tagger_runs *runs)
{
    free(runs->items);
    *runs = (struct tagger_runs){0};
}

static void add_rows(const struct tagger *tagger, const struct tagger_view *view, size_t token,
                     int32_t scores[TAGGER_ROW])
{
    uint32_t features[TAGGER_FEATURES];
    int16_t sum[TAGGER_ROW] = {0}; /* 30 weights of a byte fit */
    tagger_features(view, token, features);
    for (size_t f = 0; f < TAGGER_FEATURES; f++) {
        const int8_t *row = tagger->weights[features[f] & tagger->mask];
        for (size_t label = 0; label < TAGGER_ROW; label++) {
            sum[label] = (int16_t)(sum[label] + row[label]);
        }
    }
    for (size_t label = 0; label < TAGGER_ROW; label++) {
        scores[label] = sum[label];
    }
}

void tagger_find(const struct tagger *tagger, const struct tokens *tokens, struct str text,
                 int bias, struct tagger_runs *runs)
{
    size_t count = tokens->count;
    int32_t(*scores)[TAGGER_ROW] = xcalloc(count + 1, sizeof *scores);
    uint8_t *path = xcalloc(count + 1, 1);
    struct tagger_view *view = tagger_view_new(tokens, text, 0);
    bias = bias > TAGGER_BIAS_MAX    ? TAGGER_BIAS_MAX
           : bias < -TAGGER_BIAS_MAX ? -TAGGER_BIAS_MAX
                                     : bias;
    for (size_t i = 0; i < count; i++) {
        add_rows(tagger, view, i, scores[i]);
    }
    const int32_t(*read)[TAGGER_ROW] = (const int32_t(*)[TAGGER_ROW])scores;
    tagger_best_path(read, count, tagger->steps, bias, path);
    tagger_cut(read, count, tagger->steps, path, runs);
    for (size_t i = 0; i < runs->count; i++) {
        struct tagger_run *run = &runs->items[i];
        run->per_mille = tagger_per_mille(&tagger->points[(run->kind - 1) / 2], run->score);
    }
    tagger_view_free(view);
    free(path);
    free(scores);
}
