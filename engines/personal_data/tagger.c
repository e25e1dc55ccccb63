/* The tagger: scores, the best path, runs; see tagger.h. Reading a model is in tagger_model.c.
 */
#include "personal_data/tagger.h"

#include "personal_data/tagger_features.h"
#include "personal_data/tagger_model.h"
#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>

enum { NEVER = INT_MIN / 2 };

bool tagger_may_follow(unsigned before, unsigned after)
{
    bool more = after != TAG_NONE && after % 2 == 0;
    return !more || before == after || before + 1 == after;
}

void tagger_best_path(const int32_t (*scores)[TAGGER_ROW], size_t count,
                      const int32_t steps[TAG_LABELS][TAG_LABELS], int bias, uint8_t *path)
{
    if (count == 0) {
        return;
    }
    uint8_t(*from)[TAG_LABELS] = xcalloc(count, sizeof *from);
    int32_t best[TAG_LABELS];
    for (unsigned label = 0; label < TAG_LABELS; label++) {
        best[label] = tagger_may_follow(TAG_NONE, label)
                          ? scores[0][label] + steps[TAG_NONE][label]
                          : NEVER;
    }
    best[TAG_NONE] -= bias;
    for (size_t i = 1; i < count; i++) {
        int32_t next[TAG_LABELS];
        for (unsigned after = 0; after < TAG_LABELS; after++) {
            int32_t top = NEVER;
            for (unsigned before = 0; before < TAG_LABELS; before++) {
                int32_t score = best[before] + steps[before][after];
                if (score > top && tagger_may_follow(before, after)) {
                    top = score;
                    from[i][after] = (uint8_t)before;
                }
            }
            next[after] = top + scores[i][after];
        }
        next[TAG_NONE] -= bias;
        /* kept near 0, so that no length of text overflows */
        for (unsigned label = 0; label < TAG_LABELS; label++) {
            int32_t far = next[label] - next[TAG_NONE];
            best[label] = far < NEVER / 2 ? NEVER : far;
        }
    }
    unsigned label = 0;
    for (unsigned other = 1; other < TAG_LABELS; other++) {
        label = best[other] > best[label] ? other : label;
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
        runs->items[i].per_mille = tagger_per_mille(tagger, runs->items[i].score);
    }
    tagger_view_free(view);
    free(path);
    free(scores);
}
