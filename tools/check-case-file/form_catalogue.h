/* Which forms there are, what their fields are called, and how they head a page: forms.json
 * (the reference data) and readings.json (other headings and labels that are met). */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_CATALOGUE_H
#define POLICEAI_CHECK_CASE_FILE_FORM_CATALOGUE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "loose_words.h"

#include <stdbool.h>
#include <stddef.h>

enum { FIELDS_MAX = 24 };

struct field_kind {
    struct str id, title;
    bool always;        /* the form is not filled in without it */
    struct str *labels; /* folded (loose_words.h), the longest first */
    size_t label_count;
    struct loose_phrase *questions; /* in a label that asks: "whose statement" */
    size_t question_count;
};

/* A phrase in labels of other words that goes to a field; SIZE_MAX: to none of them. */
struct label_cue {
    size_t field;
    struct loose_phrase phrase;
};

struct form_kind {
    struct str id, title;
    struct str code; /* folded: "mgll" */
    struct str *headings;
    size_t heading_count;
    struct field_kind fields[FIELDS_MAX];
    size_t field_count;
    struct str *abouts; /* "non sensitive schedule|unused": words that a heading of it has */
    size_t about_count;
    bool list;                  /* a row each: nothing is left out in any of them */
    size_t columns[FIELDS_MAX]; /* of rows without labels: fields, or one that there is not */
    size_t column_count;
    struct label_cue *cues; /* the first that is met goes */
    size_t cue_count;
};

struct form_catalogue {
    struct form_kind *forms;
    size_t count;
    struct str *others; /* labels of no field, folded, the longest first */
    size_t other_count;
    struct loose_phrase *foreign; /* in labels that are of no field: "telephone" */
    size_t foreign_count;
};

/* ERR_FORMAT names the file, the form and the key. The texts must outlive it. */
enum err_code form_catalogue_read(struct arena *arena, struct str forms, struct str readings,
                                  struct form_catalogue *catalogue, struct err *err) MUST_USE;
/* Index, or SIZE_MAX. */
size_t form_catalogue_find(const struct form_catalogue *catalogue, struct str id);
size_t form_kind_field(const struct form_kind *form, const char *id);

#endif
