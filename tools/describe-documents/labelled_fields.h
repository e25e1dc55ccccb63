/* "Incident number: 214 of 3 March", "Officer: PC 1871 | Date: 3/3/24", a row of labels over a
 * row of values, a label on a line of its own over its value: what a form says of itself in its
 * first lines. Fields that the rules want come first, others as they stand; skipped ones never.
 */
#ifndef DESCRIBE_DOCUMENTS_LABELLED_FIELDS_H
#define DESCRIBE_DOCUMENTS_LABELLED_FIELDS_H

#include "presumption_category.h"

enum { FOUND_FIELDS_MAX = 12, FIELD_VALUE_MAX = 90, FIELD_LINES = 60 };

struct found_field {
    size_t rank;             /* of the wanted field, SIZE_MAX: of none */
    struct str label, value; /* slices of the text */
    bool cut;                /* the value goes on */
};

struct found_fields {
    struct found_field items[FOUND_FIELDS_MAX]; /* by rank; each wanted one once */
    size_t count;
};

/* In the first FIELD_LINES lines that are not empty. */
void labelled_fields_find(const struct category_rules *rules, struct str text,
                          struct found_fields *found);
/* Does a line begin with a label that is wanted? */
bool labelled_fields_starts(const struct category_rules *rules, struct str line);

#endif
