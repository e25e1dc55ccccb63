/* Is a page's HTML as strict as ours shall be: every tag closed in order, attributes quoted and
 * without '<', no id twice, no script or style in an attribute? */
#ifndef POLICEAI_TESTS_MARKUP_CHECK_H
#define POLICEAI_TESTS_MARKUP_CHECK_H

#include "base/arena.h"
#include "base/str.h"

/* What is wrong first, in the arena or static; NULL when nothing is. */
const char *markup_wrong(struct arena *arena, struct str html);

#endif
