/* The rules of disclosure applied to a draft that is about to be published. */
#ifndef POLICEAI_REGISTRY_DRAFT_WITHHOLD_H
#define POLICEAI_REGISTRY_DRAFT_WITHHOLD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/disclosure.h"
#include "registry/draft.h"
#include "registry/form_shape.h"
#include "store/db.h"

/* Puts what the organisation neither confirms nor denies (its disclosure.adopted/1) over the
 * draft's fields, and checks every withholding (disclosure_check, disclosure_not_public,
 * disclosure_not_elsewhere).
 * `today` YYYY-MM-DD. */
enum err_code draft_withhold(struct arena *arena, struct db *db, const char *reference,
                             const struct form_set *set, struct str organisation,
                             struct str today, struct draft *draft, struct err *err) MUST_USE;
/* Marks the value of a field to be withheld: `reasons` is the JSON object without its value.
 * ERR_NOT_FOUND when the field states nothing. */
enum err_code draft_mark_withheld(struct arena *arena, struct draft *draft,
                                  const struct form_field *field, struct str reasons,
                                  struct err *err) MUST_USE;

#endif
