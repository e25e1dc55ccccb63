/* The names of the months, as English writes them: the one table of them. */
#ifndef POLICEAI_BASE_MONTH_H
#define POLICEAI_BASE_MONTH_H

#include "base/str.h"

/* "January" of 1 to "December" of 12; BUG outside them. */
const char *month_name(int month);
/* 1 to 12 of a whole name, of its first three letters, or of "Sept", ASCII case aside; 0: none.
 */
int month_of_word(struct str word);

#endif
