/* When two ways to write a name are one person. Pure, and conservative: a wrong join hides the
 * wrong thing in every file of a case, a missed one costs a press of a button.
 *
 * A name is read as titles, given names or initials, a surname; a possessive at its end is
 * taken off, case is folded, "SMITH, John" is turned round. Then, of all names of the case:
 *
 *   - the same given names and surname, once written out: one person;
 *   - initials and surname ("J. Smith", "J P Smith"): the one person whose given names begin
 *     so, when the case has exactly one with that surname and first initial;
 *   - a surname alone, with or without a title: the one person of that surname, when the case
 *     has exactly one and the same file names them in full;
 *   - nothing is joined when a title of one kind (Mr) meets one of the other (Mrs, Miss, Ms);
 * where the case has both a Mr and a Mrs of a surname, the surname alone is joined only to
 * somebody whose full name bears the same title;
 *   - everything else that shares a surname or a first given name is a person of its own and a
 *     suggestion ("may be"). */
#ifndef POLICEAI_CASEFOLDER_PERSON_NAME_H
#define POLICEAI_CASEFOLDER_PERSON_NAME_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PERSON_PARTS = 8 };
enum person_sex { PERSON_ANY, PERSON_HE, PERSON_SHE }; /* as a title says it */

struct person_name {
    struct str parts[PERSON_PARTS]; /* folded, without titles: given names first */
    size_t count;                   /* 0: nothing of a name was left */
    size_t initials;                /* how many of the first parts are one letter */
    bool titled;
    enum person_sex sex;
    const char *role; /* what the title says of their part: "officer", or NULL */
};

/* `lead`: the words before it; the last of them is looked at, and the one before a number. In
 * the arena. */
void person_name_read(struct arena *arena, struct str lead, struct str text,
                      struct person_name *name);

/* One mention of a name. */
struct person_mention {
    struct str text;
    struct str lead; /* the words before it, among which a title may stand: "PC 4521", "Mrs" */
    int64_t file;
    /* filled by person_names_join */
    struct person_name name;
    size_t person; /* index into the people */
    bool is_short; /* joined by surname or initials */
};

struct person_found {
    struct str key;  /* folded full form, unique */
    struct str name; /* as first written in full */
    struct person_name parts;
    enum person_sex sex;
    const char *role; /* as above */
};

struct person_alike {
    size_t one, other; /* one < other */
    const char *why;   /* "surname", "initials", "given-name" */
};

struct person_cast {
    struct person_found *people;
    size_t count;
    struct person_alike *alike;
    size_t alike_count;
};

enum { PERSON_ALIKE_MAX = 1000 };

/* Joins by the rule above; mentions without a name get person SIZE_MAX. In the arena. */
void person_names_join(struct arena *arena, struct person_mention *mentions, size_t count,
                       struct person_cast *cast);

#endif
