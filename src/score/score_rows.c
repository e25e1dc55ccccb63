/* Rows one after the other; see score_rows.h. */
#include "score/score_rows.h"

enum err_code score_rows_read(struct score_report *report, struct score_table *table,
                              size_t max, score_row_fn *take, void *data, struct err *err)
{
    for (size_t rows = 0;; rows++) {
        const struct str *fields;
        bool found;
        enum err_code code = score_table_row(table, &fields, &found, err);
        if (code == ERR_OK && !found) {
            return ERR_OK;
        }
        if (rows == max) {
            return err_set(err, ERR_LIMIT, "%s: more than %zu rows", score_table_path(table),
                           max);
        }
        if (code == ERR_OK) {
            code = take(data, fields, err);
        }
        if (code == ERR_LIMIT || code == ERR_IO) {
            return code;
        }
        if (code != ERR_OK) {
            TRY(score_report_skip(report, score_table_path(table), score_table_line(table),
                                  code, err));
        }
    }
}
