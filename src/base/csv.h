/* Rows of CSV (RFC 4180) and of TSV: where a row ends when quotes span lines, and its fields.
 */
#ifndef POLICEAI_BASE_CSV_H
#define POLICEAI_BASE_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

/* '\t' for a header with tabs and no comma, else ','. */
char csv_separator(struct str header);
/* Is a quoted field still open at the end of `text`: does the row go on in the next line? */
bool csv_open(struct str text, char separator);

/* The fields of a row, room grown as needed: at most `max` + 1 are kept. */
struct csv_fields {
    struct str *list;
    size_t count;
    size_t room;
};
/* Splits a whole row, taking doubled quotes out in place. ERR_FORMAT: a quote within a field is
 * not doubled. `list` is freed by the caller. */
enum err_code csv_split(char *text, size_t length, char separator, size_t max,
                        struct csv_fields *fields, struct err *err) MUST_USE;

/* A whole table from text in memory, UTF-8 with or without a byte order mark, lines ended by LF
 * or CRLF. */
struct csv_table {
    struct str *names; /* of the columns, trimmed */
    size_t columns;
    struct str *cells; /* rows × columns */
    size_t *lines;     /* on which each row begins, from 1 */
    size_t rows;
};
/* Into the arena. Empty lines are passed over. ERR_FORMAT names the line: a row of another
 * width, a column's name twice, bytes that are not UTF-8; ERR_LIMIT: more than `max_rows`. */
enum err_code csv_read(struct arena *arena, struct str text, size_t max_columns,
                       size_t max_rows, struct csv_table *table, struct err *err) MUST_USE;
/* Index of the column, whatever its case; SIZE_MAX when there is none. */
size_t csv_column(const struct csv_table *table, const char *name);

/* Appends one field, quoted where it must be. `sheet`: a text that a spreadsheet would take for
 * a formula (= + - @ tab or CR first) gets an apostrophe before it. */
void csv_add(struct strbuf *out, struct str field, bool sheet);

#endif
