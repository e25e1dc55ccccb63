/* See pdf_chart.h. */
#include "pdf_chart.h"

#include "base/jsonw.h"

#include <math.h>
#include <stdio.h>

#define SIZE 7.6
#define ROW 11.5
#define LEFT (SHEET_MARGIN + 215)
#define PLOT 245.0

struct row {
    struct str label;
    double value, low, high;
};

static enum err_code number(const struct js *object, const char *name, double *value,
                            struct err *err)
{
    struct str text;
    TRY(js_need_str(object, name, &text, err));
    return dec_parse(text, value) ? ERR_OK
                                  : err_set(err, ERR_FORMAT, "\"%s\" is no number", name);
}

static enum err_code read_row(const struct js *js, struct row *row, struct err *err)
{
    TRY(js_need_str(js, "label", &row->label, err));
    TRY(number(js, "value", &row->value, err));
    TRY(number(js, "low", &row->low, err));
    return number(js, "high", &row->high, err);
}

static double x_of(double most, double value)
{
    return LEFT + PLOT * fmin(fmax(value, 0), most) / most;
}

static void line(struct sheet *sheet, double x1, double y1, double x2, double y2)
{
    cairo_move_to(sheet->cairo, x1, y1);
    cairo_line_to(sheet->cairo, x2, y2);
    cairo_stroke(sheet->cairo);
}

static void put_row(struct sheet *sheet, const struct row *row, double most)
{
    char text[32];
    double middle = sheet->y + ROW / 2;
    struct sheet_lines label =
        sheet_break(sheet, FONT_PLAIN, SIZE, LEFT - SHEET_MARGIN - 10, row->label);
    sheet_put(sheet, FONT_PLAIN, SIZE, SHEET_MARGIN, sheet->y + 1, false,
              label.count > 0 ? label.list[0] : STR(""));
    cairo_set_source_rgb(sheet->cairo, 0.55, 0.73, 0.87);
    cairo_set_line_width(sheet->cairo, 4);
    line(sheet, x_of(most, row->low), middle, x_of(most, row->high), middle);
    cairo_set_source_rgb(sheet->cairo, 0.11, 0.44, 0.72);
    cairo_arc(sheet->cairo, x_of(most, row->value), middle, 2.6, 0, 6.2831853);
    cairo_fill(sheet->cairo);
    cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
    snprintf(text, sizeof text, "%.1f%%", row->value * 100);
    sheet_put(sheet, FONT_PLAIN, SIZE, LEFT + PLOT + 8, sheet->y + 1, false, str_of(text));
    sheet->y += ROW;
}

static void put_axis(struct sheet *sheet, double most, double height)
{
    for (int i = 0; i <= 4; i++) {
        char text[32];
        double x = x_of(most, most * i / 4);
        snprintf(text, sizeof text, "%.0f%%", most * 25 * i);
        cairo_set_source_rgb(sheet->cairo, 0.8, 0.8, 0.8);
        cairo_set_line_width(sheet->cairo, 0.5);
        line(sheet, x, sheet->y, x, sheet->y + height);
        cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
        sheet_put(sheet, FONT_PLAIN, 6.6, x - 7, sheet->y + height + 1, false, str_of(text));
    }
}

enum err_code chart_put(struct sheet *sheet, const struct js *block, struct err *err)
{
    const struct js *list = NULL;
    double most = 1;
    TRY(js_need(block, "rows", JS_ARRAY, &list, err));
    struct row *rows = arena_zalloc(sheet->arena, (list->array.count + 1) * sizeof *rows);
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(read_row(&list->array.items[i], &rows[i], err));
        most = fmax(most, ceil(rows[i].high * 2) / 2);
    }
    double height = ROW * (double)list->array.count;
    (void)sheet_need(sheet, fmin(height + 34, SHEET_BOTTOM - SHEET_TOP));
    sheet_paragraph(sheet, FONT_BOLD, 8.4, SHEET_MARGIN, js_text(block, "caption"), "P");
    sheet->y += 2;
    put_axis(sheet, most, height);
    for (size_t i = 0; i < list->array.count; i++) {
        put_row(sheet, &rows[i], most);
    }
    sheet->y += 16;
    return ERR_OK;
}
