/* One document of a case, and pairs that are alike. */
#ifndef POLICEAI_CASEFILE_SHOWN_DOCUMENT_H
#define POLICEAI_CASEFILE_SHOWN_DOCUMENT_H

#include "base/err.h"
#include "casefile/word_places.h"
#include "store/db.h"

#include <stdbool.h>

struct shown_place {
    struct str path, state;
    int64_t version;
};

struct shown_within {
    int64_t document; /* 0: it has no bytes, `why` says why */
    struct str path, why;
};

struct shown_message {
    int64_t document, place, depth;
    struct str subject, from, sent;
};

struct shown_unread {
    int64_t page;
    bool boxed; /* else the whole page */
    int32_t box[4];
    struct str why;
};

struct shown_page {
    int64_t number, width, height;
    struct str label, source, text;
};

/* Called back in this order; texts are lent for the call. */
struct document_sink {
    void (*place)(void *data, const struct shown_place *place);
    void (*fact)(void *data, struct str name, struct str value);
    void (*within)(void *data, const struct shown_within *within);
    void (*message)(void *data, const struct shown_message *message);
    void (*alike)(void *data, int64_t document, int64_t both, int64_t either);
    void (*unread)(void *data, const struct shown_unread *unread);
    void (*page)(void *data, const struct shown_page *page);
    void (*word)(void *data, struct str word, const struct word_place *place); /* MAY be NULL */
    void *data;
};

/* Which document a person means: its number, else the path of a file as `case files` lists it,
 * or the end of one after a '/'. One that is in the folder comes before one that was there.
 * ERR_NOT_FOUND; ERR_CONFLICT lists those of that name with their numbers. */
enum err_code shown_named(struct db *db, struct str name, int64_t *document,
                          struct err *err) MUST_USE;

/* `page` 0: all of it. ERR_NOT_FOUND names the document, or the page. */
enum err_code shown_document(struct db *db, int64_t document, int64_t page,
                             const struct document_sink *sink, struct err *err) MUST_USE;

/* What is known of the document, without its pages and what of them was not read. */
enum err_code shown_about(struct db *db, int64_t document, const struct document_sink *sink,
                          struct err *err) MUST_USE;

struct shown_pair {
    int64_t a, b, both, either;
    struct str path_a, path_b;
};
/* The most alike first. */
enum err_code shown_pairs(struct db *db, int64_t percent, int64_t max,
                          void (*each)(void *data, const struct shown_pair *pair), void *data,
                          struct err *err) MUST_USE;
/* Documents that lie in several places. */
enum err_code shown_same(struct db *db,
                         void (*each)(void *data, int64_t document, int64_t bytes,
                                      int64_t places),
                         void *data, struct err *err) MUST_USE;

#endif
