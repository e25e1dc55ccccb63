/* One figure as something gets worse from left to right: of each row with a rate a dot, an
 * upright line for the interval, and a line to the row before. Rows without a rate leave a gap.
 *
 *     100%
 *            |
 *            o---.    |
 *      0%         `---o
 *          clean      1
 *
 * The value is {"rows":[{"label","value","low","high"}]}. */
#include "web/chart_svg.h"

#include "base/jsonw.h"

#include <math.h>

enum { WIDTH = 460, HEIGHT = 220, LEFT = 46, RIGHT = 12, TOP = 10, AXIS = 24, GRID = 4 };

struct curve {
    struct chart *chart;
    const struct js *value; /* what is drawn */
    double most;
    size_t count;
};

static double x_of(const struct curve *curve, size_t row)
{
    double step = (double)(WIDTH - LEFT - RIGHT) / (double)curve->count;
    return LEFT + step * ((double)row + 0.5);
}

static double y_of(const struct curve *curve, double value)
{
    return TOP + (HEIGHT - TOP - AXIS) * (1 - value / curve->most);
}

static void put_axis(const struct curve *curve)
{
    for (int i = 0; i <= GRID; i++) {
        char dec[DEC_SIZE];
        double at = curve->most * i / GRID;
        dec_format(dec, at);
        chart_line(curve->chart, "grid", LEFT, y_of(curve, at), WIDTH - RIGHT, y_of(curve, at));
        chart_text(curve->chart, "tick", LEFT - 6, y_of(curve, at) + 4, "end",
                   chart_figure(curve->chart, curve->value, str_of(dec)));
    }
}

static void put_rows(const struct curve *curve, const struct js *rows)
{
    double last = NAN;
    for (size_t i = 0; i < rows->array.count; i++) {
        const struct js *row = &rows->array.items[i];
        double x = x_of(curve, i);
        double value;
        double low;
        double high;
        chart_text(curve->chart, "tick", x, HEIGHT - 6, "middle", js_text(row, "label"));
        if (!chart_number(row, "value", &value) || !chart_number(row, "low", &low) ||
            !chart_number(row, "high", &high)) {
            last = NAN;
            continue;
        }
        if (!isnan(last)) {
            chart_line(curve->chart, "curve", x_of(curve, i - 1), y_of(curve, last), x,
                       y_of(curve, value));
        }
        chart_line(curve->chart, "interval", x, y_of(curve, low), x, y_of(curve, high));
        chart_dot(curve->chart, "point", x, y_of(curve, value), 5);
        last = value;
    }
}

void chart_curve(struct chart *chart, const struct js *value)
{
    const struct js *rows = js_member(value, "rows");
    struct curve curve = {.chart = chart, .value = value, .most = 1};
    bool any = false;
    double high;
    if (rows == NULL || rows->type != JS_ARRAY) {
        return;
    }
    curve.count = rows->array.count;
    for (size_t i = 0; i < rows->array.count; i++) {
        if (chart_number(&rows->array.items[i], "high", &high)) {
            any = true;
            curve.most = fmax(curve.most, ceil(high * 2) / 2);
        }
    }
    if (any) {
        chart_open(chart, message_text(chart->language, "chart.curve"), WIDTH, HEIGHT);
        put_axis(&curve);
        put_rows(&curve, rows);
        chart_close(chart);
    }
}
