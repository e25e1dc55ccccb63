/* Files of the registry for download: what registry/export.h writes, up to the size of a page.
 */
#ifndef POLICEAI_WEB_DOWNLOAD_MODEL_H
#define POLICEAI_WEB_DOWNLOAD_MODEL_H

#include "registry/export.h"
#include "web/page.h"

/* The whole file; larger than LIMIT_PAGE it is ERR_NOT_FOUND, and a hint names the command. */
enum err_code download_write(struct page_context *page, const struct export_wanted *wanted,
                             struct strbuf *out, struct err *err) MUST_USE;

#endif
