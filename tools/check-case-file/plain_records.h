/* What programs print of their records, made like the lines of a form: lines of
 * tags, "\"plea\": null,", "officer_in_case=PC Lee", "Plea,guilty". Byte for byte. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_PLAIN_RECORDS_H
#define POLICEAI_CHECK_CASE_FILE_PLAIN_RECORDS_H

#include <stddef.h>

/* Replaces the signs of such lines by blanks, colons and tabs; no byte goes or comes, and none
 * beyond ASCII is changed. */
void plain_records(char *text, size_t n);

#endif
