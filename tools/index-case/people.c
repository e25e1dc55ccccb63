/* See people.h. */
#include "people.h"

#include "form_words.h"

#include "casetext/plain_word.h"

#include <string.h>

enum {
    NAME_WORDS_MAX = 3,
    NAME_BYTES_MAX = 40,
    SPEAKERS_MAX = 64,
    TURNS_MIN = 2,
    AGAIN_MIN = 3
};

/* ---- keys ---- */

struct str people_key(struct arena *arena, struct str text)
{
    size_t comma = 0;
    while (comma < text.n && text.p[comma] != ',') {
        comma++;
    }
    struct str first = mentions_key(arena, str_from(text, comma), true);
    struct str last = mentions_key(arena, str_sub(text, 0, comma), true);
    if (comma == text.n || first.n == 0 || last.n == 0 || str_has_byte(last, ' ')) {
        return mentions_key(arena, text, true);
    }
    return str_of(arena_printf(arena, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
}

static const char *street_in_full(struct str word)
{
    static const char *const forms[][2] = {
        {"cres", "crescent"}, {"rd", "road"},  {"ave", "avenue"},   {"av", "avenue"},
        {"ln", "lane"},       {"ct", "court"}, {"sq", "square"},    {"gdns", "gardens"},
        {"dr", "drive"},      {"cl", "close"}, {"terr", "terrace"}, {"pl", "place"}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (str_is(word, forms[i][0])) {
            return forms[i][1];
        }
    }
    return NULL;
}

struct str places_key(struct arena *arena, struct str text)
{
    struct str key = mentions_key(arena, text, false);
    char *out = arena_alloc(arena, key.n * 4 + 8);
    size_t n = 0;
    size_t words = 0;
    struct str word;
    for (size_t at = 0; plain_word_next(key, &at, &word); words++) {
        const char *full = words > 0 ? street_in_full(word) : NULL;
        full = full == NULL && words > 1 && str_is(word, "st") ? "street" : full;
        struct str put = full == NULL ? word : str_of(full);
        if (n > 0) {
            out[n++] = ' ';
        }
        memcpy(out + n, put.p, put.n);
        n += put.n;
    }
    return words > 1 ? str_n(out, n) : key;
}

/* ---- chats and contacts ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One to three words of letters, the first of them no word of a form or of kin. */
static bool is_name(const struct lexicon *lexicon, struct str name)
{
    static const char *const kin[] = {"mum",      "mam",    "mom",    "dad",       "nan",
                                      "home",     "work",   "taxi",   "voicemail", "me",
                                      "you",      "user",   "system", "owner",     "unknown",
                                      "operator", "caller", "daddy",  "mummy"};
    size_t words = 0;
    struct str word;
    if (name.n == 0 || name.n > NAME_BYTES_MAX || !plain_word_byte(name.p[0])) {
        return false;
    }
    for (size_t i = 0; i < name.n; i++) {
        if (is_digit(name.p[i]) || (!plain_word_byte(name.p[i]) && name.p[i] != ' ' &&
                                    name.p[i] != '\'' && name.p[i] != '-')) {
            return false;
        }
    }
    for (size_t at = 0; plain_word_next(name, &at, &word); words++) {
        if (plain_word_among(word, kin, sizeof kin / sizeof kin[0]) && words == 0 &&
            at == name.n) {
            return false;
        }
    }
    size_t start = 0;
    size_t end = name.n;
    return words <= NAME_WORDS_MAX && form_words_speaker(lexicon, name) &&
           form_words_person(NULL, name, &start, &end) && start == 0 && end == name.n;
}

/* "[14/03/2026, 18:14:09] Jo: …", "14/03/2026, 18:14 - Jo: …", "14/03/2026 18:14 Jo > Al: …":
 * what stands between the time and the colon. False: no line of a chat. */
static bool turn_of(struct str line, struct str *who)
{
    size_t at = 0;
    bool colon = false;
    while (at < line.n && (is_digit(line.p[at]) || strchr("[]/.,:- \t", line.p[at]) != NULL)) {
        colon = colon || line.p[at] == ':';
        at++;
    }
    if (at < 5 || !colon || !is_digit(line.p[line.p[0] == '[' ? 1 : 0])) {
        return false;
    }
    size_t end = at;
    while (end < line.n && line.p[end] != ':') {
        end++;
    }
    *who = str_sub(line, at, end - at);
    return end < line.n && who->n > 0 && who->n <= 2 * NAME_BYTES_MAX;
}

struct speakers {
    struct str names[SPEAKERS_MAX];
    size_t turns[SPEAKERS_MAX];
    size_t count;
};

static void count_speaker(struct speakers *speakers, struct str name, size_t turns)
{
    for (size_t i = 0; i < speakers->count; i++) {
        if (str_eq(speakers->names[i], name)) {
            speakers->turns[i] += turns;
            return;
        }
    }
    if (speakers->count < SPEAKERS_MAX) {
        speakers->names[speakers->count] = name;
        speakers->turns[speakers->count++] = turns;
    }
}

/* Both of "Jo > Al". */
static void count_turn(const struct lexicon *lexicon, struct speakers *speakers, struct str who)
{
    size_t arrow = 0;
    while (arrow < who.n && who.p[arrow] != '>') {
        arrow++;
    }
    struct str from = str_trim(str_sub(who, 0, arrow));
    struct str to = arrow < who.n ? str_trim(str_from(who, arrow + 1)) : STR("");
    if (is_name(lexicon, from)) {
        count_speaker(speakers, from, to.n > 0 ? TURNS_MIN : 1);
    }
    if (is_name(lexicon, to)) {
        count_speaker(speakers, to, TURNS_MIN);
    }
}

/* "Jo 07700 900123" that is all of a line. */
static bool contact_of(struct str line, struct str *name)
{
    size_t digits = 0;
    size_t at = line.n;
    while (at > 0 && (is_digit(line.p[at - 1]) || line.p[at - 1] == ' ' ||
                      line.p[at - 1] == '\t' || line.p[at - 1] == '+')) {
        at--;
        digits += is_digit(line.p[at]);
    }
    *name = str_trim(str_sub(line, 0, at));
    return digits >= 10 && digits <= 13 && name->n > 0;
}

static bool is_taken(const struct mentions *found, size_t start, size_t end)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].start < end && start < found->items[i].end) {
            return true;
        }
    }
    return false;
}

