/* The list of deployments: filters, and a page of those that pass them. */
#ifndef POLICEAI_WEB_DEPLOYMENTS_MODEL_H
#define POLICEAI_WEB_DEPLOYMENTS_MODEL_H

#include "entry_model.h"

/* "filters" with their options, "deployments", "count", "from", "to", "previous" and "next"
 * (addresses). `number`: which page without filters, from 1, "" takes it from the query. A page
 * past the last is ERR_NOT_FOUND. */
enum err_code deployments_model(struct page_context *page, struct str number,
                                struct err *err) MUST_USE;
/* How a state is said: "in date" says that it was measured on the force's own data, which of no
 * force in particular ("") it cannot; then "in date by whoever". */
struct str state_as_said(struct str state, struct str force);
/* Members of one row in the object now open: entry_model's, its forces, its tools and the state
 * of the evidence for `force` ("": whoever measured it). */
enum err_code deployment_row_model(const struct entry_view *view,
                                   const struct registry_entry *entry, struct str force,
                                   struct err *err) MUST_USE;

#endif
