/* What can be filled in: for each type of record the fields in order, those of the type itself
 * and those of the vocabulary, each with its place in the body. The HTML form, the workbook,
 * the command line and the check of drafts are all made from this one list.
 *
 *     struct form_set set;
 *     TRY(form_set_load(arena, reference, db, &set, err));
 *     const struct form_shape *shape = form_shape_find(&set, STR("deployment"));
 */
#ifndef POLICEAI_REGISTRY_FORM_SHAPE_H
#define POLICEAI_REGISTRY_FORM_SHAPE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/form_forces.h"
#include "registry/requirement.h"
#include "registry/vocabulary.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>

/* The object of the body that holds the member. */
enum form_place { IN_BODY, IN_FIELDS, IN_COUNTS, IN_OPERATION };

/* What a value stands for, when it is more than its kind says. */
enum form_meaning {
    MEANS_PLAIN,
    MEANS_FORCES,     /* a list of ids of organisations */
    MEANS_TOOLS,      /* a table of identities with parameters: [{"parameters"?,"tool"}] */
    MEANS_IDENTITIES, /* a table of identities: [IDENTITY] */
    MEANS_IDENTITY,   /* a table of one row: IDENTITY */
    MEANS_ABOUT, /* a table of products with versions: [{"from"?,"product","supplier","to"?}] */
    MEANS_GROUPS,  /* a table of counts by group */
    MEANS_SUBJECT, /* of another record */
    MEANS_REASONS  /* a table of what is not to be published and why: form_reasons.h */
};

struct form_field {
    struct vocabulary_field field; /* `id` is unique in the shape */
    struct str member;             /* its name in its place */
    enum form_place place;
    enum form_meaning meaning;
    bool needed; /* nothing can be published without it */
};

struct form_shape {
    const char *word;      /* "deployment" */
    const char *type;      /* "deployment.described/1" */
    const char *title;     /* "Deployments" */
    struct str vocabulary; /* "deployment-fields/1"; "" when the type names none */
    struct form_field *fields;
    size_t count;
    const struct form_field *reasons; /* the table of what is withheld; NULL: nothing may be */
};

struct form_set {
    struct vocabulary deployment, tool;
    struct use_vocabulary use;
    struct form_forces forces;
    struct gate gate; /* what can be answered */
    struct form_shape *shapes;
    size_t count;
};

/* Reads the vocabularies of the folder `reference`, and the organisations there and, unless
 * `db` is NULL, in public.db. */
enum err_code form_set_load(struct arena *arena, const char *reference, struct db *db,
                            struct form_set *set, struct err *err) MUST_USE;
/* By word or by type; NULL when there is none. */
const struct form_shape *form_shape_find(const struct form_set *set, struct str name);
/* By id; NULL when there is none. */
const struct form_field *form_field_find(const struct form_shape *shape, struct str id);
/* "fields", "counts", "operation"; "" for the body itself. */
const char *form_place_word(enum form_place place);
/* How many of the shapes a person fills in: the others are made by their own commands. */
bool form_shape_is_filled(const struct form_shape *shape);

#endif
