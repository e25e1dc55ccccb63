/* The rules for one place: a title, a word that announces a name, a name of the lists, an
 * initial, a verb of speech, a signature. Each rule walks all tokens; a stronger one goes
 * first. */
#include "personal_data/names.h"

enum { RUN_MAX = 6, SKIP_MAX = 4, INITIALS_MAX = 4 };

static struct str word_of(const struct names *names, const struct token *token)
{
    return str_n(names->text.p + token->start, token->end - token->start);
}

static bool is_one_of(struct str word, const char *words)
{
    struct str rest = str_of(words);
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        if (str_eq(word, one)) {
            return true;
        }
    }
    return false;
}

static bool is_mark(const struct token *token, const char *marks)
{
    return token != NULL && token->kind == TOKEN_MARK && token->mark != '\0' &&
           strchr(marks, token->mark) != NULL;
}

static bool is_name(const struct token *token)
{
    return (token->flags & LEX_NAME) != 0;
}

/* In the lists of names and nothing else. */
static bool is_known(const struct token *token)
{
    return is_name(token) && (token->flags & (LEX_WORD | LEX_NO_NAME | LEX_AMBIGUOUS |
                                              LEX_FUNCTION | LEX_TITLE)) == 0;
}

/* In no list. Short words in capitals are abbreviations. */
static bool is_unknown(const struct token *token)
{
    return (token->flags & LEX_RULES & ~(unsigned)(LEX_PARTICLE | LEX_AMBIGUOUS)) == 0 &&
           token->end - token->start > 1 &&
           !(token->shape == SHAPE_UPPER && token->end - token->start < 5);
}

/* May stand in a name that has been recognised by something else. */
static bool is_possible(const struct token *token)
{
    return token_shaped(token) && !token->initial &&
           (is_unknown(token) ||
            (is_name(token) && (token->flags & (LEX_TITLE | LEX_RANK)) == 0));
}

static bool is_initial(const struct token *token)
{
    return token != NULL && token->kind == TOKEN_WORD && token->initial &&
           token->shape == SHAPE_CAPITAL;
}

/* The token after initials: "J. R. " and "J R ". */
static size_t after_initials(const struct names *names, size_t i)
{
    for (int count = 0;
         count < INITIALS_MAX && is_initial(names_token(names, i)) && names_free_word(names, i);
         count++) {
        i++;
        if (is_mark(names_token(names, i), ".") && names_token(names, i)->touches) {
            i++;
        }
    }
    return i;
}

/* Sandra Pike: a given name before a capital word that no firm or place ends with. */
static bool is_word_surname(const struct token *given, const struct token *token)
{
    return is_known(given) && (given->flags & LEX_GIVEN) != 0 &&
           token->shape == SHAPE_CAPITAL && given->shape == SHAPE_CAPITAL && !token->initial &&
           (token->flags & LEX_RULES & ~(unsigned)(LEX_WORD | LEX_NAME)) == 0;
}

/* Index of the last token of the name that begins at `first`. */
static size_t run_end(const struct names *names, size_t first)
{
    size_t last = first;
    while (last - first < RUN_MAX) {
        const struct token *end = names_token(names, last);
        size_t next = last + 1;
        if (end->possessive) {
            break;
        }
        next = after_initials(names, next);
        const struct token *token = names_token(names, next);
        if (token != NULL && (token->flags & LEX_PARTICLE) != 0 &&
            names_free_word(names, next) && names_free_word(names, next + 1) &&
            is_possible(names_token(names, next + 1))) {
            next++;
            token = names_token(names, next);
        }
        if (token == NULL || !names_free_word(names, next) ||
            !(is_possible(token) || (last == first && is_word_surname(end, token)))) {
            break;
        }
        /* Fenwick Court, but Thomas Hall */
        if ((token->flags & (LEX_ORG | LEX_STREET)) != 0 && (end->flags & LEX_GIVEN) == 0) {
            break;
        }
        last = next;
    }
    /* "Tunde A." at the end of a line */
    const struct token *letter = names_token(names, last + 1);
    if (!names_token(names, last)->possessive && is_initial(letter) &&
        names_free_word(names, last + 1)) {
        size_t end = last + 2;
        end += is_mark(names_token(names, end), ".") ? 1U : 0U;
        const struct token *token = names_token(names, end);
        last += token == NULL || token->kind == TOKEN_LINE ? 1U : 0U;
    }
    return last;
}

