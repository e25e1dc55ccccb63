#include "labelled_fields.h"

#include <string.h>

enum { LABEL_MAX = 40, LABEL_WORDS = 4, PARTS = 8, STACKED_MAX = 60, BELOW_MAX = 90 };

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

static size_t split_parts(struct str line, struct str parts[PARTS])
{
    size_t count = 0;
    while (line.n > 0 && count < PARTS) {
        struct str part = next_part(&line);
        if (part.n > 0) {
            parts[count++] = part;
        }
    }
    return count;
}

/* Folded words with a blank between, as the rules have labels; how many. */
static size_t fold_label(struct str label, char *folded, size_t room, size_t *length)
{
    struct arena *arena = arena_new();
    struct document_words words;
    size_t n = 0;
    document_words_make(arena, label, &words);
    for (size_t i = 0; i < words.count; i++) {
        struct str word = words.items[i].folded;
        if (n + word.n + 1 < room) {
            n += i > 0 ? (folded[n] = ' ', (size_t)1) : 0;
            memcpy(folded + n, word.p, word.n);
            n += word.n;
        }
    }
    size_t count = words.count;
    arena_free(arena);
    *length = n;
    return count;
}

static bool is_among(const struct wanted_field *field, struct str folded)
{
    for (size_t k = 0; k < field->count; k++) {
        if (str_eq(field->labels[k], folded)) {
            return true;
        }
    }
    return false;
}

enum label_kind { LABEL_NONE, LABEL_SKIPPED, LABEL_OTHER, LABEL_WANTED };

static bool has_letter(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z') {
            return true;
        }
    }
    return false;
}

/* What a label is, and the rank of the wanted field. */
static enum label_kind label_kind(const struct category_rules *rules, struct str label,
                                  size_t *rank)
{
    char folded[LABEL_MAX * 4];
    size_t n = 0;
    *rank = SIZE_MAX;
    if (label.n == 0 || label.n > LABEL_MAX || !has_letter(label) || str_has_byte(label, '>')) {
        return LABEL_NONE;
    }
    size_t words = fold_label(label, folded, sizeof folded, &n);
    struct str text = str_n(folded, n);
    if (is_among(&rules->skipped, text)) {
        return LABEL_SKIPPED;
    }
    for (size_t i = 0; i < rules->field_count; i++) {
        if (is_among(&rules->fields[i], text)) {
            *rank = i;
            return LABEL_WANTED;
        }
    }
    bool capital = label.p[0] >= 'A' && label.p[0] <= 'Z';
    return words <= LABEL_WORDS && capital ? LABEL_OTHER : LABEL_NONE;
}

/* At most FIELD_VALUE_MAX bytes, ended with a sentence where one ends, else at a blank. */
static struct str clip(struct str value)
{
    if (value.n <= FIELD_VALUE_MAX) {
        return value;
    }
    size_t end = FIELD_VALUE_MAX;
    for (size_t i = FIELD_VALUE_MAX; i > FIELD_VALUE_MAX / 4; i--) {
        if (value.p[i] == ' ' && strchr(".?!", value.p[i - 1]) != NULL) {
            return str_sub(value, 0, i);
        }
    }
    while (end > 0 && value.p[end] != ' ') {
        end--;
    }
    return str_trim(str_sub(value, 0, end));
}

static void take(const struct category_rules *rules, struct str label, struct str value,
                 bool wanted_only, struct found_fields *found)
{
    size_t rank;
    enum label_kind kind = label_kind(rules, label, &rank);
    struct str whole = str_trim(value);
    value = clip(whole);
    if (kind < (wanted_only ? LABEL_WANTED : LABEL_OTHER) || value.n == 0) {
        return;
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct found_field *other = &found->items[i];
        bool again = str_eq(other->label, label) && str_eq(other->value, value);
        if (again || (rank != SIZE_MAX && other->rank == rank)) {
            return;
        }
    }
    if (found->count == FOUND_FIELDS_MAX) {
        if (rank == SIZE_MAX || found->items[found->count - 1].rank != SIZE_MAX) {
            return;
        }
        found->count--; /* a wanted one in place of the last other */
    }
    size_t at = found->count++;
    while (at > 0 && found->items[at - 1].rank > rank) {
        found->items[at] = found->items[at - 1];
        at--;
    }
    bool cut = value.n < whole.n;
    found->items[at] = (struct found_field){rank, label, value, cut};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* SIZE_MAX: none, or that of a time of day. */
static size_t colon_of(struct str part)
{
    size_t colon = str_find(str_sub(part, 0, LABEL_MAX), STR(":"));
    bool time = colon != SIZE_MAX && colon > 0 && colon + 1 < part.n &&
                is_digit(part.p[colon - 1]) && is_digit(part.p[colon + 1]);
    return colon == 0 || time ? SIZE_MAX : colon;
}

static bool is_capitals(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= 'a' && text.p[i] <= 'z') {
            return false;
        }
    }
    return has_letter(text);
}

/* A row of labels without a colon over a row of as many values. */
static bool take_rows(const struct category_rules *rules, const struct str *labels,
                      size_t count, struct str below, struct found_fields *found)
{
    struct str values[PARTS];
    size_t rank;
    size_t wanted = 0;
    for (size_t i = 0; i < count; i++) {
        if (colon_of(labels[i]) != SIZE_MAX) {
            return false;
        }
        wanted += label_kind(rules, labels[i], &rank) == LABEL_WANTED;
    }
    if (count < 2 || wanted == 0 || split_parts(below, values) != count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        take(rules, labels[i], values[i], false, found);
    }
    return true;
}

static void take_line(const struct category_rules *rules, struct str line, struct str below,
                      bool heading, struct found_fields *found)
{
    struct str parts[PARTS];
    size_t count = split_parts(line, parts);
    size_t rank;
    if (take_rows(rules, parts, count, below, found)) {
        return;
    }
    bool below_is_value = colon_of(below) == SIZE_MAX && below.n <= BELOW_MAX &&
                          label_kind(rules, str_trim(below), &rank) != LABEL_WANTED;
    if (count == 1 && colon_of(parts[0]) == SIZE_MAX) {
        bool label =
            !heading && is_capitals(parts[0]) && !is_capitals(below) && below.n <= STACKED_MAX;
        take(rules, parts[0], below_is_value ? below : STR(""), !label, found);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        size_t colon = colon_of(parts[i]);
        if (colon != SIZE_MAX) {
            struct str value = str_trim(str_from(parts[i], colon + 1));
            bool empty = value.n == 0 && i + 1 == count && below_is_value;
            take(rules, str_trim(str_sub(parts[i], 0, colon)), empty ? below : value, false,
                 found);
        }
    }
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
        struct str below = STR("");
        (void)str_split(&after, '\n', &below);
        line = str_trim(line);
        lines += line.n > 0;
        take_line(rules, line, str_trim(below), lines == 1, found);
    }
}

bool labelled_fields_starts(const struct category_rules *rules, struct str line)
{
    size_t rank;
    size_t colon = colon_of(line);
    return colon != SIZE_MAX &&
           label_kind(rules, str_trim(str_sub(line, 0, colon)), &rank) >= LABEL_SKIPPED;
}
