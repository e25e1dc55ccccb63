/* Fields of a form or a query string (application/x-www-form-urlencoded). Pure. */
#ifndef POLICEAI_HTTP_HTTP_FORM_H
#define POLICEAI_HTTP_HTTP_FORM_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The field's value, decoded into the arena; "" when it is absent, longer than `max` bytes, not
 * UTF-8, or holds a control character other than a line's end. The first of that name counts.
 */
struct str form_text(struct arena *arena, struct str form, const char *name, size_t max);
/* A whole number of at least 0; `otherwise` when it is none. */
int64_t form_number(struct arena *arena, struct str form, const char *name, int64_t otherwise);

#endif
