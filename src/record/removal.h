/* Removed bodies in ledger.db: tombstones, and the list of what a removal still has to take
 * from files and free pages (record/scrub.h).
 *
 * A tombstone wins in any order: a removal empties the leaf it names, and a statement that
 * comes after its removal is kept without its body. Both happen inside leaf_log_append, in the
 * transaction that makes the removal itself durable. Whether a removal was its signer's to make
 * is for whoever appends to check before. */
#ifndef POLICEAI_RECORD_REMOVAL_H
#define POLICEAI_RECORD_REMOVAL_H

#include "base/err.h"
#include "base/str.h"
#include "record/keyring.h"
#include "record/leaf_log.h"

#include <stdint.h>

#define NOT_REMOVED UINT64_MAX

/* The leaf of the first removal that names the statement, or NOT_REMOVED. */
enum err_code removal_of(const struct leaf_log *log, struct str id, uint64_t *index,
                         struct err *err) MUST_USE;
/* `body` is that of the body.removed/1 at leaf `index`: salts and bodies of what it names go,
 * and are noted for the scrub with the digests they name. ERR_DENIED for a body that cannot be
 * removed. */
enum err_code removal_bury(struct leaf_log *log, uint64_t index, struct str body,
                           struct err *err) MUST_USE;

/* A removal that came from another log, at leaf `index`, signed by `by`: takes what it may
 * (keyring_may_remove), also of what waits outside the log; what is not here yet, when it
 * comes. */
enum err_code removal_receive(struct leaf_log *log, const struct keyring *keyring,
                              const struct keyring_key *by, uint64_t index, struct str body,
                              struct err *err) MUST_USE;
/* Has a removal taken, or would it take, what `signer` signed under this id? */
enum err_code removal_known(const struct leaf_log *log, const struct keyring_key *signer,
                            struct str id, bool *known, struct err *err) MUST_USE;
/* Before such a statement becomes a leaf: its removal counts from now on. */
enum err_code removal_meet(struct leaf_log *log, const struct keyring_key *signer,
                           struct str id, struct err *err) MUST_USE;
/* Notes for the scrub what a body names that is not kept. */
enum err_code removal_note_blobs(struct db *db, struct str body, struct err *err) MUST_USE;

/* kind: 'body', 'blob', 'envelopes', 'pages' (sql/ledger.sql). */
enum err_code scrub_note(struct db *db, const char *kind, struct str name,
                         struct err *err) MUST_USE;

/* Calls `each` for every 64 hexadecimal digits in the text that stand alone: how bodies and
 * evidence name blobs. */
typedef enum err_code digest_fn(void *data, struct str hex, struct err *err);
enum err_code each_digest(struct str text, digest_fn *each, void *data,
                          struct err *err) MUST_USE;

#endif
