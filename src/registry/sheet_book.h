/* The cells of a workbook (ECMA-376, SpreadsheetML) or of a CSV file, as texts. Bytes from
 * outside: what is looked at is the zip's own parts alone, nothing is fetched, formulas are not
 * reckoned (their last value counts), styles are not looked at. */
#ifndef POLICEAI_REGISTRY_SHEET_BOOK_H
#define POLICEAI_REGISTRY_SHEET_BOOK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SHEET_ROWS = 30000,
    SHEET_COLUMNS = 400,
    SHEET_CELLS = 1000000, /* of all sheets, up to the last of each row */
    SHEET_CELL_BYTES = 1024 * 1024
};

struct sheet_cell {
    struct str text;   /* "" when empty; numbers with at most 15 digits */
    bool number;       /* stored as a number: may be a day */
    bool fault;        /* #REF!, #N/A, … */
    bool uncalculated; /* a formula whose result is not in the file */
};

/* As wide as its last cell that says something: one far cell costs its own row alone. */
struct sheet_row {
    struct sheet_cell *cells;
    size_t count;
};

struct sheet_grid {
    struct str name; /* of the sheet; "" for a CSV file */
    struct sheet_row *row;
    size_t rows;
    size_t columns;    /* of the widest row */
    size_t *lines;     /* of a CSV file: line on which each row begins; else NULL */
    struct str merged; /* "C7:D9, …" ranges that are merged; "" when none */
};

struct sheet_book {
    struct sheet_grid *grids;
    size_t count;
    bool since_1904; /* days are counted from 1904-01-01 */
};

/* ERR_FORMAT and ERR_LIMIT name the sheet. All of it lies in the arena. */
enum err_code sheet_book_read(struct arena *arena, struct str bytes, struct sheet_book *book,
                              struct err *err) MUST_USE;
/* RFC 4180, commas, or semicolons or tabs when the first line has them and no comma. */
enum err_code sheet_csv_read(struct arena *arena, struct str text, struct sheet_grid *grid,
                             struct err *err) MUST_USE;
/* Row and column from 0; an empty cell past the ends. */
const struct sheet_cell *sheet_cell_at(const struct sheet_grid *grid, size_t row,
                                       size_t column);
/* "sheet Deployments, cell C7" or "line 7, column 3". */
const char *sheet_place(struct arena *arena, const struct sheet_grid *grid, size_t row,
                        size_t column);
/* "A", "Z", "AA" of a column from 0. */
const char *sheet_column_name(struct arena *arena, size_t column);
/* YYYY-MM-DD of a day number; "" when it is none. */
struct str sheet_day(struct arena *arena, const struct sheet_book *book, struct str number);

#endif
