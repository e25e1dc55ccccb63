/* The greedy search for shifts of TER; see ter_edits in translation.h.
 *
 * A shift is tried by what it does to the beamed edit distance; thousands are tried for one
 * that is made. Three things make that fast and change nothing: rows of the table before the
 * first moved word are kept; the distance without a beam, of 64 reference words at a time
 * (Hyyro 2003), is a lower bound, and a shift that cannot beat the best so far by it is
 * dropped; rows are kept inside the beam only. The source's last tie-break, the order of the
 * shifted words, never decides: start, length and target of a shift give its words. SOURCE:
 * sacrebleu/metrics/lib_ter.py; tercom 0.7.25 behind it. */
#include "metrics/translation/ter_table.h"
#include "metrics/translation/translation.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SHIFT_WORDS = 10, SHIFT_DISTANCE = 50, CANDIDATES = 1000 };

struct ter_work {
    struct ter_table table;
    uint32_t *words;             /* the hypothesis as shifted so far */
    uint32_t *shifted;           /* a candidate */
    uint32_t *hypothesis_errors; /* [i]: errors among the first i words */
    uint32_t *reference_errors;
    int64_t *aligned; /* per reference word: its place in the hypothesis, -1 before the first */
    size_t capacity;
};

struct shift {
    size_t start, length, target;
};

/* The best shift so far; gain 0: none yet that helps. */
struct best {
    struct shift shift;
    size_t gain;
};

struct ter_work *ter_work_new(void)
{
    struct ter_work *work = xcalloc(1, sizeof *work);
    ter_table_init(&work->table);
    return work;
}

void ter_work_free(struct ter_work *work)
{
    if (work == NULL) {
        return;
    }
    ter_table_release(&work->table);
    free(work->words);
    free(work->shifted);
    free(work->hypothesis_errors);
    free(work->reference_errors);
    free(work->aligned);
    free(work);
}

static void make_room(struct ter_work *work, size_t length)
{
    if (length < work->capacity) {
        return;
    }
    size_t room = 2 * length + 64;
    work->words = xrealloc(work->words, room, sizeof *work->words);
    work->shifted = xrealloc(work->shifted, room, sizeof *work->shifted);
    work->hypothesis_errors =
        xrealloc(work->hypothesis_errors, room, sizeof *work->hypothesis_errors);
    work->reference_errors =
        xrealloc(work->reference_errors, room, sizeof *work->reference_errors);
    work->aligned = xrealloc(work->aligned, room, sizeof *work->aligned);
    work->capacity = room;
}

/* Reads the path of the table back into alignment and errors. The trace is of rewriting the
 * hypothesis; turned round, its deletions leave a hypothesis word over and its insertions a
 * reference word. */
static void align(struct ter_work *work)
{
    size_t i = work->table.rows;
    size_t j = work->table.columns;
    memset(work->hypothesis_errors, 0, (i + 1) * sizeof *work->hypothesis_errors);
    memset(work->reference_errors, 0, (j + 1) * sizeof *work->reference_errors);
    while (i > 0 || j > 0) {
        enum ter_step step = ter_table_step(&work->table, i, j);
        if (step == TER_DELETION) {
            work->hypothesis_errors[i] = 1;
            i--;
            continue;
        }
        work->aligned[j - 1] = (int64_t)i - 1;
        if (step == TER_INSERTION) {
            work->reference_errors[j] = 1;
        } else {
            work->hypothesis_errors[i] = step == TER_SUBSTITUTION;
            work->reference_errors[j] = step == TER_SUBSTITUTION;
            i--;
        }
        j--;
    }
    for (i = 1; i <= work->table.rows; i++) {
        work->hypothesis_errors[i] += work->hypothesis_errors[i - 1];
    }
    for (j = 1; j <= work->table.columns; j++) {
        work->reference_errors[j] += work->reference_errors[j - 1];
    }
}

/* Writes the words with the shift made; returns the first place that may differ, *end the place
 * from which on nothing does. */
