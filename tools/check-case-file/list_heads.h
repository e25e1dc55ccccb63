/* Names at the head or foot of a list that are in no row of it: "Defendant: Al Cox", "Prepared
 * by: Ann Lee". Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_LIST_HEADS_H
#define POLICEAI_CHECK_CASE_FILE_LIST_HEADS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* Does the line name somebody or something that is no row, by a label that begins it, by one
 * that is all of the line above, or by one in brackets that is all of the line below? */
bool list_head_names_other(struct arena *arena, struct str above, struct str line,
                           struct str below);

#endif
