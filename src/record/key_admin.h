/* The keys of a log as its ledger.db says, looked at from beside the keeper, and what key.*
 * statements about them must say. */
#ifndef POLICEAI_RECORD_KEY_ADMIN_H
#define POLICEAI_RECORD_KEY_ADMIN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/note.h"
#include "record/keyring.h"
#include "store/datadir.h"

#include <stdint.h>

/* Freed by keyring_free. ERR_NOT_FOUND without a log. */
enum err_code key_admin_load(const struct datadir *dir, struct keyring **keyring,
                             struct err *err) MUST_USE;
/* The key of that name, or the one whose name (without "policeai-key/") begins so. */
enum err_code key_admin_find(const struct keyring *keyring, const char *name,
                             const struct keyring_key **key, struct err *err) MUST_USE;
/* VKEY text of a public key named by its bytes. */
struct str key_admin_vkey(struct arena *arena, const struct sig_public *public);

/* Canonical bodies. */
struct str key_admin_introduction(struct arena *arena, struct str vkey,
                                  const char *organisation, const char *use, const char *held);
struct str key_admin_replacement(struct arena *arena, struct str vkey,
                                 const struct keyring_key *old);
/* `from` < 0: all that the key signed goes on to count. */
struct str key_admin_revocation(struct arena *arena, const struct keyring_key *key,
                                const char *reason, int64_t from);

#endif
