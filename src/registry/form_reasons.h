/* Withholding in the forms: a table beside the fields of a record, whose rows name a field and
 * say why its value is not to be published. It is no field of the record: what it says becomes
 * the mark in the place of the value (record/gap_seal.h). */
#ifndef POLICEAI_REGISTRY_FORM_REASONS_H
#define POLICEAI_REGISTRY_FORM_REASONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/disclosure.h"
#include "registry/draft.h"
#include "registry/form_shape.h"

/* What the table is called in a form's file and, after the shape, in a workbook. */
#define FORM_REASONS "withhold"

/* The table of a shape; NULL when nothing of it may be withheld. Its options are the fields
 * whose class the policy lets be withheld. */
const struct form_field *form_reasons_field(struct arena *arena,
                                            const struct disclosure_policy *policy,
                                            const struct form_shape *shape);
/* Marks what the rows name: `rows` is a JSON list of objects with the table's columns, a field
 * by its id or title. ERR_FORMAT for a row that names none, one twice, or one that is not
 * stated; the draft's other mistakes are for draft_check. */
enum err_code form_reasons_put(struct arena *arena, const struct form_shape *shape,
                               struct str rows, struct draft *draft, struct err *err) MUST_USE;

#endif
