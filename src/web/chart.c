/* One kind so far, "intervals": of each row with a rate its label, a line for the interval, a
 * dot for the figure; a dashed line at the working value. Rows without a rate stand in the
 * table only.
 *
 *     label
 *     |----====o===-------:--------|  12.3%
 *     0%                          100%
 *
 * `value` is {"rows":[{"label","value","low","high"}],"bound":DEC}. */
#include "web/chart.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 460, LEFT = 6, PLOT = 370, ROW = 44, TOP = 4, AXIS = 24 };

struct chart {
    struct strbuf svg;
    struct arena *arena;
    const struct language *language;
    double most; /* the axis ends here */
};

static bool number_at(const struct js *row, const char *key, double *number)
{
    const struct js *value = js_member(row, key);
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, number);
}

static double x_of(const struct chart *chart, double value)
{
    return LEFT + PLOT * value / chart->most;
}

static void put_text(struct chart *chart, const char *css, double x, double y,
                     const char *anchor, struct str text)
{
    struct strbuf visible;
    strbuf_init(&visible, 4096);
    utf8_visible(&visible, text, false);
    strbuf_printf(&chart->svg, "<text class=\"app-chart__%s\" x=\"%.1f\" y=\"%.1f\"%s>", css, x,
                  y, anchor);
    html_escape(&chart->svg, strbuf_view(&visible));
    strbuf_puts(&chart->svg, "</text>");
    strbuf_release(&visible);
}

static void put_line(struct chart *chart, const char *css, double x1, double y1, double x2,
                     double y2)
{
    strbuf_printf(
        &chart->svg,
        "<line class=\"app-chart__%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", css,
        x1, y1, x2, y2);
}

static struct str percent_of(struct chart *chart, struct str dec)
{
    struct strbuf text;
    strbuf_init(&text, 64);
    (void)filter_apply(&text, FILTER_PERCENT, chart->language, dec);
    struct str kept = arena_str(chart->arena, strbuf_view(&text));
    strbuf_release(&text);
    return kept;
}

static void put_row(struct chart *chart, const struct js *row, double y)
{
    double value;
    double low;
    double high;
    const struct js *label = js_member(row, "label");
    if (!number_at(row, "value", &value) || !number_at(row, "low", &low) ||
        !number_at(row, "high", &high)) {
        return;
    }
    if (label != NULL && label->type == JS_STRING) {
        put_text(chart, "label", LEFT, y + 14, "", label->string);
    }
    put_line(chart, "interval", x_of(chart, low), y + 28, x_of(chart, high), y + 28);
    strbuf_printf(&chart->svg,
                  "<circle class=\"app-chart__point\" cx=\"%.1f\" cy=\"%.1f\" "
                  "r=\"6\"/>",
                  x_of(chart, value), y + 28);
    put_text(chart, "value", LEFT + PLOT + 14, y + 33, "",
             percent_of(chart, js_member(row, "value")->string));
}

/* Rows that have a rate; the axis grows past 100% when an error rate does. */
static int measure(struct chart *chart, const struct js *rows)
{
    int count = 0;
    double number;
    chart->most = 1;
    for (size_t i = 0; rows != NULL && rows->type == JS_ARRAY && i < rows->array.count; i++) {
        if (number_at(&rows->array.items[i], "high", &number)) {
            count++;
            chart->most = fmax(chart->most, ceil(number * 2) / 2);
        }
    }
    return count;
}

static void put_axis(struct chart *chart, double bottom)
{
    for (int i = 0; i <= 4; i++) {
        char dec[DEC_SIZE];
        double at = chart->most * i / 4;
        const char *anchor = i == 0   ? ""
                             : i == 4 ? " text-anchor=\"end\""
                                      : " text-anchor=\"middle\"";
        dec_format(dec, at);
        put_line(chart, "grid", x_of(chart, at), TOP, x_of(chart, at), bottom);
        put_text(chart, "tick", x_of(chart, at), bottom + 16, anchor,
                 percent_of(chart, str_of(dec)));
    }
}

static void draw(struct chart *chart, const struct js *value, const struct js *rows, int count)
{
    double bound;
    double high;
    double bottom = TOP + ROW * count + 4;
    double y = TOP;
    bool bounded = number_at(value, "bound", &bound);
    strbuf_puts(&chart->svg, "<div class=\"app-chart\"><svg role=\"img\" aria-label=\"");
    html_escape(&chart->svg, str_of(message_text(chart->language, "chart.intervals")));
    strbuf_printf(&chart->svg, "\" viewBox=\"0 0 %d %.0f\">", WIDTH, bottom + AXIS);
    put_axis(chart, bottom);
    for (size_t i = 0; i < rows->array.count; i++) {
        if (number_at(&rows->array.items[i], "high", &high)) {
            if (bounded) {
                put_line(chart, "bound", x_of(chart, bound), y + 19, x_of(chart, bound),
                         y + 38);
            }
            put_row(chart, &rows->array.items[i], y);
            y += ROW;
        }
    }
    strbuf_puts(&chart->svg, "</svg></div>\n");
}

struct html chart_draw(struct arena *arena, const char *kind, const struct language *language,
                       const struct js *value)
{
    struct chart chart = {.arena = arena, .language = language};
    struct html html = {STR("")};
    if (strcmp(kind, "intervals") != 0) {
        BUG("there is no chart %s", kind);
    }
    const struct js *rows = js_member(value, "rows");
    int count = measure(&chart, rows);
    if (count == 0) {
        return html;
    }
    strbuf_init(&chart.svg, MIB);
    draw(&chart, value, rows, count);
    html.markup = arena_str(arena, strbuf_view(&chart.svg));
    strbuf_release(&chart.svg);
    return html;
}
