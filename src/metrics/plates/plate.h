/* Number plates read by a camera: the text compared, the forms of UK marks, what is counted. */
#ifndef POLICEAI_METRICS_PLATES_PLATE_H
#define POLICEAI_METRICS_PLATES_PLATE_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLATE_MAX = 16 };

/* A mark as it is compared: code points, A-Z for a-z, without spaces, hyphens, full stops. */
struct plate {
    size_t count;
    uint32_t text[PLATE_MAX];
};

/* False when it has more than PLATE_MAX characters; text is UTF-8. */
bool plate_of(struct str text, struct plate *plate);
bool plate_equal(const struct plate *a, const struct plate *b);
/* Letters and digits A-Z, 0-9 alone, at least one. */
bool plate_is_plain(const struct plate *plate);

/* Forms of UK registration marks. SOURCE: SI 2001/561, Road Vehicles (Display of Registration
 * Marks) Regulations 2001, schedule 3 (layout of marks); DVLA INF104, Vehicle registration
 * numbers and number plates, for the letters and age identifiers in use. */
enum plate_form {
    PLATE_CURRENT,    /* AB12 CDE: no I, Q, Z among the first two, age identifier not 01 */
    PLATE_PREFIX,     /* A123 BCD, one to three digits */
    PLATE_SUFFIX,     /* ABC 123D, one to three digits */
    PLATE_DATELESS,   /* one to three letters and one to four digits, either first, and Northern
                         Ireland's ABZ 1234 */
    PLATE_DIPLOMATIC, /* 123 D 456, 123 X 456 */
    PLATE_NO_FORM
};
enum plate_form plate_form(const struct plate *plate);
const char *plate_form_name(enum plate_form form);

/* The read with characters that look alike (0 O, 1 I, 2 Z, 5 S, 8 B) changed so that it has the
 * form of a current mark, or else of a prefix mark, where that can be; else as it is. Only
 * reads that have no UK form are changed. */
struct plate plate_mended(const struct plate *read);

/* One character of the truth against one of the read; 0 on one side: left out or put in. */
struct plate_edit {
    uint32_t truth;
    uint32_t read;
};
/* The fewest edits that make the read of the truth, each costing 1; those that are no match are
 * written to `edits` (at most 2 x PLATE_MAX). Of equal ways, going from the ends back, a pair
 * comes before a character put in, that before one left out. SOURCE: Levenshtein 1966. */
size_t plate_compare(const struct plate *truth, const struct plate *read,
                     struct plate_edit edits[2 * PLATE_MAX]);

/* The vector of one vehicle that passed. */
enum plate_number {
    PLATE_VEHICLE,           /* 1 */
    PLATE_CAPTURED,          /* 1 with any read */
    PLATE_EXACT,             /* 1 where the read is the truth */
    PLATE_EXACT_MENDED,      /* 1 where the mended read is */
    PLATE_EDITS,             /* of the read, 0 without one */
    PLATE_CHARACTERS,        /* of the truth of captured vehicles */
    PLATE_MISSED_CHARACTERS, /* of the truth of the others */
    PLATE_FORM_SEEN,         /* 1 where the read has a UK form */
    PLATE_VECTOR
};
/* Fills it; `read` NULL: not captured. */
void plate_vector(const struct plate *truth, const struct plate *read,
                  double vector[PLATE_VECTOR]);

#endif