/* What may follow a given name in lower case: "darren pike", but not "darren was". */
static bool is_lower_surname(const struct names *names, const struct token *token)
{
    if (!is_name(token) || (token->flags & LEX_SPEECH) != 0) {
        return false;
    }
    if ((token->flags & LEX_FUNCTION) != 0) {
        return is_one_of(
            word_of(names, token),
            "walker baker cooper turner wood king hill ward cook fox price bell knight mason "
            "porter potter fisher barber bishop butler miller weaver brown white green young");
    }
    return (token->flags & LEX_WORD) == 0 || (token->flags & LEX_SURNAME) != 0;
}

/* Lower-case names of hasty writing: "john smith". */
static size_t lower_run_end(const struct names *names, size_t first)
{
    size_t last = first;
    while (last - first < 3 && !names_token(names, last)->possessive) {
        const struct token *next = names_token(names, last + 1);
        if (next == NULL || !names_free_word(names, last + 1) || next->shape != SHAPE_LOWER ||
            next->touches || !is_lower_surname(names, next)) {
            break;
        }
        last++;
    }
    return last;
}

static size_t name_end(const struct names *names, size_t first)
{
    return names_token(names, first)->shape == SHAPE_LOWER ? lower_run_end(names, first)
                                                           : run_end(names, first);
}

/* ---- after a title ---- */

static bool is_collar(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    return token != NULL && (token->kind == TOKEN_NUMBER ||
                             (token->kind == TOKEN_WORD && names->claimed[token->start] != 0));
}

static bool is_upper_word(const struct token *token)
{
    return token != NULL && token->kind == TOKEN_WORD && token->shape == SHAPE_UPPER;
}

/* `alone`: the word after it is not in capitals too, as it is in a text of capitals. */
static bool follows_title(const struct names *names, const struct token *title,
                          const struct token *token, bool alone)
{
    if (token->shape != SHAPE_LOWER) {
        return token_shaped(token) && !token->initial && (token->flags & LEX_TITLE) == 0 &&
               (is_possible(token) ||
                ((token->flags &
                  (LEX_FUNCTION | LEX_ORG | LEX_NO_NAME | LEX_SPEECH | LEX_STREET)) == 0 &&
                 title->end - title->start < 6 &&
                 (token->shape != SHAPE_UPPER || is_name(token) || alone)));
    }
    bool civil = is_one_of(word_of(names, title), "mr mrs ms dr Mr Mrs Ms Dr");
    if (is_name(token) && (token->flags & (LEX_TITLE | LEX_SPEECH | LEX_ORG)) == 0 &&
        (civil || ((title->flags & LEX_RANK) != 0 && title->end - title->start < 5)) &&
        !is_one_of(word_of(names, token), "will may can mark see saw ask rush back")) {
        return true;
    }
    if ((token->flags & (LEX_FUNCTION | LEX_TITLE | LEX_SPEECH)) != 0 ||
        title->end - title->start > 5) {
        return is_known(token);
    }
    return is_name(token) || (is_unknown(token) && token->end - token->start > 2);
}

static void find_titled(struct names *names)
{
    for (size_t i = 0; i < names->tokens->count; i++) {
        const struct token *title = names_token(names, i);
        if ((title->flags & LEX_TITLE) == 0 || title->possessive || names->taken[i] != 0) {
            continue;
        }
        size_t at = i + 1;
        if (is_mark(names_token(names, at), ".") && names_token(names, at)->touches) {
            at++;
        }
        for (int skipped = 0; skipped < 3 && is_collar(names, at); skipped++) {
            at++;
        }
        size_t first = at;
        at = after_initials(names, at);
        if (!names_free_word(names, first) || !names_free_word(names, at) ||
            !follows_title(names, title, names_token(names, at),
                           !is_upper_word(names_token(names, at + 1)))) {
            continue;
        }
        size_t last = name_end(names, at);
        bool honour =
            is_one_of(word_of(names, title), "Sir Lady Lord Dame Dr Miss Father Sister");
        if (!honour || !names_of_no_person(names, at, last)) {
            names_add(names, first, last);
        }
    }
}

/* ---- after a word that announces a name ---- */

/* …," says X */
static bool is_quote_end(const struct names *names, size_t i)
{
    return i > 0 && is_mark(names_token(names, i - 1), "\"',");
}

