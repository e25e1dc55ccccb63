/* Compatibility decompositions without nonspacing marks; see unicode.h. */
#include "metrics/unicode/unicode.h"
#include "metrics/unicode/unicode_tables.h"

#include <stdlib.h>

enum {
    /* SOURCE: The Unicode Standard 15.0, 3.12, Hangul Syllable Decomposition. */
    SYLLABLE_FIRST = 0xAC00,
    SYLLABLE_LAST = 0xD7A3,
    LEADING_FIRST = 0x1100,
    VOWEL_FIRST = 0x1161,
    TRAILING_BEFORE_FIRST = 0x11A7,
    VOWELS = 21,
    TRAILINGS = 28
};

static int by_run(const void *key, const void *item)
{
    const uint32_t *c = key;
    const struct unicode_bare_run *run = item;
    return *c < run->first ? -1 : *c > run->last;
}

static int by_single(const void *key, const void *item)
{
    const uint32_t *c = key;
    const struct unicode_bare_single *single = item;
    return *c < single->from ? -1 : *c > single->from;
}

static int by_several(const void *key, const void *item)
{
    const uint32_t *c = key;
    const struct unicode_bare_several *several = item;
    return *c < several->from ? -1 : *c > several->from;
}

static size_t bare_syllable(uint32_t index, uint32_t bare[UNICODE_BARE_MAX])
{
    bare[0] = LEADING_FIRST + index / (VOWELS * TRAILINGS);
    bare[1] = VOWEL_FIRST + index / TRAILINGS % VOWELS;
    bare[2] = TRAILING_BEFORE_FIRST + index % TRAILINGS;
    return index % TRAILINGS == 0 ? 2 : 3;
}

static bool is_nonspacing(uint32_t c)
{
    size_t low = 0;
    size_t high = unicode_nonspacing_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > unicode_nonspacing[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < unicode_nonspacing_count && c >= unicode_nonspacing[low].first;
}

size_t unicode_bare(uint32_t c, uint32_t bare[UNICODE_BARE_MAX])
{
    bare[0] = c;
    if (c < 0xA0) {
        return 1;
    }
    if (c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST) {
        return bare_syllable(c - SYLLABLE_FIRST, bare);
    }
    const struct unicode_bare_single *single = bsearch(
        &c, unicode_bare_singles, unicode_bare_singles_count, sizeof *single, by_single);
    if (single != NULL) {
        bare[0] = single->to;
        return 1;
    }
    const struct unicode_bare_run *run =
        bsearch(&c, unicode_bare_runs, unicode_bare_runs_count, sizeof *run, by_run);
    if (run != NULL && (c - run->first) % run->step == 0) {
        bare[0] = run->to + (c - run->first) / run->step * run->to_step;
        return 1;
    }
    const struct unicode_bare_several *several = bsearch(
        &c, unicode_bare_severals, unicode_bare_severals_count, sizeof *several, by_several);
    if (several != NULL) {
        for (size_t i = 0; i < several->count; i++) {
            bare[i] = unicode_bare_pool[several->at + i];
        }
        return several->count;
    }
    return is_nonspacing(c) ? 0 : 1;
}
