/* en-GB, version 1: the first step and the whole; see norm_tokens.h. */
#include "score/speech/norm_tokens.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "score/speech/speech_norm.h"

#include <stdlib.h>

bool norm_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool norm_is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool norm_is_number(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!norm_is_digit(text.p[i])) {
            return false;
        }
    }
    return text.n > 0;
}

void norm_add(struct norm_tokens *tokens, struct str text)
{
    tokens->items =
        mem_grow(tokens->items, tokens->count, &tokens->room, sizeof *tokens->items);
    tokens->items[tokens->count++] = text;
}

/* What stands for a code point: small letters, plain apostrophes; 0 for a space. */
static uint32_t plain(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) {
        return c + 0x20;
    }
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x60) {
        return '\'';
    }
    if (c > 0x7F && (speech_is_space(c) || (c >= 0x2010 && c <= 0x2027) || c == 0xAB ||
                     c == 0xBB || c == 0xB7)) {
        return 0;
    }
    return c;
}

/* The text with `plain` done, and without what stands in [ ] and < >. */
static struct str plain_text(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n * 2 + 1);
    size_t n = 0;
    char closing = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            break;
        }
        if (closing != 0) {
            closing = c == (uint32_t)closing ? 0 : closing;
            continue;
        }
        char mark = c == '[' ? ']' : c == '<' ? '>' : 0;
        if (mark != 0 && str_has_byte(str_from(text, at), mark)) {
            closing = mark;
            c = ' ';
        }
        uint32_t used = plain(c);
        n += utf8_encode(used == 0 ? ' ' : used, out + n);
    }
    return str_n(out, n);
}

static char at_or_space(struct str text, size_t at)
{
    return at < text.n ? text.p[at] : ' ';
}

static bool is_word_byte(char c)
{
    return norm_is_letter(c) || norm_is_digit(c) || (unsigned char)c >= 0x80;
}

enum fate { FATE_KEEP, FATE_DROP, FATE_SPACE };

/* "5.50" and "10:30" keep their mark, "1,200" loses it, "a.m." becomes "am". */
static enum fate fate_of(struct str text, size_t at)
{
    char c = text.p[at];
    char before = at > 0 ? text.p[at - 1] : ' ';
    char after = at_or_space(text, at + 1);
    bool digits = norm_is_digit(before) && norm_is_digit(after);
    if (is_word_byte(c) || c == '%' || c == '&') {
        return FATE_KEEP;
    }
    if (c == ',' && digits) {
        return norm_is_digit(at_or_space(text, at + 2)) &&
                       norm_is_digit(at_or_space(text, at + 3)) &&
                       !norm_is_digit(at_or_space(text, at + 4))
                   ? FATE_DROP
                   : FATE_SPACE;
    }
    if ((c == '.' || c == ':') && digits) {
        return FATE_KEEP;
    }
    if (c == '\'' && is_word_byte(before) && is_word_byte(after)) {
        return FATE_KEEP;
    }
    bool initial = at < 2 || !is_word_byte(text.p[at - 2]);
    if (c == '.' && norm_is_letter(before) && initial && norm_is_letter(after) &&
        !is_word_byte(at_or_space(text, at + 2))) {
        return FATE_DROP;
    }
    return FATE_SPACE;
}

void norm_split(struct norm_tokens *tokens, struct str text)
{
    struct str plain = plain_text(tokens->arena, text);
    char *out = arena_alloc(tokens->arena, plain.n * 3 + 1);
    size_t n = 0;
    for (size_t at = 0; at < plain.n; at++) {
        char c = plain.p[at];
        enum fate fate = fate_of(plain, at);
        bool apart = fate == FATE_KEEP && (c == '%' || c == '&');
        if (fate != FATE_DROP) {
            out[n++] = fate == FATE_SPACE || apart ? ' ' : c;
        }
        if (apart) {
            out[n++] = c;
            out[n++] = ' ';
        }
    }
    struct str rest = str_n(out, n);
    struct str part;
    while (str_split(&rest, ' ', &part)) {
        if (part.n > 0) {
            norm_add(tokens, part);
        }
    }
}

struct str norm_en_gb(struct arena *arena, struct str text)
{
    struct norm_tokens tokens = {.arena = arena};
    norm_split(&tokens, text);
    norm_words(&tokens);
    norm_numbers(&tokens);
    norm_marks(&tokens);
    size_t bytes = 1;
    for (size_t i = 0; i < tokens.count; i++) {
        bytes += tokens.items[i].n + 1;
    }
    char *out = arena_alloc(arena, bytes);
    size_t n = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        if (i > 0) {
            out[n++] = ' ';
        }
        for (size_t k = 0; k < tokens.items[i].n; k++) {
            out[n++] = tokens.items[i].p[k];
        }
    }
    free(tokens.items);
    return str_n(out, n);
}
