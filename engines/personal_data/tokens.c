/* Tokens; see tokens.h. */
#include "personal_data/tokens.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x100 && c < 0x180 && (c & 1) == 0) ||
           (c >= 0x1E00 && c < 0x1F00 && (c & 1) == 0) || (c >= 0x386 && c < 0x3AC) ||
           (c >= 0x400 && c < 0x430) || c == 0x2206; /* an increment, typed for a delta */
}

/* Greek to Hangul, but for the symbols and marks between. */
static bool is_other_letter(uint32_t c)
{
    return (c >= 0x370 && c < 0x2000 && c != 0x37E && c != 0x60C) ||
           (c >= 0x3041 && c < 0xD7FC) || (c >= 0xF900 && c < 0xFE00);
}

static bool is_letter(uint32_t c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= 0xDF && c != 0xF7 && c < 0x250) ||
           (c >= 0x300 && c < 0x370) || is_other_letter(c);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}

/* Code point at `at`, with the byte after it in *next; 0 at the end. */
static uint32_t peek(struct str text, size_t at, size_t *next)
{
    uint32_t point = 0;
    *next = at;
    if (at >= text.n || !utf8_next(text, next, &point)) {
        *next = at;
        return 0;
    }
    return point;
}

struct counts {
    size_t letters;
    size_t uppers;
    size_t digits;
    size_t accents;
    bool first_upper;
};

static void count_point(struct counts *counts, uint32_t point)
{
    bool upper = is_upper(point);
    if (is_digit(point)) {
        counts->digits++;
        return;
    }
    if (!is_letter(point)) {
        return;
    }
    counts->first_upper = counts->letters == 0 ? upper : counts->first_upper;
    counts->letters++;
    counts->accents += point >= 0x80;
    counts->uppers += upper;
}

static uint8_t shape_of(const struct counts *counts)
{
    if (counts->uppers == 0) {
        return SHAPE_LOWER;
    }
    if (counts->uppers == counts->letters && counts->letters > 1) {
        return SHAPE_UPPER;
    }
    return counts->first_upper ? SHAPE_CAPITAL : SHAPE_MIXED;
}

/* Letters and digits from `at`, and single apostrophes and hyphens between letters. Sets where
 * a possessive begins. */
static size_t word_end(struct str text, size_t at, struct counts *counts, bool *possessive)
{
    size_t next;
    for (;;) {
        uint32_t point = peek(text, at, &next);
        if (is_letter(point) || is_digit(point)) {
            count_point(counts, point);
            at = next;
            continue;
        }
        if (!is_apostrophe(point) && point != '-') {
            return at;
        }
        size_t after;
        size_t beyond;
        uint32_t follows = peek(text, next, &after);
        if (!is_letter(follows)) {
            return at;
        }
        uint32_t third = peek(text, after, &beyond);
        if (is_apostrophe(point) && (follows == 's' || follows == 'S') && !is_letter(third)) {
            *possessive = true;
            return at;
        }
        at = next;
    }
}

static unsigned part_flags(const struct lexicon *lexicon, struct str part)
{
    char folded[LEXICON_WORD_MAX];
    size_t n = lexicon_fold(part, folded);
    unsigned flags = lexicon_flags(lexicon, str_n(folded, n));
    if ((flags & LEX_RULES) == 0 &&
        str_has_byte(part, '1')) { /* read 1 as i where l gave nothing */
        for (size_t i = 0; i < n; i++) {
            folded[i] = folded[i] == 'l' ? 'i' : folded[i];
        }
        flags = lexicon_flags(lexicon, str_n(folded, n));
    }
    if ((flags & LEX_NAME) == 0 && part.n > 3 && part.p[0] == 'M' && part.p[1] == 'c' &&
        part.p[2] >= 'A' && part.p[2] <= 'Z') {
        flags |= LEX_SURNAME;
    }
    return flags;
}

/* A hyphenated word: known as a whole, else a name when a part is one and no part is a function
 * word (Pryce-Davies, but not stop-and-search). */
static unsigned word_flags(const struct lexicon *lexicon, struct str word)
{
    unsigned whole = part_flags(lexicon, word);
    if (!str_has_byte(word, '-') || (whole & LEX_WORD) != 0) {
        return whole;
    }
    struct str rest = word;
    struct str part;
    unsigned any = whole;
    unsigned words = LEX_WORD;
    while (str_split(&rest, '-', &part)) {
        unsigned flags = part_flags(lexicon, part);
        any |= flags & LEX_NAME;
        words &= flags;
    }
    return any | words;
}

/* Scanning puts a digit or two for letters (W1ll1ams); with more it is a number with letters.
 */
enum { MISREAD_DIGITS_MAX = 2 };

static void read_word(const struct lexicon *lexicon, struct str text, struct token *token)
{
    struct counts counts = {0};
    token->end = word_end(text, token->start, &counts, &token->possessive);
    if (counts.letters <= counts.digits || counts.digits > MISREAD_DIGITS_MAX) {
        token->kind = TOKEN_NUMBER;
        return;
    }
    token->kind = TOKEN_WORD;
    token->shape = shape_of(&counts);
    token->initial = counts.letters == 1 && counts.digits == 0;
    token->digits = counts.digits > 0;
    struct str word = str_n(text.p + token->start, token->end - token->start);
    token->flags = word_flags(lexicon, word);
    if (counts.accents > 0 && token->shape != SHAPE_LOWER) { /* no English word: Hùng, Gül */
        token->flags &= ~(unsigned)(LEX_WORD | LEX_FUNCTION);
    }
}

static void read_mark(struct str text, struct token *token)
{
    size_t next;
    uint32_t point = peek(text, token->start, &next);
    token->end = next;
    token->kind = point == '\n' ? TOKEN_LINE : TOKEN_MARK;
    token->mark = point < 0x80 ? (char)point : '?';
    if (is_apostrophe(point) || point == 0x2018) {
        token->mark = '\'';
    } else if (point == 0x201C || point == 0x201D) {
        token->mark = '"';
    } else if (point == 0x2013 || point == 0x2014) {
        token->mark = '-';
    }
}

static bool ends_sentence(const struct token *token)
{
    return token->kind == TOKEN_LINE ||
           (token->kind == TOKEN_MARK && strchr(".!?:\"|", token->mark) != NULL &&
            token->mark != '\0');
}

static void push(struct tokens *tokens, struct token token)
{
    tokens->items =
        mem_grow(tokens->items, tokens->count, &tokens->capacity, sizeof *tokens->items);
    tokens->items[tokens->count++] = token;
}

void tokens_read(const struct lexicon *lexicon, struct str text, struct tokens *tokens)
{
    size_t at = 0;
    bool touches = false;
    while (at < text.n) {
        size_t next;
        uint32_t point = peek(text, at, &next);
        if (point == ' ' || point == '\t' || point == '\r' || point == 0xA0) {
            at = next;
            touches = false;
            continue;
        }
        struct token token = {.start = at, .touches = touches};
        if (is_letter(point) || is_digit(point)) {
            read_word(lexicon, text, &token);
        } else {
            read_mark(text, &token);
        }
        token.first = tokens->count == 0 || ends_sentence(&tokens->items[tokens->count - 1]);
        at = token.end;
        if (token.possessive) { /* step over 's */
            peek(text, at, &next);
            at = next + 1;
        }
        touches = token.kind != TOKEN_LINE;
        push(tokens, token);
    }
}

void tokens_free(struct tokens *tokens)
{
    free(tokens->items);
    *tokens = (struct tokens){0};
}
