/* Merge sort with short runs sorted by insertion; see by_score.h. */
#include "metrics/detection/by_score.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT = 16 };

static void insert(struct by_score *places, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct by_score one = places[i];
        size_t at = i;
        for (; at > 0 && places[at - 1].score < one.score; at--) {
            places[at] = places[at - 1];
        }
        places[at] = one;
    }
}

/* Merges [0, half) and [half, n) of `from` into `to`. */
static void merge(const struct by_score *from, size_t half, size_t n, struct by_score *to)
{
    size_t a = 0;
    size_t b = half;
    for (size_t i = 0; i < n; i++) {
        bool second = a == half || (b < n && from[a].score < from[b].score);
        to[i] = from[second ? b++ : a++];
    }
}

void by_score_sort_places(struct by_score *places, size_t n)
{
    for (size_t i = 0; i < n; i += SHORT) {
        insert(places + i, n - i < SHORT ? n - i : SHORT);
    }
    if (n <= SHORT) {
        return;
    }
    struct by_score *room = xmalloc(n * sizeof *room);
    struct by_score *from = places;
    struct by_score *to = room;
    for (size_t run = SHORT; run < n; run *= 2) {
        for (size_t i = 0; i < n; i += 2 * run) {
            size_t length = n - i < 2 * run ? n - i : 2 * run;
            merge(from + i, length < run ? length : run, length, to + i);
        }
        struct by_score *other = from;
        from = to;
        to = other;
    }
    if (from != places) {
        memcpy(places, from, n * sizeof *places);
    }
    free(room);
}

void by_score_sort(uint32_t *indices, size_t n, const struct coco_object *detections)
{
    if (n < 2) {
        return;
    }
    struct by_score *places = xmalloc(n * sizeof *places);
    for (size_t i = 0; i < n; i++) {
        places[i] = (struct by_score){detections[indices[i]].score, indices[i], 0};
    }
    by_score_sort_places(places, n);
    for (size_t i = 0; i < n; i++) {
        indices[i] = (uint32_t)places[i].place;
    }
    free(places);
}
