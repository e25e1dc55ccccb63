/* A table from a CSV file (RFC 4180; TSV where the header has tabs and no comma), row by row,
 * columns by the names of its first row. */
#ifndef POLICEAI_SCORE_TABLE_H
#define POLICEAI_SCORE_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct score_table;

enum { SCORE_COLUMNS_MAX = 4096 };

/* Opens and reads the header; a name twice is ERR_FORMAT. Closed by score_table_close. */
enum err_code score_table_open(const char *path, struct score_table **table,
                               struct err *err) MUST_USE;
/* NULL is allowed. */
void score_table_close(struct score_table *table);
/* Index of a column; ERR_FORMAT that lists the columns there are. */
enum err_code score_table_column(const struct score_table *table, const char *name,
                                 size_t *index, struct err *err) MUST_USE;
/* The next row: *fields has one for each column, borrowed until the next call. Empty lines are
 * passed over. A row of another width is ERR_FORMAT with its line (and may be skipped: the next
 * call goes on after it). */
enum err_code score_table_row(struct score_table *table, const struct str **fields, bool *found,
                              struct err *err) MUST_USE;
/* Line on which the row last returned begins, from 1. */
size_t score_table_line(const struct score_table *table);
const char *score_table_path(const struct score_table *table);
size_t score_table_columns(const struct score_table *table);

/* A decimal number, the whole field: "0.5", "-1e-3". ERR_FORMAT on anything else, NaN and
 * infinities included; `what` names it in the words. */
enum err_code score_number(struct str field, const char *what, double *value,
                           struct err *err) MUST_USE;
/* A whole number within [min, max]. */
enum err_code score_whole(struct str field, const char *what, int64_t min, int64_t max,
                          int64_t *value, struct err *err) MUST_USE;

#endif
