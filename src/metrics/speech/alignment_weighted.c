/* Alignment by sclite's weights: substitution 4, deletion and insertion 3.
 *
 * A path of cost U uses no cell (i, j) with 3 |j - i| + 3 |(m - n) - (j - i)| > U, so that only
 * a band of diagonals is computed; U is the cost by these weights of a shortest edit path.
 * Every best path lies inside the band with its true costs and cells outside only look dearer,
 * hence ties fall as in the whole table. Rows are kept at every K-th row when steps of all
 * cells would take too much room, and computed once more walking back. SOURCE: NIST SCTK,
 * src/sclite/word.c wwd_WORD (weights) and net_dp.c calculate_internal_cells (ties); the band
 * is that of Ukkonen 1985, Information and Control 64:100-118. */
#include "metrics/speech/aligner.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SUBSTITUTION = 4,
    GAP = 3, /* a deletion or an insertion */
    STEP_BYTES_MAX = 1 << 22,
    FAR = 1 << 29 /* dearer than any path; sums of a few stay in range */
};

/* Cell k of a row stands for column j = i + low + k. */
struct band {
    struct aligner *aligner;
    struct id_sequence reference;
    struct id_sequence hypothesis;
    int64_t low;  /* first diagonal */
    size_t width; /* diagonals */
    size_t stride;
    int32_t *rows;        /* every stride-th row of costs */
    int32_t *above;       /* width + 1: one beyond the end is FAR */
    int32_t *row;         /* the same */
    unsigned char *steps; /* of the rows of one stretch */
};

static void set_band(struct band *band, const struct word_counts *edits)
{
    int64_t apart = (int64_t)band->hypothesis.count - (int64_t)band->reference.count;
    int64_t most = (int64_t)(SUBSTITUTION * edits->substituted +
                             GAP * (edits->deleted + edits->inserted)) /
                   GAP;
    int64_t slack = (most - (apart < 0 ? -apart : apart)) / 2;
    band->low = (apart < 0 ? apart : 0) - slack;
    band->width = (size_t)((apart > 0 ? apart : 0) + slack - band->low + 1);
}

/* The columns of row i that lie in both band and table: k in [*from, *to). */
static void clip(const struct band *band, size_t i, size_t *from, size_t *to)
{
    int64_t first = (int64_t)i + band->low;
    int64_t after = (int64_t)band->hypothesis.count + 1 - first;
    *from = first < 0 ? (size_t)-first : 0;
    *to = after < 0 ? 0 : (size_t)after < band->width ? (size_t)after : band->width;
    *from = *from > *to ? *to : *from;
}

static void first_row(struct band *band)
{
    for (size_t k = 0; k <= band->width; k++) {
        int64_t j = band->low + (int64_t)k;
        int inside = k < band->width && j >= 0 && j <= (int64_t)band->hypothesis.count;
        band->above[k] = inside ? (int32_t)(j * GAP) : FAR;
    }
    band->row[band->width] = FAR;
}

/* Cells [from, to) of row i, all right of column 0. */
static void cells(const struct band *band, size_t i, size_t from, size_t to,
                  unsigned char *steps)
{
    const int32_t *above = band->above;
    int32_t *row = band->row;
    const uint32_t *ids = band->hypothesis.ids;
    uint32_t word = band->reference.ids[i - 1];
    int64_t first = (int64_t)i + band->low - 1;
    int32_t before = from > 0 ? row[from - 1] : FAR;
    for (size_t k = from; k < to; k++) {
        int same = ids[first + (int64_t)k] == word;
        int32_t best = above[k] + (same ? 0 : SUBSTITUTION);
        int32_t insertion = before + GAP;
        int32_t deletion = above[k + 1] + GAP;
        unsigned char step = same ? STEP_CORRECT : STEP_SUBSTITUTION;
        step = insertion < best ? STEP_INSERTION : step;
        best = insertion < best ? insertion : best;
        step = deletion < best ? STEP_DELETION : step;
        best = deletion < best ? deletion : best;
        row[k] = best;
        before = best;
        if (steps != NULL) {
            steps[k] = step;
        }
    }
}

