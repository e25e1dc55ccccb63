/* The organisations of reference/organisations.json. */
#ifndef POLICEAI_WEB_FORCE_MODEL_H
#define POLICEAI_WEB_FORCE_MODEL_H

#include "web/page.h"

/* The list as parsed; NULL when the file has none. */
const struct js *force_list(const struct page_context *page);
/* NULL when there is none of that id. */
const struct js *force_lookup(const struct page_context *page, struct str id);
/* Members "list_date", "list_title", "list_source": what the list says of itself. */
void force_source_model(struct page_context *page);

#endif
