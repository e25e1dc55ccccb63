/* One document's true spans against its answer: all numbers that the figures are made from. */
#ifndef POLICEAI_SCORE_SPANS_COUNT_H
#define POLICEAI_SCORE_SPANS_COUNT_H

#include "metrics/spans/span_iou.h"
#include "metrics/spans/span_schemas.h"
#include "score/spans/spans_file.h"

#include <stdbool.h>
#include <stddef.h>

struct spans_rules {
    double overlap;                      /* percent of a true span, nervaluate's minimum */
    double iou;                          /* presidio-research's threshold */
    const struct name_table *skip_words; /* lower case, or NULL */
};

/* Units that are in both, marked, true. */
enum { SPANS_BOTH, SPANS_MARKED, SPANS_TRUE, SPANS_SHARE };

struct spans_numbers {
    double greedy[SPAN_SCHEMAS][SPAN_COUNTS];
    double matched[SPAN_SCHEMAS][SPAN_COUNTS];
    double iou[3]; /* matched, predicted, annotated */
    double entity_recall[2];
    double documents_leak[2];
    double direct_leak[2];
    double entities[2]; /* masked, of: as struct mask_counts */
    double direct[2];
    double quasi[2];
    double mentions[2];
    double mention_tokens[2];
    double masked_tokens[2];
    double masks[2];
    double characters[SPANS_SHARE];
    double tokens[SPANS_SHARE];
    bool unsolved; /* too many spans overlap one another for the order-free matching */
};

/* Several annotators: schemas are counted against each in turn and added up. */
void spans_count(const struct spans_document *truth, const struct spans_document *answer,
                 const struct spans_rules *rules, struct spans_numbers *numbers);

/* The same for one label alone, spans of others taken out on both sides. False when the label
 * does not occur in either. Fills greedy, entity_recall. */
bool spans_count_label(const struct spans_document *truth, const struct spans_document *answer,
                       uint32_t label, const struct spans_rules *rules,
                       struct spans_numbers *numbers);

#endif
