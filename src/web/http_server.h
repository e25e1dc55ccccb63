/* The public HTTP process: read-only, no keys. Opens public.db, blobs/public, log/ and nothing
 * else of the data folder.
 *
 * GET and HEAD alone. /checkpoint, /tile/…, /body/…, /blob/SHA256 and /healthz are answered
 * here, all else by web/site.h. */
#ifndef POLICEAI_WEB_HTTP_SERVER_H
#define POLICEAI_WEB_HTTP_SERVER_H

#include "base/err.h"
#include "store/datadir.h"

struct http_plan {
    const struct datadir *data;
    const char *reference; /* folder of reference data */
    int listen_fd;         /* bound and listening; stays the caller's */
    int stop_fd;           /* readable or closed by the other side: stop */
    int ready_fd;          /* gets one byte once the first page can be fetched; or -1 */
    int threads;           /* 0: as many as cores, at most 8 */
};

/* Returns when told to stop. */
enum err_code http_serve(const struct http_plan *plan, struct err *err) MUST_USE;

#endif
