/* Where the cells of a delimited text lie, without changing any of it. */
#ifndef POLICEAI_REDACT_DOCUMENT_CSV_TABLE_H
#define POLICEAI_REDACT_DOCUMENT_CSV_TABLE_H

#include "document.h"

/* What stands in a cell, without its quotes: bytes of the text. */
struct csv_cell {
    size_t start, end;
    uint32_t row, column;
    bool quoted;
};

struct csv_cells {
    struct csv_cell *items; /* in the order of the text; freed by csv_cells_free */
    size_t count, capacity;
};

/* True when the text is a table: at least two rows, the first ones of one width of two or more,
 * by comma, semicolon, tab or bar. Fills `cells` then. A quote that is never closed is a letter
 * like any other: no text is refused. ERR_LIMIT past CSV_CELLS_MAX. */
enum { CSV_CELLS_MAX = 8000000 };
enum err_code csv_cells_read(struct str text, bool *table, struct csv_cells *cells,
                             struct err *err) MUST_USE;
void csv_cells_free(struct csv_cells *cells);
/* Calls back for each cell of a column whose name says what it holds, with its bytes; also,
 * when asked to, for each cell that a spreadsheet would compute. `text` is what cells are bytes
 * of. */
typedef enum err_code csv_cell_found(void *data, size_t from, size_t to, const char *label,
                                     const char *reason, struct err *err);
enum err_code csv_find_columns(const struct csv_cells *cells, struct str text, bool formulas,
                               csv_cell_found *found, void *data, struct err *err) MUST_USE;
/* Marks of whole columns and of formulas; not when marks were given. */
enum err_code csv_mark_columns(const struct csv_cells *cells, struct answer *answer,
                               struct err *err) MUST_USE;
/* Cuts the answer's marks so that none reaches over the edge of a cell or into the middle of a
 * doubled quote: rows, separators and quotes stay as they are. */
enum err_code csv_cut_marks(const struct csv_cells *cells, struct answer *answer,
                            struct err *err) MUST_USE;

#endif
