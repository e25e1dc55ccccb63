/* Cutting a document into tokens and labelling them; see spans_tokens.h. */
#include "score/spans/spans_tokens.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "metrics/spans/word_character.h"

#include <stdlib.h>
#include <string.h>

uint32_t *spans_text(const struct spans_document *document)
{
    if (document->text.p == NULL) {
        return NULL;
    }
    uint32_t *text = xcalloc(document->length + 1, sizeof *text);
    size_t at = 0;
    for (size_t i = 0; i < document->length && utf8_next(document->text, &at, &text[i]); i++) {
    }
    return text;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static void words_of(const uint32_t *text, size_t length, struct spans_tokens *tokens)
{
    tokens->items = xcalloc(length + 1, sizeof *tokens->items);
    for (size_t i = 0; i < length;) {
        size_t start = i++;
        if (word_character(text[start])) {
            while (i < length && word_character(text[i])) {
                i++;
            }
        } else if (is_blank(text[start])) {
            continue;
        }
        tokens->items[tokens->count++] = (struct span_token){start, i, false};
    }
}

static int compare_places(const void *a, const void *b)
{
    const size_t *left = a;
    const size_t *right = b;
    return (*left > *right) - (*left < *right);
}

/* From each end of a span to the next. */
static void stretches_of(const struct spans_document *truth,
                         const struct spans_document *answer, struct spans_tokens *tokens)
{
    size_t room = 2 * (truth->count + answer->count);
    size_t *ends = xcalloc(room + 1, sizeof *ends);
    size_t count = 0;
    for (size_t i = 0; i < truth->count; i++) {
        ends[count++] = truth->spans[i].start;
        ends[count++] = truth->spans[i].end;
    }
    for (size_t i = 0; i < answer->count; i++) {
        ends[count++] = answer->spans[i].start;
        ends[count++] = answer->spans[i].end;
    }
    qsort(ends, count, sizeof *ends, compare_places);
    tokens->items = xcalloc(room + 1, sizeof *tokens->items);
    for (size_t i = 1; i < count; i++) {
        if (ends[i] > ends[i - 1]) {
            tokens->items[tokens->count++] = (struct span_token){ends[i - 1], ends[i], false};
        }
    }
    free(ends);
}

static bool has_word(const uint32_t *text, const struct span_token *token)
{
    for (size_t i = token->start; i < token->end; i++) {
        if (word_character(text[i])) {
            return true;
        }
    }
    return false;
}

static bool is_skip_word(const uint32_t *text, const struct span_token *token,
                         const struct name_table *skip_words)
{
    char word[256];
    size_t length = 0;
    uint32_t number;
    for (size_t i = token->start; i < token->end; i++) {
        uint32_t c = text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i];
        if (length + 4 > sizeof word) {
            return false;
        }
        length += utf8_encode(c, word + length);
    }
    return name_table_find(skip_words, str_n(word, length), &number);
}

/* By start, then by place in the list. */
struct placed {
    size_t start, end;
    size_t place;
    uint32_t label;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    return (left->place > right->place) - (left->place < right->place);
}

static uint32_t *labels_of(const struct spans_document *document,
                           const struct spans_tokens *tokens)
{
    uint32_t *labels = xcalloc(tokens->count + 1, sizeof *labels);
    struct placed *placed = xcalloc(document->count + 1, sizeof *placed);
    for (size_t i = 0; i < document->count; i++) {
        const struct mask_mention *span = &document->spans[i];
        placed[i] = (struct placed){span->start, span->end, i, span->label};
    }
    qsort(placed, document->count, sizeof *placed, compare_placed);
    size_t first = 0; /* spans before it end before every token to come */
    for (size_t t = 0; t < tokens->count; t++) {
        const struct span_token *token = &tokens->items[t];
        while (first < document->count && placed[first].end <= token->start) {
            first++;
        }
        labels[t] = SPAN_NO_LABEL;
        for (size_t i = first; i < document->count && placed[i].start < token->end; i++) {
            if (placed[i].end > token->start) {
                labels[t] = placed[i].label;
                break;
            }
        }
    }
    free(placed);
    return labels;
}

struct spans_tokens spans_tokens_make(const struct spans_document *truth,
                                      const struct spans_document *answer, const uint32_t *text,
                                      const struct name_table *skip_words)
{
    struct spans_tokens tokens = {.count = 0};
    if (truth->has_tokens) {
        tokens.items = xcalloc(truth->token_count + 1, sizeof *tokens.items);
        for (size_t i = 0; i < truth->token_count; i++) {
            tokens.items[i] =
                (struct span_token){truth->tokens[i].start, truth->tokens[i].end, false};
        }
        tokens.count = truth->token_count;
    } else if (text != NULL) {
        words_of(text, truth->length, &tokens);
    } else {
        stretches_of(truth, answer, &tokens);
    }
    tokens.ignored = xcalloc(tokens.count + 1, sizeof *tokens.ignored);
    for (size_t i = 0; i < tokens.count; i++) {
        struct span_token *token = &tokens.items[i];
        bool ignored = truth->has_tokens && truth->tokens[i].ignorable;
        if (text != NULL) {
            token->skipped = !has_word(text, token) ||
                             (skip_words != NULL && is_skip_word(text, token, skip_words));
            ignored |= mask_ignorable_word(text, token->start, token->end);
        }
        tokens.ignored[i] = (struct mask_token){token->start, token->end, ignored};
    }
    tokens.truth = labels_of(truth, &tokens);
    tokens.answer = labels_of(answer, &tokens);
    return tokens;
}

void spans_tokens_release(struct spans_tokens *tokens)
{
    free(tokens->items);
    free(tokens->ignored);
    free(tokens->truth);
    free(tokens->answer);
}
