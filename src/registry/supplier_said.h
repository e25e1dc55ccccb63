/* What the supplier of a measured tool was asked and said, from the public tables. */
#ifndef POLICEAI_REGISTRY_SUPPLIER_SAID_H
#define POLICEAI_REGISTRY_SUPPLIER_SAID_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>

struct supplier_words {
    struct str supplier, received, words, statement;
    bool late; /* came after the day until which was waited */
};

struct supplier_said {
    bool asked; /* the result was served to a supplier */
    struct str supplier, served, until;
    struct str outcome; /* replied, waived, closed */
    struct supplier_words *words;
    size_t count;
};

/* In the arena. Nothing is said where the envelope is of no submission, and where another
 * organisation than the evidence's speaks. */
enum err_code supplier_said_read(struct db *db, struct arena *arena, struct str envelope,
                                 struct supplier_said *said, struct err *err) MUST_USE;

#endif
