/* From what people write to values of a body, and back: texts of an option, cells of a sheet or
 * a CSV file.
 *
 * Nothing is refused here: a draft keeps what was written. What is no value of its kind comes
 * out as the text it is, and draft_check says so. */
#ifndef POLICEAI_REGISTRY_COMPOSE_H
#define POLICEAI_REGISTRY_COMPOSE_H

#include "base/arena.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/str.h"
#include "registry/form_shape.h"

#include <stddef.h>

/* Rows of a table as texts: cells[row * columns + column]. */
struct compose_rows {
    struct str *cells;
    size_t count;
    size_t columns;
};

/* Writes the value of a text: choices by id or title, dates as YYYY-MM-DD or D/M/YYYY, numbers
 * with or without commas every three digits, forces by id or name. A list has an entry a line
 * (forces also by ',' or ';'), a table a row a line with '|' between its columns. */
void compose_value(struct arena *arena, const struct form_set *set,
                   const struct form_field *field, struct str text, struct jsonw *w);
/* Writes the value of a table; rows without any text are left out. */
void compose_table(struct arena *arena, const struct form_set *set,
                   const struct form_field *field, const struct compose_rows *rows,
                   struct jsonw *w);
/* A row a line, '|' between columns. */
void compose_rows_of(struct arena *arena, const struct form_field *field, struct str text,
                     struct compose_rows *rows);

/* What a person would have written: the text of a value that is no table (a list has an entry a
 * line), and the rows of one. A gap is "[withheld]", and as a table has no rows. */
struct str decompose_text(struct arena *arena, const struct form_field *field,
                          const struct js *value);
void decompose_table(struct arena *arena, const struct form_field *field,
                     const struct js *value, struct compose_rows *rows);

#endif
