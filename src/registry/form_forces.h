/* The organisations that can be named: reference/organisations.json, and over it what the log
 * says they are called (organisation.named/1, the latest date that is not to come). */
#ifndef POLICEAI_REGISTRY_FORM_FORCES_H
#define POLICEAI_REGISTRY_FORM_FORCES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>

struct form_force {
    struct str id;
    struct str name;
    struct str kind; /* "territorial force", "special force", "national body", "other body" */
};

struct form_forces {
    struct form_force *list; /* sorted by id */
    size_t count;
};

/* `db` may be NULL: the reference file alone. */
enum err_code form_forces_load(struct arena *arena, const char *reference, struct db *db,
                               struct form_forces *forces, struct err *err) MUST_USE;
/* NULL when nobody knows the id. */
const struct form_force *form_forces_find(const struct form_forces *forces, struct str id);
/* By id or by name, whatever its case; NULL when it is neither. */
const struct form_force *form_forces_named(const struct form_forces *forces, struct str text);
/* Does it police: a territorial or a special force? */
bool form_force_polices(const struct form_force *force);

#endif
