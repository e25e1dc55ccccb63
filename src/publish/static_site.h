/* policeai publish --static: the whole public side of a data folder as plain files, which any
 * web server serves under the same addresses: pages and their JSON, assets, the log
 * (checkpoint, tiles, bodies), public blobs, and a .tlog-proof for each statement.
 *
 * Reads what the public process reads and nothing else: public.db, log/, blobs/public. */
#ifndef POLICEAI_PUBLISH_STATIC_SITE_H
#define POLICEAI_PUBLISH_STATIC_SITE_H

#include "base/clock.h"
#include "base/err.h"
#include "store/datadir.h"

#include <stdint.h>

struct static_plan {
    const struct datadir *data;
    const char *reference;
    const char *folder;
    struct clock clock;
};

struct static_report {
    uint64_t pages;   /* addresses of the site: HTML, JSON, assets */
    uint64_t leaves;  /* of the log, each with a proof */
    uint64_t removed; /* bodies that are not there any more */
    uint64_t blobs;
    uint64_t files, written, bytes;
};

/* The folder is as it was until all is there, or ERR_CONFLICT when it is not ours. */
enum err_code static_publish(const struct static_plan *plan, struct static_report *report,
                             struct err *err) MUST_USE;

#endif
