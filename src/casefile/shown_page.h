/* One page of a document as it is, for who shows it. */
#ifndef POLICEAI_CASEFILE_SHOWN_PAGE_H
#define POLICEAI_CASEFILE_SHOWN_PAGE_H

#include "base/arena.h"
#include "casefile/shown_document.h"

#include <stddef.h>

struct shown_one_page {
    int64_t number, pages; /* which of how many */
    int64_t width, height; /* hundredths of a point, 0: none */
    struct str label, source, text;
    struct str words; /* where they stand: casefile/word_places.h */
    const struct shown_unread *unread;
    size_t unread_count;
};

/* In the arena. ERR_NOT_FOUND names the document and the page. */
enum err_code shown_one_page(struct db *db, struct arena *arena, int64_t document,
                             int64_t number, struct shown_one_page *page,
                             struct err *err) MUST_USE;

#endif
