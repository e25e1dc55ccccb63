/* Fields of requests and answers, read and written. Pure. */
#ifndef POLICEAI_HTTP_HTTP_FIELDS_H
#define POLICEAI_HTTP_HTTP_FIELDS_H

#include "base/str.h"
#include "http/http_guard.h"

#include <stdbool.h>
#include <stdint.h>

/* "Wed, 25 Nov 2026 18:00:00 GMT" and NUL (RFC 9110, 5.6.7) */
enum { HTTP_DATE_SIZE = 30 };
void http_date(char text[HTTP_DATE_SIZE], int64_t seconds);

/* Would this client rather have gzip than the plain bytes? All Accept-Encoding fields together
 * (RFC 9110, 12.5.3); an element that cannot be read counts as not there. */
bool http_wants_gzip(const struct http_head *head);

/* Does If-None-Match name this entity tag (with its quotes) or "*"? Weak comparison (RFC 9110,
 * 13.1.2). */
bool http_has_tag(const struct http_head *head, struct str tag);

#endif
