/* Forms for records that withhold something never hold the value: where it stood they have
 * WITHHELD_TEXT, and an export has the gap. When such a file comes back the value is put in
 * again from what the keeper holds, still withheld for the same reasons. */
#ifndef POLICEAI_REGISTRY_IMPORT_WITHHELD_H
#define POLICEAI_REGISTRY_IMPORT_WITHHELD_H

#include "base/arena.h"
#include "base/err.h"
#include "record/keeper_client.h"
#include "registry/draft.h"
#include "store/db.h"

#include <stdbool.h>

/* What stands in a form for a value that is withheld. */
#define WITHHELD_TEXT "[withheld]"

/* Does any field of the draft stand for a value that is withheld elsewhere? */
bool import_withholds(const struct form_set *set, const struct draft *draft);
/* Is this such a value, or does it hold one? A field withheld in part is taken as it was
 * published, as a whole. */
bool import_is_withheld(const struct js *value);
/* Puts such values back from the head of the draft's subject. One that the head does not
 * withhold stays as it is: draft_check says that it blocks. ERR_NOT_FOUND without a head,
 * ERR_DENIED when the values are not held here, ERR_CONFLICT when the head is not one. */
enum err_code import_put_withheld(struct arena *arena, const struct form_set *set,
                                  struct db *db, struct keeper_client *client,
                                  struct draft *draft, struct err *err) MUST_USE;

#endif
