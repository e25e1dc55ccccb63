/* A list of runs, and what surrounds a run; see names.h. */
#include "personal_data/names.h"

#include "personal_data/context.h"
#include "base/mem.h"

#include <stdlib.h>

void names_init(struct names *names, const struct tokens *tokens, struct str text,
                const unsigned char *claimed)
{
    *names = (struct names){.tokens = tokens, .text = text, .claimed = claimed};
    names->taken = xcalloc(tokens->count + 1, 1);
}

void names_free(struct names *names)
{
    free(names->taken);
    free(names->runs);
    *names = (struct names){0};
}

const struct token *names_token(const struct names *names, size_t i)
{
    return i < names->tokens->count ? &names->tokens->items[i] : NULL;
}

bool names_free_word(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    if (token == NULL || token->kind != TOKEN_WORD || names->taken[i] != 0) {
        return false;
    }
    const struct token *before = token->touches ? names_token(names, i - 1) : NULL;
    if (before != NULL && before->kind == TOKEN_MARK &&
        (before->mark == '@' || before->mark == '#' || before->mark == '_')) {
        return false; /* the name of an account or a topic */
    }
    for (size_t at = token->start; at < token->end; at++) {
        if (names->claimed[at] != 0) {
            return false;
        }
    }
    return true;
}

const struct token *names_before(const struct names *names, size_t i)
{
    const struct token *token = i > 0 ? names_token(names, i - 1) : NULL;
    return token != NULL && token->kind == TOKEN_WORD ? token : NULL;
}

const struct token *names_after(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i + 1);
    return token != NULL && token->kind == TOKEN_WORD ? token : NULL;
}

bool token_shaped(const struct token *token)
{
    return token != NULL && token->kind == TOKEN_WORD &&
           (token->shape == SHAPE_CAPITAL || token->shape == SHAPE_UPPER ||
            (token->shape == SHAPE_MIXED && (token->flags & LEX_NAME) != 0));
}

static bool is_mark(const struct names *names, size_t i, char mark)
{
    const struct token *token = names_token(names, i);
    return token != NULL && token->kind == TOKEN_MARK && token->mark == mark;
}

/* Ltd, Road, & Sons, or a possessive before a capital: Grant's Equestrian. */
static bool firm_after(const struct names *names, size_t last)
{
    const struct token *after = names_after(names, last);
    const struct token *end = names_token(names, last);
    if (is_mark(names, last + 1, '&') && token_shaped(names_token(names, last + 2))) {
        return true;
    }
    if (after == NULL || !token_shaped(after)) {
        return false;
    }
    if (end->shape == SHAPE_UPPER && after->shape == SHAPE_UPPER &&
        (after->flags & (LEX_STREET | LEX_ORG)) == 0) {
        return false;
    }
    return (after->flags & (LEX_STREET | LEX_ORG)) != 0 ||
           (end->possessive && (after->flags & LEX_NAME) == 0);
}

/* St Mary, Ford Galaxy, Royal Victoria, Calder & Foss. */
static bool firm_before(const struct names *names, size_t first)
{
    const struct token *before = names_before(names, first);
    if (first > 1 && is_mark(names, first - 1, '&') &&
        token_shaped(names_token(names, first - 2))) {
        return true;
    }
    if (before == NULL || before->possessive) {
        return false;
    }
    struct str word = str_n(names->text.p + before->start, before->end - before->start);
    if ((before->flags & LEX_MAKE) != 0 || str_is(word, "St") || str_is(word, "Saint") ||
        str_is(word, "Operation") || str_is(word, "Op") || str_is(word, "Storm")) {
        return true;
    }
    return token_shaped(before) && before->shape == SHAPE_CAPITAL && !before->first &&
           (before->flags & LEX_WORD) != 0 &&
           (before->flags & (LEX_TITLE | LEX_ROLE | LEX_CUE | LEX_NAME)) == 0;
}

static bool is_in(struct str word, const char *words)
{
    struct str rest = str_of(words);
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        if (one.n > 0 && str_eq(word, one)) {
            return true;
        }
    }
    return false;
}

/* Goods, shops and breeds that are called like a person. */
static bool is_brand(const struct names *names, size_t first, size_t last)
{
    static const char brands[] =
        "johnlewis calvinklein jackdaniels jackrussell germanshepherd hugoboss bensherman "
        "fredperry ralphlauren "
        "tommyhilfiger paulsmith tedbaker harleydavidson jackwills louisvuitton michaelkors "
        "captainmorgan "
        "johnniewalker jimbeam leecooper drmartens jackjones charlestyrwhitt georgeforeman "
        "williamhill paddypower robertdyas jamesbond harristweed mariecurie lauraashley";
    char folded[2 * LEXICON_WORD_MAX];
    size_t n = 0;
    for (size_t i = first; i <= last && i < first + 2; i++) {
        const struct token *token = names_token(names, i);
        n += lexicon_fold(str_n(names->text.p + token->start, token->end - token->start),
                          folded + n);
    }
    if (last == first) { /* Marks and Spencer */
        if (names_token(names, first)->possessive &&
            is_in(str_n(folded, n), "mcdonald sainsbury morrison nando domino levi lloyd dixon "
                                    "ladbroke greggs kellogg "
                                    "wetherspoon waterstone debenham moss")) {
            return true;
        }
        const struct token *marks = first >= 2 ? names_token(names, first - 2) : NULL;
        return marks != NULL && marks->kind == TOKEN_WORD &&
               str_is(str_n(folded, n), "spencer") &&
               str_is(str_n(names->text.p + marks->start, marks->end - marks->start), "Marks");
    }
    return is_in(str_n(folded, n), brands);
}

static bool word_is_in(const struct names *names, const struct token *token, const char *words)
{
    return token != NULL &&
           context_lists(words, str_n(names->text.p + token->start, token->end - token->start));
}

/* VAT Reg No, Reg number: no Reginald. */
static bool is_registration(const struct names *names, size_t first, size_t last)
{
    return first == last && word_is_in(names, names_token(names, first), "reg") &&
           (word_is_in(names, names_before(names, first), "vat car vehicle company charity") ||
            word_is_in(names, names_after(names, last),
                       "no nos number numbers plate plates mark"));
}

bool names_of_no_person(const struct names *names, size_t first, size_t last)
{
    return is_registration(names, first, last) || firm_after(names, last) ||
           firm_before(names, first) || is_brand(names, first, last);
}

void names_add(struct names *names, size_t first, size_t last)
{
    names->runs = mem_grow(names->runs, names->count, &names->capacity, sizeof *names->runs);
    names->runs[names->count++] = (struct name_run){first, last};
    memset(names->taken + first, 1, last - first + 1);
}
