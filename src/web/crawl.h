/* Every address of the site that can be reached from "/" by the links of its pages and the JSON
 * beside each: what the tests look at and what a copy in plain files consists of. */
#ifndef POLICEAI_WEB_CRAWL_H
#define POLICEAI_WEB_CRAWL_H

#include "web/site.h"

struct crawl_page {
    struct str address; /* as it stands in links, "/tools/redact-text" */
    struct str from;    /* the page that links to it */
    const struct site_answer *answer;
    const char *why; /* what failed, for an answer of 500; else "" */
};

/* `visit` sees each address once; an error from it ends the crawl. Addresses of the HTTP side
 * (/checkpoint, /tile, /body, /blob) are passed over. ERR_LIMIT past `most` addresses. */
enum err_code crawl(struct site *site, size_t most,
                    enum err_code (*visit)(void *data, const struct crawl_page *page,
                                           struct err *err),
                    void *data, struct err *err) MUST_USE;

#endif
