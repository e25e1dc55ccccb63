/* The search over what forces have published (SQLite's full-text index, sql/search.sql). */
#ifndef POLICEAI_REGISTRY_SEARCH_TEXT_H
#define POLICEAI_REGISTRY_SEARCH_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "registry/search_near.h"
#include "store/db.h"

#include <stddef.h>

struct search_result {
    struct str kind; /* deployment, notice, operation, product */
    struct str id;   /* subject; of a product the digest of its identity */
    struct str name;
};

struct search_results {
    struct search_result *list; /* the best first, at most 100 */
    size_t count;
};

/* Current entries in which each word stands as the beginning of a word, by rank (BM25; the name
 * counts eight times). A word without letters or digits is passed over; none left: nothing is
 * found. */
enum err_code search_text_find(struct db *db, struct arena *arena, const struct str *words,
                               size_t count, struct search_results *results,
                               struct err *err) MUST_USE;
/* Offers the words of the index that can be near enough, and perhaps others: of those that
 * share a part with the wanted one (search_near.h) the first 5000 by their bytes. */
enum err_code search_text_offer(struct db *db, struct search_near *near,
                                struct err *err) MUST_USE;

#endif
