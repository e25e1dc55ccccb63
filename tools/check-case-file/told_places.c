/* See told_places.h. */
#include "told_places.h"

#include "casetext/plain_word.h"

#include <string.h>

enum { PLACE_WORDS = 5, HOUSE_DIGITS = 4, SMALL_WORDS = 7 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_gap(char c)
{
    return c == ' ' || c == '\n';
}

/* The words with capitals that begin at `at`, up to a comma or a small letter. */
static size_t capital_run(struct str text, size_t at, size_t *words)
{
    size_t end = at;
    *words = 0;
    for (size_t i = at; i < text.n && is_upper(text.p[i]) && *words < PLACE_WORDS;) {
        size_t word = i;
        while (i < text.n && (is_alnum(text.p[i]) || text.p[i] == '\'' || text.p[i] == '-')) {
            i++;
        }
        if (i == word) {
            break;
        }
        end = i;
        (*words)++;
        if (i < text.n && is_gap(text.p[i])) {
            i++;
        } else {
            break;
        }
    }
    return end - at;
}

/* "27 " or "27a " before the name of a street: its bytes, else 0. */
static size_t house_number(struct str text, size_t at)
{
    size_t i = at;
    while (i < text.n && is_digit(text.p[i]) && i < at + HOUSE_DIGITS) {
        i++;
    }
    if (i == at) {
        return 0;
    }
    if (i + 1 < text.n && text.p[i] >= 'a' && text.p[i] <= 'f' && is_gap(text.p[i + 1])) {
        i++;
    }
    return i + 1 < text.n && is_gap(text.p[i]) && is_upper(text.p[i + 1]) ? i + 1 - at : 0;
}

static bool is_when(const struct whens *whens, size_t at)
{
    for (size_t i = 0; i < whens->count; i++) {
        if (at >= whens->items[i].start && at < whens->items[i].end) {
            return true;
        }
    }
    return false;
}

/* "belonging to Ann Lee", "spoke to Ann Lee": what follows is somebody, not a place. */
static bool goes_to_somebody(struct str text, size_t at)
{
    static const char *const words[] = {"belonging", "belongs",  "belonged", "spoke",
                                        "known",     "gave",     "given",    "said",
                                        "according", "owed",     "sold",     "related",
                                        "contrary",  "listened", "talked",   "handed"};
    while (at > 0 && is_gap(text.p[at - 1])) {
        at--;
    }
    size_t from = at;
    while (from > 0 && is_alnum(text.p[from - 1])) {
        from--;
    }
    return plain_word_among(str_sub(text, from, at - from), words,
                            sizeof words / sizeof words[0]);
}

/* The word before a place that begins at `at`: its length, 0 when none stands there. */
static size_t lead_at(struct str text, size_t at)
{
    static const char *const leads[] = {"in ",      "at ",      "to ",       "attended ",
                                        "near ",    "outside ", "along ",    "through ",
                                        "into ",    "inside ",  "opposite ", "behind ",
                                        "visited ", "towards ", "on "};
    bool begins = at == 0 || !is_alnum(text.p[at - 1]);
    for (size_t k = 0; begins && k < sizeof leads / sizeof leads[0]; k++) {
        size_t n = strlen(leads[k]);
        struct str lead = str_sub(text, at, n);
        /* "At" begins a sentence */
        bool first = lead.n == n && (lead.p[0] | 0x20) == leads[k][0];
        if (first && memcmp(lead.p + 1, leads[k] + 1, n - 2) == 0 && is_gap(lead.p[n - 1])) {
            return n;
        }
    }
    return 0;
}

/* "on Fennel Street", not "on Crown business": the last word is that of a street. */
static bool is_street(struct str name)
{
    static const char *const words[] = {
        "street", "road",  "lane",  "avenue",  "close",    "way",    "drive",   "row", "square",
        "hill",   "place", "court", "terrace", "crescent", "parade", "gardens", "walk"};
    size_t from = name.n;
    while (from > 0 && !is_gap(name.p[from - 1])) {
        from--;
    }
    return plain_word_among(str_from(name, from), words, sizeof words / sizeof words[0]);
}

/* The place that begins at `from`; false when it is none. *past: the byte behind it. */
static bool place_at(struct str text, size_t from, bool street, struct told_place *place,
                     size_t *past)
{
    size_t words;
    size_t town_words;
    if (str_starts(str_from(text, from), STR("the "))) {
        from += 4;
    }
    size_t number = house_number(text, from);
    size_t length = capital_run(text, from + number, &words);
    size_t end = from + number + length;
    bool comma = end < text.n && text.p[end] == ',';
    if (words == 0 || (words == 1 && !comma)) {
        return false;
    }
    *place = (struct told_place){.name = str_sub(text, from, end - from), .town = STR("")};
    *past = end;
    if (street && !is_street(place->name)) {
        return false;
    }
    if (comma && end + 1 < text.n && is_gap(text.p[end + 1])) {
        size_t town = capital_run(text, end + 2, &town_words);
        place->town = str_sub(text, end + 2, town);
        *past = end + 2 + town;
    }
    return true;
}

/* "the county museum, Castle Hill, Thornby", "the kitchen of the Plough Hotel, Dunmere": where
 * the name begins behind small words; `from` when it is none. */
static size_t past_small_words(struct str text, size_t from)
{
    static const char *const others[] = {"and", "when", "that", "was",   "were",    "had", "he",
                                         "she", "they", "who",  "with",  "by",      "i",   "it",
                                         "his", "her",  "my",   "front", "company", "name"};
    size_t at = from;
    for (int words = 0; words < SMALL_WORDS && at < text.n; words++) {
        size_t word = at;
        while (at < text.n && ((text.p[at] >= 'a' && text.p[at] <= 'z') ||
                               (words > 0 && is_digit(text.p[at])))) {
            at++;
        }
        struct str small = str_sub(text, word, at - word);
        if (small.n == 0 || at + 2 >= text.n ||
            plain_word_among(small, others, sizeof others / sizeof others[0])) {
            return from;
        }
        bool comma = text.p[at] == ',';
        at += comma ? 2 : 1;
        bool of = str_is(small, "of") || str_is(small, "the") || str_is(small, "in");
        if (is_upper(text.p[at]) || house_number(text, at) > 0) {
            size_t count;
            size_t run = capital_run(text, at + house_number(text, at), &count);
            size_t end = at + house_number(text, at) + run;
            bool town = end < text.n && text.p[end] == ',';
            return comma || (of && town) ? at : from;
        }
        if (comma) {
            return from;
        }
    }
    return from;
}

/* The place that begins at `from`, or behind small words. */
static bool place_behind(struct str text, size_t from, bool street, struct told_place *place,
                         size_t *past)
{
    size_t name = past_small_words(text, from);
    if (name == from || street) {
        return place_at(text, from, street, place, past);
    }
    size_t words;
    size_t number = house_number(text, name);
    size_t run = capital_run(text, name + number, &words);
    *past = name + number + run;
    *place = (struct told_place){.name = str_sub(text, name, number + run), .town = STR("")};
    if (*past + 2 < text.n && text.p[*past] == ',' && is_gap(text.p[*past + 1])) {
        size_t town = capital_run(text, *past + 2, &words);
        place->town = str_sub(text, *past + 2, town);
    }
    bool small = false; /* "I" and number plates are no places */
    for (size_t i = 0; i < run; i++) {
        char c = text.p[name + number + i];
        small = small || (c >= 'a' && c <= 'z');
    }
    return small;
}

void told_places_read(struct str text, const struct whens *whens, size_t paper, size_t base,
                      struct telling *telling)
{
    for (size_t at = 0; at < text.n && telling->place_count < TELLING_PLACES; at++) {
        struct told_place *place = &telling->places[telling->place_count];
        size_t lead = lead_at(text, at);
        size_t past;
        bool on = lead == 3 && (text.p[at] | 0x20) == 'o';
        if (lead == 0 || is_when(whens, at + lead) ||
            ((text.p[at] | 0x20) == 't' && goes_to_somebody(text, at)) ||
            !place_behind(text, at + lead, on, place, &past)) {
            continue;
        }
        size_t start = (size_t)(place->name.p - text.p);
        place->at = (struct place){paper, base + start, base + start + place->name.n};
        telling->place_count++;
        at = past - 1;
    }
}

void told_place_known(const struct case_check *check, struct place sentence,
                      const struct told_place *known, struct telling *telling)
{
    const struct paper *paper = &check->papers->items[sentence.paper];
    struct loose_phrase phrase;
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    loose_phrase_read(check->arena, known->name, &phrase);
    paper_words_in(paper, sentence.start, sentence.end, &from, &to);
    if (telling->place_count < TELLING_PLACES &&
        loose_phrase_find(&phrase, &paper->words, from, to, &first, &last)) {
        struct told_place *place = &telling->places[telling->place_count++];
        *place = *known;
        place->at = (struct place){sentence.paper, paper->words.items[first].start,
                                   paper->words.items[last].end};
    }
}

static bool same_name(struct arena *arena, struct str a, struct str b)
{
    struct str p = loose_fold(arena, a);
    struct str q = loose_fold(arena, b);
    /* "Larkfield" and "Larkfield Library": one may lie in the other */
    return p.n > 0 && q.n > 0 &&
           (str_eq(p, q) || loose_same(p, q) || str_has_words(p, q) || str_has_words(q, p));
}

/* Both have numbers, and different ones. */
static bool other_number(struct str a, struct str b)
{
    size_t n = house_number(a, 0);
    size_t m = house_number(b, 0);
    return n > 0 && m > 0 && !str_eq(str_sub(a, 0, n - 1), str_sub(b, 0, m - 1));
}

bool told_place_same(const struct told_place *a, const struct told_place *b)
{
    struct arena *arena = arena_new();
    bool same = !other_number(a->name, b->name) &&
                (same_name(arena, a->name, b->name) ||
                 (b->town.n == 0 && same_name(arena, a->town, b->name)) ||
                 (a->town.n == 0 && same_name(arena, a->name, b->town)));
    arena_free(arena);
    return same;
}
