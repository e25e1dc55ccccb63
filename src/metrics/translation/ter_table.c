/* Rows of TER's table, inside the beam and as bits; see ter_table.h. */
#include "metrics/translation/ter_table.h"

#include "base/err.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BEAM = 25, NOWHERE = 1 << 30, BITS_MAX = 4 * 1024 * 1024 };

/* A row of the table: costs of columns [low, low + count). */
struct row {
    size_t low;
    size_t count;
    uint32_t *costs;
};

void ter_table_init(struct ter_table *table)
{
    *table = (struct ter_table){0};
}

void ter_table_release(struct ter_table *table)
{
    free(table->costs);
    free(table->steps);
    free(table->first_row);
    free(table->trial[0]);
    free(table->trial[1]);
    free(table->bits);
    free(table->bit_distances);
    free(table->masks);
    free(table->mask_of);
    free(table->trial_bits);
}

/* At least `count` items; what was there is not kept. */
static void *room(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count <= *capacity) {
        return items;
    }
    free(items);
    *capacity = count + count / 2;
    return xmalloc(*capacity * size);
}

/* The columns of row i >= 1 that exist. */
static void limits(const struct ter_table *table, size_t i, size_t *low, size_t *end)
{
    size_t diagonal = (size_t)floor((double)i * table->ratio);
    *low = diagonal > table->beam ? diagonal - table->beam : 0;
    *end = diagonal + table->beam;
    if (*end > table->columns + 1 || i == table->rows) {
        *end = table->columns + 1;
    }
}

static void number_masks(struct ter_table *table)
{
    size_t largest = 0;
    for (size_t j = 0; j < table->columns; j++) {
        largest = table->reference[j] > largest ? table->reference[j] : largest;
    }
    table->mask_words = largest + 1;
    table->mask_of = room(table->mask_of, table->mask_words, &table->mask_word_capacity,
                          sizeof *table->mask_of);
    memset(table->mask_of, 0, table->mask_words * sizeof *table->mask_of);
    table->masks = room(table->masks, (table->columns + 1) * table->blocks,
                        &table->mask_capacity, sizeof *table->masks);
    memset(table->masks, 0, (table->columns + 1) * table->blocks * sizeof *table->masks);
    uint32_t count = 0; /* mask 0 is that of all words that are not in the reference */
    for (size_t j = 0; j < table->columns; j++) {
        uint32_t word = table->reference[j];
        if (table->mask_of[word] == 0) {
            table->mask_of[word] = ++count;
        }
        table->masks[table->mask_of[word] * table->blocks + j / 64] |= UINT64_C(1) << j % 64;
    }
}

static void begin_bits(struct ter_table *table)
{
    table->blocks = (table->columns + 63) / 64;
    if (table->blocks > BITS_MAX / (table->rows + 1) ||
        table->blocks > BITS_MAX / (table->columns + 1)) {
        table->blocks = 0;
        return;
    }
    table->bits = room(table->bits, (table->rows + 1) * table->blocks, &table->bits_capacity,
                       sizeof *table->bits);
    table->trial_bits = room(table->trial_bits, table->blocks, &table->trial_capacity,
                             sizeof *table->trial_bits);
    for (size_t b = 0; b < table->blocks; b++) {
        table->bits[b] = (struct ter_bits){UINT64_MAX, 0};
    }
    table->bit_distances[0] = (uint32_t)table->columns;
    number_masks(table);
}

void ter_table_begin(struct ter_table *table, size_t rows, const uint32_t *reference,
                     size_t columns)
{
    table->rows = rows;
    table->columns = columns;
    table->reference = reference;
    table->ratio = rows > 0 ? (double)columns / (double)rows : 1;
    table->beam =
        BEAM < table->ratio / 2 ? (size_t)ceil(table->ratio / 2 + BEAM) : (size_t)BEAM;
    table->width = 2 * table->beam < columns + 1 ? 2 * table->beam : columns + 1;
    size_t cells = (rows + 1) * table->width;
    size_t before = table->cell_capacity;
    table->costs = room(table->costs, cells, &table->cell_capacity, sizeof *table->costs);
    table->steps = room(table->steps, cells, &before, 1);
    before = table->column_capacity;
    table->trial[0] = room(table->trial[0], columns + 1, &before, sizeof *table->trial[0]);
    before = table->column_capacity;
    table->trial[1] = room(table->trial[1], columns + 1, &before, sizeof *table->trial[1]);
    table->first_row =
        room(table->first_row, columns + 1, &table->column_capacity, sizeof *table->first_row);
    for (size_t j = 0; j <= columns; j++) {
        table->first_row[j] = (uint32_t)j;
    }
    table->whole = true;
    for (size_t i = 1; i <= rows && table->whole; i++) {
        size_t low;
        size_t end;
        limits(table, i, &low, &end);
        table->whole = low == 0 && end == columns + 1;
    }
    table->bit_distances = room(table->bit_distances, rows + 1, &table->row_capacity,
                                sizeof *table->bit_distances);
    begin_bits(table);
}

/* Row i of the table that is kept; row 0 has no beam. */
static struct row kept_row(const struct ter_table *table, size_t i)
{
    struct row row = {0, table->columns + 1, table->first_row};
    if (i > 0) {
        size_t end;
        limits(table, i, &row.low, &end);
        row.count = end - row.low;
        row.costs = table->costs + i * table->width;
    }
    return row;
}

static uint32_t cost_at(const struct row *row, size_t j)
{
    return j - row->low < row->count ? row->costs[j - row->low] : (uint32_t)NOWHERE;
}

