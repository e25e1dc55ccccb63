/* What a charge says was stolen or damaged, so that "my bicycle" is seen to say whose it is. */
#ifndef POLICEAI_CHECK_CASE_FILE_CHARGED_PROPERTY_H
#define POLICEAI_CHECK_CASE_FILE_CHARGED_PROPERTY_H

#include "case_check.h"

enum { PROPERTY_WORDS_MAX = 40 };

struct charged_property {
    struct str words[PROPERTY_WORDS_MAX]; /* folded: "blcycle" */
    size_t count;
};

/* The words between "stole", "damaged" and the like and "belonging to", "contrary to" in the
 * charge, the report to the prosecutor and the police report. */
void charged_property_read(const struct case_check *check, struct charged_property *property);
/* Does one of them stand behind "my", "our", "his", "her" or "their" (up to three words
 * between) among words `from` to before `to`? */
bool property_is_owned(const struct charged_property *property, const struct loose_words *words,
                       size_t from, size_t to);

#endif
