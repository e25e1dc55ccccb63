/* Rendered pages by path and query, so that a page is made once and sent often.
 *
 * One cache a thread, not one for all: a site belongs to its thread, a page costs a millisecond
 * to make again, and so there is no lock, no shared counter and no moment at which one thread
 * sends what another throws away. Bounded in bytes; the page asked for longest ago goes first.
 * Nothing in it outlives its site_version or its valid_until. */
#ifndef POLICEAI_WEB_HTTP_CACHE_H
#define POLICEAI_WEB_HTTP_CACHE_H

#include "base/str.h"
#include "http/http_answer.h"

#include <stdint.h>

struct http_cache;

/* Empty, at version 0. */
struct http_cache *http_cache_new(size_t max_bytes);
/* NULL is allowed. */
void http_cache_free(struct http_cache *cache);

/* Everything kept under another version is thrown away. */
void http_cache_at(struct http_cache *cache, uint64_t version);
/* A borrowed answer, good until the next call, or NULL. */
struct http_answer *http_cache_lookup(struct http_cache *cache, struct str path,
                                      struct str query, int64_t now);
/* Takes a reference of its own, unless the answer would fill an eighth of the cache. */
void http_cache_put(struct http_cache *cache, struct str path, struct str query,
                    struct http_answer *answer, int64_t now);

#endif
