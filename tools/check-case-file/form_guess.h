/* Which form a title in words that nobody listed heads: told by words of the title in any order
 * (`about` of readings.json) together with labels of that form in the lines below. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_GUESS_H
#define POLICEAI_CHECK_CASE_FILE_FORM_GUESS_H

#include "form_catalogue.h"
#include "loose_words.h"

/* The form that the line heads, by what stands from `at` to `end` of the text; SIZE_MAX: none.
 * `open`: the form that the page is of so far, of which the line may be a label, or SIZE_MAX.
 */
size_t form_guess_heading(struct arena *arena, const struct form_catalogue *catalogue,
                          struct str line, struct str text, size_t at, size_t end, size_t open);

#endif
