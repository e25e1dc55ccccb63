/* A publication in the making, shared by static_*.c. */
#ifndef POLICEAI_PUBLISH_STATIC_STATE_H
#define POLICEAI_PUBLISH_STATIC_STATE_H

#include "publish/static_folder.h"
#include "publish/static_site.h"

struct publishing_site {
    const struct static_plan *plan;
    struct static_report *report;
    struct static_folder folder;
    struct arena *arena; /* of one file */
};

/* checkpoint, tile/, body/, proof/ / blob/ */
enum err_code static_log(struct publishing_site *publishing, struct err *err) MUST_USE;
enum err_code static_blobs(struct publishing_site *publishing, struct err *err) MUST_USE;

#endif
