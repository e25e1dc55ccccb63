/* Shortest edit path by bit-parallel dynamic programming: 64 rows of a column at once.
 *
 * Rows are the reference, columns the hypothesis; bit i of `up` (`down`) says that the cost of
 * row i is one more (less) than that of the row above. Walking back needs two bits a cell:
 * which, hangs on the ties: whether the cell costs the same as its upper left neighbour and
 * `down` of the column before; `up` and that `down`; one more than its left neighbour and `up`.
 * Bits of all columns are kept when they are few; else the state at every K-th column, K about
 * the square root of their number, from which the columns between are computed once more.
 * SOURCE: Myers 1999, J. ACM 46:395-415; Hyyro 2003, Nordic J. Computing 10:29-39. */
#include "metrics/speech/aligner.h"

#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLANE_WORDS_MAX = 1 << 18, /* 2 MiB: bits of all columns are kept up to here */
    DENSE_WORDS_MAX = 1 << 14  /* 128 KiB: each unit has its own row of bits up to here */
};

struct run {
    struct aligner *aligner;
    struct id_sequence reference;
    struct id_sequence hypothesis;
    enum align_ties ties;
    size_t words;  /* of 64 rows */
    size_t stride; /* columns between two kept states */
    uint64_t *up;
    uint64_t *down;
    uint64_t *match;    /* rows that hold the unit of the column; zero between columns */
    uint64_t *dense;    /* the same, made once, for units that are frequent */
    uint32_t *dense_of; /* per local id: 1 + its row in `dense`, or 0 */
    uint64_t *states;
    uint64_t *planes; /* 2 words of each column of one stretch */
};

static void set_places(const struct run *run, uint32_t local, uint64_t *row)
{
    const struct aligner *aligner = run->aligner;
    for (uint32_t k = aligner->first[local]; k < aligner->first[local + 1]; k++) {
        row[aligner->places[k] / 64] |= UINT64_C(1) << (aligner->places[k] % 64);
    }
}

static void clear_places(const struct run *run, uint32_t local, uint64_t *row)
{
    const struct aligner *aligner = run->aligner;
    for (uint32_t k = aligner->first[local]; k < aligner->first[local + 1]; k++) {
        row[aligner->places[k] / 64] = 0;
    }
}

/* A unit has its own row when all of them are few, or when it stands in more places than the
 * row has words (of which there are at most 64). */
static size_t choose_dense(struct run *run)
{
    const struct aligner *aligner = run->aligner;
    bool all = (size_t)aligner->local_count * run->words <= DENSE_WORDS_MAX;
    uint32_t rows = 0;
    run->dense_of = xcalloc((size_t)aligner->local_count + 1, sizeof *run->dense_of);
    for (uint32_t k = 1; k <= aligner->local_count; k++) {
        if (all || aligner->first[k + 1] - aligner->first[k] > run->words) {
            run->dense_of[k] = ++rows;
        }
    }
    return rows;
}

static void begin(struct run *run)
{
    size_t columns = run->hypothesis.count;
    run->words = (run->reference.count + 63) / 64;
    run->stride = columns;
    if (columns * 2 * run->words > PLANE_WORDS_MAX) {
        run->stride = (size_t)ceil(sqrt((double)columns));
    }
    size_t stretches = (columns + run->stride - 1) / run->stride;
    size_t rows = choose_dense(run);
    size_t need = run->words * (3 + rows + 2 * stretches + 2 * run->stride);
    run->up = aligner_bits(run->aligner, need);
    run->down = run->up + run->words;
    run->match = run->down + run->words;
    run->dense = run->match + run->words;
    run->states = run->dense + rows * run->words;
    run->planes = run->states + 2 * stretches * run->words;
    memset(run->up, 0xff, run->words * sizeof *run->up);
    memset(run->down, 0, (2 + rows) * run->words * sizeof *run->down);
    for (uint32_t k = 1; k <= run->aligner->local_count; k++) {
        if (run->dense_of[k] != 0) {
            set_places(run, k, run->dense + (run->dense_of[k] - 1) * run->words);
        }
    }
}

/* One column; `plane` (or NULL) takes, word by word, what walking back asks for. */
static void advance(const struct run *run, const uint64_t *match, uint64_t *plane)
{
    uint64_t more = 1; /* the row above is one more than in the column before */
    uint64_t less = 0;
    for (size_t w = 0; w < run->words; w++) {
        uint64_t up = run->up[w];
        uint64_t down = run->down[w];
        uint64_t equal = match[w] | less;
        uint64_t same = (((equal & up) + up) ^ up) | equal | down;
        uint64_t right = down | ~(same | up);
        uint64_t left = same & up;
        uint64_t right_above = right << 1 | more;
        uint64_t left_above = left << 1 | less;
        more = right >> 63;
        less = left >> 63;
        run->up[w] = left_above | ~(same | right_above);
        run->down[w] = right_above & same;
        if (plane != NULL) {
            plane[2 * w] = run->ties == TIES_PAIR_FIRST        ? same
                           : run->ties == TIES_INSERTION_FIRST ? right
                                                               : run->up[w];
            plane[2 * w + 1] = run->ties == TIES_INSERTION_FIRST ? run->up[w] : down;
        }
    }
}

