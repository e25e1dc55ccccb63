/* Plain files over HTTP/1: the little that reading somebody's published log needs.
 *
 * http:// alone. What is read is a log whose signatures and hashes are checked, so TLS would
 * not make it truer; who wants privacy as well fetches the files by other means and names the
 * folder. No redirect is followed, nothing is sent but the address. The program is off line by
 * default: a host that is not the loopback needs `online`.
 *
 * One connection, used again for the next file; not for several threads. */
#ifndef POLICEAI_STRANGER_HTTP_GET_H
#define POLICEAI_STRANGER_HTTP_GET_H

#include "base/err.h"
#include "base/str.h"
#include "http/http_client.h"
#include "record/log_files.h"

#include <stdbool.h>

struct http_get;

/* Looks the host up; ERR_DENIED for one that is not the loopback unless `online`. Connects
 * when the first file is read. */
enum err_code http_get_open(struct http_get **opened, struct str url, bool online,
                            struct err *err) MUST_USE;
/* NULL is allowed. */
void http_get_close(struct http_get *get);
/* The files below the address. 404 and 410 are ERR_NOT_FOUND. */
struct log_files http_get_files(struct http_get *get);

#endif
