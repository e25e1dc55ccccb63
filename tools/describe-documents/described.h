/* A document that is described: what the file says of itself, its text, and what was found in
 * it so far. */
#ifndef DESCRIBE_DOCUMENTS_DESCRIBED_H
#define DESCRIBE_DOCUMENTS_DESCRIBED_H

#include "abbreviations.h"
#include "presumption_category.h"
#include "sensitive_passages.h"

/* The fact that holds how an officer says the item bears on the case: the sentence nearest to
 * it is told first. It is never repeated itself. */
#define DESCRIBED_BEARS "bears"

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

#endif
