/* What a line or a page heads: a form by its code ("MG 11"), by its title, or both. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_HEADING_H
#define POLICEAI_CHECK_CASE_FILE_FORM_HEADING_H

#include "case_papers.h"
#include "form_catalogue.h"
#include "loose_words.h"

#include <stdbool.h>

struct heading {
    size_t form; /* SIZE_MAX: none */
    bool code;   /* named by its code */
    bool title;  /* named by its title */
    bool more;   /* it goes on from the page before */
};

/* What a line heads. */
struct heading form_heading(struct arena *arena, const struct form_catalogue *catalogue,
                            struct str line);
/* What heads a page, SIZE_MAX: nothing; *body gets where its text goes on, *more whether it
 * goes on from the page before. A code alone on its line below a title is a cell that names
 * another form. */
size_t form_heading_of_page(struct arena *arena, const struct form_catalogue *catalogue,
                            const struct paper *paper, const struct paper_page *page,
                            bool *more, size_t *body);
/* Is it a list of the papers of a case: do lines of its head, one below the other, begin with
 * codes of three forms? */
bool form_list_of_papers(struct arena *arena, const struct form_catalogue *catalogue,
                         struct str text, size_t start, size_t end);
/* Do words that the form is about stand there, in any order ("about" of readings.json)? */
bool form_heading_about(const struct form_catalogue *catalogue, const struct loose_words *words,
                        size_t form);
/* "mgll" at word i, also in pieces ("MG 11", "M.G.11") and with a zero before ("MG05"): how
 * many words, 0: none. */
size_t form_code_at(const struct loose_words *words, size_t i, struct str code);
/* Does the line stand as the heading of another form of this page: on its own below a blank
 * line, with the code and the title, or the title in capitals? `above` and `below` are the
 * lines around it that are not blank: a list of forms heads none. */
struct heading form_heading_inside(struct arena *arena, const struct form_catalogue *catalogue,
                                   struct str line, struct str above, struct str below);

#endif