/* "name is", "known as", "goes by", "I am": two words that do what one LEX_CUE does. */
static bool is_cue(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    const struct token *before = names_before(names, i);
    struct str word = word_of(names, token);
    if ((token->flags & LEX_CUE) != 0 || is_one_of(word, "I'm i'm Im im I’m i’m")) {
        return true;
    }
    if (is_one_of(word, "says said") && is_quote_end(names, i)) {
        return true;
    }
    if (before == NULL) {
        return false;
    }
    struct str earlier = word_of(names, before);
    return (str_is(word, "as") && is_one_of(earlier, "known as himself herself me him her")) ||
           (str_is(word, "v") && (str_is(earlier, "R") || is_name(before))) ||
           (str_is(word, "by") && is_one_of(earlier, "goes go going went")) ||
           (str_is(word, "am") && is_one_of(earlier, "I i")) ||
           (is_one_of(word, "himself herself") && is_one_of(earlier, "called calls calling")) ||
           (str_is(word, "is") && is_one_of(earlier, "name Name this This names here"));
}

static size_t skip_filler(const struct names *names, size_t at)
{
    for (int skipped = 0; skipped < SKIP_MAX; skipped++) {
        const struct token *token = names_token(names, at);
        bool filler =
            is_mark(token, ":,\"'(-") ||
            (token != NULL && token->kind == TOKEN_WORD &&
             is_one_of(word_of(names, token), "is was as given by a to with called named"));
        if (!filler) {
            break;
        }
        at++;
    }
    return at;
}

/* Given names that are words: small ones only beside a relation, a surname or a verb of speech.
 */
static bool is_soft_given(const struct names *names, const struct token *token)
{
    return (token->flags & LEX_GIVEN) != 0 && (token->flags & (LEX_SPEECH | LEX_TITLE)) == 0 &&
           is_one_of(word_of(names, token), "mark rob sue pat carol dawn grace jack bill frank "
                                            "rose joy penny nick ray lee drew grant "
                                            "harry jay kit robin ruby amber jade daisy lily "
                                            "poppy holly ivy hazel heather iris violet "
                                            "olive summer mike bob ken victor victoria "
                                            "charlotte chelsea jordan georgia paris martin "
                                            "peter dean warren clay ash curtis glen gary");
}

static bool follows_cue(const struct names *names, const struct token *token, bool strong)
{
    if (token->flags & (LEX_TITLE | LEX_NO_NAME)) {
        return false;
    }
    if (token->shape != SHAPE_LOWER) {
        return is_possible(token);
    }
    return is_known(token) || is_soft_given(names, token) ||
           (strong && is_unknown(token) && token->end - token->start > 2) ||
           (strong && is_name(token) && (token->flags & LEX_FUNCTION) == 0);
}

/* "aka Ghost", "goes by Spud": a nickname may be any word, with a capital. */
static bool is_nickname_cue(const struct names *names, size_t i)
{
    const struct token *before = names_before(names, i);
    struct str word = word_of(names, names_token(names, i));
    struct str earlier = before != NULL ? word_of(names, before) : STR("");
    return is_one_of(word, "aka AKA alias Alias nicknamed nickname Nickname") ||
           (str_is(word, "as") && str_is(earlier, "known")) ||
           (str_is(word, "by") && is_one_of(earlier, "goes go going went")) ||
           (is_one_of(word, "him her himself herself me") &&
            is_one_of(earlier, "call calls called")) ||
           (str_is(word, "name") && is_one_of(earlier, "street Street"));
}

static void find_nicknames(struct names *names)
{
    for (size_t i = 0; i + 1 < names->tokens->count; i++) {
        if (names_token(names, i)->kind != TOKEN_WORD || !is_nickname_cue(names, i)) {
            continue;
        }
        size_t first = skip_filler(names, i + 1);
        const struct token *token = names_token(names, first);
        if (!names_free_word(names, first) || !token_shaped(token) || token->initial ||
            (token->flags & (LEX_NO_NAME | LEX_TITLE | LEX_CUE)) != 0) {
            continue;
        }
        size_t last = run_end(names, first);
        const struct token *next = names_token(names, last + 1);
        if (last == first && names_free_word(names, last + 1) && token_shaped(next) &&
            (next->flags & (LEX_NO_NAME | LEX_ORG)) == 0) {
            last++;
        }
        if (!names_of_no_person(names, first, last)) {
            names_add(names, first, last);
        }
    }
}

