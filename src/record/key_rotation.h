/* A key of keys/ replaced by a new one: the statement and the file, in an order that a crash at
 * any point leaves repairable by the same call.
 *
 * keys/NAME.next is made and synced; key.replaced/1 is appended; keys/NAME becomes
 * keys/NAME.ended and NAME.next becomes NAME. Done with the keeper's lock held, so no server
 * may run. The log key has no such step: a new one is a new origin. */
#ifndef POLICEAI_RECORD_KEY_ROTATION_H
#define POLICEAI_RECORD_KEY_ROTATION_H

#include "base/arena.h"
#include "base/err.h"
#include "record/keyfiles.h"
#include "store/datadir.h"

/* `signer`: the centre or recovery key's file, NULL for keys/centre (keys/recovery when the
 * recovery key itself is replaced). *name is the new key's, in the arena. */
enum err_code key_rotate(struct arena *arena, const struct datadir *dir, enum key_file file,
                         const char *signer, const char **name, struct err *err) MUST_USE;

#endif
