/* See form_reader.h. */
#include "form_reader.h"

#include <string.h>

enum {
    TABLE_COLUMNS_MAX = 10,
    HEAD_LINES = 8,
    HEAD_WORDS = 14,
    LABEL_WORDS = 9,
    CODE_PARTS = 4,
    LABEL_LINES = 12
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- headings ---- */

/* Folded words of a line without its numbers of pages ("page 2 of 3"). */
struct head_line {
    struct loose_words words;
    size_t from, to; /* what is left of them but the form's code */
    bool more;       /* "continued", "page 2 of 3" */
};

/* "mgll" at word i, also in pieces ("MG 11", "M.G.11") and with a zero before ("MG05"): how
 * many words, 0: none. */
static size_t code_at(const struct loose_words *words, size_t i, struct str code)
{
    char joined[32];
    size_t n = 0;
    for (size_t k = 0; k < CODE_PARTS && i + k < words->count; k++) {
        struct str word = words->items[i + k].folded;
        if (n + word.n >= sizeof joined) {
            return 0;
        }
        memcpy(joined + n, word.p, word.n);
        n += word.n;
        struct str whole = str_n(joined, n);
        if (str_eq(whole, code)) {
            bool goes_on = i + k + 1 < words->count && code.n < 5 &&
                           words->items[i + k + 1].folded.n == 1 &&
                           words->items[i + k + 1].start == words->items[i + k].end;
            return goes_on ? 0 : k + 1;
        }
        if (n > 3 && memcmp(joined, "mgo", 3) == 0) { /* MG05 */
            char bare[32];
            memcpy(bare, "mg", 2);
            memcpy(bare + 2, joined + 3, n - 3);
            if (str_eq(str_n(bare, n - 1), code)) {
                return k + 1;
            }
        }
        if (!str_starts(code, str_sub(whole, 0, code.n < n ? code.n : n)) && n > 2) {
            return 0;
        }
    }
    return 0;
}

static struct str join(struct arena *arena, const struct loose_words *words, size_t from,
                       size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        n += words->items[i].folded.n + 1;
    }
    char *out = arena_alloc(arena, n + 1);
    n = 0;
    for (size_t i = from; i < to; i++) {
        if (i > from) {
            out[n++] = ' ';
        }
        memcpy(out + n, words->items[i].folded.p, words->items[i].folded.n);
        n += words->items[i].folded.n;
    }
    return str_n(out, n);
}

static size_t words_of(struct str text)
{
    size_t n = text.n > 0 ? 1 : 0;
    for (size_t i = 0; i < text.n; i++) {
        n += text.p[i] == ' ';
    }
    return n;
}

/* Does a title stand at the beginning or the end of these words? */
static bool has_title(struct arena *arena, const struct loose_words *words, size_t from,
                      size_t to, struct str title, size_t beside)
{
    size_t n = words_of(title);
    if (to - from < n || to - from > n + beside) {
        return false;
    }
    return loose_same(join(arena, words, from, from + n), title) ||
           loose_same(join(arena, words, to - n, to), title);
}

static bool goes_on(const struct loose_words *words)
{
    struct loose_phrase page;
    for (size_t i = 0; i < words->count; i++) {
        struct str word = words->items[i].folded;
        if (str_starts(word, STR("contlm")) || str_is(word, "cont") ||
            str_starts(word, STR("contln")) || str_is(word, "contd")) {
            return true;
        }
    }
    loose_phrase_read(words->arena, STR("page"), &page);
    size_t first;
    size_t last;
    return loose_phrase_find(&page, words, 0, words->count, &first, &last) &&
           last + 1 < words->count && words->items[last + 1].folded.n == 1 &&
           !str_is(words->items[last + 1].folded, "l");
}

