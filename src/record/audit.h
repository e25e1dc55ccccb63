/* The audit of a published log: everything a stranger can check from its files alone (log/, a
 * static publication, a mirror), reading every leaf once.
 *
 * Checked: the checkpoint's signature; bundles and tiles against its root; each statement's
 * form, signature and right to sign at its index; counters without fork or gap; `at` of our own
 * keys that never falls; prev known and of the same subject; every body against its commitment
 * and shape, or removed by a statement; dates of private.head that rise; ranges of
 * log.received. The first thing that does not hold ends it: ERR_INVALID (ERR_NOT_FOUND for a
 * file that is missing) with leaf and reason. */
#ifndef POLICEAI_RECORD_AUDIT_H
#define POLICEAI_RECORD_AUDIT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/digest.h"
#include "crypto/note.h"

#include <stdbool.h>
#include <stdint.h>

struct audit_report {
    struct str origin;     /* in the arena */
    struct str log_key;    /* VKEY, in the arena */
    bool key_from_genesis; /* no key was given: the log's own word for it was taken */
    uint64_t size;
    struct sha256 root;
    uint64_t not_understood; /* statements of types this program does not know */
    uint64_t removed;        /* bodies removed by statements */
    uint64_t keys;
};

/* `log_key` NULL: that of the log's genesis. */
enum err_code audit_log(struct arena *arena, const char *folder, const struct note_key *log_key,
                        struct audit_report *report, struct err *err) MUST_USE;

#endif
