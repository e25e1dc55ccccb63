/* A workbook (ECMA-376) of texts: as much as the form needs. Every cell is text, so that no
 * program turns a version into a number or a code into a day. */
#ifndef POLICEAI_REGISTRY_SHEET_WRITE_H
#define POLICEAI_REGISTRY_SHEET_WRITE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "zip/zip_file.h"

#include <stdbool.h>
#include <stddef.h>

enum sheet_style { SHEET_PLAIN, SHEET_TEXT, SHEET_TITLE, SHEET_HINT };

struct sheet_writer {
    struct arena *arena;
    struct zip_file_writer zip;
    struct strbuf *out;
    const char **names;
    bool *hidden;
    size_t count;
    /* of the sheet being written */
    struct strbuf cells;
    struct strbuf columns;
    struct strbuf choices;
    size_t choice_count;
    size_t frozen_columns;
    size_t frozen_rows;
    size_t row; /* from 1, 0: none yet */
    bool open;
};

/* An empty workbook that will be written to `out`. */
/* A workbook without sheets; `out` is lent until the end. */
void sheet_write_begin(struct arena *arena, struct sheet_writer *writer, struct strbuf *out);
/* Begins a sheet; the name has at most 31 characters and none of []:*?/\ . */
enum err_code sheet_write_sheet(struct sheet_writer *writer, const char *name, bool hidden,
                                struct err *err) MUST_USE;
/* The next column, in order; before any row. */
void sheet_write_column(struct sheet_writer *writer, int width, bool hidden);
/* The first columns and rows, 1 or more each, stay in sight. */
void sheet_write_freeze(struct sheet_writer *writer, size_t columns, size_t rows);
void sheet_write_row(struct sheet_writer *writer, bool hidden);
/* A cell of the row; column from 0, in order; "" writes nothing. */
void sheet_write_cell(struct sheet_writer *writer, size_t column, struct str text,
                      enum sheet_style style);
/* Rows (from 1, both included) of a column are chosen from a range such as Lists!$A$1:$A$7;
 * `strict`: nothing else can be typed. */
void sheet_write_choice(struct sheet_writer *writer, size_t column, size_t first, size_t last,
                        const char *range, bool strict);
/* Ends the last sheet and the workbook. */
enum err_code sheet_write_end(struct sheet_writer *writer, struct err *err) MUST_USE;

#endif
