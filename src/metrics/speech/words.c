/* Word alignment by dynamic programming; see words.h. The whole table of back pointers is kept
 * (one byte a cell), costs of two rows only. */
#include "metrics/speech/words.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum step { STEP_PAIR, STEP_INSERTION, STEP_DELETION };

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct str lower(struct arena *arena, struct str word)
{
    char *copy = arena_strndup(arena, word.p, word.n);
    for (size_t i = 0; i < word.n; i++) {
        if (copy[i] >= 'A' && copy[i] <= 'Z') {
            copy[i] = (char)(copy[i] - 'A' + 'a');
        }
    }
    return str_n(copy, word.n);
}

enum err_code words_split(struct arena *arena, struct str text, struct words *words,
                          struct err *err)
{
    words->items = arena_alloc(arena, (text.n / 2 + 1) * sizeof *words->items);
    words->count = 0;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        while (at < text.n && !is_blank(text.p[at])) {
            at++;
        }
        if (at > start) {
            words->items[words->count++] = lower(arena, str_sub(text, start, at - start));
        } else {
            at++;
        }
    }
    if (words->count > WORDS_MAX) {
        return err_set(err, ERR_LIMIT, "transcript of %zu words, at most %d can be scored",
                       words->count, WORDS_MAX);
    }
    return ERR_OK;
}

/* One row of the table: `above` and `row` are costs, `steps` the back pointers of this row. */
static void fill_row(const struct words *hypothesis, struct str word, struct word_costs costs,
                     const unsigned *above, unsigned *row, unsigned char *steps)
{
    row[0] = above[0] + costs.deletion;
    steps[0] = STEP_DELETION;
    for (size_t j = 1; j <= hypothesis->count; j++) {
        bool same = str_eq(word, hypothesis->items[j - 1]);
        unsigned pair = above[j - 1] + (same ? 0 : costs.substitution);
        unsigned insertion = row[j - 1] + costs.insertion;
        unsigned deletion = above[j] + costs.deletion;
        row[j] = pair;
        steps[j] = STEP_PAIR;
        if (insertion < row[j]) {
            row[j] = insertion;
            steps[j] = STEP_INSERTION;
        }
        if (deletion < row[j]) {
            row[j] = deletion;
            steps[j] = STEP_DELETION;
        }
    }
}

static struct word_counts walk_back(const struct words *reference,
                                    const struct words *hypothesis, const unsigned char *steps)
{
    struct word_counts counts = {0};
    size_t width = hypothesis->count + 1;
    size_t i = reference->count;
    size_t j = hypothesis->count;
    while (i > 0 || j > 0) {
        enum step step = i == 0 ? STEP_INSERTION : (enum step)steps[i * width + j];
        if (step == STEP_INSERTION) {
            counts.inserted++;
            j--;
        } else if (step == STEP_DELETION) {
            counts.deleted++;
            i--;
        } else {
            bool same = str_eq(reference->items[i - 1], hypothesis->items[j - 1]);
            counts.correct += same;
            counts.substituted += !same;
            i--;
            j--;
        }
    }
    return counts;
}

enum err_code words_align(const struct words *reference, const struct words *hypothesis,
                          struct word_costs costs, struct word_counts *counts, struct err *err)
{
    size_t width = hypothesis->count + 1;
    size_t cells = (reference->count + 1) * width;
    if (cells > WORDS_CELLS_MAX) {
        return err_set(err, ERR_LIMIT, "transcripts of %zu and %zu words are too long to align",
                       reference->count, hypothesis->count);
    }
    unsigned char *steps = xmalloc(cells);
    unsigned *above = xmalloc(width * sizeof *above);
    unsigned *row = xmalloc(width * sizeof *row);
    for (size_t j = 0; j < width; j++) {
        above[j] = (unsigned)j * costs.insertion;
    }
    for (size_t i = 1; i <= reference->count; i++) {
        fill_row(hypothesis, reference->items[i - 1], costs, above, row, steps + i * width);
        unsigned *swap = above;
        above = row;
        row = swap;
    }
    *counts = walk_back(reference, hypothesis, steps);
    free(steps);
    free(above);
    free(row);
    return ERR_OK;
}

enum err_code words_vector(const struct js *expected, const struct js *output,
                           struct word_costs costs, double *vector, struct err *err)
{
    struct arena *arena = arena_new();
    struct words reference;
    struct words hypothesis;
    struct word_counts counts;
    struct str truth;
    struct str answer = STR("");
    enum err_code code = ERR_OK;
    TRY_OUT(js_need_str(expected, "text", &truth, err));
    if (output != NULL) {
        TRY_OUT(js_need_str(output, "text", &answer, err));
    }
    TRY_OUT(words_split(arena, truth, &reference, err));
    TRY_OUT(words_split(arena, answer, &hypothesis, err));
    TRY_OUT(words_align(&reference, &hypothesis, costs, &counts, err));
    vector[0] = (double)counts.correct;
    vector[1] = (double)counts.substituted;
    vector[2] = (double)counts.deleted;
    vector[3] = (double)counts.inserted;
out:
    arena_free(arena);
    return code;
}
