/* See names_tagged.h. */
#include "personal_data/names_tagged.h"

/* Begins or ends inside what a rule has claimed, or is no longer than that. */
static bool is_claimed(const struct names *names, const struct tagger_run *run)
{
    size_t start = names->tokens->items[run->first].start;
    size_t end = names->tokens->items[run->last].end;
    bool more = false;
    for (size_t at = start; at < end; at++) {
        more = more || (names->claimed[at] == 0 && names->text.p[at] != ' ');
    }
    return !more || names->claimed[start] == CLAIM_GOES_ON ||
           (end < names->text.n && names->claimed[end] == CLAIM_GOES_ON);
}

/* A word that can stand in a name that no rule vouches for. */
static bool is_likely(const struct names *names, size_t i)
{
    const unsigned never = LEX_TITLE | LEX_RANK | LEX_FUNCTION | LEX_ORG | LEX_STREET |
                           LEX_MAKE | LEX_NO_NAME | LEX_CUE | LEX_SPEECH;
    const struct token *token = names_token(names, i);
    if (!names_free_word(names, i) || token->digits ||
        ((token->flags & never) != 0 && (token->flags & LEX_NAME) == 0)) {
        return false;
    }
    if (token->end - token->start < 3) {
        return token->initial && token->shape != SHAPE_LOWER;
    }
    bool word = (token->flags & LEX_WORD) != 0;
    return token->shape == SHAPE_LOWER
               ? (token->flags & LEX_NAME) != 0 && !word
               : token->shape == SHAPE_CAPITAL || (token->flags & LEX_NAME) != 0;
}

/* A word of the language that begins a sentence has its capital from there ("Seal 4417 was").
 */
static bool is_sentence_word(const struct names *names, const struct tagger_run *run)
{
    const struct token *token = names_token(names, run->first);
    return run->first == run->last && token->first && (token->flags & LEX_WORD) != 0;
}

/* Whole runs only: a name of which a part is another's is no name of its own. A word alone that
 * no list of names has ("Settings" at the start of a sentence) is left to the rules, unless the
 * tagger is sure. */
void names_add_tagged(struct names *names, const struct tagger_runs *runs)
{
    for (size_t r = 0; r < runs->count; r++) {
        const struct tagger_run *run = &runs->items[r];
        size_t words = 0;
        size_t likely = 0;
        size_t listed = 0;
        for (size_t i = run->first; i <= run->last; i++) {
            const struct token *token = names_token(names, i);
            words += token->kind == TOKEN_WORD;
            likely += is_likely(names, i);
            listed += (token->flags & LEX_NAME) != 0;
        }
        if (run->kind == TAG_PERSON && run->score >= TAGGED_PERSON_SCORE && words > 0 &&
            words == likely && (words > 1 || listed == 1 || run->score >= TAGGED_SURE_SCORE) &&
            !is_sentence_word(names, run) &&
            names_token(names, run->first)->kind == TOKEN_WORD &&
            names_token(names, run->last)->kind == TOKEN_WORD &&
            !names_of_no_person(names, run->first, run->last)) {
            names_add(names, run->first, run->last);
        }
    }
}

unsigned names_confidence(const struct tagger_runs *runs, size_t first, size_t last)
{
    size_t low = 0;
    size_t high = runs->count;
    while (low < high) { /* the first run that does not end before */
        size_t middle = low + (high - low) / 2;
        if (runs->items[middle].last < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool seen = low < runs->count && runs->items[low].first <= last &&
                runs->items[low].kind == TAG_PERSON;
    return seen && runs->items[low].per_mille > CONFIDENCE_RULES_ALONE
               ? runs->items[low].per_mille
               : CONFIDENCE_RULES_ALONE;
}

/* A number, and a word for a street; or a number first, and a word with a capital. */
static bool reads_as_address(const struct names *names, const struct tagger_run *run)
{
    bool number = false;
    bool word = false;
    bool street = false;
    for (size_t i = run->first; i <= run->last; i++) {
        const struct token *token = names_token(names, i);
        bool known = (token->flags & (LEX_MAKE | LEX_RANK)) != 0;
        number = number || token->kind == TOKEN_NUMBER;
        word = word || (token_shaped(token) && token->end - token->start > 3 && !known);
        street = street || (token->flags & LEX_STREET) != 0;
    }
    bool first = names_token(names, run->first)->kind == TOKEN_NUMBER;
    return (number && street) || (first && word);
}

bool names_is_address(const struct names *names, const struct tagger_run *run)
{
    if (run->kind != TAG_ADDRESS || run->score < TAGGED_ADDRESS_SCORE ||
        is_claimed(names, run) || !reads_as_address(names, run)) {
        return false;
    }
    for (size_t i = run->first; i <= run->last; i++) {
        if (names->taken[i] != 0) {
            return false;
        }
    }
    return true;
}
