/* Forms among the papers of a case, and what stands in their fields. Tolerant of layout: labels
 * beside or above what is filled in, cells of tables one after the other, letters that scanning
 * changed. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_READER_H
#define POLICEAI_CHECK_CASE_FILE_FORM_READER_H

#include "case_papers.h"
#include "form_catalogue.h"

struct field_found {
    bool labelled; /* its label stands there */
    bool filled;   /* with something written */
    bool gap;      /* of a list: nothing is written in one of its rows */
    size_t label_start, label_end;
    size_t start, end; /* of what is written, when filled; bytes of the paper's text */
};

struct form_found {
    size_t kind; /* of the catalogue */
    size_t paper;
    size_t start, end; /* bytes of the paper's text, heading included */
    size_t body;       /* behind the heading */
    struct field_found fields[FIELDS_MAX];
};

struct forms_found {
    struct form_found *items;
    size_t count, room;
};

/* In the order of the papers; those that are forms are kept. */
void forms_read(struct arena *arena, const struct papers *papers,
                const struct form_catalogue *catalogue, struct forms_found *found);

#endif
