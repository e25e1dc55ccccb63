/* RFC 4180 as it is met: four separators, quotes, rows of any width, "sep=;" as Excel writes
 * it. */
#include "csv_table.h"

#include "table_columns.h"
#include "text_places.h"

#include "base/mem.h"

#include <stdlib.h>

enum { LOOKED_AT = 20, HEADER_WITHIN = 10, COLUMNS_MAX = 4096 };

static const char separators[] = {',', ';', '\t', '|'};

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The cell that begins at `at`; the byte after it (a separator, a line's end or the end). */
static size_t read_cell(struct str text, size_t at, char separator, struct csv_cell *cell)
{
    cell->quoted = false;
    cell->start = at;
    if (at < text.n && text.p[at] == '"') {
        for (size_t i = at + 1; i < text.n; i++) {
            if (text.p[i] != '"') {
                continue;
            }
            if (i + 1 < text.n && text.p[i + 1] == '"') {
                i++;
            } else if (i + 1 == text.n || text.p[i + 1] == separator ||
                       ends_line(text.p[i + 1])) {
                cell->quoted = true;
                cell->start = at + 1;
                cell->end = i;
                return i + 1;
            } else {
                break; /* a quote that closes nothing */
            }
        }
    }
    while (at < text.n && text.p[at] != separator && !ends_line(text.p[at])) {
        at++;
    }
    cell->end = at;
    return at;
}

/* Past the byte order mark and Excel's line that names the separator. */
static size_t table_start(struct str text, char *named)
{
    size_t at = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    struct str first = str_sub(text, at, 6);
    *named = '\0';
    if (first.n == 6 && str_starts(first, STR("sep=")) && ends_line(first.p[5])) {
        *named = first.p[4];
        at += 6;
        at += at < text.n && text.p[at] == '\n' && first.p[5] == '\r';
    }
    return at;
}

/* Width of the first rows when all are alike, else 0. */
static size_t width_of(struct str text, size_t at, char separator)
{
    size_t width = 0;
    size_t rows = 0;
    while (rows < LOOKED_AT && at < text.n) {
        struct csv_cell cell;
        size_t count = 0;
        bool more = true;
        while (more) {
            at = read_cell(text, at, separator, &cell);
            count++;
            more = at < text.n && text.p[at] == separator;
            at += more;
        }
        while (at < text.n && ends_line(text.p[at])) {
            at++;
        }
        if (width != 0 && count != width) {
            return 0;
        }
        width = count;
        rows++;
    }
    return rows >= 2 && width >= 2 ? width : 0;
}

static enum err_code read_all(struct str text, size_t at, char separator,
                              struct csv_cells *cells, struct err *err)
{
    uint32_t row = 0;
    uint32_t column = 0;
    while (at < text.n) {
        struct csv_cell cell;
        at = read_cell(text, at, separator, &cell);
        cell.row = row;
        cell.column = column++;
        if (cells->count >= CSV_CELLS_MAX) {
            err_set(err, ERR_LIMIT, "the table has more than %d cells", CSV_CELLS_MAX);
            err_hint(err, "split the file");
            return ERR_LIMIT;
        }
        cells->items =
            mem_grow(cells->items, cells->count, &cells->capacity, sizeof *cells->items);
        cells->items[cells->count++] = cell;
        if (at < text.n && ends_line(text.p[at])) {
            at += text.p[at] == '\r' && at + 1 < text.n && text.p[at + 1] == '\n';
            row++;
            column = 0;
        }
        at++;
    }
    return ERR_OK;
}

enum err_code csv_cells_read(struct str text, bool *table, struct csv_cells *cells,
                             struct err *err)
{
    char separator = '\0';
    size_t at = table_start(text, &separator);
    size_t width = 0;
    for (size_t i = 0; separator == '\0' && i < sizeof separators; i++) {
        size_t found = width_of(text, at, separators[i]);
        if (found > width) {
            width = found;
        }
    }
    for (size_t i = 0; width > 0 && separator == '\0' && i < sizeof separators; i++) {
        if (width_of(text, at, separators[i]) == width) {
            separator = separators[i];
        }
    }
    *table = separator != '\0';
    return *table ? read_all(text, at, separator, cells, err) : ERR_OK;
}

void csv_cells_free(struct csv_cells *cells)
{
    free(cells->items);
    *cells = (struct csv_cells){0};
}

static struct str cell_text(struct str text, const struct csv_cell *cell)
{
    return str_sub(text, cell->start, cell->end - cell->start);
}

/* The row among the first whose names say most, or UINT32_MAX; its labels by column. */
static uint32_t find_header(const struct csv_cells *cells, struct str text, const char **labels)
{
    uint32_t known[HEADER_WITHIN] = {0};
    uint32_t header = UINT32_MAX;
    uint32_t best = 0;
    uint32_t first = cells->count > 0 ? cells->items[0].row : 0;
    for (size_t i = 0; i < cells->count && cells->items[i].row < first + HEADER_WITHIN; i++) {
        known[cells->items[i].row - first] +=
            table_column_label(cell_text(text, &cells->items[i])) != NULL;
    }
    for (uint32_t row = 0; row < HEADER_WITHIN; row++) {
        if (known[row] > best) {
            best = known[row];
            header = first + row;
        }
    }
    for (size_t i = 0; i < cells->count && cells->items[i].row <= header; i++) {
        const struct csv_cell *cell = &cells->items[i];
        if (cell->row == header && cell->column < COLUMNS_MAX) {
            labels[cell->column] = table_column_label(cell_text(text, cell));
        }
    }
    return header;
}

enum err_code csv_find_columns(const struct csv_cells *cells, struct str text, bool formulas,
                               csv_cell_found *found, void *data, struct err *err)
{
    const char **labels = xcalloc(COLUMNS_MAX, sizeof *labels);
    uint32_t header = find_header(cells, text, labels);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < cells->count; i++) {
        const struct csv_cell *cell = &cells->items[i];
        struct str what = cell_text(text, cell);
        bool below = header != UINT32_MAX && cell->row > header && cell->column < COLUMNS_MAX;
        const char *label = below ? labels[cell->column] : NULL;
        if (str_trim(what).n == 0) {
            continue;
        }
        if (label != NULL) {
            code = found(data, cell->start, cell->end, label, "by its column", err);
        } else if (formulas && table_is_formula(what)) {
            code = found(data, cell->start, cell->end, "FORMULA", "a formula", err);
        }
    }
    free(labels);
    return code;
}

