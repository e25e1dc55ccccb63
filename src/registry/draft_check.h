/* What is wrong with a draft and what is missing, field by field, in words for whoever fills it
 * in. A pure function of the draft, the set and today.
 *
 * A problem blocks publishing when the statement would be false in itself: no value of its
 * kind, an unknown field or force, counts that cannot be, a rate without its base, more than
 * 10,000 bytes. What is asked for at a stage and not stated does not block: it is published as
 * not stated, and told here beforehand. */
#ifndef POLICEAI_REGISTRY_DRAFT_CHECK_H
#define POLICEAI_REGISTRY_DRAFT_CHECK_H

#include "base/arena.h"
#include "base/str.h"
#include "registry/draft.h"
#include "registry/form_shape.h"

#include <stdbool.h>
#include <stddef.h>

enum { DRAFT_TEXT_MAX = 10000 }; /* bytes of one text */

struct draft_problem {
    bool blocks;
    struct str field;  /* id of the field; "" for the whole */
    struct str title;  /* of the field */
    size_t row;        /* of a table or list, from 1; 0: none */
    struct str column; /* id of the column, "" when none */
    struct str says;   /* "\"soon\" is not a date: YYYY-MM-DD" */
};

struct draft_problems {
    struct draft_problem *list; /* those that block first, each in the order of the fields */
    size_t count;
    size_t blocking;
};

/* `today` YYYY-MM-DD: a report cannot be of days to come. The texts lie in the arena. */
void draft_check(struct arena *arena, const struct form_set *set, const struct draft *draft,
                 struct str today, struct draft_problems *problems);
/* "Cost, row 2, pounds: …" */
const char *draft_problem_text(struct arena *arena, const struct draft_problem *problem);

#endif
