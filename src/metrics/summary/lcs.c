/* LCS by bit rows; see lcs.h. In a row's bits a 0 at column j says that the length grows there.
 */
#include "metrics/summary/lcs.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct columns {
    const uint32_t *numbers;
    size_t count;
    size_t blocks;
    uint32_t *mask_of; /* by number: 1 + its mask, 0 none */
    uint64_t *masks;   /* blocks each */
};

static struct columns columns_new(const uint32_t *numbers, size_t count, uint32_t largest)
{
    struct columns c = {numbers, count, count / 64 + 1, NULL, NULL};
    uint32_t distinct = 0;
    c.mask_of = xcalloc((size_t)largest + 1, sizeof *c.mask_of);
    for (size_t j = 0; j < count; j++) {
        if (c.mask_of[numbers[j]] == 0) {
            c.mask_of[numbers[j]] = ++distinct;
        }
    }
    c.masks = xcalloc(((size_t)distinct + 1) * c.blocks, sizeof *c.masks);
    for (size_t j = 0; j < count; j++) {
        c.masks[c.mask_of[numbers[j]] * c.blocks + j / 64] |= UINT64_C(1) << j % 64;
    }
    return c;
}

static void columns_free(struct columns *c)
{
    free(c->mask_of);
    free(c->masks);
}

static void next_row(const struct columns *c, uint32_t number, const uint64_t *from,
                     uint64_t *to)
{
    const uint64_t *matches = c->masks + c->mask_of[number] * c->blocks;
    uint64_t carry = 0;
    for (size_t b = 0; b < c->blocks; b++) {
        uint64_t v = from[b];
        uint64_t hits = v & matches[b];
        uint64_t sum = v + hits;
        uint64_t more = sum < v;
        sum += carry;
        more |= sum < carry;
        to[b] = sum | (v & ~matches[b]);
        carry = more;
    }
}

/* Zeros among the first n bits. */
static size_t zeros(const uint64_t *bits, size_t n)
{
    size_t count = 0;
    for (size_t b = 0; b < n / 64; b++) {
        count += (size_t)__builtin_popcountll(~bits[b]);
    }
    if (n % 64 != 0) {
        uint64_t rest = (UINT64_C(1) << n % 64) - 1;
        count += (size_t)__builtin_popcountll(~bits[n / 64] & rest);
    }
    return count;
}

size_t lcs_length(const uint32_t *rows, size_t row_count, const uint32_t *columns,
                  size_t column_count, uint32_t largest)
{
    struct columns c = columns_new(columns, column_count, largest);
    uint64_t *bits = xmalloc(c.blocks * sizeof *bits);
    memset(bits, 0xFF, c.blocks * sizeof *bits);
    for (size_t i = 0; i < row_count; i++) {
        next_row(&c, rows[i], bits, bits);
    }
    size_t length = zeros(bits, column_count);
    free(bits);
    columns_free(&c);
    return length;
}

static size_t grows(const uint64_t *bits, size_t column)
{
    return !(bits[column / 64] >> column % 64 & 1);
}

void lcs_mark(const uint32_t *rows, size_t row_count, const uint32_t *columns,
              size_t column_count, uint32_t largest, bool *used)
{
    struct columns c = columns_new(columns, column_count, largest);
    uint64_t *table = xmalloc((row_count + 1) * c.blocks * sizeof *table);
    memset(table, 0xFF, c.blocks * sizeof *table);
    for (size_t i = 0; i < row_count; i++) {
        next_row(&c, rows[i], table + i * c.blocks, table + (i + 1) * c.blocks);
    }
    size_t i = row_count;
    size_t j = column_count;
    size_t here = zeros(table + i * c.blocks, j); /* lengths at (i, j) and (i - 1, j) */
    size_t above = i > 0 ? zeros(table + (i - 1) * c.blocks, j) : 0;
    while (i > 0 && j > 0) {
        const uint64_t *row = table + i * c.blocks;
        bool match = rows[i - 1] == columns[j - 1];
        size_t left = here - grows(row, j - 1);
        bool leave_row = match || left <= above;
        if (match) {
            used[i - 1] = true;
        }
        if (match || !leave_row) {
            j--;
            here = left;
            above -= grows(row - c.blocks, j);
        }
        if (leave_row) {
            i--;
            here = above;
            above = i > 0 ? zeros(table + (i - 1) * c.blocks, j) : 0;
        }
    }
    free(table);
    columns_free(&c);
}
