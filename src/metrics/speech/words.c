/* Splitting and the vector of the Lab's word error rates; see words.h. */
#include "metrics/speech/words.h"

#include "base/ascii_case.h"
#include "base/name_table.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str word_lower(struct arena *arena, struct str word)
{
    return ascii_lower_copy(arena, word);
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
            words->items[words->count++] = word_lower(arena, str_sub(text, start, at - start));
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

static struct id_sequence number(struct arena *arena, struct name_table *ids,
                                 const struct words *words)
{
    uint32_t *numbers = arena_alloc(arena, (words->count + 1) * sizeof *numbers);
    for (size_t i = 0; i < words->count; i++) {
        numbers[i] = name_table_lend(ids, words->items[i]);
    }
    return (struct id_sequence){numbers, words->count};
}

static enum err_code align(struct arena *arena, const struct words *reference,
                           const struct words *hypothesis, enum word_weights weights,
                           struct word_counts *counts, struct err *err)
{
    struct name_table *ids = name_table_new(arena);
    struct id_sequence left = number(arena, ids, reference);
    struct id_sequence right = number(arena, ids, hypothesis);
    struct aligner *aligner = aligner_new();
    struct alignment alignment = {.steps = NULL};
    enum err_code code =
        weights == WEIGHTS_SCLITE
            ? align_weighted(aligner, left, right, &alignment, err)
            : align_edit(aligner, left, right, TIES_PAIR_FIRST, &alignment, err);
    *counts = alignment.counts;
    aligner_free(aligner);
    return code;
}

enum err_code words_vector(const struct js *expected, const struct js *output,
                           enum word_weights weights, double *vector, struct err *err)
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
    TRY_OUT(align(arena, &reference, &hypothesis, weights, &counts, err));
    vector[0] = (double)counts.correct;
    vector[1] = (double)counts.substituted;
    vector[2] = (double)counts.deleted;
    vector[3] = (double)counts.inserted;
out:
    arena_free(arena);
    return code;
}
