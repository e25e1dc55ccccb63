/* See plain_layout.h. */
#include "plain_layout.h"

#include "base/str.h"
#include "plain_records.h"

#include <stdbool.h>
#include <string.h>

enum { LABEL_BYTES = 70, CELL_BYTES = 60, TITLE_BYTES = 120, BRACKET_LINES = 2 };

struct line {
    char *p;
    size_t n;
};

static struct line line_at(char *text, size_t n, size_t *at)
{
    char *end = memchr(text + *at, '\n', n - *at);
    struct line line = {text + *at, end == NULL ? n - *at : (size_t)(end - (text + *at))};
    *at += line.n + 1;
    return line;
}

static struct str view(struct line line)
{
    return str_n(line.p, line.n);
}

/* "+-----+", "| --- | --- |": nothing is written there. */
static bool is_rule(struct line line)
{
    size_t strokes = 0;
    bool framed = false;
    for (size_t i = 0; i < line.n; i++) {
        if (strchr("-=+|: ", line.p[i]) == NULL) {
            return false;
        }
        strokes += line.p[i] == '-' || line.p[i] == '=';
        framed = framed || line.p[i] == '|' || line.p[i] == '+';
    }
    return framed && strokes >= 3;
}

/* "> Signed:" of a message that is quoted. */
static void drop_quote(struct line line)
{
    for (size_t i = 0; i < line.n && (line.p[i] == '>' || line.p[i] == ' '); i++) {
        line.p[i] = ' ';
    }
}

/* "## Charge", "**Plea:** guilty". */
static void drop_marks(struct line line)
{
    size_t hashes = 0;
    while (hashes < line.n && line.p[hashes] == '#') {
        hashes++;
    }
    if (hashes > 0 && hashes < line.n && line.p[hashes] == ' ') {
        memset(line.p, ' ', hashes);
    }
    for (size_t i = 0; i + 1 < line.n; i++) {
        if (line.p[i] == '*' && line.p[i + 1] == '*') {
            line.p[i] = ' ';
            line.p[i + 1] = ' ';
        }
    }
}

/* "+-- Statement of -------+": the title of a box becomes a label. */
static void mark_box_title(struct line line)
{
    size_t from = 0;
    size_t to = line.n;
    if (line.n == 0 || strchr("+|-=", line.p[0]) == NULL) {
        return;
    }
    while (from < line.n && strchr("+|-= ", line.p[from]) != NULL) {
        from++;
    }
    while (to > from && strchr("+|-= ", line.p[to - 1]) != NULL) {
        to--;
    }
    size_t strokes = 0;
    for (size_t i = to; i < line.n; i++) {
        strokes += line.p[i] == '-' || line.p[i] == '=';
    }
    if (from < 2 || from == to || to - from > LABEL_BYTES || strokes < 3 ||
        memchr(line.p + from, '|', to - from) != NULL) {
        return;
    }
    memset(line.p, ' ', from);
    memset(line.p + to, ' ', line.n - to);
    line.p[to] = line.p[to - 1] == ':' ? ' ' : ':';
}

/* "| N. Farrant PS 77      |": one cell in a box. */
static void drop_sides(struct line line)
{
    size_t to = line.n;
    while (to > 0 && line.p[to - 1] == ' ') {
        to--;
    }
    if (to > 2 && line.p[0] == '|' && line.p[to - 1] == '|' &&
        memchr(line.p + 1, '|', to - 2) == NULL) {
        line.p[0] = ' ';
        line.p[to - 1] = ' ';
    }
}

/* "Item ... Description ... Location": cells parted by three dots. */
static void part_dots(struct line line)
{
    for (size_t i = 1; i + 4 < line.n; i++) {
        if (memcmp(line.p + i - 1, " ... ", 5) == 0) {
            memcpy(line.p + i, "\t__", 3); /* strokes to write on are no writing */
        }
    }
}

/* "RHESTR TYSTION / MG9 WITNESS LIST": the form is named in the second language. */
static void drop_other_language(struct line line)
{
    size_t slash = str_find(view(line), STR(" / "));
    if (slash == SIZE_MAX || line.n > TITLE_BYTES || str_has_byte(view(line), ':')) {
        return;
    }
    struct str rest = str_from(view(line), slash + 3);
    bool code = false;
    for (size_t i = 0; i + 2 < rest.n && !code; i++) {
        bool digit = (rest.p[i + 2] >= '0' && rest.p[i + 2] <= '9') || rest.p[i + 2] == ' ';
        code = rest.p[i] == 'M' && rest.p[i + 1] == 'G' && digit;
    }
    for (size_t i = 0; code && i < slash + 2; i++) {
        line.p[i] = (line.p[i] & 0x80) != 0 ? line.p[i] : ' ';
    }
}

/* "* Age - over 18": a bullet, a label, a dash. */
static void mark_bullet(struct line line)
{
    static const struct str bullets[] = {{"\xC2\xBB ", 3}, {"\xE2\x80\xA2 ", 4}, {"* ", 2}};
    size_t dash = str_find(str_sub(view(line), 0, LABEL_BYTES), STR(" - "));
    for (size_t i = 0; dash != SIZE_MAX && i < sizeof bullets / sizeof bullets[0]; i++) {
        if (str_starts(view(line), bullets[i])) {
            line.p[dash + 1] = ':';
            return;
        }
    }
}

