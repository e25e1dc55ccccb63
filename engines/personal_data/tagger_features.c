/* Features by hashing; see tagger_features.h. */
#include "personal_data/tagger_features.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { PAD = 2 }; /* tokens that are not there, before the first and after the last */

/* What is known of one token, each a small number or a hash. */
struct view_word {
    uint32_t word;
    uint32_t flags;
    uint32_t shape;
    uint32_t begin;
    uint32_t end2;
    uint32_t end3;
    uint32_t end4;
    uint32_t seen; /* SEEN_… of the whole text */
    uint32_t place;
};

enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2, SEEN_AGAIN = 4 };

struct tagger_view {
    struct view_word *words; /* count + 2 * PAD */
    size_t count;
};

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x9E3779B1U;
    return hash ^ (hash >> 15);
}

static uint32_t hash_bytes(const char *bytes, size_t n)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619U;
    }
    return mix(hash, (uint32_t)n);
}

static void view_number(struct str text, struct view_word *word)
{
    size_t digits = 0;
    size_t letters = 0;
    for (size_t i = 0; i < text.n; i++) {
        digits += text.p[i] >= '0' && text.p[i] <= '9';
        letters += text.p[i] >= 'A';
    }
    digits = digits > 6 ? 6 : digits;
    word->word = (uint32_t)(1000 + digits * 4 + (letters > 2 ? 3 : letters));
    word->shape = 8 + (uint32_t)(digits > 4 ? 4 : digits) * 2 + (letters > 0);
}

static void view_text(const struct token *token, struct str text, struct view_word *word)
{
    char folded[LEXICON_WORD_MAX];
    size_t n = lexicon_fold(text, folded);
    if (n == 0) { /* letters that are not Latin, or a word without end */
        n = text.n < sizeof folded ? text.n : sizeof folded;
        memcpy(folded, text.p, n);
    }
    word->word = hash_bytes(folded, n);
    word->begin = hash_bytes(folded, n < 3 ? n : 3);
    word->end2 = hash_bytes(folded + (n < 2 ? 0 : n - 2), n < 2 ? n : 2);
    word->end3 = hash_bytes(folded + (n < 3 ? 0 : n - 3), n < 3 ? n : 3);
    word->end4 = hash_bytes(folded + (n < 4 ? 0 : n - 4), n < 4 ? n : 4);
    word->shape = 32 + token->shape * 8U + (token->initial ? 4 : 0) +
                  (token->possessive ? 2 : 0) + (str_has_byte(text, '-') ? 1 : 0);
}

static void view_token(const struct token *token, struct str text, struct view_word *word)
{
    struct str own = str_n(text.p + token->start, token->end - token->start);
    word->flags = token->flags;
    switch (token->kind) {
    case TOKEN_WORD:
        view_text(token, own, word);
        break;
    case TOKEN_NUMBER:
        view_number(own, word);
        break;
    case TOKEN_LINE:
        word->word = 1;
        word->shape = 1;
        break;
    default:
        word->word = 256 + (unsigned char)token->mark;
        word->shape = 256 + (unsigned char)token->mark;
        break;
    }
}

/* Words by hash, with how each stands in the text; a collision costs a wrong hint. */
struct seen {
    uint32_t word;
    uint32_t how;
};

static struct seen *seen_slot(struct seen *slots, size_t mask, uint32_t word)
{
    size_t at = word & mask;
    while (slots[at].word != 0 && slots[at].word != word) {
        at = (at + 1) & mask;
    }
    return &slots[at];
}

static void see(struct tagger_view *view, const struct tokens *tokens)
{
    size_t size = 16;
    while (size < 2 * tokens->count) {
        size *= 2;
    }
    struct seen *slots = xcalloc(size, sizeof *slots);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->kind != TOKEN_WORD) {
            continue;
        }
        struct seen *slot = seen_slot(slots, size - 1, view->words[i + PAD].word | 1U);
        slot->how |= slot->word != 0 ? SEEN_AGAIN : 0U;
        slot->word = view->words[i + PAD].word | 1U;
        slot->how |= token->shape == SHAPE_LOWER                      ? SEEN_LOWER
                     : token->shape == SHAPE_CAPITAL && !token->first ? SEEN_CAPITAL
                                                                      : 0U;
    }
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].kind == TOKEN_WORD) {
            view->words[i + PAD].seen =
                seen_slot(slots, size - 1, view->words[i + PAD].word | 1U)->how;
        }
    }
    free(slots);
}

