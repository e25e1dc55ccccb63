/* What `policeai score` found: figures by name, groups and their comparisons, rows left out,
 * conventions side by side; printed as text or as the JSON of doc/score.md.
 *
 * A report lives in its arena. Texts given to it are lent for as long. Nothing is scored here.
 */
#ifndef POLICEAI_SCORE_REPORT_H
#define POLICEAI_SCORE_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "metrics/metric.h"
#include "score/score_options.h"
#include "stats/interval.h"

#include <stdbool.h>
#include <stdint.h>

struct score_report;

/* A further number of a figure: "substitutions" of a word error rate, "precision" of a ROUGE.
 */
struct score_part {
    const char *name;
    double value; /* whole numbers are printed without a fraction */
    bool undefined;
};

/* One number of `metrics`. */
struct score_figure {
    const char *name;            /* "wer.sclite": the id without "/1" */
    const struct metric *metric; /* whose id opens the signature */
    const char *settings;        /* the rest of it, "costs:4/3/3|case:lower", or NULL */
    struct metric_value value;
    int64_t n;        /* units that the value is of: items, utterances, topics */
    int64_t clusters; /* independent units among them; 0: as n */
    bool has_interval;
    struct interval interval;
    const char *method;      /* how the interval was made; NULL with has_interval false */
    const char *no_interval; /* why there is none, or NULL */
    const struct score_part *parts;
    size_t part_count;
};

/* A group's difference from all the rest in one figure. */
struct score_comparison {
    const char *column;
    const char *value;
    const char *name; /* of the figure */
    bool has_difference;
    double difference; /* group - rest */
    struct interval difference_interval;
    bool has_ratio;
    double ratio;
    struct interval ratio_interval;
    bool has_p;
    double p;            /* two-sided */
    double p_adjusted;   /* Holm over the groups of one column and figure */
    const char *verdict; /* "different", "equivalent within the margin", "not enough data" */
    int64_t n_enough;    /* with "not enough data": units a group needs; 0: not known */
    const char *method;
    const char *reason; /* or NULL */
};

/* One quantity by one convention, for --compare-conventions. */
struct score_convention {
    const char *quantity;   /* "EER" */
    const char *convention; /* "DeepfakeBench", "ROC convex hull (bob.measure)" */
    struct metric_value value;
    const char *why; /* what is done otherwise, one sentence */
};

/* The shortest decimal that reads back as the same double, whole numbers without exponent; NaN
 * and infinity are a BUG. */
enum { SCORE_REAL_SIZE = 32 };
void score_real(char text[SCORE_REAL_SIZE], double value);

/* `family` as on the command line; options are copied. */
struct score_report *score_report_new(struct arena *arena, const char *family,
                                      const struct score_options *options);
struct arena *score_report_arena(const struct score_report *report);
const struct score_options *score_report_options(const struct score_report *report);

/* A setting that holds for all figures, part of every signature: "norm", "none". In the order
 * added. */
void score_report_setting(struct score_report *report, const char *name, const char *value);
/* Copies the figure (not the texts). Names are unique within metrics, else BUG. */
void score_report_figure(struct score_report *report, const struct score_figure *figure);
/* A figure of those of `column` whose value is `value`; shown under groups. */
void score_report_group_figure(struct score_report *report, const char *column,
                               const char *value, const struct score_figure *figure);
/* p_adjusted is filled in at the end, by Holm's procedure. */
void score_report_comparison(struct score_report *report,
                             const struct score_comparison *comparison);
void score_report_convention(struct score_report *report,
                             const struct score_convention *convention);
/* Printed before the figures as text ("3 speakers of the reference are not in the hypothesis")
 * and as "notes". */
void score_report_note(struct score_report *report, const char *format, ...) PRINTF_LIKE(2, 3);
/* A member of the JSON object beyond the standing ones, such as "confusion": JSON already, in
 * the arena; and the same for people (may be NULL), printed after the figures. */
void score_report_extra(struct score_report *report, const char *name, struct str json,
                        const char *text);

/* A row that cannot be used, as `code` and `err` say. Strict: returns code with the place put
 * before the words and where --lenient helps. Lenient: notes it and returns ERR_OK; the caller
 * leaves the row out. `line` from 1, 0 where there is none. */
enum err_code score_report_skip(struct score_report *report, const char *path, size_t line,
                                enum err_code code, struct err *err) MUST_USE;
size_t score_report_skipped(const struct score_report *report);

/* Everything as JSON or as text on standard output, by the options. */
void score_report_print(struct score_report *report);
/* The same into a buffer, for tests. */
void score_report_write(struct score_report *report, struct strbuf *out);

#endif
