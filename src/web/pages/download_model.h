/* Files of the registry for download: what registry/export.h writes, whole, piece by piece. */
#ifndef POLICEAI_WEB_DOWNLOAD_MODEL_H
#define POLICEAI_WEB_DOWNLOAD_MODEL_H

#include "registry/export.h"
#include "web/page.h"

/* For a page's `open`. */
enum err_code download_open(struct page_context *page, const struct export_wanted *wanted,
                            struct pieces *pieces, struct err *err) MUST_USE;

#endif