/* First of a sentence or line, last of a line, and whether the line holds small letters. */
static void place(struct tagger_view *view, const struct tokens *tokens)
{
    size_t start = 0;
    while (start < tokens->count) {
        size_t end = start;
        bool small = false;
        while (end < tokens->count && tokens->items[end].kind != TOKEN_LINE) {
            const struct token *token = &tokens->items[end++];
            small = small || (token->kind == TOKEN_WORD && token->shape == SHAPE_LOWER);
        }
        for (size_t i = start; i < end; i++) {
            const struct token *token = &tokens->items[i];
            view->words[i + PAD].place = (token->first ? 1U : 0U) | (i + 1 == end ? 2U : 0U) |
                                         (small ? 4U : 0U) | (token->touches ? 8U : 0U) |
                                         (end - start < 5 ? 16U : 0U);
        }
        start = end + 1;
    }
}

struct tagger_view *tagger_view_new(const struct tokens *tokens, struct str text,
                                    uint32_t forget)
{
    struct tagger_view *view = xcalloc(1, sizeof *view);
    view->count = tokens->count;
    view->words = xcalloc(tokens->count + 2 * PAD, sizeof *view->words);
    for (size_t i = 0; i < tokens->count; i++) {
        struct view_word *word = &view->words[i + PAD];
        view_token(&tokens->items[i], text, word);
        bool forgotten = forget != 0 && mix(word->word, forget) % 4 == 0;
        if (forgotten && (word->flags & LEX_WORD) == 0) {
            word->flags &= ~(unsigned)(LEX_NAME | LEX_PLACE | LEX_PLACE_PART);
        }
    }
    see(view, tokens);
    place(view, tokens);
    return view;
}

void tagger_view_free(struct tagger_view *view)
{
    if (view != NULL) {
        free(view->words);
        free(view);
    }
}

/* The flags that say what a word may be, without those that say what surrounds it. */
static uint32_t name_flags(uint32_t flags)
{
    return flags & (LEX_NAME | LEX_WORD | LEX_PLACE | LEX_PLACE_PART | LEX_ORG | LEX_STREET |
                    LEX_NO_NAME | LEX_NATION | LEX_STREET_WORD);
}

void tagger_features(const struct tagger_view *view, size_t token,
                     uint32_t out[TAGGER_FEATURES])
{
    const struct view_word *at = &view->words[token + PAD];
    const struct view_word *b = at - 1;
    const struct view_word *a = at + 1;
    const struct view_word *bb = at - 2;
    const struct view_word *aa = at + 2;
    const uint32_t values[TAGGER_FEATURES][2] = {
        {at->word, 0},
        {at->word, at->shape},
        {b->word, 0},
        {a->word, 0},
        {bb->word, 0},
        {aa->word, 0},
        {at->begin, at->shape},
        {at->end2, at->shape},
        {at->end3, at->shape},
        {at->end4, 0},
        {at->shape, at->place},
        {mix(b->shape, at->shape), a->shape},
        {at->flags, 0},
        {at->flags, at->shape},
        {b->flags, at->flags},
        {at->flags, a->flags},
        {b->word, at->shape},
        {a->word, at->shape},
        {bb->word, b->word},
        {a->word, aa->word},
        {at->seen, at->shape},
        {mix(at->seen, at->place), name_flags(at->flags)},
        {b->word, name_flags(at->flags)},
        {a->word, name_flags(at->flags)},
        {mix(bb->shape, b->shape), mix(at->shape, mix(a->shape, aa->shape))},
        {mix(b->shape, b->flags), mix(at->shape, at->flags)},
        {mix(a->shape, a->flags), mix(at->shape, at->flags)},
        {mix(bb->flags, b->flags), at->shape},
        {mix(a->flags, aa->flags), at->shape},
        {mix(b->word, a->word), at->shape},
    };
    for (uint32_t i = 0; i < TAGGER_FEATURES; i++) {
        out[i] = mix(mix(values[i][0] + i * 0x85EBCA6BU, values[i][1]), i);
    }
}
