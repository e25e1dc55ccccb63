/* See sheet_book.h. */
#include "registry/sheet_book.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "registry/sheet_xml.h"
#include "zip/zip_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHEETS_MAX = 200, STRINGS_MAX = SHEET_CELLS, LETTERS = 26, MERGED_TOLD = 200 };

/* A cell with its place, as read. */
struct placed {
    size_t row, column;
    struct sheet_cell cell;
};

struct reading {
    struct arena *arena;
    struct zip_file zip;
    struct str *strings; /* shared */
    size_t string_count;
    struct sheet_book *book;
    struct placed *placed;
    size_t placed_count;
    size_t capacity;
    size_t cells; /* of all sheets */
    size_t laid;  /* the same, up to the last of each row */
};

static void add_string(struct reading *r, struct str text, size_t *capacity)
{
    if (r->string_count == *capacity) {
        size_t more = *capacity * 2 + 256;
        struct str *list = arena_alloc(r->arena, more * sizeof *list);
        if (r->string_count > 0) {
            memcpy(list, r->strings, r->string_count * sizeof *list);
        }
        r->strings = list;
        *capacity = more;
    }
    r->strings[r->string_count++] = text;
}

/* By how it begins, for telling it. */
static const char *told_text(struct arena *arena, struct str text)
{
    enum { TOLD = 30 };
    size_t n = text.n < TOLD ? text.n : TOLD;
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0u) == 0x80u) {
        n--; /* not within a character */
    }
    return arena_printf(arena, "the text that begins \"%.*s\"", STR_ARG(str_sub(text, 0, n)));
}

/* The texts of an element up to its end: those within `t`, not those of a pronunciation. The
 * element was just opened. */
static enum err_code rich_text(struct reading *r, struct sheet_xml *xml, struct str *text,
                               struct err *err)
{
    size_t depth = xml->depth;
    size_t spoken = 0; /* depth of rPh, 0 outside */
    bool within = false;
    struct strbuf out;
    enum err_code code = ERR_OK;
    struct str first = STR("");
    strbuf_init(&out, SHEET_CELL_BYTES);
    while (xml->depth >= depth) {
        TRY_OUT(sheet_xml_next(xml, err));
        if (xml->kind == XML_OPEN && str_is(xml->name, "rPh") && spoken == 0) {
            spoken = xml->depth;
        }
        within = xml->kind == XML_OPEN    ? str_is(xml->name, "t")
                 : xml->kind == XML_CLOSE ? false
                                          : within;
        if (xml->kind == XML_TEXT && within && spoken == 0) {
            first = first.n == 0 ? xml->value : first;
            strbuf_str(&out, xml->value);
        }
        spoken = xml->depth < spoken ? 0 : spoken;
    }
    TRY_OUT(strbuf_check(&out, told_text(r->arena, first), err));
    *text = arena_str(r->arena, strbuf_view(&out));
out:
    strbuf_release(&out);
    return code;
}