static bool same_letters(struct str a, const char *b)
{
    for (size_t i = 0; i < a.n; i++) {
        if (plain_word_lower(a.p[i]) != plain_word_lower(b[i])) {
            return false;
        }
    }
    return true;
}

/* Wherever the name stands: as written, or, from three letters on, in any case. */
static void add_everywhere(struct mentions *found, struct str text, struct str name)
{
    struct str key = mentions_key(found->arena, name, false);
    for (size_t at = 0; at + name.n <= text.n; at++) {
        bool whole = (at == 0 || !plain_word_byte(text.p[at - 1])) &&
                     (at + name.n == text.n || !plain_word_byte(text.p[at + name.n]));
        bool same = whole && (memcmp(text.p + at, name.p, name.n) == 0 ||
                              (name.n >= AGAIN_MIN && same_letters(name, text.p + at)));
        if (same && !is_taken(found, at, at + name.n)) {
            mentions_add(found, "person", at, at + name.n, key);
        }
    }
}

void people_find(struct mentions *found, const struct lexicon *lexicon, struct str text)
{
    struct speakers *speakers = arena_zalloc(found->arena, sizeof *speakers);
    struct str rest = text;
    struct str line;
    struct str who;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (turn_of(line, &who)) {
            count_turn(lexicon, speakers, who);
        } else if (contact_of(line, &who) && is_name(lexicon, who)) {
            count_speaker(speakers, who, TURNS_MIN);
        }
    }
    for (size_t i = 0; i < speakers->count; i++) {
        if (speakers->turns[i] >= TURNS_MIN) {
            add_everywhere(found, text, speakers->names[i]);
        }
    }
}

/* ---- one person ---- */

static size_t words_of(struct str key, struct str *first, struct str *last)
{
    size_t words = 0;
    struct str word;
    for (size_t at = 0; at < key.n; words++) {
        size_t end = at;
        while (end < key.n && key.p[end] != ' ') {
            end++;
        }
        word = str_sub(key, at, end - at);
        *first = words == 0 ? word : *first;
        *last = word;
        at = end + 1;
    }
    return words;
}

/* Can `key` be short for `full`, which has at least a given name and a surname? */
static bool is_short_for(struct str key, struct str full)
{
    struct str first = STR("");
    struct str last = STR("");
    struct str full_first = STR("");
    struct str full_last = STR("");
    size_t words = words_of(key, &first, &last);
    (void)words_of(full, &full_first, &full_last);
    if (words == 1) {
        return str_eq(first, full_last) || str_eq(first, full_first);
    }
    bool initial = first.n == 1 && first.p[0] == full_first.p[0] && str_eq(last, full_last);
    bool cut = last.n == 1 && last.p[0] == full_last.p[0] && str_eq(first, full_first);
    return initial || cut;
}

/* A given name and a surname, neither of them an initial. */
static bool is_full(struct str key)
{
    struct str first = STR("");
    struct str last = STR("");
    return words_of(key, &first, &last) > 1 && first.n > 1 && last.n > 1;
}

static bool same_ends(struct str a, struct str b)
{
    struct str first[2] = {STR(""), STR("")};
    struct str last[2] = {STR(""), STR("")};
    (void)words_of(a, &first[0], &last[0]);
    (void)words_of(b, &first[1], &last[1]);
    return str_eq(first[0], first[1]) && str_eq(last[0], last[1]);
}