/* The form that a line heads, or SIZE_MAX; `strong`: by its code. */
static size_t headed(struct arena *arena, const struct form_catalogue *catalogue,
                     struct str line, bool *strong, bool *more)
{
    struct loose_words words;
    loose_words_read(arena, line, &words);
    *strong = false;
    *more = goes_on(&words);
    if (words.count == 0 || words.count > HEAD_WORDS) {
        return SIZE_MAX;
    }
    size_t by_title = SIZE_MAX;
    size_t title_length = 0;
    for (size_t f = 0; f < catalogue->count; f++) {
        const struct form_kind *form = &catalogue->forms[f];
        for (size_t i = 0; i < words.count; i++) {
            size_t taken = code_at(&words, i, form->code);
            bool edge = i == 0 || i + taken == words.count ||
                        (words.items[i].start > 0 && line.p[words.items[i].start - 1] == '(') ||
                        (i == 1 && loose_same(words.items[0].folded, STR("form")));
            if (taken > 0 && edge) {
                *strong = true;
                return f;
            }
        }
        for (size_t h = 0; h < form->heading_count; h++) {
            struct str title = form->headings[h];
            if (words_of(title) > 1 && title.n > title_length &&
                has_title(arena, &words, 0, words.count, title, *more ? 6 : 2)) {
                by_title = f;
                title_length = title.n;
            }
        }
    }
    return by_title;
}

static struct str next_line(struct str text, size_t *at, size_t end)
{
    const char *stop = memchr(text.p + *at, '\n', end - *at);
    size_t to = stop == NULL ? end : (size_t)(stop - text.p);
    struct str line = str_sub(text, *at, to - *at);
    *at = to < end ? to + 1 : end;
    return line;
}

/* What heads a page; *body gets where its text goes on. */
static size_t page_heading(struct arena *arena, const struct form_catalogue *catalogue,
                           const struct paper *paper, const struct paper_page *page, bool *more,
                           size_t *body)
{
    size_t at = page->start;
    size_t weak = SIZE_MAX;
    bool weak_more = false;
    *body = page->start;
    *more = false;
    for (int lines = 0; at < page->end && lines < HEAD_LINES;) {
        struct str line = next_line(paper->text, &at, page->end);
        if (str_trim(line).n == 0) {
            continue;
        }
        lines++;
        bool strong;
        bool goes;
        size_t form = headed(arena, catalogue, line, &strong, &goes);
        *more = *more || goes;
        if (form != SIZE_MAX && strong) {
            *body = at;
            *more = goes || weak_more || *more;
            return form;
        }
        if (form != SIZE_MAX && weak == SIZE_MAX) {
            weak = form;
            weak_more = goes;
            *body = at;
        }
    }
    *more = *more || weak_more;
    return weak;
}

/* ---- fields ---- */

bool field_is_blank(struct str text)
{
    static const char *const nothing[] = {"not completed",
                                          "to be completed",
                                          "tbc",
                                          "tba",
                                          "blank",
                                          "not signed",
                                          "unsigned",
                                          "awaiting signature",
                                          "to be signed",
                                          "undated",
                                          "not dated",
                                          "pending",
                                          "to follow",
                                          "not yet completed",
                                          "left blank",
                                          "awaited",
                                          "to be confirmed",
                                          "to be added",
                                          "incomplete",
                                          "not yet signed",
                                          "signature awaited",
                                          "no signature",
                                          "not provided",
                                          "awaiting",
                                          "to be obtained",
                                          "signature to be obtained",
                                          "to be provided",
                                          "to be supplied",
                                          "to be advised",
                                          "nk",
                                          "not yet known",
                                          "not recorded",
                                          "missing",
                                          "not stated",
                                          "not filled in",
                                          "tbd",
                                          "to be decided",
                                          "none given",
                                          "xxx",
                                          "xx",
                                          "x"};
    struct arena *arena = arena_new();
    struct str folded = loose_fold(arena, text);
    bool blank = folded.n == 0;
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0] && !blank; i++) {
        blank = str_eq(folded, loose_fold(arena, str_of(nothing[i])));
    }
    arena_free(arena);
    return blank;
}

#define LABEL_UNKNOWN SIZE_MAX     /* looks like a label */
#define LABEL_OTHER (SIZE_MAX - 1) /* a label that readings.json knows, of no field */

/* One label of a form where it stands. */
struct label_place {
    size_t field; /* LABEL_OTHER, LABEL_UNKNOWN: of no field */
    size_t start, end;
};