static void find_announced(struct names *names)
{
    for (size_t i = 0; i + 1 < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        bool cue = token->kind == TOKEN_WORD && names->taken[i] == 0 && is_cue(names, i);
        bool role = (token->flags & (LEX_ROLE | LEX_SIGN_OFF)) != 0 && names->taken[i] == 0;
        if (!cue && !role) {
            continue;
        }
        size_t first = skip_filler(names, i + 1);
        size_t at = after_initials(names, first);
        if (!names_free_word(names, first) || !names_free_word(names, at) ||
            names_token(names, at)->kind != TOKEN_WORD ||
            !follows_cue(names, names_token(names, at), cue)) {
            continue;
        }
        size_t last = name_end(names, at);
        if (!names_of_no_person(names, first, last) || (cue && last > first)) {
            names_add(names, first, last);
        }
    }
}

/* ---- names of the lists ---- */

/* "at" does not make a place of a given name: "shouted at Gary". */
static bool after_place_word(const struct names *names, size_t i)
{
    const struct token *before = names_before(names, i);
    if (before != NULL && (names_token(names, i)->flags & LEX_GIVEN) == 0 &&
        is_one_of(word_of(names, before), "from From")) {
        return true; /* a joiner from Weldon */
    }
    if (before == NULL || ((names_token(names, i)->flags & LEX_GIVEN) != 0 &&
                           is_one_of(word_of(names, before), "at At"))) {
        return false;
    }
    return is_one_of(word_of(names, before),
                     "in In at At near Near towards twds outside Outside via around through "
                     "into off opposite the The");
}

/* One name alone, without anything that announces it. */
static bool stands_alone(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    const struct token *after = names_after(names, i);
    if (!is_known(token) || token->end - token->start < 3) {
        return false;
    }
    if (after_place_word(names, i) && !token->possessive) {
        return false;
    }
    /* Romeo 12 is a call sign */
    const struct token *number = names_token(names, i + 1);
    if (number != NULL && number->kind == TOKEN_NUMBER &&
        is_one_of(word_of(names, token), "Reg Romeo Juliet Juliett Oscar Victor Charlie Mike "
                                         "ROMEO OSCAR VICTOR CHARLIE MIKE")) {
        return false;
    }
    /* a capital word beside it makes a firm or a place of it: Wrona Freight */
    return after == NULL || !token_shaped(after) || after->shape == SHAPE_UPPER ||
           (after->flags & (LEX_WORD | LEX_NO_NAME)) == 0 || (after->flags & LEX_TITLE) != 0;
}

static bool is_listed_pair(const struct token *first, const struct token *second)
{
    bool month =
        (first->flags & (LEX_NO_NAME | LEX_GIVEN | LEX_TITLE)) == (LEX_NO_NAME | LEX_GIVEN);
    if (month) { /* Jan Kowalski, not Jan Sales */
        return is_known(second) || is_unknown(second);
    }
    if (!is_name(first) || (first->flags & (LEX_NO_NAME | LEX_TITLE)) != 0) {
        return is_unknown(first) && is_known(second) && (second->flags & LEX_SURNAME) != 0;
    }
    bool weak = (first->flags & (LEX_WORD | LEX_AMBIGUOUS | LEX_FUNCTION)) != 0;
    bool weak_second = (second->flags & (LEX_WORD | LEX_AMBIGUOUS | LEX_FUNCTION)) != 0;
    if (weak) { /* Mark Green no, Mark Pritchard yes */
        return (first->flags & LEX_GIVEN) != 0 && is_name(second) && !weak_second;
    }
    return is_name(second) || is_unknown(second) || is_word_surname(first, second);
}

static void find_listed(struct names *names)
{
    for (size_t i = 0; i < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        if (!names_free_word(names, i) || !token_shaped(token) || token->initial) {
            continue;
        }
        size_t last = run_end(names, i);
        const struct token *second = names_token(names, i + 1);
        bool found = last > i && second->kind == TOKEN_WORD && !second->initial
                         ? is_listed_pair(token, second)
                     : last > i ? is_name(token) && (token->flags & LEX_NO_NAME) == 0
                                : stands_alone(names, i);
        if (!found) {
            continue;
        }
        if (!names_of_no_person(names, i, last)) {
            names_add(names, i, last);
        }
        i = last; /* no part of a firm's name is tried alone */
    }
}

/* Two words of no list side by side, with no word for a place before them. */
static void find_unlisted_pairs(struct names *names)
{
    for (size_t i = 0; i + 1 < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        if (!names_free_word(names, i) || !token_shaped(token) || !is_unknown(token) ||
            token->shape == SHAPE_UPPER || token->possessive || after_place_word(names, i)) {
            continue;
        }
        const struct token *before = names_before(names, i);
        size_t last = run_end(names, i);
        const struct token *end = names_token(names, last);
        if (last > i && is_unknown(end) && end->shape == SHAPE_CAPITAL &&
            !names_of_no_person(names, i, last) &&
            (before == NULL || !is_one_of(word_of(names, before),
                                          "from to of between via leaving From To of for"))) {
            names_add(names, i, last);
        }
        i = last;
    }
}

