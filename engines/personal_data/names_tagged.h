/* What of the tagger's findings is taken beside the rules: names of people and addresses, where
 * neither a rule nor another name stands. Places and organisations only say what is no person.
 */
#ifndef POLICEAI_PERSONAL_DATA_NAMES_TAGGED_H
#define POLICEAI_PERSONAL_DATA_NAMES_TAGGED_H

#include "personal_data/names.h"
#include "personal_data/tagger.h"

enum {
    TAGGED_BIAS = 0,          /* of tagger_find */
    TAGGED_PERSON_SCORE = 50, /* least score taken */
    TAGGED_SURE_SCORE = 140,  /* for a word alone that no list has or that begins a sentence */
    TAGGED_ADDRESS_SCORE = 120, /* more, since a wrong address is long */
};

/* Adds the people. */
void names_add_tagged(struct names *names, const struct tagger_runs *runs);
/* An address with a digit or more than one word, sure enough, none of it claimed or taken. */
bool names_is_address(const struct names *names, const struct tagger_run *run);

#endif
