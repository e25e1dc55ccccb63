/* Texts compared without regard to capitals, in ASCII: A-Z and a-z are the same letters, every
 * other byte is itself, whatever the locale. "É" and "é" therefore differ: for words of a
 * language there are casefolder/text_fold.h and metrics/unicode.
 *
 * For names that a format says are of no case (fields of a header, endings of file names,
 * charsets) and for English words that the program itself knows. */
#ifndef POLICEAI_BASE_ASCII_CASE_H
#define POLICEAI_BASE_ASCII_CASE_H

#include "base/arena.h"
#include "base/str.h"

/* 'A' to 'Z' become 'a' to 'z'. */
static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The same in `length` bytes where they stand. */
void ascii_lower_all(char *bytes, size_t length);
/* A copy in the arena, in lower case, with a NUL behind it. */
struct str ascii_lower_copy(struct arena *arena, struct str text);
/* As str_eq, str_is, str_starts and str_ends. */
bool str_eq_but_case(struct str a, struct str b);
bool str_is_but_case(struct str a, const char *text);
bool str_starts_but_case(struct str text, struct str prefix);
bool str_ends_but_case(struct str text, struct str suffix);

#endif
