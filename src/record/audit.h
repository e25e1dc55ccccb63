/* The audit of a published log: everything a stranger can check from its files alone (log/, a
 * static publication, a mirror), reading every leaf once.
 *
 * Checked: the checkpoint's signature; bundles and tiles against its root; each statement's
 * form, signature and right to sign at its index; counters without fork or gap; `at` of our own
 * keys that never falls; prev known and of the same subject; every body against its commitment
 * and shape, or removed by a statement; dates of private.head that rise; ranges of
 * log.received. Several threads may judge what a leaf is by itself; what is found is the same
 * for any number of them. The first thing that does not hold ends it: ERR_INVALID
 * (ERR_NOT_FOUND for a file that is missing) with leaf and reason. */
#ifndef POLICEAI_RECORD_AUDIT_H
#define POLICEAI_RECORD_AUDIT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "crypto/digest.h"
#include "crypto/note.h"
#include "ledger/statement.h"
#include "record/log_files.h"

#include <stdbool.h>
#include <stdint.h>

struct audit_report {
    struct str origin;     /* in the arena */
    struct str log_key;    /* VKEY, in the arena */
    bool key_from_genesis; /* no key was given: the log's own word for it was taken */
    uint64_t size;
    struct sha256 root;
    uint64_t not_understood;  /* statements of types this program does not know */
    uint64_t other_algorithm; /* policeai-statement/v2: in the tree, bodies as committed to;
                                 signature, right to sign and counter were not checked */
    uint64_t removed;         /* bodies removed by statements */
    uint64_t keys;
    bool tree_only; /* entries, tiles and checkpoint alone: no statement, key or body was looked
                       at */
};

/* `log_key` NULL: that of the log's genesis. */
enum err_code audit_log(struct arena *arena, const char *folder, const struct note_key *log_key,
                        struct audit_report *report, struct err *err) MUST_USE;

/* One leaf that kept every rule that can be judged at it, in the order of the log; `value` is
 * NULL when its body is not there. All is lent for the call. */
typedef enum err_code audit_visit_fn(void *data, uint64_t index,
                                     const struct signed_statement *statement, struct str entry,
                                     const struct js *value, struct err *err);

struct audit_plan {
    struct log_files files;
    const struct note_key *log_key; /* NULL: that of the log's genesis */
    bool tree_only;                 /* see audit_report */
    size_t threads;                 /* that judge leaves; 0: one a core. Ignored where the files
                                       are not `shared` */
    audit_visit_fn *visit;          /* in the caller's thread; or NULL */
    void *data;
};

/* The same for files that lie anywhere. An error of `visit` ends it and is passed on. */
enum err_code audit_files(struct arena *arena, const struct audit_plan *plan,
                          struct audit_report *report, struct err *err) MUST_USE;

#endif
