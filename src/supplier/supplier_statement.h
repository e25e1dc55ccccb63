/* Statements about submissions, private and public, of texts and numbers. */
#ifndef POLICEAI_SUPPLIER_SUPPLIER_STATEMENT_H
#define POLICEAI_SUPPLIER_SUPPLIER_STATEMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "record/keeper_client.h"

/* A text of a body; a name of NULL ends the list. Given in the order of the names. */
struct supplier_member {
    const char *name;
    struct str text;
};

/* Appends to the private log, under the submission's subject. */
enum err_code supplier_state_private(struct arena *arena, struct keeper_client *keeper,
                                     const char *type, struct str submission,
                                     const struct supplier_member *members,
                                     struct err *err) MUST_USE;
/* The JSON object of the members, in the arena. */
struct str supplier_object(struct arena *arena, const struct supplier_member *members);

#endif
