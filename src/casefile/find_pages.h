/* Pages of a case that hold some words, within bounds: for the commands and the private program
 * alike. */
#ifndef POLICEAI_CASEFILE_FIND_PAGES_H
#define POLICEAI_CASEFILE_FIND_PAGES_H

#include "casefile/find_bounds.h"
#include "casefile/shown.h"

#include <stddef.h>

enum {
    FIND_RANKED = 2000,  /* more pages than these are in the order of the case */
    FIND_COUNTED = 10000 /* more are not counted */
};

struct find_hit {
    int64_t id; /* of the page */
    int64_t document, page;
    int64_t weight; /* where it was asked for while they were found; the least is the best */
};

struct find_hits {
    struct find_hit *items;
    size_t count;
    int64_t pages; /* found in all, also those that are not in `items` */
    bool more;     /* there are more than `pages` */
    bool ranked;   /* the best first, else in the order of the case */
};

/* Indexes that the functions here and the files of a screen need. Writes once. */
enum err_code find_prepare(struct db *db, struct err *err) MUST_USE;
/* For a connection that is closed after one search: one state of the case under one lock, and
 * little memory kept, since of a search's pages few are read twice. */
enum err_code find_begin_once(struct db *db, struct err *err) MUST_USE;
/* At most `max` of them, into the arena. Without words: the first page of each document within
 * the bounds. They are ranked where they are few, and so the pages that hold the words at all
 * (a word that is nearly everywhere would be weighed on each page).
 * ERR_INVALID: what is wrong with the words as a query. */
enum err_code find_pages(struct db *db, struct arena *arena, struct str words,
                         const struct find_bounds *bounds, int64_t max, struct find_hits *hits,
                         struct err *err) MUST_USE;
/* These of them with their snippets, in their order; those that are gone since are left out. */
enum err_code find_show(struct db *db, struct str words, const struct find_hit *hits,
                        size_t count, shown_hit_fn *each, void *data, struct err *err) MUST_USE;
/* How many pages of the case hold the words, all counted. */
enum err_code find_count(struct db *db, struct str words, int64_t *pages,
                         struct err *err) MUST_USE;

/* A stretch of a page's text in code points, end exclusive. */
struct find_span {
    int64_t start, end;
};
/* Where the words stand on a page, in its order; none without words. */
enum err_code find_on_page(struct db *db, struct arena *arena, struct str words,
                           int64_t document, int64_t page, struct find_span **spans,
                           size_t *count, struct err *err) MUST_USE;
/* The nearest pages of the document before and after that hold the words; 0: none. */
enum err_code find_around(struct db *db, struct str words, int64_t document, int64_t page,
                          int64_t *previous, int64_t *next, struct err *err) MUST_USE;
/* Documents of which at least `percent` of a hundred phrases are shared with this one, in the
 * arena. */
enum err_code find_alike(struct db *db, struct arena *arena, int64_t document, int64_t percent,
                         int64_t **documents, size_t *count, struct err *err) MUST_USE;

/* Files after this one in the order of paths (NULL: from the first), at most `max`; `fate` is
 * read, partly, not, waiting, replaced, gone or "". */
struct find_file {
    struct str path;
    int64_t version, id;
};
enum err_code find_files(struct db *db, const struct find_file *after, struct str fate,
                         int64_t max, shown_file_fn *each, void *data,
                         struct err *err) MUST_USE;
/* Calls back with each fate, reason and number of files, the most frequent first. */
enum err_code find_whys(struct db *db, int64_t max,
                        void (*each)(void *data, struct str fate, struct str why,
                                     int64_t files),
                        void *data, struct err *err) MUST_USE;
/* The kinds there are. */
enum err_code find_kinds(struct db *db,
                         void (*each)(void *data, struct str kind, int64_t documents),
                         void *data, struct err *err) MUST_USE;

/* Where a document's bytes lie in the folder itself; path "" when they lie within another file
 * or are no longer there. In the arena. */
struct find_place {
    struct str path;
    int64_t bytes, modified;
};
enum err_code find_place(struct db *db, struct arena *arena, int64_t document,
                         struct find_place *place, struct err *err) MUST_USE;

#endif