static enum err_code read_strings(struct reading *r, struct err *err)
{
    struct str bytes;
    struct sheet_xml *xml = arena_alloc(r->arena, sizeof *xml);
    size_t capacity = 0;
    enum err_code code =
        zip_file_read(r->arena, &r->zip, STR("xl/sharedStrings.xml"), &bytes, err);
    if (code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    TRY(code);
    TRY(sheet_xml_open(r->arena, bytes, xml, err));
    do {
        struct str text;
        TRY(sheet_xml_next(xml, err));
        if (xml->kind != XML_OPEN || !str_is(xml->name, "si")) {
            continue;
        }
        if (r->string_count == STRINGS_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d texts", STRINGS_MAX);
        }
        TRY(rich_text(r, xml, &text, err));
        add_string(r, text, &capacity);
    } while (xml->kind != XML_END);
    return ERR_OK;
}

/* "C7": row 6, column 2. */
static bool place_of(struct str text, size_t *row, size_t *column)
{
    size_t i = 0;
    size_t c = 0;
    uint64_t r;
    while (i < text.n && text.p[i] >= 'A' && text.p[i] <= 'Z' && i < 4) {
        c = c * LETTERS + (size_t)(text.p[i] - 'A') + 1;
        i++;
    }
    if (i == 0 || !str_to_u64(str_from(text, i), 10000000, &r) || r == 0) {
        return false;
    }
    *row = (size_t)r - 1;
    *column = c - 1;
    return true;
}

/* As a person would write it: 2.1, not 2.1000000000000001. */
static struct str number_text(struct arena *arena, struct str raw)
{
    char *copy = arena_strndup(arena, raw.p, raw.n);
    char *end;
    double value = strtod(copy, &end);
    if (end == copy || *end != '\0' || !isfinite(value)) {
        return raw;
    }
    return str_of(arena_printf(arena, "%.15g", value));
}

struct cell_being_read {
    struct str type;
    struct str value;   /* of v */
    struct str inlined; /* of is */
    bool formula;
    size_t row, column;
};

static enum err_code set_cell(struct reading *r, const struct cell_being_read *c,
                              struct sheet_cell *cell, struct err *err)
{
    uint64_t index;
    *cell = (struct sheet_cell){.text = c->value};
    if (str_is(c->type, "s")) {
        if (!str_to_u64(str_trim(c->value), STRINGS_MAX, &index) || index >= r->string_count) {
            return err_set(err, ERR_FORMAT, "names a text that is not there");
        }
        cell->text = r->strings[index];
    } else if (str_is(c->type, "inlineStr")) {
        cell->text = c->inlined;
    } else if (str_is(c->type, "e")) {
        cell->fault = true;
    } else if (c->formula && c->value.n == 0 && !str_is(c->type, "str")) {
        cell->uncalculated = true;
    } else if (str_is(c->type, "b")) {
        cell->text = str_is(str_trim(c->value), "1") ? STR("yes") : STR("no");
    } else if (!str_is(c->type, "str") && !str_is(c->type, "d")) {
        cell->number = c->value.n > 0;
        cell->text = number_text(r->arena, str_trim(c->value));
    }
    return ERR_OK;
}

static enum err_code keep_cell(struct reading *r, const struct cell_being_read *c,
                               struct err *err)
{
    struct sheet_cell cell;
    TRY(set_cell(r, c, &cell, err));
    if (str_trim(cell.text).n == 0 && !cell.fault && !cell.uncalculated) {
        return ERR_OK;
    }
    if (c->row >= SHEET_ROWS || c->column >= SHEET_COLUMNS || r->cells == SHEET_CELLS) {
        return err_set(err, ERR_LIMIT, "has more than %d rows, %d columns or %d cells",
                       SHEET_ROWS, SHEET_COLUMNS, SHEET_CELLS);
    }
    if (r->placed_count == r->capacity) {
        size_t more = r->capacity * 2 + 256;
        struct placed *list = arena_alloc(r->arena, more * sizeof *list);
        if (r->placed_count > 0) {
            memcpy(list, r->placed, r->placed_count * sizeof *list);
        }
        r->placed = list;
        r->capacity = more;
    }
    r->placed[r->placed_count++] = (struct placed){c->row, c->column, cell};
    r->cells++;
    return ERR_OK;
}

static enum err_code read_cell(struct reading *r, struct sheet_xml *xml,
                               struct cell_being_read *c, struct err *err)
{
    struct str at = sheet_xml_attribute(xml, "r");
    size_t depth = xml->depth;
    bool value = false;
    enum err_code code = ERR_OK;
    c->type = sheet_xml_attribute(xml, "t");
    c->value = STR("");
    c->inlined = STR("");
    c->formula = false;
    if (at.n > 0 && !place_of(at, &c->row, &c->column)) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" is no place of a cell",
                       STR_ARG(str_sub(at, 0, 20)));
    }
    while (code == ERR_OK && xml->depth >= depth) {
        code = sheet_xml_next(xml, err);
        if (code != ERR_OK) {
            break;
        }
        if (xml->kind == XML_OPEN && str_is(xml->name, "is")) {
            code = rich_text(r, xml, &c->inlined, err);
        } else if (xml->kind == XML_OPEN) {
            value = str_is(xml->name, "v");
            c->formula = c->formula || str_is(xml->name, "f");
        } else if (xml->kind == XML_CLOSE) {
            value = false;
        } else if (xml->kind == XML_TEXT && value) {
            c->value = xml->value;
        }
    }
    code = code == ERR_OK ? keep_cell(r, c, err) : code;
    if (code != ERR_OK) {
        err_prefix(err, "cell %s%zu", sheet_column_name(r->arena, c->column), c->row + 1);
    }
    c->column++;
    return code;
}

static void note_merged(struct reading *r, struct sheet_grid *grid, struct str range)
{
    if (grid->merged.n < MERGED_TOLD) {
        grid->merged = str_of(arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(grid->merged),
                                           grid->merged.n > 0 ? ", " : "",
                                           STR_ARG(str_sub(range, 0, 24))));
    }
}

