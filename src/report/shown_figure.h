/* A figure of evidence, read for people. */
#ifndef POLICEAI_REPORT_SHOWN_FIGURE_H
#define POLICEAI_REPORT_SHOWN_FIGURE_H

#include "base/arena.h"
#include "base/json.h"
#include "metrics/metric.h"
#include "stats/interval.h"

/* A figure of the evidence, its numbers read. */
struct shown_figure {
    const struct metric *metric; /* NULL: one this program does not know */
    struct str metric_id;
    struct str group; /* "all" or NAME=VALUE */
    int64_t n;
    int64_t clusters; /* -1: not told */
    struct metric_value value;
    bool rate; /* value and interval are there */
    struct interval interval;
    struct str method;
    struct str undefined;
};

/* A figure of the evidence's array; texts are borrowed from it. */
struct shown_figure report_figure(struct arena *arena, const struct js *js);

#endif
