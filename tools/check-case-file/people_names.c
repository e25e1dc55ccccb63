/* See people_names.h. */
#include "people_names.h"

#include "loose_words.h"

static bool is_title(struct str word)
{
    /* folded: mr, mrs, ms, miss, dr, … */
    static const char *const titles[] = {
        "mr",        "mrs",  "ms",        "mlss",      "mlss",     "dr",        "prof",
        "rev",       "slr",  "pc",        "wpc",       "dc",       "ps",        "ds",
        "dl",        "dcl",  "pcso",      "sgt",       "sergeant", "comstable", "constable",
        "detectlve", "insp", "lmspector", "lnspector", "lmsp",     "offlcer",   "pollce",
        "staff",     "no",   "mo",        "collar"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (str_is(word, titles[i])) {
            return true;
        }
    }
    return false;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            return true;
        }
    }
    return false;
}

bool person_words_read(struct arena *arena, struct str text, struct person_words *person)
{
    struct loose_words words;
    size_t comma = SIZE_MAX;
    *person = (struct person_words){.number = STR("")};
    loose_words_read(arena, text, &words);
    for (size_t i = 0; i < words.count; i++) {
        struct str raw =
            str_sub(text, words.items[i].start, words.items[i].end - words.items[i].start);
        if (is_title(words.items[i].folded)) {
            person->titled = true;
        } else if (has_digit(raw)) {
            person->number = raw;
        } else if (person->count == NAME_WORDS_MAX) {
            return false;
        } else {
            person->words[person->count++] = words.items[i].folded;
            if (words.items[i].end < text.n && text.p[words.items[i].end] == ',' &&
                comma == SIZE_MAX) {
                comma = person->count;
            }
        }
    }
    if (comma != SIZE_MAX && comma < person->count && comma <= 2) { /* LEE, Ann */
        struct str turned[NAME_WORDS_MAX];
        for (size_t i = 0; i < person->count; i++) {
            turned[i] = person->words[(i + comma) % person->count];
        }
        for (size_t i = 0; i < person->count; i++) {
            person->words[i] = turned[i];
        }
    }
    return person->count > 0;
}

struct str person_bare(struct str text)
{
    struct arena *arena = arena_new();
    struct loose_words words;
    size_t first = 0;
    loose_words_read(arena, text, &words);
    while (first + 1 < words.count &&
           (is_title(words.items[first].folded) ||
            has_digit(str_sub(text, words.items[first].start,
                              words.items[first].end - words.items[first].start)))) {
        first++;
    }
    size_t start = first < words.count ? words.items[first].start : 0;
    arena_free(arena);
    return str_from(text, start);
}

/* The words of a part of a name but titles and numbers, at `out`; how many bytes. `family`:
 * what is in capitals as a name is written. */
static size_t copy_name(struct arena *arena, struct str part, bool family, char *out)
{
    struct loose_words words;
    size_t n = 0;
    size_t above = SIZE_MAX;
    loose_words_read(arena, part, &words);
    for (size_t i = 0; i < words.count; i++) {
        size_t start = words.items[i].start;
        struct str word = str_sub(part, start, words.items[i].end - start);
        if (is_title(words.items[i].folded) || has_digit(word)) {
            continue;
        }
        if (above != SIZE_MAX) { /* "HILL-RAY", "O'Neil" */
            out[n++] = above + 1 == start && part.p[above] == '-' ? '-' : ' ';
        }
        for (size_t k = 0; k < word.n; k++) {
            bool begins = k == 0 || word.p[k - 1] == '\'';
            char c = word.p[k];
            out[n++] = (char)(family && !begins && c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        above = words.items[i].end;
    }
    return n;
}

struct str person_plain(struct arena *arena, struct str text)
{
    size_t comma = str_find(text, STR(","));
    char *out = arena_alloc(arena, text.n + 2);
    size_t n = 0;
    if (comma != SIZE_MAX) {
        n = copy_name(arena, str_from(text, comma + 1), false, out);
        out[n] = ' ';
        n += n > 0;
        n += copy_name(arena, str_sub(text, 0, comma), true, out + n);
    } else {
        n = copy_name(arena, text, false, out);
    }
    return n > 0 ? str_n(out, n) : text;
}

static bool given_fit(struct str a, struct str b)
{
    return (a.n == 1 && str_starts(b, a)) || (b.n == 1 && str_starts(a, b)) || loose_same(a, b);
}

bool person_may_be(const struct person_words *a, const struct person_words *b)
{
    if (a->count == 0 || b->count == 0) {
        return false;
    }
    if (!loose_same(a->words[a->count - 1], b->words[b->count - 1])) {
        return false;
    }
    if (a->count == 1 || b->count == 1) {
        return true;
    }
    return given_fit(a->words[0], b->words[0]);
}
