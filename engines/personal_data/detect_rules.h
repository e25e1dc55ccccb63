/* The rules: each family is one file with one table. Earlier families, and earlier rules of a
 * family, claim their text first; a later match on claimed text is dropped.
 *
 * `pattern` is PCRE2 over code points, but \d is 0 to 9 alone; group 1, if there is one, is the
 * span, the rest context. Repeats are bounded, so the time is linear in the text. `holds` may
 * refuse the span for what it is, `fits` for where it stands: it gets the whole text and the
 * bytes of the span. */
#ifndef POLICEAI_PERSONAL_DATA_DETECT_RULES_H
#define POLICEAI_PERSONAL_DATA_DETECT_RULES_H

#include "base/str.h"

#include <stdbool.h>

/* Added to a reach: from there back to the blank before, at most WORD_BYTES_MAX. */
enum { WORD_BEFORE = 65536, WORD_BYTES_MAX = 128 };

struct detect_rule {
    const char *label;
    const char *pattern; /* NULL ends a table */
    bool (*holds)(struct str span);
    bool (*fits)(struct str text, size_t start, size_t end);
    /* What every match holds: shapes of a run of digits (digit_shapes.h) that begins at most
     * `reach` bytes after the match begins; or, after them, in the language of Vectorscan over
     * bytes (a class must take all of \x80-\xff where the pattern takes other letters), what
     * ends so near. The rule is tried nowhere else. NULL: everywhere. */
    const char *anchor;
    size_t reach;
};

extern const struct detect_rule detect_online_rules[];
extern const struct detect_rule detect_identity_rules[];
extern const struct detect_rule detect_number_rules[];
extern const struct detect_rule detect_vehicle_rules[];
extern const struct detect_rule detect_phone_rules[];
extern const struct detect_rule detect_police_rules[];
extern const struct detect_rule detect_place_rules[];
extern const struct detect_rule detect_date_rules[];
extern const struct detect_rule detect_special_rules[];

#endif