/* "Signed A Lee    Dated 4 May 2025": signs where the labels end. */
static void mark_signature(struct line line)
{
    static const struct str label = {"Signed ", 7};
    static const struct str date = {" Dated ", 7};
    if (!str_starts(view(line), label) || str_has_byte(str_sub(view(line), 0, 24), ':')) {
        return;
    }
    size_t at = str_find(view(line), date);
    if (at != SIZE_MAX) {
        line.p[label.n - 1] = ':';
        line.p[at + date.n - 1] = ':';
    }
}

/* "Occupation __baker__": strokes that are written on are none to write on. */
static void drop_strokes(struct line line)
{
    for (size_t i = 0; i < line.n;) {
        size_t from = i;
        while (i < line.n && line.p[i] == '_') {
            i++;
        }
        bool before = from > 0 && strchr(" \t|:", line.p[from - 1]) == NULL;
        bool behind = i < line.n && strchr(" \t|:", line.p[i]) == NULL;
        if (i >= from + 2 && before != behind) {
            memset(line.p + from, ' ', i - from);
        }
        i += i == from;
    }
}

static size_t dots_at(struct line line, size_t at)
{
    size_t n = 0;
    while (at + n < line.n && line.p[at + n] == '.') {
        n++;
    }
    return n;
}

/* "Age ....over 18....": dots that are written on are none to write on. */
static void drop_dots(struct line line)
{
    size_t to = line.n;
    bool written = false;
    while (to > 0 && line.p[to - 1] == ' ') {
        to--;
    }
    for (size_t i = 0; i < to; i++) {
        size_t dots = dots_at(line, i);
        bool before = i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == ':';
        if (dots >= 3 && before && i + dots < to && line.p[i + dots] != ' ' && i > 0) {
            memset(line.p + i, ' ', dots);
            written = true;
        } else if (dots >= 3 && written && i + dots == to) {
            memset(line.p + i, ' ', dots);
        }
        i += dots > 0 ? dots - 1 : 0;
    }
}

/* "Occupation [ baker ]": where the bracket opens, 0 when it is no such line. Not a box to tick
 * alone, nor the code of a form. */
static size_t bracket_value(struct line line, bool empty)
{
    size_t to = line.n;
    while (to > 0 && line.p[to - 1] == ' ') {
        to--;
    }
    char *open = to > 0 && line.p[to - 1] == ']' ? memchr(line.p, '[', to) : NULL;
    size_t at = open == NULL ? 0 : (size_t)(open - line.p);
    if (at < 4 || line.p[at - 1] != ' ' || line.p[at - 2] == ' ' || line.p[0] < 'A' ||
        line.p[0] > 'Z' || at > LABEL_BYTES || memchr(open + 1, '[', to - at - 1) != NULL) {
        return 0;
    }
    struct str inside = str_trim(str_n(open + 1, to - at - 2));
    bool mark = inside.n <= 1 && !(empty && inside.n == 0);
    return mark || str_starts(inside, STR("MG")) ? 0 : at;
}

/* Brackets around what is written become the sign of its label, in a text of several such. */
static void mark_brackets(char *text, size_t n)
{
    size_t lines = 0;
    for (size_t at = 0; at < n;) {
        lines += bracket_value(line_at(text, n, &at), false) > 0;
    }
    for (size_t at = 0; at < n && lines >= BRACKET_LINES;) {
        struct line line = line_at(text, n, &at);
        size_t open = bracket_value(line, true);
        if (open > 0) {
            line.p[open] = ' ';
            line.p[open - 1] = ':';
            *(char *)memchr(line.p + open, ']', line.n - open) = ' ';
        }
    }
}

/* How many cells of a row parted by "; ", 0 when a cell is long or the line ends as a sentence.
 */
static size_t semicolon_cells(struct line line)
{
    size_t cells = 1;
    size_t from = 0;
    if (line.n == 0 || line.p[line.n - 1] == '.') {
        return 0;
    }
    for (size_t i = 0; i <= line.n; i++) {
        bool end =
            i == line.n || (line.p[i] == ';' && (i + 1 == line.n || line.p[i + 1] == ' '));
        if (end && i - from > CELL_BYTES) {
            return 0;
        }
        if (end && i < line.n) {
            cells++;
            from = i + 1;
        }
    }
    return cells > 1 ? cells : 0;
}

static void part_cells(struct line line)
{
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == ';' && (i + 1 == line.n || line.p[i + 1] == ' ')) {
            line.p[i] = '\t';
        }
    }
}

void plain_layout(char *text, size_t n)
{
    struct line above = {text, 0};
    size_t cells_above = 0;
    bool parted = false; /* the line above is a row already */
    plain_records(text, n);
    mark_brackets(text, n);
    for (size_t at = 0; at < n;) {
        struct line line = line_at(text, n, &at);
        drop_quote(line);
        drop_marks(line);
        size_t cells = semicolon_cells(line);
        if (is_rule(line)) {
            memset(line.p, ' ', line.n);
            continue;
        }
        mark_box_title(line);
        drop_sides(line);
        drop_strokes(line);
        drop_dots(line);
        part_dots(line);
        drop_other_language(line);
        mark_bullet(line);
        mark_signature(line);
        if (cells > 0 && cells == cells_above) {
            if (!parted) {
                part_cells(above);
            }
            part_cells(line);
            parted = true;
        } else {
            parted = false;
        }
        above = line;
        cells_above = cells;
    }
}
