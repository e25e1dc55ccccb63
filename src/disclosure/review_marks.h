/* What reviewers said of documents (the tables review_* of src/review), as far as a schedule
 * needs it: which are relevant to an issue, and which should not be disclosed as they are. */
#ifndef POLICEAI_DISCLOSURE_REVIEW_MARKS_H
#define POLICEAI_DISCLOSURE_REVIEW_MARKS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct review_mark {
    int64_t document;
    bool relevant, sensitive;
};

struct review_marks {
    struct review_mark *items; /* by document */
    size_t count;
};

/* Has anybody reviewed in this case? */
enum err_code review_marks_there(struct db *db, bool *there, struct err *err) MUST_USE;
/* In the arena; none where nobody reviewed. */
enum err_code review_marks_read(struct db *db, struct arena *arena, struct review_marks *marks,
                                struct err *err) MUST_USE;
/* NULL when nothing was said of it. */
const struct review_mark *review_marks_find(const struct review_marks *marks, int64_t document);
/* "relevant to “ISSUE”: REASON; …", in the arena; call it where `there`. */
enum err_code review_marks_why(struct db *db, struct arena *arena, int64_t document,
                               struct str *why, struct err *err) MUST_USE;

#endif
