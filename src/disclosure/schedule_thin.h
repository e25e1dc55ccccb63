/* Which descriptions of the listed items are thin (thin_description.h), also those that say the
 * same as another's. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_THIN_H
#define POLICEAI_DISCLOSURE_SCHEDULE_THIN_H

#include "disclosure/schedule_items.h"
#include "disclosure/schedule_words.h"
#include "disclosure/thin_description.h"

struct schedule_thin;

/* Looks at the items of both schedules; lives in the arena. */
enum err_code schedule_thin_look(struct db *db, struct arena *arena,
                                 const struct schedule_words *words,
                                 struct schedule_thin **thin, struct err *err) MUST_USE;
/* The flags of an item; 0 for one that is on no schedule by itself. */
unsigned schedule_thin_flags(const struct schedule_thin *thin,
                             const struct schedule_item *item);

#endif
