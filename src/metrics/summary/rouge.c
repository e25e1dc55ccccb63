/* ROUGE-1, -2, -L and -Lsum as rouge_score computes them; see summary.h. */
#include "metrics/summary/summary.h"

#include "base/mem.h"
#include "metrics/summary/lcs.h"
#include "metrics/summary/porter.h"
#include "metrics/translation/ngrams.h"
#include "metrics/unicode/word_table.h"

#include <stdlib.h>
#include <string.h>

/* Tokens of one text; sentence s is tokens [starts[s], starts[s + 1]). */
struct tokens {
    uint32_t *numbers;
    size_t count;
    size_t capacity;
    size_t *starts;
    size_t sentences;
    size_t start_capacity;
};

struct pair {
    struct arena *arena; /* of the tokens' bytes */
    struct word_table words;
    struct tokens sides[2]; /* reference, hypothesis */
    bool stem;
};

/* Lower case of the ASCII letter or digit that text begins with, 0 for any other character. The
 * Kelvin sign's lower case is k, that of the dotted capital I begins with i. */
static char token_letter(struct str text, size_t *length)
{
    char c = text.p[0];
    *length = 1;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        return c;
    }
    if (c >= 'A' && c <= 'Z') {
        return (char)(c + ('a' - 'A'));
    }
    if (str_starts(text, STR("\xE2\x84\xAA"))) {
        *length = 3;
        return 'k';
    }
    if (str_starts(text, STR("\xC4\xB0"))) {
        *length = 1; /* what follows, its second byte, ends the token as the dot does */
        return 'i';
    }
    return 0;
}

static void add_token(struct pair *pair, struct tokens *side, char *token, size_t length)
{
    if (pair->stem && length > 3) {
        length = porter_stem(token, length);
    }
    side->numbers =
        mem_grow(side->numbers, side->count, &side->capacity, sizeof *side->numbers);
    side->numbers[side->count++] = word_table_add(&pair->words, str_n(token, length));
}

/* Adds the tokens of a text as one sentence. */
static void add_sentence(struct pair *pair, struct tokens *side, struct str text)
{
    side->starts =
        mem_grow(side->starts, side->sentences, &side->start_capacity, sizeof *side->starts);
    side->starts[side->sentences++] = side->count;
    char *token = arena_alloc(pair->arena, 2 * text.n + 2);
    size_t length = 0;
    while (text.n > 0) {
        size_t step;
        char c = token_letter(text, &step);
        text = str_from(text, step);
        if (c != 0) {
            token[length++] = c;
        }
        if (length > 0 && (c == 0 || text.n == 0)) {
            add_token(pair, side, token, length);
            token += length + 1; /* stemming may have used one byte more */
            length = 0;
        }
    }
}

static void add_text(struct pair *pair, struct tokens *side, struct str text)
{
    struct str rest = text;
    struct str sentence;
    while (str_split(&rest, '\n', &sentence)) {
        if (sentence.n > 0) {
            add_sentence(pair, side, sentence);
        }
    }
    side->starts =
        mem_grow(side->starts, side->sentences, &side->start_capacity, sizeof *side->starts);
    side->starts[side->sentences] = side->count;
}

static void tokens_free(struct tokens *side)
{
    free(side->numbers);
    free(side->starts);
}

struct rouge rouge_of(size_t shared, size_t hypothesis, size_t reference)
{
    struct rouge score = {0};
    if (shared > 0) {
        score.precision = (double)shared / (double)hypothesis;
        score.recall = (double)shared / (double)reference;
        score.f = 2 * score.precision * score.recall / (score.precision + score.recall);
    }
    return score;
}

static size_t grams(const struct tokens *side, size_t n)
{
    return side->count >= n ? side->count - n + 1 : 0;
}