struct marking {
    struct answer *answer;
    struct text_places places;
};

static enum err_code mark_cell(void *data, size_t from, size_t to, const char *label,
                               const char *reason, struct err *err)
{
    const struct marking *marking = data;
    struct mark mark = {.start = text_point(&marking->places, from),
                        .end = text_point(&marking->places, to),
                        .label = label,
                        .reason = reason,
                        .confidence = -1};
    return answer_mark(marking->answer, &mark, err);
}

enum err_code csv_mark_columns(const struct csv_cells *cells, struct answer *answer,
                               struct err *err)
{
    struct str text = strbuf_view(&answer->text);
    struct marking marking = {answer, text_places_of(answer->arena, text)};
    return csv_find_columns(cells, text, true, mark_cell, &marking, err);
}

/* Quotes that stand together and end before `at`. */
static bool splits_quotes(struct str text, const struct csv_cell *cell, size_t at)
{
    size_t run = 0;
    while (at - run > cell->start && text.p[at - run - 1] == '"') {
        run++;
    }
    return cell->quoted && run % 2 == 1;
}

/* The first cell that ends after `byte`. */
static size_t first_cell(const struct csv_cells *cells, size_t byte)
{
    size_t low = 0;
    size_t high = cells->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cells->items[middle].end <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

enum err_code csv_cut_marks(const struct csv_cells *cells, struct answer *answer,
                            struct err *err)
{
    struct str text = strbuf_view(&answer->text);
    struct text_places places = text_places_of(answer->arena, text);
    struct marks before = answer->marks;
    answer->marks = (struct marks){0};
    for (size_t i = 0; i < before.count; i++) {
        struct mark mark = before.items[i];
        size_t from = text_byte(&places, mark.start);
        size_t to = text_byte(&places, mark.end);
        for (size_t k = first_cell(cells, from); k < cells->count && cells->items[k].start < to;
             k++) {
            const struct csv_cell *cell = &cells->items[k];
            size_t start = from > cell->start ? from : cell->start;
            size_t end = to < cell->end ? to : cell->end;
            start -= splits_quotes(text, cell, start);
            end += splits_quotes(text, cell, end);
            if (start < end && str_trim(str_sub(text, start, end - start)).n > 0) {
                mark.start = text_point(&places, start);
                mark.end = text_point(&places, end);
                TRY(answer_mark(answer, &mark, err));
            }
        }
    }
    return ERR_OK;
}