/* "ann mary lee" beside "ann lee": the shorter stands for both. */
static void note_name(struct document_state *state, struct str key)
{
    for (size_t i = 0; i < state->names_count; i++) {
        if (str_eq(state->names[i], key) || same_ends(state->names[i], key)) {
            bool shorter = key.n < state->names[i].n;
            state->names[i] = shorter ? arena_str(state->arena, key) : state->names[i];
            return;
        }
    }
    if (state->names_count < STATE_NAMES_MAX) {
        state->names[state->names_count++] = arena_str(state->arena, key);
    }
}

static struct str joined_key(const struct document_state *state, struct str key)
{
    struct str one = key;
    size_t fits = 0;
    for (size_t i = 0; i < state->names_count; i++) {
        struct str full = state->names[i];
        if (is_full(key) ? same_ends(full, key) : is_short_for(key, full)) {
            one = full;
            fits++;
        }
    }
    return fits == 1 ? one : key;
}

/* The longest place of the page that begins with this one, if all that do are that one's. */
static struct str joined_place(const struct mentions *found, struct str key)
{
    struct str longest = key;
    if (!is_digit(key.p[0])) {
        return key;
    }
    for (size_t i = 0; i < found->count; i++) {
        struct str other = found->items[i].key;
        bool begins = strcmp(found->items[i].kind, "place") == 0 && other.n > key.n &&
                      str_starts(other, key) && other.p[key.n] == ' ';
        if (begins && !str_starts(other, longest) && !str_starts(longest, other)) {
            return key; /* two towns */
        }
        longest = begins && other.n > longest.n ? other : longest;
    }
    return longest;
}

static bool is_of_people(const struct mentions *found, struct str key)
{
    for (size_t i = 0; i < found->count; i++) {
        struct str name = found->items[i].key;
        bool person = strcmp(found->items[i].kind, "person") == 0;
        size_t at = person ? str_find(name, key) : SIZE_MAX;
        if (at != SIZE_MAX && (at == 0 || name.p[at - 1] == ' ') &&
            (at + key.n == name.n || name.p[at + key.n] == ' ')) {
            return true;
        }
    }
    return false;
}

/* A word alone that is the town of an address of the page. */
static bool is_town(const struct mentions *found, struct str key)
{
    bool town = false;
    for (size_t i = 0; i < found->count && !str_has_byte(key, ' '); i++) {
        struct str other = found->items[i].key;
        bool ends =
            other.n > key.n && str_ends(other, key) && other.p[other.n - key.n - 1] == ' ';
        if (strcmp(found->items[i].kind, "person") == 0 && ends) {
            return false;
        }
        town = town ||
               (strcmp(found->items[i].kind, "place") == 0 && (ends || str_eq(other, key)));
    }
    return town;
}

/* "Jordan Speke", which the model took for a place: a given name, and no word of a place. */
static bool is_person(const struct lexicon *lexicon, struct str key)
{
    struct str first = STR("");
    struct str last = STR("");
    char folded[LEXICON_WORD_MAX];
    size_t words = words_of(key, &first, &last);
    if (words == 1) {
        unsigned one = lexicon_flags(lexicon, str_n(folded, lexicon_fold(first, folded)));
        return (one & LEX_GIVEN) != 0 &&
               (one & (LEX_PLACE | LEX_WORD | LEX_AMBIGUOUS | LEX_NO_NAME)) == 0;
    }
    if (words != 2 || last.n < 3) {
        return false;
    }
    unsigned given = lexicon_flags(lexicon, str_n(folded, lexicon_fold(first, folded)));
    unsigned family = lexicon_flags(lexicon, str_n(folded, lexicon_fold(last, folded)));
    unsigned other = LEX_WORD | LEX_PLACE | LEX_STREET | LEX_ORG | LEX_NO_NAME;
    return (given & LEX_GIVEN) != 0 && ((family & LEX_SURNAME) != 0 || (family & other) == 0);
}

void people_join(struct mentions *found, const struct lexicon *lexicon,
                 struct document_state *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        struct mention *one = &found->items[i];
        bool place = strcmp(one->kind, "place") == 0;
        if (place && one->doubtful && is_person(lexicon, one->key)) {
            one->kind = "person";
        }
        if (strcmp(one->kind, "person") == 0 && is_full(one->key)) {
            note_name(state, one->key);
        }
    }
    for (size_t i = 0; i < found->count; i++) {
        struct mention one = found->items[i];
        if (strcmp(one.kind, "person") != 0 || !is_town(found, one.key)) {
            found->items[kept++] = one;
        }
    }
    found->count = kept;
    kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        struct mention one = found->items[i];
        bool place = strcmp(one.kind, "place") == 0;
        if (!place || !one.doubtful || !is_of_people(found, one.key)) {
            one.key = place ? joined_place(found, one.key) : one.key;
            found->items[kept++] = one;
        }
    }
    found->count = kept;
    for (size_t i = 0; i < found->count; i++) {
        struct mention *one = &found->items[i];
        if (strcmp(one->kind, "person") == 0) {
            one->key = arena_str(found->arena, joined_key(state, one->key));
        }
    }
}
