/* Who decided is told by role: below chief officer never by name. */
#ifndef POLICEAI_REGISTRY_ROLE_NAME_H
#define POLICEAI_REGISTRY_ROLE_NAME_H

#include "base/str.h"

#include <stdbool.h>

/* Does the text plainly name a person below chief officer: a title such as Mr, Ms or Dr before
 * a word with a capital, and no rank of a chief officer (Chief Constable, Commissioner,
 * Commander) in it? A name without a title cannot be told from a role, so this finds slips and
 * proves nothing. */
bool role_names_person(struct str role);

#endif
