/* What /log and /log/before/INDEX have in common. */
#ifndef POLICEAI_WEB_LOG_MODEL_H
#define POLICEAI_WEB_LOG_MODEL_H

#include "web/page.h"

/* The page's first part, if any, is the leaf below which the list begins. */
enum err_code log_model(struct page_context *page, struct err *err) MUST_USE;

#endif