static void score_ngrams(const struct pair *pair, struct rouge *scores)
{
    const struct tokens *reference = &pair->sides[0];
    const struct tokens *hypothesis = &pair->sides[1];
    struct ngrams set;
    uint32_t shared[2];
    ngrams_init(&set);
    ngrams_begin(&set, reference->count, 2);
    ngrams_add(&set, reference->numbers, reference->count, 2);
    ngrams_match(&set, hypothesis->numbers, hypothesis->count, 2, shared);
    for (size_t n = 1; n <= 2; n++) {
        scores[ROUGE_1 + n - 1] =
            rouge_of(shared[n - 1], grams(hypothesis, n), grams(reference, n));
    }
    ngrams_release(&set);
}

static struct str_span {
    const uint32_t *p;
    size_t n;
} sentence_of(const struct tokens *side, size_t s)
{
    size_t n = side->starts[s + 1] - side->starts[s];
    return (struct str_span){n > 0 ? side->numbers + side->starts[s] : NULL, n};
}

/* Tokens of each number on a side. */
static uint32_t *counts_of(const struct tokens *side, uint32_t words)
{
    uint32_t *counts = xcalloc((size_t)words + 1, sizeof *counts);
    for (size_t i = 0; i < side->count; i++) {
        counts[side->numbers[i]]++;
    }
    return counts;
}

/* The union of what each sentence of the hypothesis shares with each of the reference; a token
 * counts at most as often as it stands on either side. */
static enum err_code score_union(const struct pair *pair, struct rouge *score, struct err *err)
{
    const struct tokens *reference = &pair->sides[0];
    const struct tokens *hypothesis = &pair->sides[1];
    enum err_code code = ERR_OK;
    uint32_t *left[2] = {counts_of(reference, pair->words.count),
                         counts_of(hypothesis, pair->words.count)};
    bool *used = xmalloc(reference->count + 1);
    size_t hits = 0;
    for (size_t r = 0; r < reference->sentences; r++) {
        struct str_span row = sentence_of(reference, r);
        memset(used, 0, row.n + 1);
        for (size_t h = 0; h < hypothesis->sentences; h++) {
            struct str_span column = sentence_of(hypothesis, h);
            if (column.n > 0 && row.n > ROUGE_CELLS_MAX / column.n) {
                code = err_set(err, ERR_LIMIT, "sentences of %zu and %zu words are too long",
                               row.n, column.n);
                err_hint(err, "put line breaks between the sentences of a summary");
                goto out;
            }
            lcs_mark(row.p, row.n, column.p, column.n, pair->words.count, used);
        }
        for (size_t i = 0; i < row.n; i++) {
            uint32_t token = row.p[i];
            if (used[i] && left[0][token] > 0 && left[1][token] > 0) {
                hits++;
                left[0][token]--;
                left[1][token]--;
            }
        }
    }
    *score = rouge_of(hits, hypothesis->count, reference->count);
out:
    free(used);
    free(left[0]);
    free(left[1]);
    return code;
}

enum err_code rouge_score(struct str reference, struct str hypothesis, bool stem,
                          struct rouge scores[ROUGE_KINDS], struct err *err)
{
    struct pair pair = {.arena = arena_new(), .stem = stem};
    word_table_init(&pair.words);
    add_text(&pair, &pair.sides[0], reference);
    add_text(&pair, &pair.sides[1], hypothesis);
    score_ngrams(&pair, scores);
    const struct tokens *r = &pair.sides[0];
    const struct tokens *h = &pair.sides[1];
    size_t common = lcs_length(r->numbers, r->count, h->numbers, h->count, pair.words.count);
    scores[ROUGE_L] = rouge_of(common, h->count, r->count);
    enum err_code code = score_union(&pair, &scores[ROUGE_LSUM], err);
    tokens_free(&pair.sides[0]);
    tokens_free(&pair.sides[1]);
    word_table_release(&pair.words);
    arena_free(pair.arena);
    return code;
}

void rouge_vector(const struct rouge *score, double *vector)
{
    vector[0] = 1;
    vector[1] = score->f;
    vector[2] = score->precision;
    vector[3] = score->recall;
}

struct metric_value rouge_finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no summaries");
}
