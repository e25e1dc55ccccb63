/* Which documents are shown as one: nearly the same texts, messages of one conversation
 * (private to the part). */
#ifndef POLICEAI_REVIEW_REVIEW_GROUPS_H
#define POLICEAI_REVIEW_REVIEW_GROUPS_H

#include "base/err.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct review_groups {
    int64_t *documents; /* ascending */
    size_t *above;      /* of each its group's first, by place */
    size_t count;
};

/* `documents` ascending; lent. */
enum err_code review_groups_make(struct review_groups *groups, struct db *db,
                                 int64_t *documents, size_t count, struct err *err) MUST_USE;
void review_groups_release(struct review_groups *groups);
/* The place of the smallest document of its group; SIZE_MAX: the document is none of these. */
size_t review_groups_of(const struct review_groups *groups, int64_t document);

#endif
