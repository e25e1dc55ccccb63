/* Office files as they are read (private to read_office.c, read_sheets.c). */
#ifndef POLICEAI_READ_DOCUMENT_OFFICE_READING_H
#define POLICEAI_READ_DOCUMENT_OFFICE_READING_H

#include "office/office_package.h"
#include "reading.h"

/* A workbook, its main part given. */
enum err_code read_sheets(struct reading *reading, struct package *package, const char *main,
                          struct err *err) MUST_USE;

/* All text below a node, a line end after each paragraph or row. */
void office_text(const xmlNode *node, struct strbuf *out);
/* The value of r:id and the like: an attribute with a namespace of its own; or NULL. */
const char *office_reference(struct arena *arena, const xmlNode *node);

#endif
