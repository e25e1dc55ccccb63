/* Counts of the same kind of thing as bars, each with its number.
 *
 *     label
 *     ==========  12
 *
 * The value is {"rows":[{"label" or "word", "count"}],"words":PREFIX}: a word is the end of a
 * message's id. Nothing is drawn when every count is 0. */
#include "web/chart_svg.h"

enum { WIDTH = 460, PLOT = 390, ROW = 44, BAR = 16 };

static struct str label_of(const struct chart *chart, const struct js *value,
                           const struct js *row)
{
    struct str word = js_text(row, "word");
    struct str prefix = js_text(value, "words");
    if (word.n == 0) {
        return js_text(row, "label");
    }
    char *id = arena_printf(chart->arena, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(word));
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == ' ' ? '-' : *c;
    }
    const char *message = message_lookup(chart->language, str_of(id));
    return message != NULL ? str_of(message) : word;
}

void chart_bars(struct chart *chart, const struct js *value)
{
    const struct js *rows = js_member(value, "rows");
    double most = 0;
    double count;
    double y = 0;
    if (rows == NULL || rows->type != JS_ARRAY) {
        return;
    }
    for (size_t i = 0; i < rows->array.count; i++) {
        if (chart_number(&rows->array.items[i], "count", &count) && count > most) {
            most = count;
        }
    }
    if (most <= 0) {
        return;
    }
    chart_open(chart, message_text(chart->language, "chart.bars"), WIDTH,
               (double)rows->array.count * ROW);
    for (size_t i = 0; i < rows->array.count; i++) {
        const struct js *row = &rows->array.items[i];
        if (chart_number(row, "count", &count)) {
            chart_text(chart, "label", 0, y + 14, "start", label_of(chart, value, row));
            chart_box(chart, "bar", 0, y + 20, PLOT * count / most, BAR);
            chart_text(chart, "value", PLOT * count / most + 8, y + 33, "start",
                       str_of(arena_printf(chart->arena, "%.0f", count)));
        }
        y += ROW;
    }
    chart_close(chart);
}
