/* See named_places.h. */
#include "named_places.h"

#include "form_words.h"
#include "people.h"

#include "casetext/plain_word.h"

#include <string.h>

enum { NAME_WORDS_MAX = 4, TIMES_MIN = 2, TOWN_MIN = 4 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* What such places are called behind their names. `sure`: nobody is called that; `small`: also
 * in small letters behind a name ("Plymstow station"). */
struct head {
    const char *word;
    bool sure, small;
};

static const struct head *head_of(struct str word)
{
    static const struct head heads[] = {
        {"hospital", true, true},   {"infirmary", true, true}, {"surgery", true, true},
        {"clinic", true, true},     {"hospice", true, true},   {"arms", true, false},
        {"tavern", true, true},     {"inn", true, false},      {"hotel", true, true},
        {"school", true, true},     {"academy", true, true},   {"college", true, true},
        {"university", true, true}, {"nursery", true, true},   {"station", true, true},
        {"airport", true, true},    {"centre", true, false},   {"supermarket", true, true},
        {"library", true, true},    {"church", false, true},   {"chapel", false, false},
        {"mosque", true, true},     {"cathedral", true, true}, {"stadium", true, true},
        {"theatre", true, true},    {"cinema", true, true},    {"park", false, false},
        {"hall", false, false},     {"suite", true, false},    {"marina", false, false},
        {"pier", true, false},      {"harbour", true, false},  {"beach", true, false},
        {"bridge", false, false},   {"lodge", false, false},   {"farm", false, false},
        {"club", true, false},      {"museum", true, true},    {"barracks", true, true},
        {"depot", true, false},     {"pavilion", true, false}, {"home", false, true},
        {"prison", true, true}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (plain_word_is(word, heads[i].word)) {
            return &heads[i];
        }
    }
    return NULL;
}

/* Words that stand, also in small letters, between a name and its head: "railway station". */
static bool is_between(struct str word)
{
    static const char *const words[] = {"railway", "train",     "bus",     "police",
                                        "fire",    "primary",   "high",    "secondary",
                                        "retail",  "community", "general", "leisure",
                                        "nursing", "shopping",  "custody", "care"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

static bool leads_to_place(struct str word)
{
    static const char *const words[] = {"at",      "in",       "near",   "outside", "opposite",
                                        "behind",  "into",     "inside", "towards", "around",
                                        "through", "attended", "leave",  "left",    "via"};
    return plain_word_among(word, words, sizeof words / sizeof words[0]);
}

static unsigned flags_of(const struct lexicon *lexicon, struct str word)
{
    char folded[LEXICON_WORD_MAX];
    return lexicon_flags(lexicon, str_n(folded, lexicon_fold(word, folded)));
}

/* The word that ends before `at`, one blank or a possessive between; "": none there. */
static struct str word_before(struct str text, size_t at)
{
    size_t end = at;
    if (end > 0 && text.p[end - 1] == ' ') {
        end--;
    } else {
        return STR("");
    }
    size_t start = end;
    while (start > 0 &&
           (plain_word_byte(text.p[start - 1]) ||
            (text.p[start - 1] == '\'' && start > 1 && plain_word_byte(text.p[start - 2])))) {
        start--;
    }
    return str_sub(text, start, end - start);
}

/* May the word be part of a place's name? */
static bool is_part(const struct lexicon *lexicon, struct str word)
{
    static const char *const others[] = {"the",  "a",    "an",  "on",   "at",   "in",     "to",
                                         "my",   "our",  "his", "her",  "of",   "from",   "via",
                                         "this", "that", "and", "near", "when", "outside"};
    bool digit = false;
    for (size_t i = 0; i < word.n; i++) {
        digit = digit || (word.p[i] >= '0' && word.p[i] <= '9');
    }
    bool title = form_words_title(word) && !plain_word_is(word, "police");
    return word.n > 0 && is_upper(word.p[0]) && !digit && !title &&
           !plain_word_among(word, others, sizeof others / sizeof others[0]) &&
           (flags_of(lexicon, word) & LEX_FUNCTION) == 0;
}

/* Where the name before a head begins, `head` when none does. */
static size_t name_start(const struct lexicon *lexicon, struct str text, size_t head,
                         size_t *names, struct str *first)
{
    size_t start = head;
    *names = 0;
    for (size_t i = 0; i < NAME_WORDS_MAX; i++) {
        struct str word = word_before(text, start);
        bool between = word.n > 0 && is_between(word);
        if (!between && !is_part(lexicon, word)) {
            break;
        }
        start = (size_t)(word.p - text.p);
        *names += !between;
        *first = word;
    }
    return start;
}

/* A place that was found with its number or street, or a thing of another kind, over [start,
 * end): then there is nothing to add. */
static bool is_known(const struct mentions *found, size_t start, size_t end)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct mention *one = &found->items[i];
        bool over = one->start < end && start < one->end;
        bool within = one->start >= start && one->end <= end;
        bool wider = one->start <= start && one->end >= end;
        bool place = strcmp(one->kind, "place") == 0;
        bool numbered = place && one->key.p[0] >= '0' && one->key.p[0] <= '9';
        bool lesser = within && (place || strcmp(one->kind, "person") == 0) && !numbered &&
                      one->end - one->start < end - start;
        if (over && !lesser && !(one->doubtful && !wider)) {
            return true;
        }
    }
    return false;
}

static void take_out(struct mentions *found, size_t start, size_t end)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        struct mention one = found->items[i];
        if (one.start >= end || one.end <= start) {
            found->items[kept++] = one;
        }
    }
    found->count = kept;
}