struct labels {
    struct label_place *items;
    size_t count, room;
    struct arena *arena;
};

static void add_label(struct labels *labels, size_t field, size_t start, size_t end)
{
    if (labels->count == labels->room) {
        size_t room = labels->room * 2 + 32;
        struct label_place *items = arena_alloc(labels->arena, room * sizeof *items);
        if (labels->count > 0) {
            memcpy(items, labels->items, labels->count * sizeof *items);
        }
        labels->items = items;
        labels->room = room;
    }
    labels->items[labels->count++] = (struct label_place){field, start, end};
}

/* Which labels a form has. */
struct label_book {
    const struct form_catalogue *catalogue;
    const struct form_kind *form;
};

/* What a run of words ends with, the longest label of those looked through. */
struct label_match {
    size_t field; /* SIZE_MAX: of no field */
    size_t length, first;
};

static void match_labels(struct arena *arena, const struct loose_words *words, size_t from,
                         size_t to, bool whole, const struct str *labels, size_t count,
                         size_t field, struct label_match *best)
{
    for (size_t k = 0; k < count; k++) {
        size_t n = words_of(labels[k]);
        if (n == 0 || n > to - from || labels[k].n <= best->length ||
            (whole && n != to - from)) {
            continue;
        }
        if (loose_same(join(arena, words, to - n, to), labels[k])) {
            *best = (struct label_match){field, labels[k].n, to - n};
        }
    }
}

/* The label that words `from` to before `to` end with, or are when `whole`. */
static struct label_match label_before(struct arena *arena, const struct label_book *book,
                                       const struct loose_words *words, size_t from, size_t to,
                                       bool whole)
{
    struct label_match best = {SIZE_MAX, 0, 0};
    for (size_t f = 0; f < book->form->field_count; f++) {
        const struct field_kind *field = &book->form->fields[f];
        match_labels(arena, words, from, to, whole, field->labels, field->label_count, f,
                     &best);
    }
    match_labels(arena, words, from, to, whole, book->catalogue->others,
                 book->catalogue->other_count, LABEL_OTHER, &best);
    return best;
}

/* Where a cell begins and ends: tabs, bars and several blanks lie between cells. */
static size_t cell_end(struct str line, size_t at)
{
    for (size_t i = at; i < line.n; i++) {
        if (line.p[i] == '\t' || line.p[i] == '|' ||
            (line.p[i] == ' ' && i + 2 < line.n && line.p[i + 1] == ' ' &&
             line.p[i + 2] == ' ')) {
            return i;
        }
    }
    return line.n;
}

/* Is what stands at `at` a sign that a label ended: a colon, dots or lines to write on? */
static size_t sign_at(struct str text, size_t at)
{
    if (text.p[at] == ':' && (at + 1 == text.n || text.p[at + 1] != '/')) {
        bool clock = at > 0 && at + 1 < text.n && text.p[at - 1] >= '0' &&
                     text.p[at - 1] <= '9' && text.p[at + 1] >= '0' && text.p[at + 1] <= '9';
        return clock ? 0 : 1;
    }
    size_t n = 0;
    while (at + n < text.n && (text.p[at + n] == '.' || text.p[at + n] == '_')) {
        n++;
    }
    return n >= 3 ? n : 0;
}

/* The number of a section before its label ("3. Reply", "2) Bail"): how many words, 0 or 1. */
static size_t section_number(struct str cell, const struct loose_words *words)
{
    if (words->count < 2) {
        return 0;
    }
    struct str first =
        str_sub(cell, words->items[0].start, words->items[0].end - words->items[0].start);
    bool digits = first.n <= 2;
    for (size_t i = 0; i < first.n; i++) {
        digits = digits && first.p[i] >= '0' && first.p[i] <= '9';
    }
    return digits ? 1 : 0;
}

