/* The scan for entities and what supports them; see entities.h. */
#include "metrics/summary/entities.h"

#include "base/mem.h"
#include "metrics/unicode/unicode.h"
#include "metrics/unicode/word_table.h"

#include <stdlib.h>
#include <string.h>

typedef size_t shape_fn(struct arena *arena, struct str text, size_t at, struct str *form);

/* One scan of a text. */
struct scan {
    struct arena *arena;
    struct str text;
    struct entities found;
    size_t capacity;
    bool sentence_start; /* only blanks, quotes and brackets since the last one's end */
};

const char *entity_kind_name(enum entity_kind kind)
{
    static const char *const names[ENTITY_KINDS] = {"phones", "sums", "dates", "vehicles",
                                                    "names"};
    return names[kind];
}

/* Words that begin with a capital for another reason than being a name. */
static bool is_common(struct str word)
{
    static const char *const common[] = {
        "A",       "An",        "The",       "He",       "She",     "It",       "They",
        "We",      "I",         "You",       "His",      "Her",     "Its",      "Their",
        "Our",     "My",        "Your",      "This",     "That",    "These",    "Those",
        "There",   "Here",      "In",        "On",       "At",      "By",       "For",
        "From",    "To",        "Of",        "With",     "And",     "But",      "Or",
        "If",      "When",      "While",     "After",    "Before",  "As",       "No",
        "Not",     "Mr",        "Mrs",       "Ms",       "Miss",    "Dr",       "Sir",
        "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",
        "January", "February",  "March",     "April",    "May",     "June",     "July",
        "August",  "September", "October",   "November", "December"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (str_is(word, common[i])) {
            return true;
        }
    }
    return false;
}

static bool is_title(struct str word)
{
    return str_is(word, "Mr") || str_is(word, "Mrs") || str_is(word, "Ms") ||
           str_is(word, "Miss") || str_is(word, "Dr") || str_is(word, "Sir");
}

/* Letters, digits, and apostrophes or hyphens between letters, from `at`; 0 none. */
static size_t word_length(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.n) {
        size_t next = end;
        uint32_t c = unicode_next(text, &next);
        bool joint = c == '\'' || c == '-' || c == 0x2019;
        if (joint && end > at && next < text.n) {
            size_t after = next;
            joint = unicode_is_letter(unicode_next(text, &after));
        } else {
            joint = false;
        }
        if (!joint && !unicode_is_letter(c) && !(c >= '0' && c <= '9')) {
            break;
        }
        end = next;
    }
    return end - at;
}

/* Without 's or ’s at the end. */
static struct str without_possessive(struct str word)
{
    if (str_ends(word, STR("'s"))) {
        return str_sub(word, 0, word.n - 2);
    }
    return str_ends(word, STR("\xE2\x80\x99s")) ? str_sub(word, 0, word.n - 4) : word;
}

/* A capital first and a small letter somewhere; no digit. */
static bool is_name_word(struct str word)
{
    size_t at = 0;
    bool small = false;
    if (word.n == 0 || !unicode_is_upper(unicode_next(word, &at)) || is_common(word)) {
        return false;
    }
    while (at < word.n) {
        uint32_t c = unicode_next(word, &at);
        if (c >= '0' && c <= '9') {
            return false;
        }
        small = small || (unicode_is_letter(c) && !unicode_is_upper(c));
    }
    return small;
}

static void add(struct scan *scan, enum entity_kind kind, struct str text, struct str form)
{
    if (scan->found.count == scan->capacity) {
        size_t capacity = scan->capacity * 2 + 16;
        struct entity *items = arena_alloc(scan->arena, capacity * sizeof *items);
        if (scan->found.count > 0) {
            memcpy(items, scan->found.items, scan->found.count * sizeof *items);
        }
        scan->found.items = items;
        scan->capacity = capacity;
    }
    scan->found.items[scan->found.count++] = (struct entity){kind, text, form};
}

/* A run of name words with one space between, from the word at `at`; returns its bytes. */
static size_t name_length(const struct scan *scan, size_t at, size_t first)
{
    size_t end = at + first;
    while (end < scan->text.n && scan->text.p[end] == ' ') {
        size_t n = word_length(scan->text, end + 1);
        struct str word = str_sub(scan->text, end + 1, n);
        bool before_possessive =
            without_possessive(str_sub(scan->text, at, end - at)).n < end - at;
        if (before_possessive || !is_name_word(word)) {
            break;
        }
        end += 1 + n;
    }
    return end - at;
}

