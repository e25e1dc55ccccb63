/* Fields of a vocabulary with their values in a page's model: what is stated, what is withheld
 * and why, what is missing. */
#ifndef POLICEAI_WEB_FIELD_MODEL_H
#define POLICEAI_WEB_FIELD_MODEL_H

#include "registry/entries.h"
#include "registry/vocabulary.h"
#include "web/page.h"

/* What stands in place of a withheld value: an object with "section", "harm", "decided_by",
 * "review", "commitment", "public_interest" when stated, and "overdue" once the review is; or
 * with "ncnd", "commitment". The page changes when the review falls due. */
void gap_model(struct page_context *page, const struct js *value);

/* A value as members of the object now open: "text", "number", "date", "items" (a list of
 * objects with "text" or "gap"), "rows" with "columns", or "gap". `field` NULL: as it stands.
 */
void field_value_model(struct page_context *page, const struct vocabulary_field *field,
                       const struct js *value);

struct field_counts {
    int64_t required; /* at this stage */
    int64_t stated;   /* of those, withheld ones among them */
    int64_t withheld; /* gaps of any field */
};

/* Array member "groups": {"title","fields":[{"id","title", a value | "missing":"yes"}],
 * "silent":[titles of what need not be stated and is not]}. What the vocabulary does not know
 * comes last, under its id. */
void field_groups_model(struct page_context *page, const struct vocabulary *vocabulary,
                        const struct registry_entry *entry, struct str stage,
                        struct field_counts *counts);

/* How to question a decision and whom to write to, "route" and "contact": each a list of one
 * value as field_value_model writes it, or of {"absent":"yes"}. */
void field_route_model(struct page_context *page, const struct registry_entry *entry);

#endif
