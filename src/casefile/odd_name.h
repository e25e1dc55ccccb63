/* Names of files that are not UTF-8 (out of old archives, of other systems), as texts: each
 * byte that belongs to no character as \u{XX}. */
#ifndef POLICEAI_CASEFILE_ODD_NAME_H
#define POLICEAI_CASEFILE_ODD_NAME_H

#include "base/arena.h"
#include "base/str.h"

/* The path as a text, in the arena. */
struct str odd_name_shown(struct arena *arena, const char *path);
/* Where the file of a text lies below `root`, in the arena: a file that is really called so,
 * else the one of which the text was made. */
const char *odd_name_on_disk(struct arena *arena, struct str root, struct str shown);

#endif