static enum err_code read_cells(struct reading *r, struct str bytes, struct sheet_grid *grid,
                                struct err *err)
{
    struct sheet_xml *xml = arena_alloc(r->arena, sizeof *xml);
    struct cell_being_read cell = {0};
    size_t next_row = 0;
    TRY(sheet_xml_open(r->arena, bytes, xml, err));
    do {
        TRY(sheet_xml_next(xml, err));
        if (xml->kind != XML_OPEN) {
            continue;
        }
        if (str_is(xml->name, "row")) {
            uint64_t number;
            struct str row = sheet_xml_attribute(xml, "r");
            cell.row = str_to_u64(row, 10000000, &number) && number > 0 ? (size_t)number - 1
                                                                        : next_row;
            cell.column = 0;
            next_row = cell.row + 1;
        } else if (str_is(xml->name, "c")) {
            TRY(read_cell(r, xml, &cell, err));
        } else if (str_is(xml->name, "mergeCell")) {
            note_merged(r, grid, sheet_xml_attribute(xml, "ref"));
        }
    } while (xml->kind != XML_END);
    return ERR_OK;
}

/* From the list of cells to rows and columns. */
static enum err_code lay_out(struct reading *r, struct sheet_grid *grid, struct err *err)
{
    for (size_t i = 0; i < r->placed_count; i++) {
        grid->rows = r->placed[i].row >= grid->rows ? r->placed[i].row + 1 : grid->rows;
    }
    grid->row = arena_zalloc(r->arena, (grid->rows + 1) * sizeof *grid->row);
    for (size_t i = 0; i < r->placed_count; i++) {
        struct sheet_row *row = &grid->row[r->placed[i].row];
        row->count = r->placed[i].column >= row->count ? r->placed[i].column + 1 : row->count;
    }
    for (size_t i = 0; i < grid->rows; i++) {
        struct sheet_row *row = &grid->row[i];
        r->laid += row->count;
        if (r->laid > SHEET_CELLS) {
            return err_set(err, ERR_LIMIT, "more than %d cells up to the last of each row",
                           SHEET_CELLS);
        }
        row->cells = arena_zalloc(r->arena, (row->count + 1) * sizeof *row->cells);
        grid->columns = row->count > grid->columns ? row->count : grid->columns;
    }
    for (size_t i = 0; i < r->placed_count; i++) {
        grid->row[r->placed[i].row].cells[r->placed[i].column] = r->placed[i].cell;
    }
    return ERR_OK;
}

static enum err_code read_sheet(struct reading *r, struct str part, struct sheet_grid *grid,
                                struct err *err)
{
    struct str bytes;
    r->placed_count = 0;
    grid->merged = STR("");
    enum err_code code = zip_file_read(r->arena, &r->zip, part, &bytes, err);
    if (code == ERR_OK) {
        code = read_cells(r, bytes, grid, err);
    }
    if (code == ERR_OK) {
        code = lay_out(r, grid, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "sheet %.*s", STR_ARG(str_sub(grid->name, 0, 60)));
    }
    return code;
}

/* The part a relation of the workbook names; "" when there is none. */
static enum err_code target_of(struct reading *r, struct str rels, struct str id,
                               struct str *part, struct err *err)
{
    struct sheet_xml *xml = arena_alloc(r->arena, sizeof *xml);
    TRY(sheet_xml_open(r->arena, rels, xml, err));
    *part = STR("");
    do {
        TRY(sheet_xml_next(xml, err));
        if (xml->kind == XML_OPEN && str_is(xml->name, "Relationship") &&
            str_eq(sheet_xml_attribute(xml, "Id"), id)) {
            struct str target = sheet_xml_attribute(xml, "Target");
            bool whole = target.n > 0 && target.p[0] == '/';
            *part = whole ? str_from(target, 1)
                          : str_of(arena_printf(r->arena, "xl/%.*s", STR_ARG(target)));
        }
    } while (xml->kind != XML_END);
    return ERR_OK;
}

