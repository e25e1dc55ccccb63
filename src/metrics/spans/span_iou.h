/* Span score by intersection over union, as presidio-research's SpanEvaluator counts it.
 *
 * Tokens carry one label each (or none). Neighbouring tokens of one label make a span; spans of
 * one label with only skipped tokens between them are joined; a span of skipped tokens alone is
 * none. A span's extent runs from its first to its last token that is not skipped. SOURCE:
 * microsoft/presidio-research, presidio_evaluator/evaluation/span_evaluator.py at 7622dec; with
 * its defaults a match is IoU >= 0.9 in characters and F has beta 2. */
#ifndef POLICEAI_METRICS_SPAN_IOU_H
#define POLICEAI_METRICS_SPAN_IOU_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPAN_NO_LABEL UINT32_MAX

struct span_token {
    size_t start; /* code points */
    size_t end;
    bool skipped; /* punctuation or a word of the skip list */
};

/* A document's tokens in order of place, with the label each has in truth and in the
 * prediction. */
struct span_tagged {
    const struct span_token *tokens;
    size_t count;
    const uint32_t *truth; /* SPAN_NO_LABEL: outside */
    const uint32_t *predicted;
};

struct span_iou_counts {
    size_t matched;   /* true spans met by an IoU of at least the threshold */
    size_t predicted; /* see below */
    size_t annotated; /* true spans */
};
/* `finish` over these three numbers in that order. */
struct metric_value span_iou_precision(const double *sum);
struct metric_value span_iou_recall(const double *sum);
struct metric_value span_iou_f2(const double *sum);

/* Adds a document's counts. With `by_label` counts[LABEL] for each label, a pair matching only
 * when the labels are the same; without, counts[0] with all labels taken as one. Each true span
 * is compared with what overlaps it: one prediction by IoU, several of one label by the IoU of
 * their union (in the reference's own arithmetic: ends inclusive, all but the first shifted by
 * one). Each label among the overlapping counts once as predicted, so a prediction over two
 * true spans counts twice and two predictions on one true span once; a prediction that overlaps
 * nothing counts once.
 */
void span_iou_count(const struct span_tagged *document, double threshold, bool by_label,
                    struct span_iou_counts *counts);

#endif
