/* The texts of deployments (long_texts.h), for boilerplate_find, and deployments in which
 * several tools stand: those that list more than one, or whose texts name a product that
 * another deployment lists and they do not. */
#ifndef POLICEAI_REGISTRY_BOILERPLATE_RECORDS_H
#define POLICEAI_REGISTRY_BOILERPLATE_RECORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/boilerplate.h"
#include "store/db.h"

#include <stddef.h>

struct several_tools {
    struct str subject;
    struct str title;
    size_t tools;     /* that it lists */
    struct str named; /* products, "; " between them; "" when none */
};

struct alike_records {
    const struct boilerplate_text *texts; /* `record` is a subject */
    size_t text_count;
    const struct several_tools *several;
    size_t several_count;
    size_t deployments;
};

/* Of all current deployments, or of those that name the force ("": all). */
enum err_code alike_records_read(struct db *db, struct arena *arena, struct str force,
                                 struct alike_records *records, struct err *err) MUST_USE;

#endif
