/* References of exhibits: the initials of who produces a thing and a number, AB/1. Pure. */
#ifndef POLICEAI_CASETEXT_EXHIBIT_MARK_H
#define POLICEAI_CASETEXT_EXHIBIT_MARK_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { EXHIBIT_MARK_MAX = 16 };

struct exhibit_mark {
    size_t start, end; /* bytes */
    char
        reference[EXHIBIT_MARK_MAX]; /* "AB/1", "AB/2A": capitals, no blanks, no zeros before */
};

/* The next one at or after *from, which is moved behind it. Two to four capitals, a slash and a
 * number of at most three digits, with one capital behind it or none; with a hyphen or nothing
 * between them only where "exhibit", "produce" or "reference" stands shortly before, or with
 * `announced`, as within a list of exhibits. Digits that scanning took for letters (AB/l)
 * count. */
bool exhibit_mark_next(struct str text, size_t *from, bool announced,
                       struct exhibit_mark *mark);

#endif
