/* From rows and cells to drafts: what a workbook and a CSV file have in common. */
#ifndef POLICEAI_REGISTRY_IMPORT_GRID_H
#define POLICEAI_REGISTRY_IMPORT_GRID_H

#include "registry/import.h"
#include "registry/sheet_book.h"

#include <stdbool.h>
#include <stddef.h>

/* A record of the file while it is put together. */
struct import_row {
    struct str key; /* what the rows of tables name it by: "D1" */
    struct import_record *record;
};

struct import_grid {
    struct arena *arena;
    const struct form_set *set;
    const struct sheet_book *book; /* NULL for a CSV file */
    struct import_file *file;
    size_t capacity; /* of file->list */
    struct import_row *rows;
};

/* What a column holds. */
enum import_column_kind { COLUMN_NOTHING, COLUMN_SUBJECT, COLUMN_KEY, COLUMN_FIELD };
struct import_column {
    enum import_column_kind kind;
    const struct form_field *field;
};

/* Records of one shape: ids (or titles) of fields in row `header`, records from row `first` on.
 * A row without any field is passed over. */
enum err_code import_grid_records(struct import_grid *g, const struct form_shape *shape,
                                  const struct sheet_grid *grid, size_t header, size_t first,
                                  struct err *err) MUST_USE;
/* The rows of one table field: a column with the key of the record, columns of the table. */
enum err_code import_grid_table(struct import_grid *g, const struct form_shape *shape,
                                const struct form_field *field, const struct sheet_grid *grid,
                                size_t header, size_t first, struct err *err) MUST_USE;

#endif
