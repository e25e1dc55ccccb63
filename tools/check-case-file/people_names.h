/* Names of people as lists and statements write them, and whether two may be one person's.
 * Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_PEOPLE_NAMES_H
#define POLICEAI_CHECK_CASE_FILE_PEOPLE_NAMES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { NAME_WORDS_MAX = 8 };

/* Folded words of a name, titles and ranks left out; of "LEE, Ann" the family name last. */
struct person_words {
    struct str words[NAME_WORDS_MAX];
    size_t count;
    bool titled;       /* a title or rank was left out */
    struct str number; /* of a police officer, "" when none */
};

/* False when nothing of it can be a name: no letters, too many words. */
bool person_words_read(struct arena *arena, struct str text, struct person_words *person);
/* The name as it is written, without titles, ranks and numbers before it. */
struct str person_bare(struct str text);
/* The name as people say it: "LEE-WARD, Ann PC 12" and "PC 12 Ann LEE-WARD" without rank and
 * number, the given name first; in the arena. */
struct str person_plain(struct arena *arena, struct str text);
/* The same family name, scanned badly or not, and given names that do not speak against it:
 * equal, an initial, or left out. */
bool person_may_be(const struct person_words *a, const struct person_words *b);

#endif
