/* See chart_svg.h. */
#include "web/chart_svg.h"

#include "base/html.h"
#include "base/jsonw.h"
#include "base/utf8.h"

void chart_open(struct chart *chart, const char *name, double width, double height)
{
    strbuf_puts(&chart->svg, "<div class=\"app-chart\"><svg role=\"img\" aria-label=\"");
    html_escape(&chart->svg, str_of(name));
    strbuf_printf(&chart->svg, "\" viewBox=\"0 0 %.0f %.0f\">", width, height);
}

void chart_close(struct chart *chart)
{
    strbuf_puts(&chart->svg, "</svg></div>\n");
}

void chart_text(struct chart *chart, const char *css, double x, double y, const char *anchor,
                struct str text)
{
    struct strbuf visible;
    strbuf_init(&visible, 4096);
    utf8_visible(&visible, text, false);
    strbuf_printf(&chart->svg,
                  "<text class=\"app-chart__%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                  css, x, y, anchor);
    html_escape(&chart->svg, strbuf_view(&visible));
    strbuf_puts(&chart->svg, "</text>");
    strbuf_release(&visible);
}

void chart_line(struct chart *chart, const char *css, double x1, double y1, double x2,
                double y2)
{
    strbuf_printf(
        &chart->svg,
        "<line class=\"app-chart__%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", css,
        x1, y1, x2, y2);
}

void chart_dot(struct chart *chart, const char *css, double x, double y, double radius)
{
    strbuf_printf(&chart->svg,
                  "<circle class=\"app-chart__%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", css,
                  x, y, radius);
}

void chart_box(struct chart *chart, const char *css, double x, double y, double width,
               double height)
{
    strbuf_printf(&chart->svg,
                  "<rect class=\"app-chart__%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
                  "height=\"%.1f\"/>",
                  css, x, y, width, height);
}

struct str chart_figure(struct chart *chart, const struct js *value, struct str dec)
{
    struct strbuf text;
    strbuf_init(&text, 64);
    (void)filter_apply(&text, js_text(value, "unit").n > 0 ? FILTER_COUNT : FILTER_PERCENT,
                       chart->language, dec);
    struct str kept = arena_str(chart->arena, strbuf_view(&text));
    strbuf_release(&text);
    return kept;
}

bool chart_number(const struct js *row, const char *key, double *number)
{
    const struct js *value = js_member(row, key);
    if (value != NULL && value->type == JS_INT) {
        *number = (double)value->integer;
        return true;
    }
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, number);
}