/* Labels within one cell; `base`: where the line begins in the paper. */
static void labels_in_cell(struct labels *labels, const struct label_book *book,
                           struct str cell, size_t base, bool first_cell)
{
    struct loose_words words;
    struct arena *arena = labels->arena;
    loose_words_read(arena, cell, &words);
    size_t number = section_number(cell, &words);
    size_t after = number; /* words before this one are used up */
    for (size_t i = 0; i < words.count; i++) {
        size_t end = words.items[i].end;
        size_t next = i + 1 < words.count ? words.items[i + 1].start : cell.n;
        size_t sign = 0;
        size_t sign_start = end;
        for (size_t at = end; at < next && sign == 0; at++) {
            sign = sign_at(cell, at);
            sign_start = at;
        }
        bool whole = i + 1 == words.count && after == number;
        if (sign == 0 && !whole) {
            continue;
        }
        size_t from =
            i + 1 > LABEL_WORDS && i + 1 - LABEL_WORDS > after ? i + 1 - LABEL_WORDS : after;
        struct label_match match = label_before(arena, book, &words, from, i + 1, sign == 0);
        if (match.length > 0) {
            add_label(labels, match.field, base + words.items[match.first].start,
                      base + (sign == 1 ? sign_start + 1 : end));
            after = i + 1;
        } else if (sign == 1 && after == number && first_cell && i < 6 && end > 2) {
            add_label(labels, LABEL_UNKNOWN, base + words.items[0].start,
                      base + sign_start + 1);
            after = i + 1;
        } else if (sign == 1) {
            after = after > number ? i + 1 : after;
        }
    }
}

/* ---- tables ---- */

struct table {
    size_t columns;
    size_t fields[TABLE_COLUMNS_MAX]; /* or LABEL_OTHER */
    size_t label_start[TABLE_COLUMNS_MAX], label_end[TABLE_COLUMNS_MAX];
    char separator; /* '\n': a cell a line */
};

static char separator_of(struct str line)
{
    return str_has_byte(line, '\t') ? '\t' : str_has_byte(line, '|') ? '|' : ' ';
}

/* Adds a column when the cell is a label and nothing else. */
static bool add_column(struct arena *arena, const struct label_book *book, struct table *table,
                       struct str cell, size_t base)
{
    struct loose_words words;
    loose_words_read(arena, cell, &words);
    if (words.count == 0 || words.count > LABEL_WORDS || table->columns == TABLE_COLUMNS_MAX ||
        str_has_byte(cell, ':')) {
        return false;
    }
    struct label_match match = label_before(arena, book, &words, 0, words.count, true);
    if (match.length == 0) {
        return false;
    }
    table->fields[table->columns] = match.field;
    table->label_start[table->columns] = base + words.items[0].start;
    table->label_end[table->columns++] = base + words.items[words.count - 1].end;
    return true;
}

/* Is the line a row of labels? */
static bool heads_table(struct arena *arena, const struct label_book *book, struct str line,
                        size_t base, struct table *table)
{
    *table = (struct table){.separator = separator_of(line)};
    for (size_t cell = 0; cell < line.n;) {
        size_t stop = cell_end(line, cell);
        struct str text = str_sub(line, cell, stop - cell);
        if (str_trim(text).n > 0 && !add_column(arena, book, table, text, base + cell)) {
            return false;
        }
        cell = stop + 1;
    }
    return table->columns > 1;
}

/* Lines of one label each, one below the other, and below them as many lines a row. *body:
 * behind the labels. */
static bool heads_stack(struct arena *arena, const struct label_book *book, struct str text,
                        size_t at, size_t end, struct table *table, size_t *body)
{
    size_t lines = 0;
    *table = (struct table){.separator = '\n'};
    *body = at;
    for (size_t next = at; next < end; *body = next) {
        size_t base = next;
        struct str line = next_line(text, &next, end);
        if (str_trim(line).n == 0 || !add_column(arena, book, table, line, base)) {
            break;
        }
    }
    for (size_t next = *body; next < end;) {
        lines += str_trim(next_line(text, &next, end)).n > 0;
    }
    return table->columns > 1 && lines > 0 && lines % table->columns == 0;
}

static void take_value(struct str text, size_t start, size_t end, struct field_found *field);

