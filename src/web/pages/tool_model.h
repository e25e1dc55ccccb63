/* One version of a tool, for the page of its newest version and of each version. */
#ifndef POLICEAI_WEB_TOOL_MODEL_H
#define POLICEAI_WEB_TOOL_MODEL_H

#include "web/page.h"

/* Writes members of the page's model: tool, progress, evidence, runs, versions, deployments
 * that use it, notices that reach it. */
enum err_code tool_model(struct page_context *page, struct str digest,
                         struct err *err) MUST_USE;

#endif