static void add_place(struct mentions *found, struct str text, size_t start, size_t end)
{
    if (!is_known(found, start, end)) {
        take_out(found, start, end);
        struct str key = places_key(found->arena, str_sub(text, start, end - start));
        mentions_add(found, "place", start, end, key);
    }
}

/* Words of logs taken off its head: "IP CONVEYED NORBRIDGE INFIRMARY"; false: nothing but the
 * head is left. */
static bool take_words_off(const struct lexicon *lexicon, struct str text, size_t *start,
                           size_t end, size_t head)
{
    for (size_t i = 0; i < NAME_WORDS_MAX; i++) {
        size_t from = *start;
        size_t to = end;
        if (!form_words_place(lexicon, false, text, &from, &to) || to != end) {
            return false;
        }
        if (from == *start) {
            break;
        }
        *start = from;
    }
    return *start < head;
}

/* Is the name longer than its head: "Church Hill", "Park Surgery"? */
static bool goes_on(const struct lexicon *lexicon, struct str text, size_t at)
{
    struct str next = STR("");
    bool capital = at + 1 < text.n && text.p[at] == ' ' && is_upper(text.p[at + 1]);
    return capital && plain_word_next(text, &at, &next) &&
           (head_of(next) != NULL || (flags_of(lexicon, next) & LEX_STREET) != 0);
}

static void find_headed(struct mentions *found, const struct lexicon *lexicon, struct str text)
{
    struct str word;
    for (size_t at = 0; plain_word_next(text, &at, &word);) {
        const struct head *head = head_of(word);
        bool capital = is_upper(word.p[0]);
        size_t from = (size_t)(word.p - text.p);
        struct str kind = word_before(text, from);
        if (head == NULL || (!capital && !head->small) ||
            (plain_word_is(word, "home") && !is_between(kind))) {
            continue;
        }
        struct str first = STR("");
        size_t names;
        size_t start = name_start(lexicon, text, from, &names, &first);
        bool led = leads_to_place(word_before(text, start)) ||
                   plain_word_is(word_before(text, start), "the");
        bool given = names == 1 && (flags_of(lexicon, first) & LEX_GIVEN) != 0;
        if (names > 0 && !goes_on(lexicon, text, at) && (head->sure || led || !given) &&
            (!capital || take_words_off(lexicon, text, &start, at, from))) {
            add_place(found, text, start, at);
        }
    }
}

static bool is_person(const struct mentions *found, struct str key)
{
    for (size_t i = 0; i < found->count; i++) {
        struct str name = found->items[i].key;
        size_t at = strcmp(found->items[i].kind, "person") == 0 && !str_eq(name, key)
                        ? str_find(name, key)
                        : SIZE_MAX;
        if (at != SIZE_MAX && (at == 0 || name.p[at - 1] == ' ') &&
            (at + key.n == name.n || name.p[at + key.n] == ' ')) {
            return true;
        }
    }
    return false;
}

/* How often the word stands on the page, and whether an address of it ends with the word. */
static size_t times_of(struct str text, struct str word)
{
    size_t times = 0;
    struct str other;
    for (size_t at = 0; plain_word_next(text, &at, &other);) {
        times += str_eq(word, other);
    }
    return times;
}

static bool ends_address(const struct mentions *found, struct str key)
{
    for (size_t i = 0; i < found->count; i++) {
        struct str other = found->items[i].key;
        if (strcmp(found->items[i].kind, "place") == 0 && other.n > key.n &&
            str_ends(other, key) && other.p[other.n - key.n - 1] == ' ') {
            return true;
        }
    }
    return false;
}

/* May the word that ends at `end` name a town: alone, with a capital before small letters, and
 * known for nothing else? */
static bool may_be_town(const struct lexicon *lexicon, struct str text, struct str word,
                        size_t end)
{
    unsigned flags = flags_of(lexicon, word);
    unsigned other = LEX_WORD | LEX_FUNCTION | LEX_ORG | LEX_MAKE | LEX_ROLE | LEX_RANK |
                     LEX_TITLE | LEX_NATION | LEX_STREET;
    bool goes = end + 1 < text.n && text.p[end] == ' ' && is_upper(text.p[end + 1]);
    bool small = word.n >= TOWN_MIN && word.p[1] >= 'a' && word.p[1] <= 'z';
    bool named = (flags & (LEX_GIVEN | LEX_SURNAME | LEX_NO_NAME)) != 0;
    return small && !goes && is_part(lexicon, word) && (flags & other) == 0 &&
           head_of(word) == NULL && (!named || (flags & LEX_PLACE) != 0);
}

/* "in Trewarrow", where it stands again, is the town of an address, or is a town of the lists.
 */
static void find_towns(struct mentions *found, const struct lexicon *lexicon, struct str text)
{
    static const char *const leads[] = {"in", "at", "near", "into", "leave"};
    struct str word;
    for (size_t at = 0; plain_word_next(text, &at, &word);) {
        size_t start = (size_t)(word.p - text.p);
        bool lead =
            plain_word_among(word_before(text, start), leads, sizeof leads / sizeof leads[0]);
        if (!lead || !may_be_town(lexicon, text, word, at)) {
            continue;
        }
        struct str key = places_key(found->arena, word);
        bool known = (flags_of(lexicon, word) & LEX_PLACE) != 0 || ends_address(found, key) ||
                     times_of(text, word) >= TIMES_MIN;
        if (known && !is_person(found, key)) {
            add_place(found, text, start, at);
        }
    }
}

void named_places_find(struct mentions *found, const struct lexicon *lexicon, struct str text)
{
    find_headed(found, lexicon, text);
    find_towns(found, lexicon, text);
}
