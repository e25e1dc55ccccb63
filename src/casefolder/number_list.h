/* Whole numbers as a text, "12 0 -3": boxes and places in the case's tables. Pure. */
#ifndef POLICEAI_CASEFOLDER_NUMBER_LIST_H
#define POLICEAI_CASEFOLDER_NUMBER_LIST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

/* Appends them, with a blank before the first when `out` holds some already. */
void number_list_add(struct strbuf *out, const int64_t *numbers, size_t count);
/* In the arena. ERR_FORMAT for anything but numbers within ±2^40 and single blanks, and when
 * their count is no multiple of `group`. */
enum err_code number_list_read(struct arena *arena, struct str text, size_t group,
                               int64_t **numbers, size_t *count, struct err *err) MUST_USE;

#endif
