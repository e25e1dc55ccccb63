/* What of the tagger's findings is taken beside the rules: names of people and addresses, where
 * neither a rule nor another name stands. Places and organisations only say what is no person.
 */
#ifndef POLICEAI_PERSONAL_DATA_NAMES_TAGGED_H
#define POLICEAI_PERSONAL_DATA_NAMES_TAGGED_H

#include "personal_data/names.h"
#include "personal_data/tagger.h"

enum {
    CONFIDENCE_RULES_ALONE = 500, /* per mille, a name that the tagger does not see */
    TAGGED_BIAS = 0,              /* of tagger_find, also for the wider scope */
    TAGGED_PERSON_SCORE = 80,     /* least score taken */
    TAGGED_SURE_SCORE = 200,      /* for a word alone that no list has */
    TAGGED_ADDRESS_SCORE = 120,   /* more, since a wrong address is long */
};

/* Adds the people. */
void names_add_tagged(struct names *names, const struct tagger_runs *runs);
/* What share of names like the tokens `first` to `last` was right, per mille: by the tagger
 * where it sees a person there and is surer than the constant for rules alone. */
unsigned names_confidence(const struct tagger_runs *runs, size_t first, size_t last);
/* An address with a digit or more than one word, sure enough, none of it claimed or taken. */
bool names_is_address(const struct names *names, const struct tagger_run *run);

#endif
