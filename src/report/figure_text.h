/* Figures as people read them: the same text in every output of a report. */
#ifndef POLICEAI_REPORT_FIGURE_TEXT_H
#define POLICEAI_REPORT_FIGURE_TEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "metrics/metric.h"
#include "stats/interval.h"

/* "81.7%" of a proportion, else four digits; `value` is finite. */
const char *figure_value(struct arena *arena, const struct metric *metric, double value);
/* The same with a sign: "+1.5 points" of a proportion, "+0.012" else. */
const char *figure_difference(struct arena *arena, const struct metric *metric, double value);
/* "76.7% to 86.7%" */
const char *figure_interval(struct arena *arena, const struct metric *metric,
                            const struct interval *interval);
/* "-1.2 to +3.4 points" */
const char *figure_difference_interval(struct arena *arena, const struct metric *metric,
                                       const struct interval *interval);
/* "5.0 points" of a proportion, a margin between two figures. */
const char *figure_margin(struct arena *arena, const struct metric *metric, double margin);
/* "196 of 240" where the value has such parts, else "". */
const char *figure_counts(struct arena *arena, const struct metric_value *value);
/* "0.032", "under 0.001" */
const char *figure_p(struct arena *arena, double p);
/* "1,234" */
const char *figure_count(struct arena *arena, int64_t count);

#endif