static void fill_cell(struct str text, const struct table *table, size_t column, size_t start,
                      size_t end, struct field_found *fields)
{
    size_t index = table->fields[column];
    struct field_found one = {0};
    if (index >= FIELDS_MAX) {
        return;
    }
    struct field_found *field = &fields[index];
    if (!field->labelled) {
        field->labelled = true;
        field->label_start = table->label_start[column];
        field->label_end = table->label_end[column];
    }
    take_value(text, start, end, &one);
    if (one.filled && !field->filled) {
        field->filled = true;
        field->start = one.start;
        field->end = one.end;
    }
    if (!one.filled && !field->gap) {
        field->gap = true;
        field->label_start = start > field->label_end ? field->label_start : start;
    }
}

/* "None" in one cell and nothing in the others: there is no row. */
static bool says_none(struct str text, const size_t *starts, const size_t *ends, size_t count)
{
    struct arena *arena = arena_new();
    bool none = false;
    bool more = false;
    for (size_t i = 0; i < count; i++) {
        struct str cell = str_sub(text, starts[i], ends[i] - starts[i]);
        struct str folded = loose_fold(arena, cell);
        bool says = str_eq(folded, loose_fold(arena, STR("none"))) ||
                    str_eq(folded, loose_fold(arena, STR("nil")));
        none = none || says;
        more = more || (folded.n > 0 && !says);
    }
    arena_free(arena);
    return none && !more;
}

/* The rows from `at` on, to the first line that begins with a label; returns where that is. A
 * cell goes on in the next line as long as its row lacks cells. */
static size_t read_rows(struct arena *arena, const struct label_book *book, struct str text,
                        const struct table *table, size_t at, size_t end,
                        struct field_found *fields)
{
    size_t starts[TABLE_COLUMNS_MAX];
    size_t ends[TABLE_COLUMNS_MAX];
    size_t cells = 0;
    while (at < end) {
        size_t base = at;
        struct str line = next_line(text, &at, end);
        struct labels ahead = {.arena = arena};
        if (str_trim(line).n == 0) {
            continue;
        }
        size_t stop = cell_end(line, 0);
        labels_in_cell(&ahead, book, str_sub(line, 0, stop), base, true);
        if (cells == 0 && table->separator != '\n' && ahead.count > 0 &&
            ahead.items[0].field != LABEL_UNKNOWN && ahead.items[0].start <= base + 2) {
            return base;
        }
        for (size_t cell = 0; cell <= line.n; cell = stop + 1) {
            stop = table->separator == '\n' ? line.n : cell_end(line, cell);
            if (cell == 0 && cells > 0 && table->separator != '\n') {
                ends[cells - 1] = base + stop; /* what the line above began */
            } else if (cells < table->columns) {
                starts[cells] = base + cell;
                ends[cells++] = base + stop;
            }
            if (stop >= line.n) {
                break;
            }
        }
        if (cells == table->columns && !says_none(text, starts, ends, cells)) {
            for (size_t i = 0; i < cells; i++) {
                fill_cell(text, table, i, starts[i], ends[i], fields);
            }
        }
        cells = cells == table->columns ? 0 : cells;
    }
    return end;
}

static void find_labels(struct labels *labels, const struct label_book *book, struct str text,
                        size_t body, size_t end, struct field_found *fields)
{
    for (size_t at = body; at < end;) {
        size_t base = at;
        struct table table;
        size_t rows;
        struct str line = next_line(text, &at, end);
        if (heads_table(labels->arena, book, line, base, &table)) {
            add_label(labels, LABEL_OTHER, base, at);
            at = read_rows(labels->arena, book, text, &table, at, end, fields);
            continue;
        }
        if (book->form->list &&
            heads_stack(labels->arena, book, text, base, end, &table, &rows)) {
            add_label(labels, LABEL_OTHER, base, rows);
            at = read_rows(labels->arena, book, text, &table, rows, end, fields);
            continue;
        }
        for (size_t cell = 0; cell < line.n;) {
            size_t stop = cell_end(line, cell);
            labels_in_cell(labels, book, str_sub(line, cell, stop - cell), base + cell,
                           cell == 0);
            cell = stop + 1;
        }
    }
}

