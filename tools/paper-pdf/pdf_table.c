/* See pdf_table.h. */
#include "pdf_table.h"

#include <math.h>

#define SIZE 7.6
#define STEP (SIZE * 1.25)
#define PAD 2.2
#define GAP 7.0

struct table {
    struct sheet *sheet;
    const struct js *head; /* cells */
    const struct js *rows;
    size_t columns;
    double widths[TABLE_COLUMNS_MAX];
};

static enum sheet_font font_of(const struct js *cell, bool head)
{
    return head || js_is(js_member(cell, "heads"), "yes") ? FONT_BOLD : FONT_PLAIN;
}

/* The widest word, and the whole text; numbers are not broken. */
static void measure_cell(struct table *table, const struct js *cell, bool head, double *least,
                         double *most)
{
    struct str rest = js_text(cell, "text");
    struct str word;
    enum sheet_font font = font_of(cell, head);
    *most = fmax(*most, sheet_width_of(table->sheet, font, SIZE, rest));
    if (!head && js_is(js_member(cell, "numeric"), "yes")) {
        *least = fmax(*least, *most);
    }
    while (str_split(&rest, ' ', &word)) {
        *least = fmax(*least, sheet_width_of(table->sheet, font, SIZE, word));
    }
}

static void measure_row(struct table *table, const struct js *cells, bool head, double *least,
                        double *most)
{
    for (size_t i = 0; i < table->columns && i < cells->array.count; i++) {
        measure_cell(table, &cells->array.items[i], head, &least[i], &most[i]);
    }
}

/* Each column its longest word (a third of the page at most), what is left by what each would
 * like. */
static void share_room(struct table *table, double *least, const double *most)
{
    double room = SHEET_ROOM - GAP * (double)(table->columns - 1);
    double taken = 0;
    double wanted = 0;
    for (size_t i = 0; i < table->columns; i++) {
        least[i] = fmin(least[i], SHEET_ROOM / 3);
        taken += least[i];
        wanted += fmax(0, most[i] - least[i]);
    }
    double left = fmax(0, room - taken);
    double shrink = taken > room ? room / taken : 1;
    for (size_t i = 0; i < table->columns; i++) {
        double more = fmax(0, most[i] - least[i]);
        double share = wanted <= left || wanted <= 0 ? more : left * more / wanted;
        table->widths[i] = (least[i] + share) * shrink + 0.01;
    }
}

static size_t lines_of_row(struct table *table, const struct js *cells, bool head,
                           struct sheet_lines *lines)
{
    size_t most = 1;
    for (size_t i = 0; i < table->columns && i < cells->array.count; i++) {
        const struct js *cell = &cells->array.items[i];
        lines[i] = sheet_break(table->sheet, font_of(cell, head), SIZE, table->widths[i],
                               js_text(cell, "text"));
        most = lines[i].count > most ? lines[i].count : most;
    }
    return most;
}

static void rule(struct sheet *sheet, double y, double weight)
{
    cairo_set_line_width(sheet->cairo, weight);
    cairo_set_source_rgb(sheet->cairo, 0.6, 0.6, 0.6);
    cairo_move_to(sheet->cairo, SHEET_MARGIN, y);
    cairo_line_to(sheet->cairo, SHEET_WIDTH - SHEET_MARGIN, y);
    cairo_stroke(sheet->cairo);
    cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
}

static void put_cell(struct table *table, const struct js *cell, bool head, double x,
                     double width, const struct sheet_lines *lines)
{
    struct sheet *sheet = table->sheet;
    bool right = js_is(js_member(cell, "numeric"), "yes");
    const char *tag = font_of(cell, head) == FONT_BOLD ? "TH" : "TD";
    sheet_tag(sheet, tag);
    for (size_t i = 0; i < lines->count; i++) {
        sheet_put(sheet, font_of(cell, head), SIZE, right ? x + width : x,
                  sheet->y + PAD + STEP * (double)i, right, lines->list[i]);
    }
    sheet_untag(sheet, tag);
}

static void put_row(struct table *table, const struct js *cells, bool head)
{
    struct sheet *sheet = table->sheet;
    struct sheet_lines lines[TABLE_COLUMNS_MAX] = {{0}};
    double height = STEP * (double)lines_of_row(table, cells, head, lines) + 2 * PAD;
    double x = SHEET_MARGIN;
    sheet_tag(sheet, "TR");
    for (size_t i = 0; i < table->columns && i < cells->array.count; i++) {
        put_cell(table, &cells->array.items[i], head, x, table->widths[i], &lines[i]);
        x += table->widths[i] + GAP;
    }
    sheet_untag(sheet, "TR");
    sheet->y += height;
    rule(sheet, sheet->y, head ? 0.9 : 0.35);
}

static double height_of(struct table *table, const struct js *cells, bool head)
{
    struct sheet_lines lines[TABLE_COLUMNS_MAX] = {{0}};
    return STEP * (double)lines_of_row(table, cells, head, lines) + 2 * PAD;
}

/* A row is never parted, unless it is longer than a page: then it runs out at the foot. */
static void put_rows(struct table *table)
{
    struct sheet *sheet = table->sheet;
    sheet_tag(sheet, "Table");
    put_row(table, table->head, true);
    for (size_t i = 0; i < table->rows->array.count; i++) {
        const struct js *cells = js_member(&table->rows->array.items[i], "cells");
        if (sheet->y + height_of(table, cells, false) > SHEET_BOTTOM) {
            sheet_untag(sheet, "Table");
            sheet_next_page(sheet);
            sheet_tag(sheet, "Table");
            put_row(table, table->head, true);
        }
        put_row(table, cells, false);
    }
    sheet_untag(sheet, "Table");
}

static enum err_code check(struct table *table, const struct js *block, struct err *err)
{
    TRY(js_need(block, "head", JS_ARRAY, &table->head, err));
    TRY(js_need(block, "rows", JS_ARRAY, &table->rows, err));
    table->columns = table->head->array.count;
    if (table->columns == 0 || table->columns > TABLE_COLUMNS_MAX) {
        return err_set(err, ERR_FORMAT, "a table of %zu columns, not 1 to %d", table->columns,
                       TABLE_COLUMNS_MAX);
    }
    for (size_t i = 0; i < table->rows->array.count; i++) {
        const struct js *cells = NULL;
        TRY(js_need(&table->rows->array.items[i], "cells", JS_ARRAY, &cells, err));
    }
    return ERR_OK;
}

enum err_code table_put(struct sheet *sheet, const struct js *block, struct err *err)
{
    struct table table = {.sheet = sheet};
    double least[TABLE_COLUMNS_MAX] = {0};
    double most[TABLE_COLUMNS_MAX] = {0};
    TRY(check(&table, block, err));
    measure_row(&table, table.head, true, least, most);
    for (size_t i = 0; i < table.rows->array.count; i++) {
        measure_row(&table, js_member(&table.rows->array.items[i], "cells"), false, least,
                    most);
    }
    share_room(&table, least, most);
    (void)sheet_need(sheet, 5 * STEP + height_of(&table, table.head, true));
    sheet->y += 2;
    sheet_paragraph(sheet, FONT_BOLD, 8.4, SHEET_MARGIN, js_text(block, "caption"), "P");
    put_rows(&table);
    sheet->y += 5;
    return ERR_OK;
}
