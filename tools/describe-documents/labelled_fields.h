/* "Incident number: 214 of 3 March", "Officer: PC 1871 | Date: 3/3/24": what a form says of
 * itself in its first lines, as far as the rules want it. */
#ifndef DESCRIBE_DOCUMENTS_LABELLED_FIELDS_H
#define DESCRIBE_DOCUMENTS_LABELLED_FIELDS_H

#include "presumption_category.h"

enum { FOUND_FIELDS_MAX = 12, FIELD_VALUE_MAX = 90, FIELD_LINES = 80 };

struct found_field {
    const struct wanted_field *wanted;
    struct str label, value; /* slices of the text */
};

struct found_fields {
    struct found_field
        items[FOUND_FIELDS_MAX]; /* in the order of the rules; each wanted once */
    size_t count;
};

void labelled_fields_find(const struct category_rules *rules, struct str text,
                          struct found_fields *found);

/* Does a line begin with a label that is wanted? */
bool labelled_fields_starts(const struct category_rules *rules, struct str line);

#endif
