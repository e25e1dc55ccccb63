/* See form_tables.h. */
#include "form_tables.h"

#include "field_value.h"
#include "form_heading.h"
#include "line_cells.h"
#include "loose_labels.h"

#include <string.h>

enum { TABLE_COLUMNS_MAX = 10, NONE_BYTES = 4 };

struct table {
    size_t columns;
    size_t fields[TABLE_COLUMNS_MAX]; /* or LABEL_OTHER */
    size_t label_start[TABLE_COLUMNS_MAX], label_end[TABLE_COLUMNS_MAX];
    size_t starts[TABLE_COLUMNS_MAX]; /* of the labels, bytes of their line */
    char separator;                   /* '\n': a cell a line; '-': " - " between them */
    bool blanks;                      /* a blank line is a cell in which nothing is written */
    bool unclear;                     /* which cell is which cannot be told */
};

static char separator_of(struct str line)
{
    return str_has_byte(line, '\t') ? '\t' : str_has_byte(line, '|') ? '|' : ' ';
}

/* Is it the code of a form and nothing else? */
static bool is_code(const struct form_catalogue *catalogue, const struct loose_words *words)
{
    for (size_t f = 0; f < catalogue->count; f++) {
        if (form_code_at(words, 0, catalogue->forms[f].code) == words->count) {
            return true;
        }
    }
    return false;
}

/* Where a cell ends: at the table's own sign, else at three blanks. */
static size_t cell_end(char separator, struct str line, size_t at)
{
    if (separator != '|' && separator != '\t') {
        return line_cell_end(line, at);
    }
    while (at < line.n && line.p[at] != separator) {
        at++;
    }
    return at;
}

/* The first cell of a row with a bar at either side begins behind the bar. */
static size_t cells_from(char separator, struct str line)
{
    return separator == '|' && line.n > 0 && line.p[0] == '|' ? 1 : 0;
}

/* Is it a list, or does it hold one? */
static bool has_rows(const struct form_kind *form)
{
    return form->list || form->column_count > 0;
}

