/* The description of one item of a schedule, out of what the file says of itself and of its
 * text: what it is, who, when, about what, how many pages. Every name, number and sentence in
 * it stands in the document; only the words between are ours. Passages flagged as sensitive,
 * and what holds a name that stands in one, are not used. */
#ifndef DESCRIBE_DOCUMENTS_ITEM_DESCRIPTION_H
#define DESCRIBE_DOCUMENTS_ITEM_DESCRIPTION_H

#include "abbreviations.h"
#include "presumption_category.h"
#include "sensitive_passages.h"

/* The fact that holds how an officer says the item bears on the case: the sentence nearest to
 * it is told first. It is never repeated itself. */
#define DESCRIBED_BEARS "bears"

enum { DESCRIPTION_MAX = 4000, QUOTED_MAX = 360 };

struct described {
    struct str name, kind, text;
    int64_t pages;
    const struct js *facts; /* an object, or NULL */
    const struct document_words *words;
    const struct sensitive_passages *sensitive;
    const struct category_choice *choice;
    const struct form_passages *form;
    const struct category_rules *rules;
    const struct abbreviations *abbreviations;
};

/* Appends it. */
void item_description_write(struct arena *arena, const struct described *document,
                            struct strbuf *out);

#endif
