/* A force's answer to a requirement of the gate, in one form whichever version of the statement
 * says it: requirement.answered/1 has a document alone, /2 words and a checklist's flag too.
 * This is the upcaster of /1: pure, and kept for ever. */
#ifndef POLICEAI_REGISTRY_REQUIREMENT_ANSWER_H
#define POLICEAI_REGISTRY_REQUIREMENT_ANSWER_H

#include "registry/entries.h"

#include <stdbool.h>

struct requirement_answer {
    struct str requirement; /* id */
    struct str date;        /* of the document or the answer, YYYY-MM-DD */
    struct str expires;     /* "" when no end is stated */
    struct str document;    /* its title; "" when none or withheld */
    struct str link;        /* "" when none or withheld */
    struct str answer;      /* in words; "" when none or withheld */
    struct str flag;        /* "green", "orange", "red"; "" when none */
    struct str flag_reason; /* "" when none or withheld */
    bool withheld;          /* neither document nor answer is open */
};

/* The texts are those of the entry's body. An entry of another type: everything "". */
struct requirement_answer requirement_answer_of(const struct registry_entry *entry);

#endif
