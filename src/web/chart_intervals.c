/* Figures with their intervals: of each row with a rate its label, a line for the interval, a
 * dot for the figure; a dashed line at the working value. Rows without a rate stand in the
 * table only.
 *
 *     label
 *     |----====o===-------:--------|  12.3%
 *     0%                          100%
 *
 * The value is {"rows":[{"label","value","low","high"}],"bound":DEC}, with a "unit" where they
 * are no shares. */
#include "web/chart_svg.h"

#include "base/jsonw.h"

#include <math.h>

enum { WIDTH = 460, LEFT = 6, PLOT = 370, ROW = 44, TOP = 4, AXIS = 24 };

static double x_of(double most, double value)
{
    return LEFT + PLOT * value / most;
}

static void put_row(struct chart *chart, const struct js *whole, double most,
                    const struct js *row, double y)
{
    double value;
    double low;
    double high;
    if (!chart_number(row, "value", &value) || !chart_number(row, "low", &low) ||
        !chart_number(row, "high", &high)) {
        return;
    }
    chart_text(chart, "label", LEFT, y + 14, "start", js_text(row, "label"));
    chart_line(chart, "interval", x_of(most, low), y + 28, x_of(most, high), y + 28);
    chart_dot(chart, "point", x_of(most, value), y + 28, 6);
    chart_text(chart, "value", LEFT + PLOT + 14, y + 33, "start",
               chart_figure(chart, whole, js_text(row, "value")));
}

/* Rows that have a rate; the axis grows past 100% when an error rate does. */
static int measure(const struct js *rows, double *most)
{
    int count = 0;
    double number;
    *most = 1;
    for (size_t i = 0; rows != NULL && rows->type == JS_ARRAY && i < rows->array.count; i++) {
        if (chart_number(&rows->array.items[i], "high", &number)) {
            count++;
            *most = fmax(*most, ceil(number * 2) / 2);
        }
    }
    return count;
}

static void put_axis(struct chart *chart, const struct js *whole, double most, double bottom)
{
    for (int i = 0; i <= 4; i++) {
        char dec[DEC_SIZE];
        double at = most * i / 4;
        dec_format(dec, at);
        chart_line(chart, "grid", x_of(most, at), TOP, x_of(most, at), bottom);
        chart_text(chart, "tick", x_of(most, at), bottom + 16,
                   i == 0   ? "start"
                   : i == 4 ? "end"
                            : "middle",
                   chart_figure(chart, whole, str_of(dec)));
    }
}

void chart_intervals(struct chart *chart, const struct js *value)
{
    const struct js *rows = js_member(value, "rows");
    double bound;
    double high;
    double most;
    int count = measure(rows, &most);
    double bottom = TOP + ROW * count + 4;
    double y = TOP;
    bool bounded = chart_number(value, "bound", &bound);
    if (count == 0) {
        return;
    }
    chart_open(chart, message_text(chart->language, "chart.intervals"), WIDTH, bottom + AXIS);
    put_axis(chart, value, most, bottom);
    for (size_t i = 0; i < rows->array.count; i++) {
        if (chart_number(&rows->array.items[i], "high", &high)) {
            if (bounded) {
                chart_line(chart, "bound", x_of(most, bound), y + 19, x_of(most, bound),
                           y + 38);
            }
            put_row(chart, value, most, &rows->array.items[i], y);
            y += ROW;
        }
    }
    chart_close(chart);
}
