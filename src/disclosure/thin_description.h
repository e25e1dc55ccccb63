/* What a description of an item lacks for somebody to decide on it without the item (CPS,
 * Disclosure Manual, chapter 7: detailed, clear, accurate, a summary of contents, not a form
 * number alone). It is said; nothing is refused for it. */
#ifndef POLICEAI_DISCLOSURE_THIN_DESCRIPTION_H
#define POLICEAI_DISCLOSURE_THIN_DESCRIPTION_H

#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"

enum { THIN_WORDS_MIN = 8 };

enum thin_flag {
    THIN_FORM_NUMBER = 1,  /* it is a form's number and little else */
    THIN_SHORT = 2,        /* fewer than THIN_WORDS_MIN words */
    THIN_ABBREVIATION = 4, /* one that is not spelled out */
    THIN_NO_DATE = 8,
    THIN_SAME = 16 /* the same words as another item's; set by who knows the others */
};

/* Flags of one description. `abbreviations`: object whose keys are known ones, or NULL. */
unsigned thin_description(struct str description, const struct js *abbreviations);
/* Appends what is missing, in words: "no date; an abbreviation that is not spelled out". */
void thin_description_say(unsigned flags, struct strbuf *out);

#endif
