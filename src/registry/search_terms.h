/* Which words the search knows and in how many rows each stands (tables search_term and
 * search_part of sql/search.sql), kept as rows come and go: what changed is gathered first and
 * written once, so that a row that is made again with the same words costs no write. */
#ifndef POLICEAI_REGISTRY_SEARCH_TERMS_H
#define POLICEAI_REGISTRY_SEARCH_TERMS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/name_table.h"
#include "base/str.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct search_terms {
    struct db *db;
    struct name_table *names;
    struct term_change {
        int64_t docs; /* rows more */
        size_t row;   /* in which it was counted last, from 1 */
    } * changes;      /* one a name */
    size_t capacity;
    size_t row;
    int64_t sign;
};

/* Nothing has changed; freed with the arena but for `changes`, see search_terms_end. */
void search_terms_start(struct search_terms *terms, struct db *db, struct arena *arena);
/* A row of the index comes (sign 1) or goes (-1). */
enum err_code search_terms_count(struct search_terms *terms, struct str name, struct str words,
                                 int sign, struct err *err) MUST_USE;
/* The same for each row of a subject. */
enum err_code search_terms_of(struct search_terms *terms, struct str subject, int sign,
                              struct err *err) MUST_USE;
/* Writes what has changed. */
enum err_code search_terms_write(struct search_terms *terms, struct err *err) MUST_USE;
void search_terms_end(struct search_terms *terms);

#endif
