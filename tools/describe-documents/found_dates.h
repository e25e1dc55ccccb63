/* Days written in a text, as English writes them: 3 March 2024, 03/03/2024, 3.3.24, 2024-03-03,
 * March 3rd 2024. */
#ifndef DESCRIBE_DOCUMENTS_FOUND_DATES_H
#define DESCRIBE_DOCUMENTS_FOUND_DATES_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct found_date {
    struct str words; /* as they stand there, a slice of the text */
    int year, month, day;
};

/* The next one at or after *at, which is moved past it; false when there is none. */
bool found_date_next(struct str text, size_t *at, struct found_date *date);

#endif
