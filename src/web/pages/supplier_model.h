/* What the supplier of a measured tool was asked and said, for pages. */
#ifndef POLICEAI_WEB_SUPPLIER_MODEL_H
#define POLICEAI_WEB_SUPPLIER_MODEL_H

#include "web/page.h"

/* Member "said" of the object now open: a list of one, or empty where the evidence is of no
 * submission. In it "supplier", "served", "until", "outcome" (replied, waived, closed) and
 * "replies", each with "supplier", "received", "words", "statement" and, when it came after the
 * day, "late". */
enum err_code supplier_model(struct page_context *page, struct str envelope,
                             struct err *err) MUST_USE;

#endif
