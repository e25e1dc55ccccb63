/* See plain_records.h. Each kind of line stands for itself, but for comma-separated values,
 * which are told by lines of as many cells one below the other. */
#include "plain_records.h"

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { KEY_BYTES = 80, TAG_BYTES = 80, CSV_LINES = 3 };

struct line {
    char *p;
    size_t n;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_key_byte(char c)
{
    return is_letter(c) || is_digit(c) || strchr("_.-[]", c) != NULL;
}

static size_t indent_of(struct line line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t')) {
        at++;
    }
    return at;
}

/* A label begins with a capital. */
static void begin_label(char *word, size_t n)
{
    if (n > 0 && word[0] >= 'a' && word[0] <= 'z') {
        word[0] = (char)(word[0] - 32);
    }
}

/* ---- keys ---- */

/* "row[1].kept_at" becomes "       kept at". */
static void part_key(char *key, size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        from = (key[i] == '.' || key[i] == ']') && i + 1 < n ? i + 1 : from;
    }
    memset(key, ' ', from);
    for (size_t i = from; i < n; i++) {
        key[i] = key[i] == '_' ? ' ' : key[i];
    }
    begin_label(key + from, n - from);
}

/* ---- tags ---- */

/* The tag that stands at `at`: its bytes, 0 when none does; *name and *length of its name,
 * *closes: "</Plea>", *empty: "<Plea/>". */
static size_t tag_at(struct line line, size_t at, size_t *name, size_t *length, bool *closes,
                     bool *empty)
{
    size_t i = at + 1;
    *closes = i < line.n && line.p[i] == '/';
    i += *closes;
    *name = i;
    while (i < line.n && i < at + TAG_BYTES && line.p[i] != '\0' &&
           (is_letter(line.p[i]) ||
            (i > *name && (is_digit(line.p[i]) || strchr("_.-:", line.p[i]) != NULL)))) {
        i++;
    }
    *length = i - *name;
    while (i < line.n && i < at + TAG_BYTES && line.p[i] != '>' && line.p[i] != '<') {
        i++; /* what the tag says of itself */
    }
    if (*length == 0 || i >= line.n || line.p[i] != '>') {
        return 0;
    }
    *empty = line.p[i - 1] == '/';
    return i + 1 - at;
}

/* Tags of a page that hold a cell, or say only how it looks. */
static bool is_cell_tag(struct str name)
{
    return str_is(name, "td") || str_is(name, "th") || str_is(name, "TD") ||
           str_is(name, "TH") || str_is(name, "dt");
}

