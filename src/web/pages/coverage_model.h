/* What a force was asked for and what it answered, in a page's model. */
#ifndef POLICEAI_WEB_COVERAGE_MODEL_H
#define POLICEAI_WEB_COVERAGE_MODEL_H

#include "entry_model.h"
#include "registry/coverage.h"

/* Members "state" (a word of coverage_state_word), "uses" (own, entered by the centre and by
 * others together), "by_centre", "by_others", "withheld", "due", "request" and "nil" (subjects'
 * statements), "nil_lapsed", "contradicted" in the object now open. Counts of 0 are left out.
 */
void coverage_model(struct page_context *page, const struct coverage *coverage);
/* How many forces are in each state. */
struct coverage_tally {
    int64_t counts[COVERAGE_STATES];
};
/* The page changes when the coverage does. */
void coverage_tally_add(struct page_context *page, struct coverage_tally *tally,
                        const struct coverage *coverage);
/* An object a state in the array now open, with its word as member `key` and its count. */
void coverage_tally_model(struct jsonw *w, const struct coverage_tally *tally, const char *key);

#endif
