/* See form_reader.h. */
#include "form_reader.h"

#include "blank_field.h"

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
            bare[0] = 'm';
            bare[1] = 'g';
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

/* A row of a table, whose cells may name another form ("Witness | Telephone | MG11"). */
static bool is_row(struct str line)
{
    size_t cells = 0;
    for (size_t at = 0; at < line.n;) {
        size_t stop = cell_end(line, at);
        cells += str_trim(str_sub(line, at, stop - at)).n > 0;
        at = stop + 1;
    }
    return cells > 2;
}

/* What a line heads. */
struct heading {
    size_t form; /* SIZE_MAX: none */
    bool code;   /* named by its code */
    bool title;  /* named by its title */
    bool more;   /* it goes on from the page before */
};

/* The longest title that stands at the beginning or the end of the line. */
static void find_title(struct arena *arena, const struct form_catalogue *catalogue,
                       const struct loose_words *words, struct heading *heading)
{
    size_t length = 0;
    for (size_t f = 0; f < catalogue->count; f++) {
        const struct form_kind *form = &catalogue->forms[f];
        for (size_t h = 0; h < form->heading_count; h++) {
            struct str title = form->headings[h];
            if (words_of(title) > 1 && title.n > length &&
                has_title(arena, words, 0, words->count, title, heading->more ? 6 : 2)) {
                heading->form = f;
                heading->title = true;
                length = title.n;
            }
        }
    }
}

/* Is the code at word i, of `taken` words, where a heading has it, and no label ("MG11: yes")?
 */
static bool heads_by_code(struct str line, const struct loose_words *words, size_t i,
                          size_t taken)
{
    size_t end = words->items[i + taken - 1].end;
    size_t start = words->items[i].start;
    bool last = i + taken == words->count;
    bool label = !last && line.p[end] == ':' && i + taken + 3 > words->count;
    return !label && (i == 0 || last || (start > 0 && line.p[start - 1] == '(') ||
                      (i == 1 && loose_same(words->items[0].folded, STR("form"))));
}

static struct heading headed(struct arena *arena, const struct form_catalogue *catalogue,
                             struct str line)
{
    struct loose_words words;
    loose_words_read(arena, line, &words);
    struct heading heading = {.form = SIZE_MAX, .more = goes_on(&words)};
    if (words.count == 0 || words.count > HEAD_WORDS || is_row(line)) {
        return heading;
    }
    find_title(arena, catalogue, &words, &heading);
    for (size_t f = 0; f < catalogue->count; f++) {
        for (size_t i = 0; i < words.count; i++) {
            size_t taken = code_at(&words, i, catalogue->forms[f].code);
            if (taken > 0 && heads_by_code(line, &words, i, taken)) {
                heading.form = f;
                heading.code = true;
                heading.title = words.count > taken;
                return heading;
            }
        }
    }
    return heading;
}

static struct str next_line(struct str text, size_t *at, size_t end)
{
    const char *stop = memchr(text.p + *at, '\n', end - *at);
    size_t to = stop == NULL ? end : (size_t)(stop - text.p);
    struct str line = str_sub(text, *at, to - *at);
    *at = to < end ? to + 1 : end;
    return line;
}

/* What heads a page; *body gets where its text goes on. A code alone on its line below a title
 * is a cell that names another form. */
static size_t page_heading(struct arena *arena, const struct form_catalogue *catalogue,
                           const struct paper *paper, const struct paper_page *page, bool *more,
                           size_t *body)
{
    size_t at = page->start;
    size_t first = SIZE_MAX;
    *body = page->start;
    *more = false;
    for (int lines = 0; at < page->end && lines < HEAD_LINES;) {
        struct str line = next_line(paper->text, &at, page->end);
        if (str_trim(line).n == 0) {
            continue;
        }
        lines++;
        struct heading heading = headed(arena, catalogue, line);
        *more = *more || heading.more;
        if (heading.code && (first == SIZE_MAX || heading.title || heading.form == first)) {
            *body = at;
            return heading.form;
        }
        if (heading.form != SIZE_MAX && first == SIZE_MAX) {
            first = heading.form;
            *body = at;
        }
    }
    return first;
}