/* "Monjeau, Graves and Reed": what is listed beside a name, with commas or "and", is one. */
static bool is_joint(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    return is_mark(token, ",/") || (token != NULL && token->kind == TOKEN_WORD &&
                                    is_one_of(word_of(names, token), "and or & with"));
}

static bool may_be_listed(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    return names_free_word(names, i) && is_possible(token) &&
           (token->flags & (LEX_NO_NAME | LEX_ORG | LEX_STREET | LEX_AMBIGUOUS)) == 0 &&
           token->shape == SHAPE_CAPITAL;
}

static void find_listed_beside(struct names *names)
{
    for (size_t r = 0; r < names->count; r++) { /* grows while it is walked */
        size_t after = names->runs[r].last + 1;
        if (is_joint(names, after) && !names_token(names, after - 1)->possessive &&
            may_be_listed(names, after + 1)) {
            size_t last = run_end(names, after + 1);
            bool ends =
                is_joint(names, last + 1) || is_mark(names_token(names, last + 1), ".;:)\"");
            if (ends && !names_of_no_person(names, after + 1, last)) {
                names_add(names, after + 1, last);
            }
        }
        size_t first = names->runs[r].first;
        if (first >= 2 && is_joint(names, first - 1) && may_be_listed(names, first - 2) &&
            (!names_token(names, first - 2)->first ||
             is_unknown(names_token(names, first - 2))) &&
            !names_of_no_person(names, first - 2, first - 2) &&
            !after_place_word(names, first - 2)) {
            names_add(names, first - 2, first - 2);
        }
    }
}

/* Lower case: two known names side by side, or one given name that is no word. */
/* A small word that may begin a name, with what is right after it. */
static bool begins_lower(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    const struct token *next = names_after(names, i);
    if (!names_free_word(names, i) || token->shape != SHAPE_LOWER || !is_name(token) ||
        token->end - token->start < 3 || token->touches || after_place_word(names, i)) {
        return false;
    }
    return next == NULL || (next->flags & (LEX_STREET | LEX_ORG)) == 0 ||
           (next->flags & LEX_SURNAME) != 0;
}

static bool next_is_small(const struct names *names, size_t i)
{
    const struct token *next = names_after(names, i);
    return next != NULL && names_free_word(names, i + 1) && next->shape == SHAPE_LOWER &&
           !next->touches && !names_token(names, i)->possessive;
}

/* "mark pritchard", "sue said" */
static bool add_soft(struct names *names, size_t i)
{
    const struct token *next = names_after(names, i);
    if (next == NULL || is_known(names_token(names, i)) ||
        !is_soft_given(names, names_token(names, i))) {
        return false;
    }
    if (next_is_small(names, i) && is_known(next) && (next->flags & LEX_SURNAME) != 0) {
        names_add(names, i, lower_run_end(names, i + 1));
        return true;
    }
    if (is_one_of(word_of(names, next), "says said states stated told replied asked")) {
        names_add(names, i, i);
        return true;
    }
    return false;
}

static void add_sure(struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    const struct token *next = names_after(names, i);
    bool small = next_is_small(names, i);
    if (small && (next->flags & LEX_SURNAME) != 0 && is_lower_surname(names, next)) {
        names_add(names, i, lower_run_end(names, i + 1));
    } else if (small && (token->flags & LEX_GIVEN) != 0 && is_unknown(next) &&
               next->end - next->start > 4) {
        names_add(names, i, i + 1); /* a surname of no list */
    } else if (token->end - token->start > 3) {
        names_add(names, i, lower_run_end(names, i));
    }
}

static void find_lower(struct names *names)
{
    for (size_t i = 0; i < names->tokens->count; i++) {
        if (begins_lower(names, i) && !add_soft(names, i) && is_known(names_token(names, i))) {
            add_sure(names, i);
        }
    }
}

/* ---- initials, verbs, signatures ---- */

