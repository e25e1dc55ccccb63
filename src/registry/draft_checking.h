/* What the parts of the check of drafts share. */
#ifndef POLICEAI_REGISTRY_DRAFT_CHECKING_H
#define POLICEAI_REGISTRY_DRAFT_CHECKING_H

#include "registry/draft_check.h"

enum { DRAFT_LIST_MAX = 1000 };

struct draft_checking {
    struct arena *arena;
    const struct form_set *set;
    const struct form_shape *shape;
    const struct draft *draft;
    struct str today;
    struct draft_problems *problems;
    size_t capacity;
    /* where we are */
    const struct form_field *field; /* NULL: the whole */
    size_t row;
    struct str column;
};

/* Adds a problem of the present place. */
void draft_problem_add(struct draft_checking *c, bool blocks, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* A text as it is told: cut, in quotes, control characters visible. */
const char *draft_told(struct draft_checking *c, const struct js *value);
/* Counts of a use report against each other: parts, wholes, groups. */
void draft_check_counts(struct draft_checking *c);
/* One value that stands for more than its kind says. */
void draft_check_forces(struct draft_checking *c, const struct js *value);
void draft_check_tools(struct draft_checking *c, const struct js *value);
void draft_check_subject(struct draft_checking *c, const struct js *value);
void draft_check_about(struct draft_checking *c, const struct js *value);

#endif
