#include "labelled_fields.h"

#include <string.h>

enum { LABEL_MAX = 40, PARTS = 8 };

/* A part of a line ends at a tab, a bar or three blanks. */
static struct str next_part(struct str *rest)
{
    size_t end = rest->n;
    for (size_t i = 0; i < rest->n && end == rest->n; i++) {
        bool bar = rest->p[i] == '\t' || rest->p[i] == '|';
        bool gap = rest->n - i >= 3 && memcmp(rest->p + i, "   ", 3) == 0 && i > 0 &&
                   rest->p[i - 1] != ':';
        end = bar || gap ? i : end;
    }
    struct str part = str_trim(str_sub(*rest, 0, end));
    *rest = str_from(*rest, end < rest->n ? end + 1 : end);
    return part;
}

static const struct wanted_field *wanted_of(const struct category_rules *rules,
                                            struct str label)
{
    struct arena *arena = arena_new();
    const struct wanted_field *found = NULL;
    struct document_words words;
    char folded[LABEL_MAX * 4];
    size_t n = 0;
    document_words_make(arena, label, &words);
    for (size_t i = 0; i < words.count; i++) {
        struct str word = words.items[i].folded;
        if (n + word.n + 1 < sizeof folded) {
            n += i > 0 ? (folded[n] = ' ', (size_t)1) : 0;
            memcpy(folded + n, word.p, word.n);
            n += word.n;
        }
    }
    for (size_t i = 0; i < rules->field_count && found == NULL; i++) {
        for (size_t k = 0; k < rules->fields[i].count; k++) {
            if (str_eq(rules->fields[i].labels[k], str_n(folded, n))) {
                found = &rules->fields[i];
            }
        }
    }
    arena_free(arena);
    return found;
}

/* At most FIELD_VALUE_MAX bytes, ended at a blank. */
static struct str clip(struct str value)
{
    if (value.n <= FIELD_VALUE_MAX) {
        return value;
    }
    size_t end = FIELD_VALUE_MAX;
    while (end > 0 && value.p[end] != ' ') {
        end--;
    }
    return str_trim(str_sub(value, 0, end));
}

static void take_part(const struct category_rules *rules, struct str part, struct str next_line,
                      struct found_fields *found)
{
    size_t colon = str_find(str_sub(part, 0, LABEL_MAX), STR(":"));
    if (colon == SIZE_MAX || colon == 0 || found->count == FOUND_FIELDS_MAX) {
        return;
    }
    const struct wanted_field *wanted = wanted_of(rules, str_sub(part, 0, colon));
    struct str value = clip(str_trim(str_from(part, colon + 1)));
    if (value.n == 0 && !str_has_byte(next_line, ':')) {
        value = clip(str_trim(next_line));
    }
    if (wanted == NULL || value.n == 0) {
        return;
    }
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].wanted == wanted) {
            return;
        }
    }
    size_t at = found->count++;
    while (at > 0 && found->items[at - 1].wanted > wanted) {
        found->items[at] = found->items[at - 1];
        at--;
    }
    found->items[at] = (struct found_field){wanted, str_trim(str_sub(part, 0, colon)), value};
}

void labelled_fields_find(const struct category_rules *rules, struct str text,
                          struct found_fields *found)
{
    struct str rest = text;
    struct str line;
    size_t lines = 0;
    found->count = 0;
    while (lines < FIELD_LINES && str_split(&rest, '\n', &line)) {
        struct str after = rest;
        struct str next_line = STR("");
        (void)str_split(&after, '\n', &next_line);
        lines += str_trim(line).n > 0;
        for (size_t i = 0; i < PARTS && line.n > 0; i++) {
            struct str part = next_part(&line);
            take_part(rules, part, line.n == 0 ? next_line : STR(""), found);
        }
    }
}

bool labelled_fields_starts(const struct category_rules *rules, struct str line)
{
    size_t colon = str_find(str_sub(line, 0, LABEL_MAX), STR(":"));
    return colon != SIZE_MAX && colon > 0 && wanted_of(rules, str_sub(line, 0, colon)) != NULL;
}
