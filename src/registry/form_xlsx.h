/* The form as a workbook: a sheet each kind of record and each table, drop-downs for choices,
 * hidden ids of fields and records. The first row of each sheet, hidden, says what it holds;
 * the second has titles, the third what is asked for, records come from the fourth on. */
#ifndef POLICEAI_REGISTRY_FORM_XLSX_H
#define POLICEAI_REGISTRY_FORM_XLSX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "registry/form_shape.h"
#include "store/db.h"

enum { FORM_XLSX_EMPTY_ROWS = 100 };

/* As form_html. */
enum err_code form_xlsx(struct arena *arena, const struct form_set *set, struct db *db,
                        struct str force, struct strbuf *out, struct err *err) MUST_USE;

#endif
