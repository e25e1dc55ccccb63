/* Layouts of forms that differ in signs alone, made one before anything is read of them: rules
 * between the rows of a table, bullets before labels, cells parted by semicolons, a heading in
 * two languages, "Signed … Dated …" without colons. Each byte keeps its place, so that places
 * in the text stay what they are. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_PLAIN_LAYOUT_H
#define POLICEAI_CHECK_CASE_FILE_PLAIN_LAYOUT_H

#include <stddef.h>

/* In place; no byte of a character of several bytes is changed. */
void plain_layout(char *text, size_t n);

#endif