/* What begins with the word at `at`; returns how far to go on. */
static size_t take_word(struct scan *scan, size_t at)
{
    size_t n = word_length(scan->text, at);
    struct str word = str_sub(scan->text, at, n);
    bool start = scan->sentence_start;
    scan->sentence_start = false;
    if (!start && is_name_word(word)) {
        n = name_length(scan, at, n);
        struct str name = without_possessive(str_sub(scan->text, at, n));
        add(scan, ENTITY_NAME, name, name);
    } else if (is_title(word) && at + n < scan->text.n && scan->text.p[at + n] == '.') {
        n++; /* "Mr." ends no sentence */
    }
    return n;
}

static size_t take(struct scan *scan, size_t at)
{
    static shape_fn *const shapes[] = {entity_phone, entity_sum, entity_date, entity_vehicle};
    struct str form;
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        size_t n = shapes[k](scan->arena, scan->text, at, &form);
        if (n > 0) {
            add(scan, (enum entity_kind)k, str_sub(scan->text, at, n), form);
            scan->sentence_start = false;
            return n;
        }
    }
    if (word_length(scan->text, at) > 0) {
        return take_word(scan, at);
    }
    size_t next = at;
    uint32_t c = unicode_next(scan->text, &next);
    if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n') {
        scan->sentence_start = true;
    }
    return next - at;
}

struct entities entities_find(struct arena *arena, struct str text)
{
    struct scan scan = {.arena = arena, .text = text, .sentence_start = true};
    for (size_t at = 0; at < text.n;) {
        at += take(&scan, at);
    }
    return scan.found;
}

/* All words of a text in lower case, possessives off. */
static void add_words(struct word_table *table, struct str lower)
{
    for (size_t at = 0; at < lower.n;) {
        size_t n = word_length(lower, at);
        if (n > 0) {
            struct str word = str_sub(lower, at, n);
            (void)word_table_add(table, word);
            (void)word_table_add(table, without_possessive(word));
            at += n;
        } else {
            (void)unicode_next(lower, &at);
        }
    }
}

static struct str lower_of(struct arena *arena, struct str text)
{
    struct strbuf buf;
    strbuf_init(&buf, 4 * text.n + 64);
    unicode_lower(&buf, text);
    struct str lower = arena_str(arena, strbuf_view(&buf));
    strbuf_release(&buf);
    return lower;
}

static bool knows_name(struct arena *arena, const struct word_table *words, struct str name)
{
    struct str lower = lower_of(arena, name);
    struct str word;
    while (unicode_word(&lower, &word)) {
        if (!word_table_has(words, word)) {
            return false;
        }
    }
    return true;
}

/* A form with its kind before it. */
static struct str keyed(struct arena *arena, enum entity_kind kind, struct str form)
{
    return str_of(arena_printf(arena, "%d %.*s", (int)kind, STR_ARG(form)));
}

/* Everything that the source states, by form; a date also without its year. */
static void add_forms(struct arena *arena, struct word_table *table, struct str source)
{
    struct entities stated = entities_find(arena, source);
    for (size_t i = 0; i < stated.count; i++) {
        const struct entity *entity = &stated.items[i];
        (void)word_table_add(table, keyed(arena, entity->kind, entity->form));
        if (entity->kind == ENTITY_DATE) {
            struct str day = str_from(entity->form, 4);
            struct str any = str_of(arena_printf(arena, "0000%.*s", STR_ARG(day)));
            (void)word_table_add(table, keyed(arena, ENTITY_DATE, any));
        }
    }
}

void entities_support(struct arena *arena, const struct entities *entities, struct str source,
                      bool *supported)
{
    struct word_table words;
    struct word_table forms;
    word_table_init(&words);
    word_table_init(&forms);
    add_words(&words, lower_of(arena, source));
    add_forms(arena, &forms, source);
    for (size_t i = 0; i < entities->count; i++) {
        const struct entity *asked = &entities->items[i];
        supported[i] = asked->kind == ENTITY_NAME
                           ? knows_name(arena, &words, asked->text)
                           : word_table_has(&forms, keyed(arena, asked->kind, asked->form));
    }
    word_table_release(&forms);
    word_table_release(&words);
}
