/* What the acts of a review share (private to the part). */
#ifndef POLICEAI_REVIEW_REVIEW_ACTS_H
#define POLICEAI_REVIEW_REVIEW_ACTS_H

#include "base/jsonw.h"
#include "review/review.h"

/* An act's line of the audit: begin, members of `w`, end. */
struct review_line {
    struct strbuf what;
    struct jsonw w;
};
void review_line_begin(struct review_line *line, int64_t issue);
/* Adds it to the audit and releases it. */
enum err_code review_line_end(struct review_line *line, struct casefile_acts *acts,
                              const char *event, struct str who, int64_t now,
                              struct err *err) MUST_USE;
/* Commits when `code` is ERR_OK, else takes all back; the code that counts. */
enum err_code review_finish(struct casefile_acts *acts, enum err_code code, struct err *err);
/* ERR_INVALID: the name of a person that is empty, too long or more than a line. */
enum err_code review_check_who(struct str who, struct err *err) MUST_USE;
enum err_code review_reviewers(struct db *db, int64_t issue, int64_t *reviewers,
                               struct err *err) MUST_USE;
/* ERR_NOT_FOUND: no such document with a text. */
enum err_code review_check_document(struct db *db, int64_t document, struct err *err) MUST_USE;
/* One row of a statement that adds one: its first columns as numbers. */
enum err_code review_added(struct db_query *query, int64_t *numbers, size_t count,
                           struct err *err) MUST_USE;

#endif