static void find_initialled(struct names *names)
{
    for (size_t i = 0; i < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        if (!names_free_word(names, i) || !is_initial(token) || token->touches) {
            continue;
        }
        size_t at = after_initials(names, i);
        const struct token *name = names_token(names, at);
        if (!names_free_word(names, at) || !is_possible(name) || name->end - name->start < 3) {
            continue;
        }
        bool dotted = is_mark(names_token(names, i + 1), ".");
        bool word = is_one_of(word_of(names, token), "A I");
        if ((dotted && !word) || is_known(name)) {
            names_add(names, i, run_end(names, at));
        }
    }
}

/* "t pargeter" */
static void find_lower_initialled(struct names *names)
{
    for (size_t i = 0; i + 1 < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        const struct token *name = names_token(names, i + 1);
        if (names_free_word(names, i) && token->initial && token->shape == SHAPE_LOWER &&
            !token->touches && !is_one_of(word_of(names, token), "a i u o") &&
            name->kind == TOKEN_WORD && name->shape == SHAPE_LOWER && !name->touches &&
            is_known(name) && (name->flags & LEX_SURNAME) != 0 && name->end - name->start > 3) {
            if (names_free_word(names, i + 1)) {
                names_add(names, i, i + 1);
            } else if (names->taken[i + 1] != 0) {
                names_add(names, i, i);
            }
        }
    }
}

/* A capital word of no list before a verb that people do, or before a birth. */
static void find_speakers(struct names *names)
{
    /* Walker said, but not "Will was" */
    static const char says[] = "said says stated states told replied asked admitted denied "
                               "confirmed shouted explained alleged began";
    for (size_t i = 0; i + 1 < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        if (!names_free_word(names, i) || !token_shaped(token) || token->possessive ||
            !(is_unknown(token) ||
              (is_name(token) && (token->flags & (LEX_NO_NAME | LEX_TITLE)) == 0))) {
            continue;
        }
        size_t last = run_end(names, i);
        size_t at = last + 1;
        if (is_mark(names_token(names, at), "(,")) {
            at++;
        }
        const struct token *verb = names_token(names, at);
        bool word = (token->flags & (LEX_WORD | LEX_FUNCTION)) != 0;
        if (verb != NULL && verb->kind == TOKEN_WORD && (verb->flags & LEX_SPEECH) != 0 &&
            (!word || is_one_of(word_of(names, verb), says)) && !after_place_word(names, i) &&
            !names_of_no_person(names, i, last) && token->end - token->start > 3) {
            names_add(names, i, last);
            i = last;
        }
    }
}

/* "SMITH, John" */
static void find_reversed(struct names *names)
{
    for (size_t i = 0; i + 2 < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        const struct token *given = names_token(names, i + 2);
        if (names_free_word(names, i) && token->shape == SHAPE_UPPER && is_possible(token) &&
            is_mark(names_token(names, i + 1), ",") && names_free_word(names, i + 2) &&
            is_possible(given) && (given->flags & (LEX_GIVEN | LEX_NO_NAME)) == LEX_GIVEN) {
            names_add(names, i, run_end(names, i + 2));
        }
    }
}

static bool ends_line(const struct names *names, size_t i)
{
    const struct token *token = names_token(names, i);
    return token == NULL || token->kind == TOKEN_LINE;
}

/* A short line of words that may be names, after a line of farewell. */
static void find_signatures(struct names *names)
{
    bool farewell = false;
    for (size_t i = 0; i < names->tokens->count; i++) {
        const struct token *token = names_token(names, i);
        bool starts = i == 0 || ends_line(names, i - 1);
        if (!starts || token->kind == TOKEN_LINE) {
            continue;
        }
        size_t end = i;
        bool names_only = true;
        bool parting = false;
        while (!ends_line(names, end)) {
            const struct token *word = names_token(names, end++);
            parting = parting || (word->flags & LEX_SIGN_OFF) != 0;
            names_only = names_only && word->kind == TOKEN_WORD &&
                         names_free_word(names, end - 1) &&
                         (word->initial || is_name(word) || is_unknown(word)) &&
                         (word->flags & (LEX_TITLE | LEX_NO_NAME | LEX_SIGN_OFF)) == 0;
        }
        if (farewell && names_only && end - i <= 4) {
            names_add(names, i, end - 1);
        }
        farewell = parting && end - i <= 5;
        i = end - 1;
    }
}

void names_find(struct names *names)
{
    find_titled(names);
    find_reversed(names);
    find_signatures(names);
    find_nicknames(names);
    find_announced(names);
    find_initialled(names);
    find_listed(names);
    find_unlisted_pairs(names);
    find_speakers(names);
    find_lower(names);
    find_lower_initialled(names);
    find_listed_beside(names);
}
