/* Time-constrained edit distance, row by row over stretches that overlap; see
 * alignment_timed.h.
 *
 * Leaving all words unpaired costs their number on both sides; a substituted pair saves 1 of
 * that, a right one 2. A cell holds the most that can be saved up to it, and how many pairs of
 * the path that the ties choose are right. A word of the reference changes cells only from the
 * first word of the hypothesis that overlaps it on, and past the last until a cell comes out as
 * it was: two neighbours that save the same are on the same path (an insertion comes first), so
 * all that follow stay too. Cells past `reach` are as the one there. */
#include "metrics/speech/alignment_timed.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

struct cell {
    uint32_t saved;
    uint32_t correct;
};

struct table {
    const struct timed_words *reference;
    const struct timed_words *hypothesis;
    struct cell *cells;    /* of one row, 0 … words of the hypothesis */
    double *ends_before;   /* the latest end of words 0 … j */
    double *starts_behind; /* the earliest start of words j … */
    size_t reach;
};

static void note_times(struct table *table)
{
    const struct timed_words *hypothesis = table->hypothesis;
    size_t n = hypothesis->words.count;
    for (size_t j = 0; j < n; j++) {
        double end = hypothesis->ends[j];
        bool later = j == 0 || end > table->ends_before[j - 1];
        table->ends_before[j] = later ? end : table->ends_before[j - 1];
    }
    for (size_t j = n; j-- > 0;) {
        double start = hypothesis->starts[j];
        bool earlier = j == n - 1 || start < table->starts_behind[j + 1];
        table->starts_behind[j] = earlier ? start : table->starts_behind[j + 1];
    }
}

/* How many of a rising sequence are at most `bound`, or below it. */
static size_t count_up_to(const double *rising, size_t n, double bound, bool below)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (below ? rising[middle] < bound : rising[middle] <= bound) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Cell (row, j) from the ones left of it, above it and above the left one. */
static struct cell next_cell(const struct table *table, size_t row, size_t j, struct cell left,
                             struct cell up, struct cell corner)
{
    const struct timed_words *a = table->reference;
    const struct timed_words *b = table->hypothesis;
    struct cell best = left.saved >= up.saved ? left : up;
    if (a->starts[row] < b->ends[j - 1] && b->starts[j - 1] < a->ends[row]) {
        bool same = a->words.ids[row] == b->words.ids[j - 1];
        struct cell pair = {corner.saved + (same ? 2 : 1), corner.correct + (same ? 1 : 0)};
        return pair.saved > best.saved ? pair : best;
    }
    return best;
}

static void add_row(struct table *table, size_t row)
{
    const struct timed_words *a = table->reference;
    struct cell *cells = table->cells;
    size_t n = table->hypothesis->words.count;
    size_t first = count_up_to(table->ends_before, n, a->starts[row], false) + 1;
    size_t last = count_up_to(table->starts_behind, n, a->ends[row], true);
    if (first > last) {
        return;
    }
    for (; table->reach < last; table->reach++) {
        cells[table->reach + 1] = cells[table->reach];
    }
    struct cell corner = cells[first - 1];
    for (size_t j = first; j <= last; j++) {
        struct cell up = cells[j];
        cells[j] = next_cell(table, row, j, cells[j - 1], up, corner);
        corner = up;
    }
    for (size_t j = last + 1; j <= table->reach && cells[j - 1].saved >= cells[j].saved; j++) {
        if (cells[j].saved == cells[j - 1].saved && cells[j].correct == cells[j - 1].correct) {
            break;
        }
        cells[j] = cells[j - 1];
    }
}

enum err_code align_timed(const struct timed_words *reference,
                          const struct timed_words *hypothesis, struct word_counts *counts,
                          struct err *err)
{
    size_t rows = reference->words.count;
    size_t columns = hypothesis->words.count;
    if (columns > 0 && rows > ALIGNMENT_BAND_MAX / columns) {
        return err_set(err, ERR_LIMIT, "texts of %zu and %zu words are too long to align", rows,
                       columns);
    }
    struct table table = {.reference = reference, .hypothesis = hypothesis};
    table.cells = xcalloc(columns + 1, sizeof *table.cells);
    table.ends_before = xcalloc(2 * columns + 1, sizeof *table.ends_before);
    table.starts_behind = table.ends_before + columns;
    note_times(&table);
    for (size_t row = 0; row < rows; row++) {
        add_row(&table, row);
    }
    struct cell end = table.cells[table.reach];
    size_t substituted = end.saved - 2 * (size_t)end.correct;
    *counts = (struct word_counts){.correct = end.correct,
                                   .substituted = substituted,
                                   .deleted = rows - end.correct - substituted,
                                   .inserted = columns - end.correct - substituted};
    free(table.ends_before);
    free(table.cells);
    return ERR_OK;
}
