/* Once a person, always: the parts of names that were found are found again in the same text,
 * where they stand alone. A part that is a common word too needs its capital inside a sentence.
 * Parts are kept in a table of hashes, so the time is linear. */
#include "personal_data/names.h"

#include "base/mem.h"

#include <stdlib.h>

struct part {
    char word[LEXICON_WORD_MAX];
    size_t length;
    bool small; /* was found in lower case */
};

struct parts {
    struct part *slots;
    size_t mask;
};

static struct part *slot_of(const struct parts *parts, const char *word, size_t length)
{
    size_t hash = 5381;
    for (size_t i = 0; i < length; i++) {
        hash = hash * 33 ^ (unsigned char)word[i];
    }
    size_t at = hash & parts->mask;
    while (
        parts->slots[at].length != 0 &&
        !str_eq(str_n(parts->slots[at].word, parts->slots[at].length), str_n(word, length))) {
        at = (at + 1) & parts->mask;
    }
    return &parts->slots[at];
}

static size_t fold_token(const struct names *names, const struct token *token,
                         char folded[LEXICON_WORD_MAX])
{
    return lexicon_fold(str_n(names->text.p + token->start, token->end - token->start), folded);
}

static void add_part(const struct names *names, const struct parts *parts,
                     const struct token *token)
{
    char folded[LEXICON_WORD_MAX];
    size_t n = fold_token(names, token, folded);
    if (token->kind != TOKEN_WORD || n < 3 ||
        (token->flags & (LEX_PARTICLE | LEX_TITLE)) != 0) {
        return;
    }
    struct part *part = slot_of(parts, folded, n);
    memcpy(part->word, folded, n);
    part->length = n;
    part->small = part->small || token->shape == SHAPE_LOWER;
}

/* "pike ran", in a text that writes "darren pike". */
static bool acts_like_a_person(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    const struct token *after = names_after(names, i);
    const struct token *before = names_before(names, i);
    if (before != NULL && before->end - before->start < 6 &&
        (before->flags & LEX_FUNCTION) != 0) {
        return false; /* "a pike was" */
    }
    return (token->flags & LEX_FUNCTION) == 0 &&
           (token->possessive || (after != NULL && (after->flags & LEX_SPEECH) != 0));
}

static bool may_repeat(const struct names *names, size_t i, bool small)
{
    const struct token *token = names_token(names, i);
    const struct token *before = names_before(names, i);
    bool word = (token->flags & (LEX_WORD | LEX_FUNCTION | LEX_NO_NAME)) != 0;
    if (token->shape == SHAPE_LOWER) {
        return (!word || (small && acts_like_a_person(names, i))) && !token->touches;
    }
    if (word && (token->first || (token->shape == SHAPE_UPPER && before != NULL &&
                                  before->shape == SHAPE_UPPER))) {
        return false;
    }
    return !names_of_no_person(names, i, i) || (before != NULL && names->taken[i - 1] != 0);
}

void names_repeat(struct names *names)
{
    size_t room = 64;
    size_t found = 0;
    for (size_t i = 0; i < names->count; i++) {
        found += names->runs[i].last - names->runs[i].first + 1;
    }
    while (room < found * 4) {
        room *= 2;
    }
    struct parts parts = {xcalloc(room, sizeof *parts.slots), room - 1};
    for (size_t i = 0; i < names->count; i++) {
        for (size_t t = names->runs[i].first; t <= names->runs[i].last; t++) {
            add_part(names, &parts, names_token(names, t));
        }
    }
    for (size_t i = 0; i < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        char folded[LEXICON_WORD_MAX];
        if (!names_free_word(names, i)) {
            continue;
        }
        size_t n = fold_token(names, token, folded);
        if (n < 3) {
            continue;
        }
        const struct part *part = slot_of(&parts, folded, n);
        if (part->length != 0 && may_repeat(names, i, part->small)) {
            names_add(names, i, i);
        }
    }
    free(parts.slots);
}
