/* See sentences.h. */
#include "casetext/sentences.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_MAX = 48 };

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Words whose full stop ends no sentence. */
static bool is_short_form(struct str word)
{
    static const char *const forms[] = {
        "Mr",  "Mrs", "Ms",   "Dr",   "Prof", "Rev", "St",   "PC",   "DC",     "PS",
        "DS",  "Sgt", "Insp", "Cons", "No",   "Nos", "Rd",   "Ave",  "approx", "hrs",
        "ref", "tel", "Tel",  "Ref",  "etc",  "vs",  "para", "page", "p",      "pp",
        "e.g", "i.e", "b",    "a.m",  "p.m",  "viz", "Ltd",  "Co",   "Fig",    "fig"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (str_is(word, forms[i])) {
            return true;
        }
    }
    return word.n == 1 && is_upper(word.p[0]); /* an initial */
}

/* Is what stands before `at` the number of a list, first on its line? */
static bool begins_number(struct str text, size_t at)
{
    size_t first = at;
    while (first > 0 && is_digit(text.p[first - 1])) {
        first--;
    }
    size_t line = first;
    while (line > 0 && (text.p[line - 1] == ' ' || text.p[line - 1] == '\t')) {
        line--;
    }
    return first < at && at - first < 4 && (line == 0 || text.p[line - 1] == '\n');
}

/* Does the mark at `at` end a sentence? */
static bool ends_at(struct str text, size_t at, size_t *after)
{
    char mark = text.p[at];
    if (mark != '.' && mark != '?' && mark != '!') {
        return false;
    }
    size_t next = at + 1;
    while (next < text.n && strchr(".?!\"')]", text.p[next]) != NULL) {
        next++;
    }
    while (next + 2 < text.n && (memcmp(text.p + next, "\xE2\x80\x9D", 3) == 0 ||
                                 memcmp(text.p + next, "\xE2\x80\x99", 3) == 0)) {
        next += 3; /* closing quotes */
    }
    *after = next;
    if (next >= text.n) {
        return true;
    }
    if (!is_blank(text.p[next])) {
        return false;
    }
    size_t begin = next;
    while (begin < text.n && is_blank(text.p[begin])) {
        begin++;
    }
    if (begin < text.n && text.p[begin] >= 'a' && text.p[begin] <= 'z') {
        return false;
    }
    size_t word = at;
    while (word > 0 && (is_letter(text.p[word - 1]) || text.p[word - 1] == '.')) {
        word--;
    }
    if (word == at && begins_number(text, at)) {
        return false;
    }
    return mark != '.' || !is_short_form(str_sub(text, word, at - word));
}

static size_t line_end(struct str text, size_t at)
{
    const char *end = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return end == NULL ? text.n : (size_t)(end - text.p);
}

/* Does a line begin as one of a form: a label with a colon, a number of a list, a bullet? */
static bool begins_item(struct str line)
{
    line = str_trim(line);
    if (line.n == 0) {
        return true;
    }
    if (!is_letter(line.p[0]) && !is_digit(line.p[0])) {
        return line.p[0] != '(' && line.p[0] != '"' && line.p[0] != '\'';
    }
    size_t at = 0;
    while (at < line.n && is_digit(line.p[at])) {
        at++;
    }
    if (at > 0 && at < 4 && at < line.n && (line.p[at] == '.' || line.p[at] == ')') &&
        at + 1 < line.n && line.p[at + 1] == ' ') {
        return true;
    }
    for (size_t i = 0; i < line.n && i < LABEL_MAX; i++) {
        if (line.p[i] == ':') {
            return i + 1 == line.n || is_blank(line.p[i + 1]);
        }
        if (line.p[i] == '.' || line.p[i] == ',') {
            return false;
        }
    }
    return false;
}

static size_t longest_line(struct str text)
{
    size_t longest = 0;
    for (size_t at = 0; at < text.n;) {
        size_t end = line_end(text, at);
        longest = end - at > longest ? end - at : longest;
        at = end + 1;
    }
    return longest;
}

static size_t digits_at(struct str line, size_t at)
{
    size_t n = 0;
    while (at + n < line.n && is_digit(line.p[at + n])) {
        n++;
    }
    return n;
}

/* "14/03/2026", "14.3.26" and the like at `at`: how many bytes. */
static size_t date_length(struct str line, size_t at)
{
    size_t n = 0;
    for (size_t part = 0; part < 3; part++) {
        size_t digits = digits_at(line, at + n);
        char mark = at + n + digits < line.n ? line.p[at + n + digits] : '\0';
        if (digits == 0 || digits > 4 ||
            (part < 2 && mark != '/' && mark != '.' && mark != '-')) {
            return 0;
        }
        n += digits + (part < 2 ? 1 : 0);
    }
    return n;
}

