/* What the files of this part share (private to it). */
#ifndef POLICEAI_CUSTODY_CUSTODY_STATE_H
#define POLICEAI_CUSTODY_CUSTODY_STATE_H

#include "custody/custody.h"

/* One set from its folder. */
enum err_code custody_read(struct arena *arena, const char *folder, struct custody_set *set,
                           struct err *err) MUST_USE;

/* custody_trace.c: times of access and change as custody_close leaves them. */
void custody_mark(const struct custody_set *set);
/* What the files' times and sizes say, without reading one: the word of "found". */
const char *custody_look(const struct custody_set *set);

/* HMAC-SHA-256(salt, "policeai-sealed-set/v1" 0 {"canary":…,"planted":[…]}): which items were
 * planted was fixed before anybody asked. */
struct sha256 custody_commitment(const struct sha256 *salt, struct str secret);

#endif