/* Row i from row i - 1; `steps` or NULL takes the step that leads to each cell. */
static void next_row(struct band *band, size_t i, unsigned char *steps)
{
    size_t from;
    size_t to;
    const int32_t *above = band->above;
    int32_t *row = band->row;
    clip(band, i, &from, &to);
    for (size_t k = 0; k < from; k++) {
        row[k] = FAR;
    }
    int64_t first = (int64_t)i + band->low;
    if (from < to && first + (int64_t)from == 0) { /* column 0 is reached by deletions alone */
        row[from] = above[from + 1] + GAP;
        if (steps != NULL) {
            steps[from] = STEP_DELETION;
        }
        from++;
    }
    cells(band, i, from, to, steps);
    for (size_t k = to; k < band->width; k++) {
        row[k] = FAR;
    }
    band->row = band->above;
    band->above = row;
}

static void walk_back(struct band *band, size_t from, size_t to, size_t *column)
{
    size_t i = to;
    size_t j = *column;
    while (i > from) {
        size_t k = (size_t)((int64_t)j - (int64_t)i - band->low);
        enum align_step step = (enum align_step)band->steps[(i - 1 - from) * band->width + k];
        aligner_push(band->aligner, step, 1);
        i -= step != STEP_INSERTION;
        j -= step != STEP_DELETION;
    }
    *column = j;
}

static void run_rows(struct band *band)
{
    size_t count = band->reference.count;
    size_t last = (count - 1) / band->stride;
    size_t bytes = (band->width + 1) * sizeof *band->above;
    first_row(band);
    for (size_t s = 0; s <= last; s++) {
        memcpy(band->rows + s * (band->width + 1), band->above, bytes);
        for (size_t i = s * band->stride; s < last && i < (s + 1) * band->stride; i++) {
            next_row(band, i + 1, NULL);
        }
    }
    size_t column = band->hypothesis.count;
    for (size_t s = last + 1; s-- > 0;) {
        size_t from = s * band->stride;
        size_t to = s == last ? count : from + band->stride;
        memcpy(band->above, band->rows + s * (band->width + 1), bytes);
        for (size_t i = from; i < to; i++) {
            next_row(band, i + 1, band->steps + (i - from) * band->width);
        }
        walk_back(band, from, to, &column);
    }
    aligner_push(band->aligner, STEP_INSERTION, column);
}

static void run_band(struct band *band)
{
    size_t count = band->reference.count;
    band->stride = count;
    if (count * band->width > STEP_BYTES_MAX) {
        band->stride = (size_t)ceil(sqrt((double)count));
    }
    size_t stretches = (count + band->stride - 1) / band->stride;
    size_t rows = stretches + 2;
    int32_t *costs = xmalloc(rows * (band->width + 1) * sizeof *costs);
    band->above = costs;
    band->row = costs + band->width + 1;
    band->rows = costs + 2 * (band->width + 1);
    band->steps = xmalloc(band->stride * band->width);
    run_rows(band);
    free(band->steps);
    free(costs);
}

enum err_code align_weighted(struct aligner *aligner, struct id_sequence reference,
                             struct id_sequence hypothesis, struct alignment *alignment,
                             struct err *err)
{
    struct band band = {aligner, reference, hypothesis, .rows = NULL};
    TRY(align_edit(aligner, reference, hypothesis, TIES_PAIR_FIRST, alignment, err));
    size_t edits = alignment->count - alignment->counts.correct;
    if (edits == 0 || reference.count == 0 || hypothesis.count == 0) {
        return ERR_OK;
    }
    set_band(&band, &alignment->counts);
    if (band.width > ALIGNMENT_BAND_MAX / reference.count) {
        return err_set(err, ERR_LIMIT, "texts of %zu and %zu words are too long to align",
                       reference.count, hypothesis.count);
    }
    aligner_path(aligner, reference.count + hypothesis.count);
    run_band(&band);
    aligner_result(aligner, alignment);
    return ERR_OK;
}
