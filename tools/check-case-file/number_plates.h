/* Number plates of Great Britain and Northern Ireland in a text. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_NUMBER_PLATES_H
#define POLICEAI_CHECK_CASE_FILE_NUMBER_PLATES_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLATE_ROOM = 9 };

/* A plate that begins at byte `at`: its letters and digits, O and 0, I and 1 each where they
 * belong, and where it ends. AB12 CDE (since 2001), A123 BCD (1983 to 2001), ABC 123D (1963 to
 * 1983), ABZ 1234 (Northern Ireland, with an I or Z); not those of before 1963, which look like
 * marks of exhibits. Which of them were given out is not checked. */
bool number_plate_at(struct str text, size_t at, char plate[PLATE_ROOM], size_t *end);

#endif
