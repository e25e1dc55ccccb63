/* The versions of a deployment, and what differs between two of them, field by field. */
#ifndef POLICEAI_WEB_VERSIONS_MODEL_H
#define POLICEAI_WEB_VERSIONS_MODEL_H

#include "deployment_model.h"

/* All members of the page; with two log indices (of versions of this deployment) also "diff".
 * Either below 0: no difference is asked for. ERR_NOT_FOUND when one is no version. */
enum err_code versions_model(struct page_context *page, int64_t from, int64_t to,
                             struct err *err) MUST_USE;

#endif
