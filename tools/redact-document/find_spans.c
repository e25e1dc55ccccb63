/* Spans of a text: what the detector finds, piece by piece when the text is long, and every
 * place where a word that was asked for stands, whatever blanks, soft hyphens, characters
 * without width and signs that separate cells lie between its letters. */
#include "document.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <wctype.h>

enum { WORD_MAX = 400 }; /* code points of a word asked for */

/* Characters that show nothing: the soft hyphen, what has no width, what turns the direction,
 * variation selectors (Unicode 15, Default_Ignorable_Code_Point, those met in documents). */
static bool shows_nothing(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x034F || c == 0x061C || c == 0x115F ||
           c == 0x180E || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
           (c >= 0x205F && c <= 0x206F) || c == 0x3000 || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* What stands between the cells of a table: first and last name may have one each. */
static bool separates(uint32_t c)
{
    return c == ',' || c == ';' || c == '|' || c == '"';
}

/* One form for letters that look alike in print: case, full width, curly quotes. */
static uint32_t folded(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
    }
    if (c == 0x2018 || c == 0x2019) {
        return '\'';
    }
    if (c >= 0x2010 && c <= 0x2015) {
        return '-';
    }
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return (uint32_t)towlower((wint_t)c);
}

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c >= 0xC0;
}

/* A text without what shows nothing or separates, and where each character stood. */
struct squeezed {
    uint32_t *c;
    size_t *at; /* code point in the text */
    size_t count;
    size_t total; /* code points of the text */
};

static struct squeezed squeeze(struct str text)
{
    struct squeezed out = {xmalloc((text.n + 1) * sizeof *out.c),
                           xmalloc((text.n + 1) * sizeof *out.at), 0, 0};
    size_t at = 0;
    uint32_t c;
    for (; utf8_next(text, &at, &c); out.total++) {
        if (!shows_nothing(c) && !separates(c)) {
            out.c[out.count] = folded(c);
            out.at[out.count++] = out.total;
        }
    }
    return out;
}

static void squeezed_free(struct squeezed *text)
{
    free(text->c);
    free(text->at);
}

/* A word ends where the next character is none of a word's or does not touch it. */
static bool stands_alone(const struct squeezed *text, size_t first, size_t last)
{
    bool before = first > 0 && is_word(text->c[first - 1]) && is_word(text->c[first]) &&
                  text->at[first - 1] + 1 == text->at[first];
    bool after = last + 1 < text->count && is_word(text->c[last + 1]) &&
                 is_word(text->c[last]) && text->at[last] + 1 == text->at[last + 1];
    return !before && !after;
}

static bool matches(const struct squeezed *text, size_t from, const struct squeezed *word,
                    bool backwards)
{
    for (size_t i = 0; i < word->count; i++) {
        size_t k = backwards ? word->count - 1 - i : i;
        if (text->c[from + i] != word->c[k]) {
            return false;
        }
    }
    return true;
}

/* Also backwards: text from right to left may be stored as it is seen. */
static enum err_code find_word(const struct squeezed *text, const struct squeezed *word,
                               span_found *found, void *data, struct err *err)
{
    for (size_t i = 0; word->count > 0 && i + word->count <= text->count; i++) {
        size_t last = i + word->count - 1;
        if ((matches(text, i, word, false) || matches(text, i, word, true)) &&
            stands_alone(text, i, last)) {
            const struct found_span span = {text->at[i], text->at[last] + 1, "ASKED",
                                            "asked for", 1};
            TRY(found(data, &span, err));
            i = last;
        }
    }
    return ERR_OK;
}

static enum err_code find_words(const struct js *words, struct str text, span_found *found,
                                void *data, struct err *err)
{
    struct squeezed in = squeeze(text);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < words->array.count; i++) {
        struct squeezed word = squeeze(words->array.items[i].string);
        code = word.total > WORD_MAX
                   ? err_set(err, ERR_LIMIT, "a word to hide is longer than %d characters",
                             WORD_MAX)
                   : find_word(&in, &word, found, data, err);
        squeezed_free(&word);
    }
    squeezed_free(&in);
    return code;
}

/* Where a piece of at most DETECT_TEXT_MAX bytes may end: after a page or line, if there is
 * one.
 */
static size_t piece_end(struct str text)
{
    if (text.n <= DETECT_TEXT_MAX) {
        return text.n;
    }
    size_t end = DETECT_TEXT_MAX;
    while (end > DETECT_TEXT_MAX / 2 && text.p[end - 1] != '\n') {
        end--;
    }
    while (end > 0 && ((unsigned char)text.p[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

static enum err_code detect_all(const struct request *request, struct str text,
                                span_found *found, void *data, struct err *err)
{
    size_t before = 0;
    enum err_code code = ERR_OK;
    while (code == ERR_OK && text.n > 0) {
        struct detect_spans spans = {0};
        struct str piece = str_sub(text, 0, piece_end(text));
        code = detect_text((struct detector *)request->detector, piece, &spans, err);
        for (size_t i = 0; code == ERR_OK && i < spans.count; i++) {
            const struct detect_span *item = &spans.items[i];
            const struct found_span span = {before + item->start, before + item->end,
                                            item->label, "found by rule",
                                            item->confidence / 1000.0};
            code = found(data, &span, err);
        }
        detect_spans_free(&spans);
        before += utf8_count(piece);
        text = str_from(text, piece.n);
    }
    return code;
}

enum err_code find_spans(const struct request *request, struct str text, span_found *found,
                         void *data, struct err *err)
{
    if (request->detector != NULL) {
        TRY(detect_all(request, text, found, data, err));
    }
    return request->words == NULL ? ERR_OK : find_words(request->words, text, found, data, err);
}
