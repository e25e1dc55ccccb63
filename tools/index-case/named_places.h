/* Places that are a name alone, without a number or street: "Westmere Royal Infirmary", "the
 * Fisherman's Arms", "Harbour Retail Park", and towns after a word that leads to a place. */
#ifndef POLICEAI_INDEX_CASE_NAMED_PLACES_H
#define POLICEAI_INDEX_CASE_NAMED_PLACES_H

#include "mentions.h"

/* Adds them to what was found on the page; takes out people, and what the model alone took for
 * a place, that lie within one. Before people_join. */
void named_places_find(struct mentions *found, const struct lexicon *lexicon, struct str text);

#endif