static void column(const struct run *run, size_t j, uint64_t *plane)
{
    uint32_t id = run->hypothesis.ids[j];
    uint32_t local = id < run->aligner->local_room ? run->aligner->local[id] : 0;
    if (local == 0) {
        advance(run, run->match, plane);
    } else if (run->dense_of[local] != 0) {
        advance(run, run->dense + (run->dense_of[local] - 1) * run->words, plane);
    } else {
        set_places(run, local, run->match);
        advance(run, run->match, plane);
        clear_places(run, local, run->match);
    }
}

static bool has_bit(const uint64_t *plane, size_t row, size_t which)
{
    return (plane[2 * (row / 64) + which] >> (row % 64) & 1) != 0;
}

/* The step that leads to row i and column j, both from 1. */
static enum align_step step_at(const struct run *run, const uint64_t *plane, size_t i, size_t j)
{
    bool same = run->reference.ids[i - 1] == run->hypothesis.ids[j - 1];
    enum align_step pair = same ? STEP_CORRECT : STEP_SUBSTITUTION;
    bool first = has_bit(plane, i - 1, 0);
    bool second = has_bit(plane, i - 1, 1);
    switch (run->ties) {
    case TIES_PAIR_FIRST:
        return same || !first ? pair : second ? STEP_INSERTION : STEP_DELETION;
    case TIES_DELETION_FIRST:
        return first ? STEP_DELETION : second ? STEP_INSERTION : pair;
    case TIES_INSERTION_FIRST:
        return first ? STEP_INSERTION : second ? STEP_DELETION : pair;
    }
    BUG("ties %d", (int)run->ties);
}

/* From column `to` back to column `from` or row 0. */
static void walk_back(const struct run *run, size_t from, size_t to, size_t *row)
{
    size_t i = *row;
    size_t j = to;
    while (j > from && i > 0) {
        const uint64_t *plane = run->planes + (j - 1 - from) * 2 * run->words;
        enum align_step step = step_at(run, plane, i, j);
        aligner_push(run->aligner, step, 1);
        i -= step != STEP_INSERTION;
        j -= step != STEP_DELETION;
    }
    aligner_push(run->aligner, STEP_INSERTION, j - from);
    *row = i;
}

static void run_columns(struct run *run)
{
    size_t columns = run->hypothesis.count;
    size_t last = (columns - 1) / run->stride;
    size_t bytes = run->words * sizeof *run->up;
    for (size_t s = 0; s <= last; s++) {
        uint64_t *state = run->states + 2 * s * run->words;
        memcpy(state, run->up, bytes);
        memcpy(state + run->words, run->down, bytes);
        for (size_t j = s * run->stride; s < last && j < (s + 1) * run->stride; j++) {
            column(run, j, NULL);
        }
    }
    size_t row = run->reference.count;
    for (size_t s = last + 1; s-- > 0;) {
        const uint64_t *state = run->states + 2 * s * run->words;
        size_t from = s * run->stride;
        size_t to = s == last ? columns : from + run->stride;
        memcpy(run->up, state, bytes);
        memcpy(run->down, state + run->words, bytes);
        for (size_t j = from; j < to; j++) {
            column(run, j, run->planes + (j - from) * 2 * run->words);
        }
        walk_back(run, from, to, &row);
    }
    aligner_push(run->aligner, STEP_DELETION, row);
}

static size_t common_start(struct id_sequence a, struct id_sequence b)
{
    size_t n = 0;
    while (n < a.count && n < b.count && a.ids[n] == b.ids[n]) {
        n++;
    }
    return n;
}

static size_t common_end(struct id_sequence a, struct id_sequence b)
{
    size_t n = 0;
    while (n < a.count && n < b.count && a.ids[a.count - 1 - n] == b.ids[b.count - 1 - n]) {
        n++;
    }
    return n;
}

static struct id_sequence between(struct id_sequence all, size_t start, size_t end)
{
    return (struct id_sequence){all.ids + start, all.count - start - end};
}

enum err_code align_edit(struct aligner *aligner, struct id_sequence reference,
                         struct id_sequence hypothesis, enum align_ties ties,
                         struct alignment *alignment, struct err *err)
{
    size_t start = ties == TIES_DELETION_FIRST ? common_start(reference, hypothesis) : 0;
    size_t end = ties == TIES_INSERTION_FIRST
                     ? 0
                     : common_end(between(reference, start, 0), between(hypothesis, start, 0));
    struct run run = {.aligner = aligner,
                      .reference = between(reference, start, end),
                      .hypothesis = between(hypothesis, start, end),
                      .ties = ties};
    if (run.hypothesis.count > 0 &&
        run.reference.count > ALIGNMENT_CELLS_MAX / run.hypothesis.count) {
        return err_set(err, ERR_LIMIT, "texts of %zu and %zu units are too long to align",
                       reference.count, hypothesis.count);
    }
    aligner_path(aligner, reference.count + hypothesis.count);
    aligner_push(aligner, STEP_CORRECT, end);
    if (run.reference.count == 0 || run.hypothesis.count == 0) {
        aligner_push(aligner, STEP_DELETION, run.reference.count);
        aligner_push(aligner, STEP_INSERTION, run.hypothesis.count);
    } else {
        aligner_place(aligner, run.reference);
        begin(&run);
        run_columns(&run);
        free(run.dense_of);
        aligner_unplace(aligner, run.reference);
    }
    aligner_push(aligner, STEP_CORRECT, start);
    aligner_result(aligner, alignment);
    return ERR_OK;
}
