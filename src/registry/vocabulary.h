/* The vocabulary of the registry as data: which fields a tool and a deployment have, and what
 * a use report counts (reference/registry/{tool-fields,deployment-fields,use-counts}.json).
 *
 * A statement names the vocabulary it was made with. A field that is not in it is shown as it
 * stands. All of it lies in the arena. */
#ifndef POLICEAI_REGISTRY_VOCABULARY_H
#define POLICEAI_REGISTRY_VOCABULARY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
    FIELD_TEXT,    /* one line */
    FIELD_LONG,    /* paragraphs */
    FIELD_DATE,    /* YYYY-MM-DD */
    FIELD_INTEGER, /* 0 or more */
    FIELD_CHOICE,  /* the id of one of `options` */
    FIELD_LIST,    /* texts */
    FIELD_TABLE    /* objects; their members are `columns` */
};

struct field_option {
    struct str id;
    struct str title;
};

struct field_column {
    struct str id;
    struct str title;
    enum field_kind kind; /* text, long or integer */
};

struct vocabulary_field {
    struct str group; /* its title */
    struct str id;
    struct str title;
    struct str help;       /* "" when there is none */
    struct str disclosure; /* class: open, capability, commercial, data, people, security */
    enum field_kind kind;
    struct field_option *options;
    size_t option_count;
    struct field_column *columns;
    size_t column_count;
    struct str *required; /* at which stages it must be stated */
    size_t required_count;
    struct str atrs_v1; /* "" when none */
    struct str atrs_v3;
};

struct vocabulary {
    struct str id; /* "deployment-fields/1" */
    struct str title;
    struct str source;
    struct vocabulary_field *fields; /* in the order of the file, groups together */
    size_t count;
};

struct use_count {
    struct str id;
    struct str title;
    struct str help;
    struct str part_of; /* id of the count it cannot exceed; "" when none */
};

/* numerator and denominator are indices into `counts`. */
struct use_rate {
    size_t numerator;
    size_t denominator;
};

/* Parts that together cannot exceed the whole; indices into `counts`. */
struct use_whole {
    size_t whole;
    size_t *parts;
    size_t part_count;
};

struct use_vocabulary {
    struct str id; /* "use-counts/1" */
    struct str title;
    struct use_count *counts;
    size_t count;
    struct use_rate *rates;
    size_t rate_count;
    struct use_whole *wholes;
    size_t whole_count;
    struct field_option *characteristics;
    size_t characteristic_count;
    struct str not_recorded; /* the value of a group for those nothing was recorded of */
};

/* `reference`: the folder reference/; `name`: "deployment-fields" or "tool-fields". A broken
 * file is ERR_FORMAT that names it. */
enum err_code vocabulary_load(struct arena *arena, const char *reference, const char *name,
                              struct vocabulary *vocabulary, struct err *err) MUST_USE;
enum err_code use_vocabulary_load(struct arena *arena, const char *reference,
                                  struct use_vocabulary *vocabulary, struct err *err) MUST_USE;
/* NULL when there is none. */
const struct vocabulary_field *vocabulary_find(const struct vocabulary *vocabulary,
                                               struct str id);
/* SIZE_MAX when there is none. */
size_t use_count_find(const struct use_vocabulary *vocabulary, struct str id);
/* Must it be stated at this stage? */
bool field_required(const struct vocabulary_field *field, struct str stage);
/* "text", "long", … */
const char *field_kind_word(enum field_kind kind);
/* Title of a choice; the id itself when it is none of them. */
struct str field_option_title(const struct vocabulary_field *field, struct str id);

#endif