static enum err_code read_sheets(struct reading *r, struct str workbook, struct str rels,
                                 struct err *err)
{
    struct sheet_xml *xml = arena_alloc(r->arena, sizeof *xml);
    struct sheet_book *book = r->book;
    TRY(sheet_xml_open(r->arena, workbook, xml, err));
    book->grids = arena_zalloc(r->arena, SHEETS_MAX * sizeof *book->grids);
    do {
        struct str part;
        TRY(sheet_xml_next(xml, err));
        if (xml->kind == XML_OPEN && str_is(xml->name, "workbookPr")) {
            struct str flag = sheet_xml_attribute(xml, "date1904");
            book->since_1904 = str_is(flag, "1") || str_is(flag, "true");
        }
        if (xml->kind != XML_OPEN || !str_is(xml->name, "sheet")) {
            continue;
        }
        if (book->count == SHEETS_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d sheets", SHEETS_MAX);
        }
        struct sheet_grid *grid = &book->grids[book->count++];
        grid->name = sheet_xml_attribute(xml, "name");
        TRY(target_of(r, rels, sheet_xml_attribute(xml, "id"), &part, err));
        if (part.n == 0) {
            return err_set(err, ERR_FORMAT, "sheet %.*s has no part",
                           STR_ARG(str_sub(grid->name, 0, 60)));
        }
        TRY(read_sheet(r, part, grid, err));
    } while (xml->kind != XML_END);
    return ERR_OK;
}

enum err_code sheet_book_read(struct arena *arena, struct str bytes, struct sheet_book *book,
                              struct err *err)
{
    struct reading *r = arena_zalloc(arena, sizeof *r);
    struct str workbook;
    struct str rels;
    *book = (struct sheet_book){0};
    r->arena = arena;
    r->book = book;
    TRY(zip_file_open(arena, bytes, &r->zip, err));
    enum err_code code = zip_file_read(arena, &r->zip, STR("xl/workbook.xml"), &workbook, err);
    if (code == ERR_NOT_FOUND) {
        err_set(err, ERR_FORMAT, "is a zip file, but no workbook");
        err_hint(err, "save it as .xlsx");
        return ERR_FORMAT;
    }
    TRY(code);
    TRY(zip_file_read(arena, &r->zip, STR("xl/_rels/workbook.xml.rels"), &rels, err));
    TRY(read_strings(r, err));
    return read_sheets(r, workbook, rels, err);
}

const struct sheet_cell *sheet_cell_at(const struct sheet_grid *grid, size_t row, size_t column)
{
    static const struct sheet_cell empty = {.text = {"", 0}};
    const struct sheet_cell *cell = row < grid->rows && column < grid->row[row].count
                                        ? &grid->row[row].cells[column]
                                        : &empty;
    return cell->text.p != NULL || cell->fault || cell->uncalculated ? cell : &empty;
}

const char *sheet_column_name(struct arena *arena, size_t column)
{
    char name[8];
    size_t n = sizeof name;
    name[--n] = '\0';
    for (column++; column > 0 && n > 0; column = (column - 1) / LETTERS) {
        name[--n] = (char)('A' + (char)((column - 1) % LETTERS));
    }
    return arena_strdup(arena, name + n);
}

const char *sheet_place(struct arena *arena, const struct sheet_grid *grid, size_t row,
                        size_t column)
{
    if (grid->lines != NULL) {
        return arena_printf(arena, "line %zu, column %zu",
                            row < grid->rows ? grid->lines[row] : row + 1, column + 1);
    }
    return arena_printf(arena, "sheet %.*s, cell %s%zu", STR_ARG(str_sub(grid->name, 0, 60)),
                        sheet_column_name(arena, column), row + 1);
}

/* ECMA-376 part 1, 18.17.4.1: day 1 is 1900-01-01, and there is a day 60 that never was. */
struct str sheet_day(struct arena *arena, const struct sheet_book *book, struct str number)
{
    enum { LAST = 2958465, SECONDS = 86400 };
    const int64_t since_1900 = -2208988800; /* 1900-01-01 */
    const int64_t since_1904 = -2082844800; /* 1904-01-01 */
    struct str whole = number;
    char *text = arena_alloc(arena, DATE_SIZE);
    uint64_t day;
    (void)str_split(&whole, '.', &number);
    if (!str_to_u64(number, LAST, &day) || (day == 0 && !book->since_1904) ||
        (day == 60 && !book->since_1904)) {
        return STR("");
    }
    int64_t days = (int64_t)day;
    int64_t seconds = book->since_1904 ? since_1904 + days * SECONDS
                                       : since_1900 + (days - (days > 60 ? 2 : 1)) * SECONDS;
    date_format(text, seconds);
    return str_of(text);
}