/* "21:05", "2105": how many bytes. */
static size_t clock_length(struct str line, size_t at)
{
    size_t hour = digits_at(line, at);
    if (hour == 4) {
        return line.p[at] < '3' && line.p[at + 2] < '6' ? 4 : 0;
    }
    bool colon = hour > 0 && hour < 3 && at + hour < line.n && line.p[at + hour] == ':';
    return colon && digits_at(line, at + hour + 1) == 2 ? hour + 3 : 0;
}

/* "18:14 unit assigned", "[14/03/2026, 18:14:09] Jo: …", "14/03/26 1814 DS Lee": what stands
 * in front of a row of a log, 0: it is none. `bare`: also four figures, "1814 unit assigned".
 */
static size_t log_mark(struct str line, bool bare)
{
    size_t at = line.n > 0 && line.p[0] == '[' ? 1 : 0;
    size_t date = date_length(line, at);
    size_t clock = date > 0 ? 0 : clock_length(line, at);
    if (clock == 4 && line.p[at + 2] != ':' && line.p[at + 1] != ':' && !bare) {
        return 0;
    }
    size_t end = at + date + clock;
    bool apart = end < line.n && (is_blank(line.p[end]) || line.p[end] == ',' ||
                                  line.p[end] == ']' || (clock > 0 && line.p[end] == ':'));
    return date + clock > 0 && apart ? end : 0;
}

/* A row of a log, unless the line before leads up to its time. */
static bool begins_log_row(struct str line, struct str before)
{
    static const char *const leads[] = {
        "at",  "about",  "around",  "until", "till",  "to",    "from",          "and", "by",
        "the", "before", "between", "after", "since", "or",    "approximately", "on",  "of",
        "in",  "dated",  "born",    "b",     "is",    "under", "for",           "with"};
    size_t from = before.n;
    bool row = log_mark(line, log_mark(before, true) > 0) > 0;
    while (from > 0 && is_letter(before.p[from - 1])) {
        from--;
    }
    for (size_t i = 0; row && i < sizeof leads / sizeof leads[0]; i++) {
        row = !str_is(str_from(before, from), leads[i]);
    }
    return row && (before.n == 0 || before.p[before.n - 1] != ',');
}

/* "a,b,c": cells with no blank behind the commas. */
static bool is_row_of_cells(struct str line)
{
    size_t tight = 0;
    size_t loose = 0;
    for (size_t i = 0; i + 1 < line.n; i++) {
        tight += line.p[i] == ',' && !is_blank(line.p[i + 1]);
        loose += line.p[i] == ',' && is_blank(line.p[i + 1]);
    }
    return tight > 1 && tight > loose;
}

/* Does the line end at `at` (a newline) end a sentence? The line began at `from`. */
static bool line_ends(struct str text, size_t from, size_t at, size_t longest)
{
    struct str next = str_sub(text, at + 1, line_end(text, at + 1) - at - 1);
    struct str line = str_trim(str_sub(text, from, at - from));
    return begins_item(next) || begins_log_row(str_trim(next), line) || is_row_of_cells(line) ||
           line.n == 0 || line.p[line.n - 1] == ':' || line.n * 5 < longest * 3 ||
           str_has_byte(line, '\t');
}

static void add(struct arena *arena, struct sentence **list, size_t *count, size_t *capacity,
                struct str text, size_t start, size_t end)
{
    while (start < end && is_blank(text.p[start])) {
        start++;
    }
    while (end > start && is_blank(text.p[end - 1])) {
        end--;
    }
    if (start == end) {
        return;
    }
    if (*count == *capacity) {
        size_t room = *capacity * 2 + 32;
        struct sentence *more = arena_alloc(arena, room * sizeof *more);
        if (*count > 0) {
            memcpy(more, *list, *count * sizeof *more);
        }
        *list = more;
        *capacity = room;
    }
    (*list)[(*count)++] = (struct sentence){start, end};
}

struct sentence *sentences_find(struct arena *arena, struct str text, size_t *count)
{
    struct sentence *list = NULL;
    size_t capacity = 0;
    size_t longest = longest_line(text);
    size_t start = 0;
    size_t line = 0;
    *count = 0;
    for (size_t at = 0; at < text.n; at++) {
        size_t after = at + 1;
        bool ends =
            text.p[at] == '\n' ? line_ends(text, line, at, longest) : ends_at(text, at, &after);
        if (text.p[at] == '\n') {
            line = at + 1;
        }
        if (ends) {
            add(arena, &list, count, &capacity, text, start, after);
            start = after;
            at = after - 1;
        }
    }
    add(arena, &list, count, &capacity, text, start, text.n);
    return list;
}

size_t sentence_of(const struct sentence *sentences, size_t count, size_t at)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sentences[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && sentences[low].start <= at ? low : count;
}
