/* Labels of a form where they stand: in several wordings, before a colon, dots or lines, alone
 * in their cell. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_LABELS_H
#define POLICEAI_CHECK_CASE_FILE_FORM_LABELS_H

#include "form_catalogue.h"
#include "loose_words.h"

#include <stdbool.h>

enum { LABEL_WORDS = 9 };          /* a label has at most */
#define LABEL_UNKNOWN SIZE_MAX     /* looks like a label */
#define LABEL_OTHER (SIZE_MAX - 1) /* a label that readings.json knows, of no field */

/* One label of a form where it stands. */
struct label_place {
    size_t field; /* LABEL_OTHER, LABEL_UNKNOWN: of no field */
    size_t start, end;
    bool loose; /* told by its words and how it stands: see loose_labels.h */
};

struct labels {
    struct label_place *items;
    size_t count, room;
    struct arena *arena;
};

/* A label after the others. */
void labels_add(struct labels *labels, size_t field, size_t start, size_t end);

struct label_styles;

/* Which labels a form has, and how the known ones stand. */
struct label_book {
    const struct form_catalogue *catalogue;
    const struct form_kind *form;
    const struct label_styles *styles,
        *all_styles; /* of the form, of the case; NULL: unknown */
    bool bare;       /* no sign between its labels and what is written: "Occupation Baker" */
    bool capitals;   /* nor here, and labels are in capitals: "OCCUPATION Baker" */
};

/* What a run of words ends with, the longest label of those looked through. */
struct label_match {
    size_t field; /* SIZE_MAX: of no field */
    size_t length, first;
};

/* The label that words `from` to before `to` end with, or are when `whole`. */
struct label_match label_before(const struct label_book *book, const struct loose_words *words,
                                size_t from, size_t to, bool whole);
/* The number of a section before its label ("3. Reply", "2) Bail"): how many words, 0 or 1. */
size_t label_section_number(struct str cell, const struct loose_words *words);
/* "[signature]", "(signed)": what is written, whatever its words. */
bool label_in_brackets(struct str cell);
/* Labels within one cell, a question among them ("Whose statement is this?"); `base`: where the
 * cell begins in the paper. */
void labels_in_cell(struct labels *labels, const struct label_book *book, struct str cell,
                    size_t base);

#endif
