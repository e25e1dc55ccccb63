/* Tables of a form: a row of labels above rows of cells, labels one below the other above as
 * many lines a row, rows of a list without labels. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_TABLES_H
#define POLICEAI_CHECK_CASE_FILE_FORM_TABLES_H

#include "form_labels.h"
#include "form_reader.h"

/* Takes what begins with the line at *at when it is a table: its values into `fields`, its head
 * as labels of no field; *at goes past it. */
bool form_table(struct labels *labels, const struct label_book *book, struct str text,
                size_t *at, size_t end, struct field_found *fields);

#endif
