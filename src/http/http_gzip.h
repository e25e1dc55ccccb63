/* gzip (RFC 1952) of a whole text; zlib stands behind it in one file. */
#ifndef POLICEAI_HTTP_HTTP_GZIP_H
#define POLICEAI_HTTP_HTTP_GZIP_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* Appends; false, leaving `out` as it was, when that makes it no smaller. No time and no name
 * in the head: the same text gives the same bytes. */
bool http_gzip(struct strbuf *out, struct str text);

#endif