/* ---- fields ---- */

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
/* The sign that ends a label within some bytes, as sign_at tells it; *at: where, else the end
 * of the last look. */
static size_t sign_between(struct str cell, size_t low, size_t high, size_t *at)
{
    size_t sign = 0;
    *at = low;
    for (size_t i = low; i < high && sign == 0; i++) {
        sign = sign_at(cell, i);
        *at = i;
    }
    return sign;
}

/* A label has LABEL_WORDS at most, of words that are not used up. */
static size_t first_of_label(size_t last, size_t after)
{
    return last + 1 > LABEL_WORDS && last + 1 - LABEL_WORDS > after ? last + 1 - LABEL_WORDS
                                                                    : after;
}

static void labels_in_cell(struct labels *labels, const struct label_book *book,
                           struct str cell, size_t base)
{
    struct loose_words words;
    struct arena *arena = labels->arena;
    loose_words_read(arena, cell, &words);
    size_t number = section_number(cell, &words);
    size_t after = number; /* words before this one are used up */
    for (size_t i = 0; i < words.count; i++) {
        size_t end = words.items[i].end;
        size_t next = i + 1 < words.count ? words.items[i + 1].start : cell.n;
        size_t sign_start;
        size_t sign = sign_between(cell, end, next, &sign_start);
        bool whole = i + 1 == words.count && after == number;
        if (sign == 0 && !whole) {
            continue;
        }
        size_t from = first_of_label(i, after);
        struct label_match match = label_before(arena, book, &words, from, i + 1, sign == 0);
        if (match.length > 0) {
            size_t first = match.first == number ? 0 : match.first; /* its section's number */
            add_label(labels, match.field, base + words.items[first].start,
                      base + (sign == 1 ? sign_start + 1 : end));
            after = i + 1;
        } else if (sign > 0 && after == number && i < 6 && end > 2) {
            add_label(labels, LABEL_UNKNOWN, base + words.items[0].start,
                      base + sign_start + (sign == 1 ? 1 : 0));
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
    char separator; /* '\n': a cell a line; '-': " - " between them */
    bool blanks;    /* a blank line is a cell in which nothing is written */
    bool unclear;   /* which cell is which cannot be told */
};

static char separator_of(struct str line)
{
    return str_has_byte(line, '\t') ? '\t' : str_has_byte(line, '|') ? '|' : ' ';
}

/* Is it the code of a form and nothing else? */
static bool is_code(const struct form_catalogue *catalogue, const struct loose_words *words)
{
    for (size_t f = 0; f < catalogue->count; f++) {
        if (code_at(words, 0, catalogue->forms[f].code) == words->count) {
            return true;
        }
    }
    return false;
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
    if (match.length == 0 && is_code(book->catalogue, &words)) {
        match = (struct label_match){LABEL_OTHER, 1, 0}; /* "is there an MG11?" */
    }
    if (match.length == 0) {
        return false;
    }
    table->fields[table->columns] = match.field;
    table->label_start[table->columns] = base + words.items[0].start;
    table->label_end[table->columns++] = base + words.items[words.count - 1].end;
    return true;
}

/* A column without a label, as that of the numbers of rows often is. */
static bool add_bare_column(struct table *table, size_t at)
{
    if (table->columns == TABLE_COLUMNS_MAX) {
        return false;
    }
    table->fields[table->columns] = LABEL_OTHER;
    table->label_start[table->columns] = at;
    table->label_end[table->columns++] = at;
    return true;
}

/* Is the line a row of labels? Nothing may stand above the first column. */
static bool heads_table(struct arena *arena, const struct label_book *book, struct str line,
                        size_t base, struct table *table)
{
    *table = (struct table){.separator = separator_of(line)};
    for (size_t cell = 0; cell < line.n;) {
        size_t stop = cell_end(line, cell);
        struct str text = str_sub(line, cell, stop - cell);
        bool bare = str_trim(text).n == 0;
        bool added = !bare ? add_column(arena, book, table, text, base + cell)
                     : cell == 0 && table->separator != ' ' ? add_bare_column(table, base)
                                                            : true;
        if (!added) {
            return false;
        }
        cell = stop + 1;
    }
    return table->columns > 1;
}

/* What the first cells of rows have in common: numbers, references with a stroke, or words. */
static char shape_of(struct str cell)
{
    bool digits = true;
    cell = str_trim(cell);
    for (size_t i = 0; i < cell.n; i++) {
        digits = digits && ((cell.p[i] >= '0' && cell.p[i] <= '9') || cell.p[i] == '.');
    }
    return cell.n == 0 ? '-' : digits ? 'd' : str_has_byte(cell, '/') ? 'r' : 'w';
}

/* Is this line a section of its own ("2. Disclosure officer") or a label that is no column? */
static bool ends_stack(struct arena *arena, const struct label_book *book, struct str line,
                       const struct table *table)
{
    struct loose_words words;
    loose_words_read(arena, line, &words);
    size_t number = section_number(line, &words);
    size_t to = words.count;
    size_t colon = str_find(line, STR(":"));
    for (size_t i = 0; colon != SIZE_MAX && i < words.count; i++) {
        to = words.items[i].start > colon && to == words.count ? i : to;
    }
    if (to <= number || to - number > LABEL_WORDS) {
        return false;
    }
    struct label_match match = label_before(arena, book, &words, number, to, true);
    bool column = false;
    for (size_t i = 0; i < table->columns; i++) {
        column = column || table->fields[i] == match.field;
    }
    return match.length > 0 && match.field < FIELDS_MAX && !column;
}

/* Lines of one label each, one below the other; false when they are labels of several fields in
 * which nothing is written. */
static bool read_stack(struct arena *arena, const struct label_book *book, struct str text,
                       size_t at, size_t end, struct table *table, size_t *body)
{
    size_t fields = 0;
    *table = (struct table){.separator = '\n'};
    *body = at;
    for (size_t next = at; next < end; *body = next) {
        size_t base = next;
        struct str line = next_line(text, &next, end);
        if (str_trim(line).n == 0 || !add_column(arena, book, table, line, base)) {
            break;
        }
    }
    for (size_t i = 0; i < table->columns; i++) {
        bool again = table->fields[i] >= FIELDS_MAX;
        for (size_t k = 0; k < i; k++) {
            again = again || table->fields[k] == table->fields[i];
        }
        fields += !again;
    }
    return table->columns > 1 && (fields == 1 || book->form->list);
}

/* Rows are numbered and the numbers have no label: a column before the others. */
static bool number_column(struct table *table)
{
    size_t first = table->label_start[0];
    if (!add_bare_column(table, first)) {
        return false;
    }
    for (size_t i = table->columns - 1; i > 0; i--) {
        table->fields[i] = table->fields[i - 1];
        table->label_start[i] = table->label_start[i - 1];
        table->label_end[i] = table->label_end[i - 1];
    }
    table->fields[0] = LABEL_OTHER;
    return true;
}

/* Below the labels of a stack come as many lines a row; blank ones are cells when only so the
 * rows come out and all begin alike. *stop: where the rows end. */
static bool heads_stack(struct arena *arena, const struct label_book *book, struct str text,
                        size_t at, size_t end, struct table *table, size_t *body, size_t *stop)
{
    size_t lines = 0;
    size_t filled = 0;
    size_t last = 0; /* the lines up to the last that is not blank */
    char shape = '\0';
    bool even = true;
    bool even_so_far = true;
    if (!read_stack(arena, book, text, at, end, table, body)) {
        return false;
    }
    *stop = *body;
    for (size_t next = *body; next < end; *stop = next) {
        struct str line = next_line(text, &next, end);
        bool blank = str_trim(line).n == 0;
        if (!blank && ends_stack(arena, book, line, table)) {
            break;
        }
        if (lines == 0 && shape_of(line) == 'd' && table->fields[0] < FIELDS_MAX &&
            book->form->list && !number_column(table)) {
            return false;
        }
        if (lines++ % table->columns == 0) {
            shape = shape == '\0' ? shape_of(line) : shape;
            even_so_far = even_so_far && shape_of(line) == shape;
        }
        filled += !blank;
        even = blank ? even : even_so_far;
        last = blank ? last : lines;
    }
    size_t lack = last % table->columns;
    table->blanks = filled % table->columns != 0 && even && shape != 'w' &&
                    (lack == 0 || lack + 1 == table->columns);
    table->unclear = filled % table->columns != 0 && !table->blanks;
    return filled > 0;
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

/* Something stands below the labels, in which cells cannot be told: nothing is called empty. */
static void fill_unclear(const struct table *table, size_t start, size_t end,
                         struct field_found *fields)
{
    for (size_t i = 0; i < table->columns; i++) {
        struct field_found *field =
            table->fields[i] < FIELDS_MAX ? &fields[table->fields[i]] : NULL;
        if (field != NULL && !field->filled) {
            *field = (struct field_found){.labelled = true,
                                          .filled = true,
                                          .label_start = table->label_start[i],
                                          .label_end = table->label_end[i],
                                          .start = start,
                                          .end = end};
        }
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
        bool says = (folded.n == 4 && loose_distance(folded, STR("mome"), 1) <= 1) ||
                    str_eq(folded, loose_fold(arena, STR("none"))) ||
                    str_eq(folded, loose_fold(arena, STR("nil"))) ||
                    str_starts(folded, loose_fold(arena, STR("no exhibits"))) ||
                    str_starts(folded, loose_fold(arena, STR("no witnesses")));
        none = none || says;
        more = more || (folded.n > 0 && !says);
    }
    arena_free(arena);
    return none && !more;
}

/* A row with all its cells. */
static void fill_row(struct str text, const struct table *table, const size_t *starts,
                     const size_t *ends, struct field_found *fields)
{
    if (says_none(text, starts, ends, table->columns)) {
        return;
    }
    for (size_t i = 0; i < table->columns; i++) {
        fill_cell(text, table, i, starts[i], ends[i], fields);
    }
}

/* The rows from `at` on, to the first line that begins with a label; returns where that is. A
 * cell goes on in the next line as long as its row lacks cells. */
/* Cells of a row that begins, up to as many as the table has columns. */
struct row_cells {
    size_t starts[TABLE_COLUMNS_MAX];
    size_t ends[TABLE_COLUMNS_MAX];
    size_t count;
};

/* The cells of one line that begins at `base`. */
static void take_cells(struct row_cells *row, const struct table *table, struct str line,
                       size_t base)
{
    size_t stop;
    for (size_t cell = 0; cell <= line.n; cell = stop + 1) {
        stop = table->separator == '\n' ? line.n : cell_end(line, cell);
        if (table->separator == ' ' && str_trim(str_sub(line, cell, stop - cell)).n == 0) {
            continue;
        }
        if (cell == 0 && row->count > 0 && table->separator != '\n') {
            row->ends[row->count - 1] = base + stop; /* what the line above began */
        } else if (row->count < table->columns) {
            row->starts[row->count] = base + cell;
            row->ends[row->count++] = base + stop;
        }
        if (stop >= line.n) {
            break;
        }
    }
}

static size_t read_rows(struct arena *arena, const struct label_book *book, struct str text,
                        const struct table *table, size_t at, size_t end,
                        struct field_found *fields)
{
    struct row_cells row = {.count = 0};
    while (at < end) {
        size_t base = at;
        struct str line = next_line(text, &at, end);
        struct labels ahead = {.arena = arena};
        if (str_trim(line).n == 0 && (!table->blanks || row.count == 0)) {
            continue;
        }
        labels_in_cell(&ahead, book, str_sub(line, 0, cell_end(line, 0)), base);
        if (row.count == 0 && table->separator != '\n' && ahead.count > 0 &&
            ahead.items[0].field != LABEL_UNKNOWN && ahead.items[0].start <= base + 2) {
            return base;
        }
        take_cells(&row, table, line, base);
        if (row.count == table->columns) {
            fill_row(text, table, row.starts, row.ends, fields);
            row.count = 0;
        }
    }
    if (table->blanks &&
        row.count + 1 == table->columns) { /* the last cell, blank at the end */
        row.starts[row.count] = end;
        row.ends[row.count] = end;
        fill_row(text, table, row.starts, row.ends, fields);
    }
    return end;
}

/* A row of a list whose columns have no labels: "2) AB/2 - a key - Ann Lee - store". Rows of
 * other lengths are left alone. */
static bool read_bare_row(const struct form_kind *form, struct str text, size_t base,
                          struct str line, struct field_found *fields)
{
    size_t starts[TABLE_COLUMNS_MAX];
    size_t ends[TABLE_COLUMNS_MAX];
    struct table table = {.separator = '-', .columns = form->column_count};
    size_t cells = 0;
    size_t at = 0;
    while (at < line.n && ((line.p[at] >= '0' && line.p[at] <= '9') || line.p[at] == ' ')) {
        at++;
    }
    if (form->column_count == 0 || at == 0 || at >= line.n ||
        (line.p[at] != ')' && line.p[at] != '.')) {
        return false;
    }
    for (at++; at <= line.n && cells < TABLE_COLUMNS_MAX;) {
        size_t n = str_find(str_from(line, at), STR(" - "));
        struct str rest = str_trim(str_from(line, at));
        bool last_empty = n == SIZE_MAX && rest.n > 1 && line.p[line.n - 1] == '-' &&
                          line.p[line.n - 2] == ' ';
        starts[cells] = base + at;
        ends[cells++] = base + (n != SIZE_MAX ? at + n : last_empty ? line.n - 1 : line.n);
        if (last_empty && cells < TABLE_COLUMNS_MAX) {
            starts[cells] = base + line.n;
            ends[cells++] = base + line.n;
        }
        if (n == SIZE_MAX) {
            break;
        }
        at += n + 2; /* the blank behind it may be that before the next */
    }
    if (cells != table.columns || says_none(text, starts, ends, cells)) {
        return cells == table.columns;
    }
    for (size_t i = 0; i < cells; i++) {
        table.fields[i] = form->columns[i];
        table.label_start[i] = starts[0];
        table.label_end[i] = ends[0];
        fill_cell(text, &table, i, starts[i], ends[i], fields);
    }
    return true;
}

static void find_labels(struct labels *labels, const struct label_book *book, struct str text,
                        size_t body, size_t end, struct field_found *fields)
{
    for (size_t at = body; at < end;) {
        size_t base = at;
        struct table table;
        size_t rows;
        size_t stack_end;
        struct str line = next_line(text, &at, end);
        if (heads_table(labels->arena, book, line, base, &table)) {
            add_label(labels, LABEL_OTHER, base, at);
            at = read_rows(labels->arena, book, text, &table, at, end, fields);
            continue;
        }
        if (heads_stack(labels->arena, book, text, base, end, &table, &rows, &stack_end)) {
            add_label(labels, LABEL_OTHER, base, rows);
            if (table.unclear) {
                fill_unclear(&table, rows, stack_end, fields);
            } else {
                (void)read_rows(labels->arena, book, text, &table, rows, stack_end, fields);
            }
            at = stack_end;
            continue;
        }
        if (read_bare_row(book->form, text, base, line, fields)) {
            add_label(labels, LABEL_OTHER, base, at);
            continue;
        }
        for (size_t cell = 0; cell < line.n;) {
            size_t stop = cell_end(line, cell);
            labels_in_cell(labels, book, str_sub(line, cell, stop - cell), base + cell);
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
            struct heading heading = headed(arena, catalogue, paper->name);
            kind = heading.form;
            more = heading.more;
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
