/* All rows of a table, one after the other: refused ones are skipped or end it. */
#ifndef POLICEAI_SCORE_ROWS_H
#define POLICEAI_SCORE_ROWS_H

#include "score/score_report.h"
#include "score/score_table.h"

/* Takes a row; fields are borrowed until it returns. */
typedef enum err_code score_row_fn(void *data, const struct str *fields, struct err *err);

/* Calls take(data, fields) for each row of the table to its end. A row that the table or `take`
 * refuses goes to score_report_skip; ERR_LIMIT and ERR_IO end it, as do more than `max` rows
 * (ERR_LIMIT that names the file). */
enum err_code score_rows_read(struct score_report *report, struct score_table *table,
                              size_t max, score_row_fn *take, void *data,
                              struct err *err) MUST_USE;

#endif