static bool is_page_tag(struct str name)
{
    static const char *const names[] = {
        "p",     "div",    "span",    "b",     "br",   "li",    "ul", "tr",   "dd",
        "dl",    "html",   "body",    "table", "h1",   "h2",    "h3", "ol",   "i",
        "em",    "strong", "TR",      "BR",    "P",    "B",     "hr", "form", "tbody",
        "thead", "label",  "section", "row",   "rows", "record"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* A tag that is a label becomes one with a colon, the closing one blanks; what is between td is
 * a cell. Only in a line that begins with a tag, or in one that ends with a closing one. */
static void drop_tags(struct line line)
{
    size_t end = line.n;
    size_t first = indent_of(line);
    while (end > 0 && line.p[end - 1] == ' ') {
        end--;
    }
    bool begins = first < line.n && line.p[first] == '<';
    if (!begins && (end == 0 || line.p[end - 1] != '>')) {
        return;
    }
    for (size_t at = 0; at < line.n; at++) {
        size_t name;
        size_t length;
        bool closes;
        bool empty;
        size_t bytes =
            line.p[at] == '<' ? tag_at(line, at, &name, &length, &closes, &empty) : 0;
        if (bytes == 0) {
            continue;
        }
        struct str word = str_n(line.p + name, length);
        bool cell = is_cell_tag(word);
        if (closes || cell || is_page_tag(word)) {
            memset(line.p + at, ' ', bytes);
            line.p[at + bytes - 1] = closes && cell ? '\t' : ' ';
        } else {
            line.p[at] = ' ';
            memset(line.p + name + length, ' ', at + bytes - name - length);
            line.p[name + length] = ':';
            part_key(line.p + name, length);
        }
        at += bytes - 1;
    }
}

static size_t key_bytes(struct line line, size_t at)
{
    size_t n = 0;
    while (at + n < line.n && n < KEY_BYTES && is_key_byte(line.p[at + n])) {
        n++;
    }
    return n;
}

/* "officer_in_case=PC Lee", also with a colon: words of the key are parted. */
static void part_keys(struct line line)
{
    size_t from = indent_of(line);
    size_t to = from + key_bytes(line, from);
    bool parted = false;
    for (size_t i = from; i < to; i++) {
        parted = parted || line.p[i] == '_' || line.p[i] == ']';
    }
    size_t sign = to;
    while (sign < line.n && line.p[sign] == ' ') {
        sign++;
    }
    if (parted && sign < line.n && to > from && is_letter(line.p[from]) &&
        (line.p[sign] == '=' || line.p[sign] == ':')) {
        part_key(line.p + from, to - from);
    }
}

/* ---- JSON ---- */

/* "{", "},", "[" alone: nothing is written there. Not "[ ]", a box to tick. */
static bool is_brackets(struct line line)
{
    for (size_t i = indent_of(line); i < line.n; i++) {
        if (line.p[i] == '\0' || strchr("{}[],", line.p[i]) == NULL) {
            return false;
        }
    }
    return true;
}

/* Where the first key in quotes begins, behind brackets; SIZE_MAX when a line has none there.
 */
static size_t quoted_key(struct line line)
{
    size_t at = indent_of(line);
    while (at < line.n && (line.p[at] == '{' || line.p[at] == ' ')) {
        at++;
    }
    char *close =
        at < line.n && line.p[at] == '"' ? memchr(line.p + at + 1, '"', line.n - at - 1) : NULL;
    size_t behind = close == NULL ? line.n : (size_t)(close - line.p) + 1;
    while (behind < line.n && line.p[behind] == ' ') {
        behind++;
    }
    return behind < line.n && line.p[behind] == ':' ? at : SIZE_MAX;
}

/* "\"plea\": \"guilty\",": no quotes, and a tab where a further key begins. Only a line that
 * begins with a key in quotes, or with the bracket before it. */
static void drop_quotes(struct line line)
{
    bool inside = false;
    bool comma = false; /* the member before ended */
    if (is_brackets(line)) {
        memset(line.p, ' ', line.n);
        return;
    }
    const size_t at = quoted_key(line);
    for (size_t i = at == SIZE_MAX ? line.n : 0; i < line.n; i++) {
        char c = line.p[i];
        if (i < at) {
            line.p[i] = ' ';
        } else if (inside && c == '\\' && i + 1 < line.n) {
            i++;
        } else if (c == '"') {
            inside = !inside;
            line.p[i] = comma && inside ? '\t' : ' ';
            if (inside && (comma || i == at)) {
                part_key(line.p + i + 1, key_bytes(line, i + 1));
            }
            comma = false;
        } else if (!inside) {
            comma = comma || c == ',';
            line.p[i] = strchr("{},", c) != NULL ? ' ' : c;
        }
    }
}

/* ---- comma-separated values ---- */

/* How many cells a line has that commas part with no blank behind them, 1: none; `tab`: makes
 * tabs of those commas and blanks of the quotes around cells. */
static size_t comma_cells(struct line line, bool tab)
{
    size_t cells = 1;
    bool inside = false;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"') {
            inside = !inside;
            line.p[i] = tab ? ' ' : '"';
        } else if (!inside && line.p[i] == ',') {
            if (i + 1 < line.n && line.p[i + 1] == ' ') {
                return 1; /* a sentence */
            }
            cells++;
            line.p[i] = tab ? '\t' : ',';
        }
    }
    return cells;
}

static struct line line_at(char *text, size_t n, size_t *at)
{
    char *end = memchr(text + *at, '\n', n - *at);
    struct line line = {text + *at, end == NULL ? n - *at : (size_t)(end - (text + *at))};
    *at += line.n + 1;
    return line;
}

/* Lines of as many cells each, one below the other. */
static void part_commas(char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t next = at;
        size_t cells = comma_cells(line_at(text, n, &next), false);
        size_t lines = 1;
        size_t end = next;
        while (cells > 1 && end < n) {
            size_t behind = end;
            if (comma_cells(line_at(text, n, &behind), false) != cells) {
                break;
            }
            end = behind;
            lines++;
        }
        if (lines < CSV_LINES) {
            at = next;
            continue;
        }
        while (at < end && at < n) {
            (void)comma_cells(line_at(text, n, &at), true);
        }
    }
}

void plain_records(char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        struct line line = line_at(text, n, &at);
        drop_tags(line);
        drop_quotes(line);
        part_keys(line);
    }
    part_commas(text, n);
}
