/* Disclosing what was withheld: the opening that proves it was the same all along. */
#ifndef POLICEAI_REGISTRY_OPENINGS_H
#define POLICEAI_REGISTRY_OPENINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "store/db.h"

#include <stddef.h>

struct opened_value {
    struct str pointer; /* of the gap in the statement's body */
    const struct js *value;
    struct str opened_by; /* the gap.opened/1 */
    struct str logged_at;
};

/* What of a statement was opened, in the order of its pointers; in the arena. */
enum err_code openings_of(struct db *db, struct arena *arena, struct str statement,
                          struct opened_value **list, size_t *count, struct err *err) MUST_USE;
/* The body of a gap.opened/1 from what the keeper holds (keeper_gaps): the value at `pointer`
 * as last withheld, in every statement of the subject that withheld the same there. *versions
 * says how many. ERR_NOT_FOUND when nothing is withheld there; ERR_DENIED when the statement
 * says neither yes nor no and nothing is held. */
enum err_code openings_compose(struct arena *arena, struct str gaps, struct str pointer,
                               struct str *body, size_t *versions, struct err *err) MUST_USE;
/* The harm in its private words as last recorded there; "" when there is none. Not published
 * with the opening. */
enum err_code openings_private_harm(struct arena *arena, struct str gaps, struct str pointer,
                                    struct str *harm, struct err *err) MUST_USE;

#endif