/* Adds a column when the cell is a label and nothing else. */
static bool add_column(struct arena *arena, const struct label_book *book, struct table *table,
                       struct str cell, size_t base)
{
    struct loose_words words;
    loose_words_read(arena, cell, &words);
    if (words.count == 0 || words.count > LABEL_WORDS || table->columns == TABLE_COLUMNS_MAX ||
        str_has_byte(cell, ':') || label_in_brackets(cell)) {
        return false;
    }
    struct label_match match = label_before(book, &words, 0, words.count, true);
    if (match.length == 0 && is_code(book->catalogue, &words)) {
        match = (struct label_match){LABEL_OTHER, 1, 0}; /* "is there an MG11?" */
    }
    if (match.length == 0 && has_rows(book->form) && table->separator != '\n') {
        size_t field = label_by_words(book, &words, 0, words.count);
        match = (struct label_match){field, field == LABEL_OTHER ? 0 : 1, 0};
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

/* A column of a list whose head is not known, or scanned badly, beside others that are. */
static bool add_odd_column(const struct label_book *book, struct table *table, struct str cell,
                           size_t base, size_t *odd)
{
    size_t start = base;
    size_t blanks = 0;
    cell = str_trim(cell);
    for (size_t i = 0; i < cell.n; i++) {
        blanks += cell.p[i] == ' ';
        if (strchr(":.,/", cell.p[i]) != NULL || (cell.p[i] >= '0' && cell.p[i] <= '9')) {
            return false;
        }
    }
    bool capital = cell.n > 0 && cell.p[0] >= 'A' && cell.p[0] <= 'Z';
    if (!has_rows(book->form) || !capital || blanks > 3 || *odd > 0 ||
        !add_bare_column(table, start)) {
        return false;
    }
    (*odd)++;
    return true;
}

/* A list of as many columns as fields, parted by signs: the one column that is not known is
 * that of the one field that no other column is of. */
static bool takes_other_field(const struct label_book *book, struct table *table, size_t odd)
{
    bool seen[FIELDS_MAX] = {false};
    size_t unknown = SIZE_MAX;
    size_t other = SIZE_MAX;
    if (odd != 1 || table->separator == ' ' || table->columns != book->form->field_count ||
        !has_rows(book->form)) {
        return false;
    }
    for (size_t i = 0; i < table->columns; i++) {
        if (table->fields[i] < FIELDS_MAX) {
            seen[table->fields[i]] = true;
        } else if (unknown != SIZE_MAX) {
            return false;
        } else {
            unknown = i;
        }
    }
    for (size_t f = 0; f < book->form->field_count; f++) {
        if (!seen[f] && other != SIZE_MAX) {
            return false;
        }
        other = seen[f] ? other : f;
    }
    if (unknown != SIZE_MAX && other != SIZE_MAX) {
        table->fields[unknown] = other;
    }
    return unknown != SIZE_MAX && other != SIZE_MAX;
}

/* Is the line a row of labels? Nothing may stand above the first column. */
static bool heads_table(struct arena *arena, const struct label_book *book, struct str line,
                        size_t base, struct table *table)
{
    size_t odd = 0;
    *table = (struct table){.separator = separator_of(line)};
    for (size_t cell = cells_from(table->separator, line); cell < line.n;) {
        size_t stop = cell_end(table->separator, line, cell);
        struct str text = str_sub(line, cell, stop - cell);
        bool bare = str_trim(text).n == 0;
        bool added = !bare ? add_column(arena, book, table, text, base + cell) ||
                                 add_odd_column(book, table, text, base + cell, &odd)
                     : cell == 0 && table->separator != ' ' ? add_bare_column(table, base)
                                                            : true;
        if (!added) {
            return false;
        }
        if (!bare) {
            table->starts[table->columns - 1] = table->label_start[table->columns - 1] - base;
        }
        cell = stop + 1;
    }
    return table->columns > 1 &&
           (odd == 0 || odd + 2 <= table->columns || takes_other_field(book, table, odd));
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
    size_t number = label_section_number(line, &words);
    size_t to = words.count;
    size_t colon = str_find(line, STR(":"));
    for (size_t i = 0; colon != SIZE_MAX && i < words.count; i++) {
        to = words.items[i].start > colon && to == words.count ? i : to;
    }
    if (to <= number || to - number > LABEL_WORDS) {
        return false;
    }
    struct label_match match = label_before(book, &words, number, to, true);
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
        struct str line = line_next(text, &next, end);
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
        struct str line = line_next(text, &next, end);
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
    field_take(text, start, end, &one);
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
                    loose_swap(folded, loose_fold(arena, STR("none")), NONE_BYTES) ||
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

/* Cells of a row that begins, up to as many as the table has columns. */
struct row_cells {
    size_t starts[TABLE_COLUMNS_MAX];
    size_t ends[TABLE_COLUMNS_MAX];
    size_t count;
};

/* Does the row stand under its labels, so that columns tell the cells? */
static bool is_aligned(const struct table *table, struct str line)
{
    bool row = shape_of(line) == 'r' || table->columns == 2; /* also with blanks at its end */
    if (table->separator != ' ' || (line.n <= table->starts[1] && !row)) {
        return false;
    }
    for (size_t i = 1; i < table->columns; i++) {
        if (table->starts[i] < line.n && (line.p[table->starts[i] - 1] != ' ' ||
                                          (line.p[table->starts[i]] & 0xC0) == 0x80)) {
            return false;
        }
    }
    return true;
}

/* The cells of a line by the columns of the labels. */
static void take_columns(struct row_cells *row, const struct table *table, struct str line,
                         size_t base)
{
    for (size_t i = 0; i < table->columns; i++) {
        size_t from = i == 0 ? 0 : table->starts[i];
        size_t to = i + 1 < table->columns ? table->starts[i + 1] : line.n;
        row->starts[i] = base + (from < line.n ? from : line.n);
        row->ends[i] = base + (to < line.n ? to : line.n);
    }
    row->count = table->columns;
}

/* The cells of one line that begins at `base`. */
static void take_cells(struct row_cells *row, const struct table *table, struct str line,
                       size_t base)
{
    size_t stop;
    if (row->count == 0 && is_aligned(table, line)) {
        take_columns(row, table, line, base);
        return;
    }
    for (size_t cell = cells_from(table->separator, line); cell <= line.n; cell = stop + 1) {
        stop = table->separator == '\n' ? line.n : cell_end(table->separator, line, cell);
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

/* A line that goes on with cells of the row above: nothing in its first cell, and no more than
 * some of the others. */
static bool goes_on(const struct table *table, struct str line)
{
    struct row_cells row = {.count = 0};
    size_t filled = 0;
    if (table->separator == '\n' || table->columns < 2) {
        return false;
    }
    take_cells(&row, table, line, 0);
    for (size_t i = 0; i < row.count; i++) {
        bool blank = str_trim(str_sub(line, row.starts[i], row.ends[i] - row.starts[i])).n == 0;
        if (i == 0 && !blank) {
            return false;
        }
        filled += !blank;
    }
    return row.count > 0 && filled > 0 && (filled + 1 < table->columns || table->columns == 2);
}

/* The rows from `at` on, to the first line that begins with a label; returns where that is. A
 * cell goes on in the next line as long as its row lacks cells. */
static size_t read_rows(struct arena *arena, const struct label_book *book, struct str text,
                        const struct table *table, size_t at, size_t end,
                        struct field_found *fields)
{
    struct row_cells row = {.count = 0};
    bool some = false;
    while (at < end) {
        size_t base = at;
        struct str line = line_next(text, &at, end);
        struct labels ahead = {.arena = arena};
        if (str_trim(line).n == 0 && (!table->blanks || row.count == 0)) {
            continue;
        }
        if (row.count == 0 && some && goes_on(table, line)) {
            continue;
        }
        labels_in_cell(&ahead, book, str_sub(line, 0, line_cell_end(line, 0)), base);
        if (row.count == 0 && table->separator != '\n' && ahead.count == 0) {
            (void)label_of_line(&ahead, book, text, line, base);
            ahead.count = ahead.count > 0 && ahead.items[0].field < FIELDS_MAX ? 1 : 0;
        }
        if (row.count == 0 && table->separator != '\n' && ahead.count > 0 &&
            ahead.items[0].field != LABEL_UNKNOWN && ahead.items[0].start <= base + 2) {
            return base;
        }
        take_cells(&row, table, line, base);
        if (table->separator == '\t' && row.count + 1 == table->columns) {
            row.starts[row.count] = base + line.n; /* a blank cell at the end of its line */
            row.ends[row.count++] = base + line.n;
        }
        if (row.count == table->columns) {
            fill_row(text, table, row.starts, row.ends, fields);
            row.count = 0;
            some = true;
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

/* ---- labels side by side, what is written below them ---- */

enum { GRID_LINES = 3 };

/* The column of a cell that may be a label: a capital first, no figures, no sign; *field. */
static bool is_grid_label(struct arena *arena, const struct label_book *book, struct str cell,
                          size_t *field)
{
    struct loose_words words;
    cell = str_trim(cell);
    loose_words_read(arena, cell, &words);
    if (words.count == 0 || cell.p[0] < 'A' || cell.p[0] > 'Z' ||
        strchr(".;:?", cell.p[cell.n - 1]) != NULL || label_in_brackets(cell)) {
        return false;
    }
    struct label_match match = label_before(book, &words, 0, words.count, true);
    for (size_t i = 0; i < cell.n; i++) {
        if (strchr(":=;", cell.p[i]) != NULL || (cell.p[i] >= '0' && cell.p[i] <= '9')) {
            return false;
        }
    }
    *field = match.length > 0 ? match.field : label_by_words(book, &words, 0, words.count);
    return true;
}

/* Cells of the line into columns; how many of them are labels of fields, 0 when one cannot be a
 * label. */
static size_t grid_columns(struct arena *arena, const struct label_book *book, struct str line,
                           size_t base, struct table *table)
{
    size_t fields = 0;
    *table = (struct table){.separator = separator_of(line)};
    for (size_t cell = cells_from(table->separator, line); cell < line.n;) {
        size_t stop = cell_end(table->separator, line, cell);
        struct str text = str_sub(line, cell, stop - cell);
        size_t field = LABEL_OTHER;
        if (str_trim(text).n > 0) {
            if (table->columns == TABLE_COLUMNS_MAX ||
                !is_grid_label(arena, book, text, &field)) {
                return 0;
            }
            size_t start = (size_t)(str_trim(text).p - line.p);
            table->starts[table->columns] = start;
            table->fields[table->columns] = field;
            table->label_start[table->columns] = base + start;
            table->label_end[table->columns++] = base + start + str_trim(text).n;
            fields += field < FIELDS_MAX;
        }
        cell = stop + 1;
    }
    return table->columns > 1 ? fields : 0;
}

static bool is_blank_line(struct str line)
{
    return str_trim(line).n == 0;
}

/* A block of two lines and more between blank ones: labels in the first, each over what is
 * written for it; where nothing is written, all of them are labels of fields. *behind: the end
 * of the block. */
static bool read_grid(struct arena *arena, const struct label_book *book, struct str text,
                      size_t base, size_t end, size_t *behind, struct field_found *fields)
{
    struct table table;
    struct str rows[GRID_LINES];
    size_t starts[GRID_LINES];
    size_t count = 0;
    size_t labels_below = 0; /* that begin the lines below the first */
    size_t at = base;
    struct str line = line_next(text, &at, end);
    bool above = base == 0 || (base > 1 && text.p[base - 2] == '\n');
    size_t known =
        !has_rows(book->form) && above ? grid_columns(arena, book, line, base, &table) : 0;
    if (known == 0) {
        return false;
    }
    *behind = at;
    while (at < end) {
        size_t start = at;
        struct str row = line_next(text, &at, end);
        if (is_blank_line(row)) {
            break;
        }
        if (count == GRID_LINES) {
            return false;
        }
        size_t field = LABEL_OTHER;
        labels_below +=
            is_grid_label(arena, book, str_sub(row, 0, line_cell_end(row, 0)), &field) &&
            field < FIELDS_MAX;
        starts[count] = start;
        rows[count++] = row;
        *behind = at;
    }
    bool first = table.fields[0] < FIELDS_MAX;
    if ((count == 0 && known < table.columns) || known < first + labels_below) {
        return false; /* "Officer      Lee", and a blank line, or the next label below */
    }
    for (size_t i = 0; i < table.columns; i++) {
        size_t from = i == 0 ? 0 : table.starts[i];
        size_t to = i + 1 < table.columns ? table.starts[i + 1] : SIZE_MAX;
        struct field_found one = {0};
        for (size_t k = 0; k < count && !one.filled; k++) {
            size_t low = from < rows[k].n ? from : rows[k].n;
            size_t high = to < rows[k].n ? to : rows[k].n;
            field_take(text, starts[k] + low, starts[k] + high, &one);
        }
        fill_cell(text, &table, i, one.start, one.end, fields); /* 0 and 0: nothing */
    }
    return true;
}

bool form_table(struct labels *labels, const struct label_book *book, struct str text,
                size_t *at, size_t end, struct field_found *fields)
{
    const size_t base = *at;
    size_t next = base;
    struct table table;
    size_t rows;
    size_t stack_end;
    struct str line = line_next(text, &next, end);
    if (read_grid(labels->arena, book, text, base, end, &rows, fields)) {
        labels_add(labels, LABEL_OTHER, base, rows);
        *at = rows;
        return true;
    }
    if (heads_table(labels->arena, book, line, base, &table)) {
        labels_add(labels, LABEL_OTHER, base, next);
        *at = read_rows(labels->arena, book, text, &table, next, end, fields);
        return true;
    }
    if (heads_stack(labels->arena, book, text, base, end, &table, &rows, &stack_end)) {
        labels_add(labels, LABEL_OTHER, base, rows);
        if (table.unclear) {
            fill_unclear(&table, rows, stack_end, fields);
        } else {
            (void)read_rows(labels->arena, book, text, &table, rows, stack_end, fields);
        }
        *at = stack_end;
        return true;
    }
    if (read_bare_row(book->form, text, base, line, fields)) {
        labels_add(labels, LABEL_OTHER, base, next);
        *at = next;
        return true;
    }
    return false;
}
