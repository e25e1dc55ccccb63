/* What happened when, in lanes: one a kind of event that there was. Time goes from the first
 * event to the last; events on one day lie on one another, the table beside tells them apart.
 *
 *     In use        o-----------o
 *     Decisions         o            o
 *                   2025        2026
 *
 * The value is {"events":[{"date":"YYYY-MM-DD","lane"}]}, sorted by date. */
#include "web/chart_svg.h"

#include "base/clock.h"

enum { WIDTH = 520, LEFT = 130, PLOT = 370, ROW = 34, TOP = 8, AXIS = 24, LANES = 6 };

static const char *const lanes[LANES] = {"stage",    "notice",   "decision",
                                         "document", "evidence", "report"};

static const char *lane_name(const struct chart *chart, int lane)
{
    switch (lane) {
    case 0:
        return message_text(chart->language, "lane.stage");
    case 1:
        return message_text(chart->language, "lane.notice");
    case 2:
        return message_text(chart->language, "lane.decision");
    case 3:
        return message_text(chart->language, "lane.document");
    case 4:
        return message_text(chart->language, "lane.evidence");
    default:
        return message_text(chart->language, "lane.report");
    }
}

static bool day_of(const struct js *event, double *day)
{
    int64_t seconds;
    if (!date_parse(js_text(event, "date"), &seconds)) {
        return false;
    }
    *day = (double)(seconds / 86400);
    return true;
}

static bool has_lane(const struct js *events, const char *lane)
{
    for (size_t i = 0; i < events->array.count; i++) {
        if (str_is(js_text(&events->array.items[i], "lane"), lane)) {
            return true;
        }
    }
    return false;
}

struct span {
    double first;
    double last;
};

static double x_of(const struct span *span, double day)
{
    return span->last > span->first
               ? LEFT + PLOT * (day - span->first) / (span->last - span->first)
               : LEFT + PLOT / 2.0;
}

static void put_lane(struct chart *chart, const struct js *events, int lane,
                     const struct span *span, double y)
{
    double day;
    chart_text(chart, "label", 0, y + 5, "start", str_of(lane_name(chart, lane)));
    chart_line(chart, "grid", LEFT, y, LEFT + PLOT, y);
    for (size_t i = 0; i < events->array.count; i++) {
        const struct js *event = &events->array.items[i];
        if (str_is(js_text(event, "lane"), lanes[lane]) && day_of(event, &day)) {
            chart_dot(chart, "point", x_of(span, day), y, 6);
        }
    }
}

void chart_timeline(struct chart *chart, const struct js *value)
{
    const struct js *events = js_member(value, "events");
    struct span span;
    int count = 0;
    double y = TOP + ROW / 2.0;
    if (events == NULL || events->type != JS_ARRAY || events->array.count == 0 ||
        !day_of(&events->array.items[0], &span.first) ||
        !day_of(&events->array.items[events->array.count - 1], &span.last)) {
        return;
    }
    for (int i = 0; i < LANES; i++) {
        count += has_lane(events, lanes[i]);
    }
    double bottom = TOP + ROW * count;
    chart_open(chart, message_text(chart->language, "chart.timeline"), WIDTH, bottom + AXIS);
    for (int i = 0; i < LANES; i++) {
        if (has_lane(events, lanes[i])) {
            put_lane(chart, events, i, &span, y);
            y += ROW;
        }
    }
    chart_text(chart, "tick", span.last > span.first ? LEFT : LEFT + PLOT / 2.0, bottom + 16,
               span.last > span.first ? "start" : "middle",
               js_text(&events->array.items[0], "date"));
    if (span.last > span.first) {
        chart_text(chart, "tick", LEFT + PLOT, bottom + 16, "end",
                   js_text(&events->array.items[events->array.count - 1], "date"));
    }
    chart_close(chart);
}