/* What is written for a label: from behind it to the next label. */
static void take_value(struct str text, size_t start, size_t end, struct field_found *field)
{
    while (start < end &&
           (is_blank(text.p[start]) || strchr(".:_|-[]()", text.p[start]) != NULL)) {
        start++;
    }
    while (end > start &&
           (is_blank(text.p[end - 1]) || strchr(":_|[(", text.p[end - 1]) != NULL)) {
        end--;
    }
    if (start < end && !field_is_blank(str_sub(text, start, end - start))) {
        field->filled = true;
        field->start = start;
        field->end = end;
    }
}

/* Where what is written for label i ends: at the next label; one that is only taken for a label
 * does not end what has not begun. */
static size_t value_end(struct str text, const struct labels *labels, size_t i, size_t end)
{
    for (size_t k = i + 1; k < labels->count; k++) {
        struct field_found so_far = {0};
        if (labels->items[k].field == LABEL_UNKNOWN) {
            take_value(text, labels->items[i].end, labels->items[k].start, &so_far);
            if (!so_far.filled) {
                continue;
            }
        }
        return labels->items[k].start;
    }
    return end;
}

static void read_fields(struct arena *arena, const struct paper *paper,
                        const struct form_catalogue *catalogue, struct form_found *form)
{
    struct labels labels = {.arena = arena};
    const struct label_book book = {catalogue, &catalogue->forms[form->kind]};
    find_labels(&labels, &book, paper->text, form->body, form->end, form->fields);
    for (size_t i = 0; i < labels.count; i++) {
        const struct label_place *label = &labels.items[i];
        struct field_found one = {0};
        if (label->field >= FIELDS_MAX) {
            continue;
        }
        struct field_found *field = &form->fields[label->field];
        take_value(paper->text, label->end, value_end(paper->text, &labels, i, form->end),
                   &one);
        if (!field->labelled || (!one.filled && book.form->list)) {
            field->labelled = true;
            field->label_start = label->start;
            field->label_end = label->end;
        }
        field->gap = field->gap || !one.filled;
        if (one.filled && !field->filled) {
            field->filled = true;
            field->start = one.start;
            field->end = one.end;
        }
    }
}

/* ---- forms ---- */

static struct form_found *add_form(struct arena *arena, struct forms_found *found)
{
    if (found->count == found->room) {
        size_t room = found->room * 2 + 16;
        struct form_found *items = arena_alloc(arena, room * sizeof *items);
        if (found->count > 0) {
            memcpy(items, found->items, found->count * sizeof *items);
        }
        found->items = items;
        found->room = room;
    }
    found->items[found->count] = (struct form_found){0};
    return &found->items[found->count++];
}

static void read_paper(struct arena *arena, const struct papers *papers, size_t index,
                       const struct form_catalogue *catalogue, struct forms_found *found)
{
    const struct paper *paper = &papers->items[index];
    struct form_found *open = NULL;
    for (size_t i = 0; i < paper->page_count; i++) {
        const struct paper_page *page = &paper->pages[i];
        size_t body;
        bool more;
        size_t kind = page_heading(arena, catalogue, paper, page, &more, &body);
        if (kind == SIZE_MAX && i == 0) {
            bool strong;
            kind = headed(arena, catalogue, paper->name, &strong, &more);
            body = page->start;
        }
        bool same = open != NULL && kind == open->kind && more;
        if (kind != SIZE_MAX && !same) {
            open = add_form(arena, found);
            open->kind = kind;
            open->paper = index;
            open->start = page->start;
            open->body = body;
        }
        if (open != NULL) {
            open->end = page->end;
        }
    }
}

void forms_read(struct arena *arena, const struct papers *papers,
                const struct form_catalogue *catalogue, struct forms_found *found)
{
    *found = (struct forms_found){0};
    for (size_t i = 0; i < papers->count; i++) {
        read_paper(arena, papers, i, catalogue, found);
    }
    for (size_t i = 0; i < found->count; i++) {
        struct form_found *form = &found->items[i];
        read_fields(arena, &papers->items[form->paper], catalogue, form);
    }
}
