/* Radix sort by bytes; see order_keys.h.
 * SOURCE: least significant digit first: Knuth, TAOCP 3, 5.2.5, algorithm R; parting in place:
 * McIlroy, Bostic and McIlroy 1993, Engineering Radix Sort, Computing Systems 6:5-27. */
#include "metrics/ranking/order_keys.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 8, RADIX = 256, SMALL = 64 };

uint64_t order_key(double score)
{
    uint64_t bits;
    score += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &score, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

double order_score(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~((uint64_t)1 << 63) : ~key;
    double score;
    memcpy(&score, &bits, sizeof score);
    return score;
}

static unsigned digit(uint64_t key, int which)
{
    return (unsigned)(key >> (8 * which)) & (RADIX - 1);
}

static void count_digits(const uint64_t *keys, size_t n, size_t counts[DIGITS][RADIX])
{
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = 0; i < n; i++) {
        uint64_t key = keys[i];
        for (int d = 0; d < DIGITS; d++) {
            counts[d][digit(key, d)]++;
        }
    }
}

/* Counts become the places where each digit's keys begin; false when all have one digit. */
static int begin_places(size_t *counts, size_t n)
{
    size_t next = 0;
    for (int v = 0; v < RADIX; v++) {
        size_t own = counts[v];
        if (own == n) {
            return 0;
        }
        counts[v] = next;
        next += own;
    }
    return 1;
}

static void insertion(uint64_t *keys, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t j = i;
        for (; j > 0 && keys[j - 1] > key; j--) {
            keys[j] = keys[j - 1];
        }
        keys[j] = key;
    }
}

static void sort_with_scratch(uint64_t *keys, size_t n, uint64_t *scratch)
{
    size_t counts[DIGITS][RADIX];
    uint64_t *from = keys;
    uint64_t *to = scratch;
    if (n <= SMALL) {
        insertion(keys, n);
        return;
    }
    count_digits(keys, n, counts);
    for (int d = 0; d < DIGITS; d++) {
        if (!begin_places(counts[d], n)) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            to[counts[d][digit(from[i], d)]++] = from[i];
        }
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys) {
        memcpy(keys, from, n * sizeof *keys);
    }
}

/* Puts every key into the part of its digit, by swapping: ends[v] becomes the end of part v. */
static void part_in_place(uint64_t *keys, size_t n, int which, size_t *ends)
{
    size_t heads[RADIX];
    memset(ends, 0, RADIX * sizeof *ends);
    for (size_t i = 0; i < n; i++) {
        ends[digit(keys[i], which)]++;
    }
    size_t next = 0;
    for (int v = 0; v < RADIX; v++) {
        heads[v] = next;
        next += ends[v];
        ends[v] = next;
    }
    for (unsigned v = 0; v < RADIX; v++) {
        while (heads[v] < ends[v]) {
            uint64_t key = keys[heads[v]];
            unsigned own = digit(key, which);
            if (own == v) {
                heads[v]++;
                continue;
            }
            keys[heads[v]] = keys[heads[own]];
            keys[heads[own]++] = key;
        }
    }
}

/* Recursion is bounded: one level a byte of the key. */
// NOLINTNEXTLINE(misc-no-recursion): at most DIGITS deep
static void sort_parts(uint64_t *keys, size_t n, int which, uint64_t *scratch, size_t room)
{
    size_t ends[RADIX];
    if (n <= room) {
        sort_with_scratch(keys, n, scratch);
        return;
    }
    if (which < 0) {
        return; /* all are equal */
    }
    part_in_place(keys, n, which, ends);
    for (int v = 0; v < RADIX; v++) {
        size_t start = v > 0 ? ends[v - 1] : 0;
        sort_parts(keys + start, ends[v] - start, which - 1, scratch, room);
    }
}

void order_sort_within(uint64_t *keys, size_t n, size_t room)
{
    size_t own = n < room ? n : room;
    uint64_t *scratch = xmalloc((own + 1) * sizeof *scratch);
    sort_parts(keys, n, DIGITS - 1, scratch, own);
    free(scratch);
}

void order_sort(uint64_t *keys, size_t n)
{
    order_sort_within(keys, n, ORDER_SCRATCH_MAX);
}

void order_sort_rows(uint64_t *keys, uint32_t *rows, size_t n)
{
    size_t counts[DIGITS][RADIX];
    uint64_t *spare_keys = xmalloc((n + 1) * sizeof *spare_keys);
    uint32_t *spare_rows = xmalloc((n + 1) * sizeof *spare_rows);
    uint64_t *from = keys;
    uint64_t *to = spare_keys;
    uint32_t *from_rows = rows;
    uint32_t *to_rows = spare_rows;
    count_digits(keys, n, counts);
    for (int d = 0; d < DIGITS; d++) {
        if (!begin_places(counts[d], n)) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            size_t place = counts[d][digit(from[i], d)]++;
            to[place] = from[i];
            to_rows[place] = from_rows[i];
        }
        uint64_t *swap = from;
        from = to;
        to = swap;
        uint32_t *swap_rows = from_rows;
        from_rows = to_rows;
        to_rows = swap_rows;
    }
    if (from != keys) {
        memcpy(keys, from, n * sizeof *keys);
        memcpy(rows, from_rows, n * sizeof *rows);
    }
    free(spare_keys);
    free(spare_rows);
}
