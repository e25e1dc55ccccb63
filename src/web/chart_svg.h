/* What every drawing is made with: SVG elements with classes, texts escaped and measured
 * roughly.
 */
#ifndef POLICEAI_WEB_CHART_SVG_H
#define POLICEAI_WEB_CHART_SVG_H

#include "web/template.h"

struct chart {
    struct strbuf svg;
    struct arena *arena;
    const struct language *language;
};

/* A kind of drawing: appends to chart->svg, nothing when there is nothing to draw. */
typedef void chart_kind(struct chart *chart, const struct js *value);
chart_kind chart_intervals;
chart_kind chart_curve;
chart_kind chart_timeline;
chart_kind chart_bars;
chart_kind chart_tiles;

/* Opens the drawing; `name` is a message: what it shows, for those who do not see it. */
void chart_open(struct chart *chart, const char *name, double width, double height);
void chart_close(struct chart *chart);
/* `css` is the class behind "app-chart__"; `anchor` "start", "middle" or "end". */
void chart_text(struct chart *chart, const char *css, double x, double y, const char *anchor,
                struct str text);
void chart_line(struct chart *chart, const char *css, double x1, double y1, double x2,
                double y2);
void chart_dot(struct chart *chart, const char *css, double x, double y, double radius);
void chart_box(struct chart *chart, const char *css, double x, double y, double width,
               double height);
/* DEC in the chart's arena: as a percentage, or as a number of what the chart's value has a
 * "unit" for. */
struct str chart_figure(struct chart *chart, const struct js *value, struct str dec);
/* A member that is a decimal text or an integer. */
bool chart_number(const struct js *row, const char *key, double *number);

#endif
