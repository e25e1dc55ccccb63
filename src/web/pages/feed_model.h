/* An Atom feed (RFC 4287) of what was published in the registry, the newest 50. */
#ifndef POLICEAI_WEB_FEED_MODEL_H
#define POLICEAI_WEB_FEED_MODEL_H

#include "entry_model.h"

struct feed_plan {
    const char *sql; /* web_feed… */
    const struct str *texts;
    size_t text_count;
    struct str name;   /* of the force or tool, "" for all */
    const char *self;  /* the feed's address */
    const char *about; /* the page it goes with */
};

/* Member "feed". Ids are tag URIs (RFC 4151) of the log's origin: the same for ever. */
enum err_code feed_model(const struct entry_view *view, const struct feed_plan *plan,
                         struct err *err) MUST_USE;
/* "NAME.atom" without its ending; ERR_NOT_FOUND for another. */
enum err_code feed_name(struct str part, struct str *name, struct err *err) MUST_USE;

#define FEED_TYPE "application/atom+xml; charset=utf-8"

#endif
