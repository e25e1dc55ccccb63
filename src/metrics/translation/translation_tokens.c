/* 13a, intl, char and zh; see translation_tokens.h. Each regular expression of the source is
 * one pass from `one` to `two`; white space is never looked at more closely than "not a digit",
 * so several spaces in a row are as good as one. */
#include "metrics/translation/translation_tokens.h"

#include "metrics/translation/token_passes.h"
#include "metrics/unicode/unicode.h"

#include <string.h>

static const char *const names[TRANSLATION_TOKENIZERS] = {"13a", "none", "intl", "char", "zh"};

void translation_scratch_init(struct translation_scratch *scratch, size_t most)
{
    size_t room = 64 * most + 64; /* no pass does more than triple, the passes together less */
    strbuf_init(&scratch->one, room);
    strbuf_init(&scratch->two, room);
}

void translation_scratch_release(struct translation_scratch *scratch)
{
    strbuf_release(&scratch->one);
    strbuf_release(&scratch->two);
}

const char *translation_tokenizer_name(enum translation_tokenizer tokenizer)
{
    return names[tokenizer];
}

bool translation_tokenizer_find(struct str name, enum translation_tokenizer *tokenizer)
{
    for (size_t i = 0; i < TRANSLATION_TOKENIZERS; i++) {
        if (str_is(name, names[i])) {
            *tokenizer = (enum translation_tokenizer)i;
            return true;
        }
    }
    return false;
}

/* (\P{N})(\p{P}), (\p{P})(\P{N}) and (\p{S}), each once from left to right. */
static struct str tokenize_intl(struct str line, struct translation_scratch *scratch)
{
    line = pass_pairs(&scratch->one, line, PASS_NOT_NUMBER, PASS_PUNCTUATION, "", " ", " ");
    line = pass_pairs(&scratch->two, line, PASS_PUNCTUATION, PASS_NOT_NUMBER, " ", " ", "");
    return pass_apart(&scratch->one, line, pass_is_symbol);
}

static bool is_chinese(uint32_t c)
{
    static const uint32_t ranges[][2] = {
        /* the source's '\u20000' … '\u2a6d6' are strings of two characters: in the order of
         * strings they reach from after U+2000 to U+2A6D */
        {0x2001, 0x2A6D}, {0x2E80, 0x2EFF}, {0x2F00, 0x2FDF}, {0x2FF0, 0x2FFF},
        {0x3000, 0x303F}, {0x3100, 0x312F}, {0x31A0, 0x31BF}, {0x31C0, 0x31EF},
        {0x3200, 0x32FF}, {0x3300, 0x33FF}, {0x3400, 0x4DB5}, {0x4E00, 0x9FBB},
        {0xF900, 0xFA2D}, {0xFA30, 0xFA6A}, {0xFA70, 0xFAD9}, {0xFE10, 0xFE1F},
        {0xFE30, 0xFE4F}, {0xFF00, 0xFFEF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static bool is_any(uint32_t c)
{
    (void)c;
    return true;
}

struct str translation_tokenize(enum translation_tokenizer tokenizer, bool lower,
                                struct str line, struct translation_scratch *scratch)
{
    if (lower) {
        strbuf_clear(&scratch->two);
        unicode_lower(&scratch->two, line);
        line = strbuf_view(&scratch->two);
    }
    line = unicode_trim_end(line);
    switch (tokenizer) {
    case TRANSLATION_13A:
        line = pass_13a_entities(&scratch->one, line);
        return pass_western(line, &scratch->one, &scratch->two);
    case TRANSLATION_INTL:
        return tokenize_intl(line, scratch);
    case TRANSLATION_CHAR:
        return pass_apart(&scratch->one, line, is_any);
    case TRANSLATION_ZH:
        line = pass_apart(&scratch->one, unicode_trim(line), is_chinese);
        return pass_western(line, &scratch->one, &scratch->two);
    case TRANSLATION_NONE:
    case TRANSLATION_TOKENIZERS:
        break;
    }
    return line;
}
