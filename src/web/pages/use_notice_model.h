/* Notice before use in a page's model. */
#ifndef POLICEAI_WEB_USE_NOTICE_MODEL_H
#define POLICEAI_WEB_USE_NOTICE_MODEL_H

#include "registry/use_notice.h"
#include "web/page.h"

/* Array member "use_notice": nothing in it where no notice is asked for or nothing is to be
 * said, else one object {"state","days","published","opens","source","planned"?,
 * "planned_early"?,"began"?,"days_given"? or "days_before"?}; days are YYYY-MM-DD. The page
 * changes when the answer does. */
void use_notice_model(struct page_context *page, const struct use_notice *notice);

#endif
