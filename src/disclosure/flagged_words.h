/* Words of passages flagged as perhaps sensitive that stand in a description: what an officer
 * has to see before the description goes onto the schedule that the defence gets. */
#ifndef POLICEAI_DISCLOSURE_FLAGGED_WORDS_H
#define POLICEAI_DISCLOSURE_FLAGGED_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdint.h>

/* Names (a capital, no calendar word), numbers of three digits or more that are no year, and
 * three words in a row, of the document's flagged passages, that `description` holds too, with
 * ", " between; "" where there are none. In the arena. Letters a to z without case. */
enum err_code flagged_words(struct db *db, struct arena *arena, int64_t document,
                            struct str description, struct str *words,
                            struct err *err) MUST_USE;
/* The same of one passage, appended to `found`: the part of it that needs no database. */
void flagged_words_of(struct str passage, struct str description, struct strbuf *found);

#endif