static size_t shift_words(const uint32_t *words, size_t count, struct shift shift,
                          uint32_t *out, size_t *end)
{
    size_t after = shift.start + shift.length;
    size_t first = shift.start;
    size_t moved_to = shift.target;
    if (shift.target < shift.start) {
        first = shift.target;
        *end = after;
    } else {
        *end = shift.target > after ? shift.target : shift.target + shift.length;
        *end = *end < count ? *end : count;
        moved_to = *end - shift.length;
    }
    memcpy(out, words, count * sizeof *words);
    memcpy(out + moved_to, words + shift.start, shift.length * sizeof *words);
    if (shift.target < shift.start) {
        memcpy(out + moved_to + shift.length, words + first,
               (shift.start - first) * sizeof *words);
    } else {
        memcpy(out + first, words + after, (*end - after) * sizeof *words);
    }
    return first;
}

/* Of two shifts that gain the same: the longer, then the earlier, then the one that goes
 * further to the front. */
static bool precedes(struct shift a, struct shift b)
{
    if (a.length != b.length) {
        return a.length > b.length;
    }
    return a.start != b.start ? a.start < b.start : a.target < b.target;
}

static void try_shift(struct ter_work *work, struct shift shift, struct best *best)
{
    size_t distance = work->table.distance;
    size_t needed = best->gain;
    if (needed == 0 || !precedes(shift, best->shift)) {
        needed++;
    }
    if (needed > distance || shift.target == shift.start) {
        return;
    }
    size_t end;
    size_t first = shift_words(work->words, work->table.rows, shift, work->shifted, &end);
    size_t most = distance - needed;
    size_t now = ter_table_try(&work->table, work->shifted, first, end, most);
    if (now <= most) {
        best->gain = distance - now;
        best->shift = shift;
    }
}

/* All targets of moving the `length` words at `start` to where the reference has them, at
 * `reference`. Counts what the source counts, whether it is looked at or not. */
static void try_targets(struct ter_work *work, size_t start, size_t reference, size_t length,
                        struct best *best, size_t *candidates)
{
    int64_t before = work->aligned[reference];
    if (work->hypothesis_errors[start + length] == work->hypothesis_errors[start] ||
        work->reference_errors[reference + length] == work->reference_errors[reference] ||
        ((int64_t)start <= before && before < (int64_t)(start + length))) {
        return;
    }
    int64_t last = -1;
    for (size_t k = 0; k <= length; k++) {
        int64_t target = reference + k == 0 ? 0 : work->aligned[reference + k - 1] + 1;
        if (target != last) {
            try_shift(work, (struct shift){start, length, (size_t)target}, best);
            last = target;
            ++*candidates;
        }
    }
}

/* All phrases of at most ten words that stand in both, nowhere further than fifty words off. */
static struct best best_shift(struct ter_work *work, const uint32_t *reference,
                              size_t *candidates)
{
    struct best best = {.gain = 0};
    size_t rows = work->table.rows;
    size_t columns = work->table.columns;
    for (size_t h = 0; h < rows; h++) {
        size_t from = h > SHIFT_DISTANCE ? h - SHIFT_DISTANCE : 0;
        size_t to = h + SHIFT_DISTANCE + 1 < columns ? h + SHIFT_DISTANCE + 1 : columns;
        for (size_t r = from; r < to; r++) {
            for (size_t n = 0; n < SHIFT_WORDS && h + n < rows && r + n < columns &&
                               work->words[h + n] == reference[r + n];
                 n++) {
                try_targets(work, h, r, n + 1, &best, candidates);
                if (*candidates >= CANDIDATES) {
                    return best;
                }
            }
        }
    }
    return best;
}

size_t ter_edits(struct ter_work *work, const uint32_t *hypothesis, size_t hypothesis_length,
                 const uint32_t *reference, size_t reference_length)
{
    if (reference_length == 0) {
        return hypothesis_length;
    }
    size_t shifts = 0;
    size_t candidates = 0;
    size_t first = 0;
    size_t longer = hypothesis_length > reference_length ? hypothesis_length : reference_length;
    make_room(work, longer + 1);
    memcpy(work->words, hypothesis, hypothesis_length * sizeof *work->words);
    ter_table_begin(&work->table, hypothesis_length, reference, reference_length);
    for (;;) {
        ter_table_fill(&work->table, work->words, first);
        align(work);
        struct best best = best_shift(work, reference, &candidates);
        if (candidates >= CANDIDATES || best.gain == 0) {
            break;
        }
        size_t end;
        first = shift_words(work->words, hypothesis_length, best.shift, work->shifted, &end);
        memcpy(work->words, work->shifted, hypothesis_length * sizeof *work->words);
        shifts++;
    }
    return shifts + work->table.distance;
}
