/* What a case file tells: every file with its fate, documents with their pages, what was found.
 * Each function calls back for each row, in a fixed order; texts are lent for the call. */
#ifndef POLICEAI_CASEFILE_SHOWN_H
#define POLICEAI_CASEFILE_SHOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

struct shown_file {
    int64_t id, version, bytes, document, pages, depth;
    struct str path, state, fate, why, kind;
    struct str same_as; /* the path of an earlier file with these bytes, "" */
};
/* A row of casefile_files or casefile_files_page, lent until its next step. */
struct shown_file shown_file_of(struct db_query *query);
typedef void shown_file_fn(void *data, const struct shown_file *file);
enum err_code shown_files(struct db *db, shown_file_fn *each, void *data,
                          struct err *err) MUST_USE;

/* Each file is in exactly one of the first four, or is no longer what it was. */
struct shown_totals {
    int64_t read[2], partly[2], not_read[2],
        waiting[2]; /* [0] in the folder, [1] within others */
    int64_t replaced, gone;
    int64_t
        unlooked; /* of those above: could not be looked at the last time, kept as they were */
    int64_t pages;
};
enum err_code shown_totals(struct db *db, struct shown_totals *totals,
                           struct err *err) MUST_USE;

struct shown_hit {
    int64_t document, page;
    struct str label, source, path, state;
    int64_t start, end; /* code points of the page's text: the first place that was found */
    int64_t places;     /* how many there are on the page */
    struct str snippet; /* \x02 and \x03 around what was found */
    /* of the first word found on a page of the source speech; -1 elsewhere */
    int64_t said;       /* hundredths of a second from the start of the recording */
    int32_t confidence; /* 0 to 100 */
};
/* Where the first mark (\x02 to \x03) is, in code points of the text without marks; how many
 * there are. */
void shown_places(struct str marked, struct shown_hit *hit);
/* When and how surely the word at hit->start was heard; `words`: the page's word_places.h. */
void shown_said(struct str words, struct shown_hit *hit);
typedef void shown_hit_fn(void *data, const struct shown_hit *hit);
/* A query of a person as FTS5 takes it: words all of which must be there, "a phrase", word*,
 * AND, OR, NOT between them. ERR_INVALID says what is wrong with it. `held` gets what a page
 * that is found holds of it: the same without what stands after NOT, where no OR could bring in
 * a page that holds that too. Of the pages found both give the same weight and marks. */
enum err_code search_query(struct str words, struct strbuf *query, struct strbuf *held,
                           struct err *err) MUST_USE;

#endif
