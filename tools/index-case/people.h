/* People of a page beyond what the engine finds: who speaks in a chat, whose number stands in a
 * list of contacts; and which names of one paper are one person's. */
#ifndef POLICEAI_INDEX_CASE_PEOPLE_H
#define POLICEAI_INDEX_CASE_PEOPLE_H

#include "mentions.h"

/* The key of a person: of "SMITH, Ann" that of "Ann Smith". In the arena. */
struct str people_key(struct arena *arena, struct str text);
/* The key of a place: short forms of streets written out. In the arena. */
struct str places_key(struct arena *arena, struct str text);
/* Adds who speaks on the lines of a chat, contacts beside a telephone number, and both again
 * wherever their names stand on the page, in small letters too. */
void people_find(struct mentions *found, const struct lexicon *lexicon, struct str text);
/* A surname, a given name, or initials with a surname have the key of the one person of the
 * paper whom they fit; where two fit, they keep their own. The same of a house and street with
 * its town. Places that are names of people of the page are taken out, and so are people
 * who are the town of its addresses. */
void people_join(struct mentions *found, const struct lexicon *lexicon,
                 struct document_state *state);

#endif