/* Fills a row of costs (and of steps where not NULL). Of equal costs: pairs before deletions,
 * deletions before insertions. */
static void fill_row(const struct ter_table *table, uint32_t word, const struct row *above,
                     const struct row *row, uint8_t *steps)
{
    uint32_t left = NOWHERE;
    uint32_t diagonal = row->low > 0 ? cost_at(above, row->low - 1) : (uint32_t)NOWHERE;
    for (size_t k = 0; k < row->count; k++) {
        size_t j = row->low + k;
        uint32_t up = cost_at(above, j);
        bool same = j > 0 && word == table->reference[j - 1];
        uint32_t cost = NOWHERE;
        enum ter_step step = TER_NOWHERE;
        if (diagonal + !same < cost) {
            cost = diagonal + !same;
            step = same ? TER_SAME : TER_SUBSTITUTION;
        }
        if (up + 1 < cost) {
            cost = up + 1;
            step = TER_DELETION;
        }
        if (left + 1 < cost) {
            cost = left + 1;
            step = TER_INSERTION;
        }
        row->costs[k] = cost;
        if (steps != NULL) {
            steps[k] = (uint8_t)step;
        }
        left = cost;
        diagonal = up;
    }
}

/* One word more: `from` is the row of bits before it, `to` the one after (they may be the
 * same); returns the change of the distance at the last column: -1, 0 or 1. */
static int next_bits(const struct ter_table *table, uint32_t word, const struct ter_bits *from,
                     struct ter_bits *to)
{
    uint32_t mask = word < table->mask_words ? table->mask_of[word] : 0;
    const uint64_t *matches = table->masks + mask * table->blocks;
    uint64_t last = UINT64_C(1) << (table->columns - 1) % 64;
    uint64_t rise = 1; /* carried from the block before; column 0 rises by one a row */
    uint64_t fall = 0;
    int change = 0;
    for (size_t b = 0; b < table->blocks; b++) {
        uint64_t up = from[b].up;
        uint64_t down = from[b].down;
        uint64_t vertical = matches[b] | down;
        uint64_t match = matches[b] | fall;
        uint64_t horizontal = (((match & up) + up) ^ up) | match;
        uint64_t rises = down | ~(horizontal | up);
        uint64_t falls = up & horizontal;
        if (b + 1 == table->blocks) {
            change = (rises & last ? 1 : 0) - (falls & last ? 1 : 0);
        }
        uint64_t next_rise = rises >> 63;
        uint64_t next_fall = falls >> 63;
        rises = rises << 1 | rise;
        falls = falls << 1 | fall;
        to[b] = (struct ter_bits){falls | ~(vertical | rises), rises & vertical};
        rise = next_rise;
        fall = next_fall;
    }
    return change;
}

void ter_table_fill(struct ter_table *table, const uint32_t *words, size_t first)
{
    for (size_t i = first + 1; i <= table->rows; i++) {
        struct row above = kept_row(table, i - 1);
        struct row row = kept_row(table, i);
        fill_row(table, words[i - 1], &above, &row, table->steps + i * table->width);
        if (table->blocks > 0) {
            struct ter_bits *bits = table->bits + i * table->blocks;
            int change = next_bits(table, words[i - 1], bits - table->blocks, bits);
            table->bit_distances[i] = (uint32_t)((int64_t)table->bit_distances[i - 1] + change);
        }
    }
    struct row last = kept_row(table, table->rows);
    table->distance = cost_at(&last, table->columns);
}

enum ter_step ter_table_step(const struct ter_table *table, size_t row, size_t column)
{
    if (row == 0) {
        return TER_INSERTION;
    }
    struct row cells = kept_row(table, row);
    enum ter_step step = TER_NOWHERE;
    if (column - cells.low < cells.count) {
        step = (enum ter_step)table->steps[row * table->width + column - cells.low];
    }
    if (step == TER_NOWHERE) {
        BUG("the path of the edit distance leaves its beam");
    }
    return step;
}

/* The distance without a beam, which is never more than with one; more than `most` as soon as
 * it is known to be. */
static size_t bound(struct ter_table *table, const uint32_t *words, size_t first, size_t end,
                    size_t most)
{
    const struct ter_bits *from = table->bits + first * table->blocks;
    int64_t distance = table->bit_distances[first];
    for (size_t i = first + 1; i <= table->rows; i++) {
        distance += next_bits(table, words[i - 1], from, table->trial_bits);
        from = table->trial_bits;
        if (distance - (int64_t)(table->rows - i) > (int64_t)most) {
            return most + 1; /* a row takes off one at most */
        }
        const struct ter_bits *kept = table->bits + i * table->blocks;
        if (i >= end && memcmp(kept, from, table->blocks * sizeof *kept) == 0) {
            /* the rest goes as it did */
            distance += (int64_t)table->bit_distances[table->rows] - table->bit_distances[i];
            break;
        }
    }
    return (size_t)distance;
}

size_t ter_table_try(struct ter_table *table, const uint32_t *words, size_t first, size_t end,
                     size_t most)
{
    if (table->blocks > 0) {
        size_t least = bound(table, words, first, end, most);
        if (least > most || table->whole) {
            return least;
        }
    }
    struct row above = kept_row(table, first);
    for (size_t i = first + 1; i <= table->rows; i++) {
        struct row row = kept_row(table, i);
        row.costs = table->trial[i % 2];
        fill_row(table, words[i - 1], &above, &row, NULL);
        above = row;
    }
    return cost_at(&above, table->columns);
}
