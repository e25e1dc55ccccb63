/* The four schemas by which marked spans are matched (SemEval-2013 task 9.1, as the program
 * nervaluate counts them): strict (boundaries and label), exact (boundaries), partial (half for
 * an overlap), ent_type (label, boundaries may differ). SOURCE: Segura-Bedmar, Martinez,
 * Herrero-Zazo 2013, SemEval-2013 Task 9, section 4; the order of matching:
 * MantisAI/nervaluate, src/nervaluate/strategies.py at fce0139. */
#ifndef POLICEAI_METRICS_SPAN_SCHEMAS_H
#define POLICEAI_METRICS_SPAN_SCHEMAS_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A labelled span: code points (or tokens), end exclusive, start < end. */
struct span_mark {
    size_t start;
    size_t end;
    uint32_t label;
};

struct span_marks {
    const struct span_mark *items; /* in any order; the greedy matching depends on it */
    size_t count;
};

enum span_schema { SPAN_STRICT, SPAN_EXACT, SPAN_PARTIAL, SPAN_ENT_TYPE, SPAN_SCHEMAS };
/* "strict", … */
const char *span_schema_name(enum span_schema schema);

/* correct + incorrect + partial + missed = true spans, … + spurious = predicted spans. */
struct span_counts {
    size_t correct;
    size_t incorrect;
    size_t partial;
    size_t missed;
    size_t spurious;
};
/* The numbers in that order, as a metric's vector of SPAN_COUNTS. */
enum { SPAN_COUNTS = 5 };
void span_counts_vector(const struct span_counts *counts, double vector[SPAN_COUNTS]);

/* nervaluate's order: for each prediction in turn the first true span, in its list's order,
 * that no earlier prediction took and of which at least `overlap` percent (nervaluate: 1) is
 * covered; it is taken whether the pair then counts as correct, partial or incorrect. So an
 * early partial overlap can take a span from a later exact match. */
struct span_counts span_schema_greedy(enum span_schema schema, struct span_marks truth,
                                      struct span_marks predicted, double overlap);
/* Order-free: of all one-to-one pairings of spans that overlap by `overlap` percent, one with
 * the greatest credit (1 for correct, 1/2 for partial), and among those with most pairs. Exact,
 * by the Hungarian method on each group of spans that overlap one another. False when such a
 * group has more than SPAN_GROUP_MAX spans on a side; then nothing is counted. */
enum { SPAN_GROUP_MAX = 1000 };
bool span_schema_matched(enum span_schema schema, struct span_marks truth,
                         struct span_marks predicted, double overlap,
                         struct span_counts *counts);
/* What a pair is worth in half points: 2 correct, 1 partial, 0 incorrect. */
unsigned span_schema_credit(enum span_schema schema, const struct span_mark *truth,
                            const struct span_mark *predicted);
/* At least `overlap` percent of `truth` lies in `predicted`. */
bool span_mark_overlaps(const struct span_mark *truth, const struct span_mark *predicted,
                        double overlap);

/* `finish` of metrics over vectors of SPAN_COUNTS; (correct + partial / 2) over predicted
 * spans, over true spans, and their harmonic mean. Undefined without predicted spans, without
 * true spans, without either (nervaluate writes 0). partial is 0 in all schemas but partial. */
struct metric_value span_counts_precision(const double *sum);
struct metric_value span_counts_recall(const double *sum);
struct metric_value span_counts_f1(const double *sum);

#endif
