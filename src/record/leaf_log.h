/* A log in ledger.db: leaves, salts, bodies, tree nodes, heads of subjects, counters of keys.
 *
 * Two of them share the database: the public log (0) and the private one (1). Appending happens
 * inside the caller's transaction and changes the struct in memory too: who rolls back puts
 * back the copy taken before (`struct leaf_log before = *log`). The right edge of the tree is
 * held in memory, so an append reads nothing of the tree.
 *
 * Not for several threads. Errors: those of store/db.h; ERR_INVALID when the kept nodes do not
 * give the kept root. */
#ifndef POLICEAI_RECORD_LEAF_LOG_H
#define POLICEAI_RECORD_LEAF_LOG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/digest.h"
#include "ledger/body.h"
#include "ledger/merkle.h"
#include "ledger/statement.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { LOG_PUBLIC = 0, LOG_PRIVATE = 1 };

struct leaf_log {
    struct db *db;
    int log;
    struct merkle_range range;
    struct sha256 root; /* of the range */
    int64_t last_at;    /* newest `at` of an own leaf */
};

struct leaf {
    uint64_t index;
    struct str id; /* by leaf_log_each alone */
    struct str note;
    struct salt salt;
    struct str body; /* "": removed */
};

/* Schema of ledger.db. */
enum err_code leaf_log_migrate(struct db *db, struct err *err) MUST_USE;
enum err_code leaf_log_open(struct leaf_log *log, struct db *db, int number,
                            struct err *err) MUST_USE;
/* Inserts the next leaf and moves heads and counters. A body that a removal of this log names
 * is not kept; a removal takes away what it names (record/removal.h). */
enum err_code leaf_log_append(struct leaf_log *log, const struct signed_statement *statement,
                              const struct salt *salt, struct str body,
                              struct err *err) MUST_USE;
/* The same for a statement of another log's keeper: `last_at` stays, and what a removal names
 * is for removal_receive. `body` "": it was removed before it came. `late`: its key had ended
 * before it came, so it is no head of its subject. A policeai-statement/v2 is a leaf with its
 * body and nothing else: no head, no counter, no key, no removal. */
enum err_code leaf_log_receive(struct leaf_log *log, const struct signed_statement *statement,
                               const struct salt *salt, struct str body, bool late,
                               struct err *err) MUST_USE;
/* Writes size, root and last_at; the last step before the commit. */
enum err_code leaf_log_set_head(struct leaf_log *log, struct err *err) MUST_USE;

/* Copies in the arena. ERR_NOT_FOUND. */
enum err_code leaf_log_get(const struct leaf_log *log, struct arena *arena, uint64_t index,
                           struct leaf *leaf, struct err *err) MUST_USE;
enum err_code leaf_log_index_of(const struct leaf_log *log, struct str id, uint64_t *index,
                                struct err *err) MUST_USE;
/* Sorted ids of the subject's present heads. */
enum err_code leaf_log_heads(const struct leaf_log *log, struct arena *arena,
                             struct str subject, struct str **ids, size_t *count,
                             struct err *err) MUST_USE;
enum err_code leaf_log_next_seq(const struct leaf_log *log, struct str key, int64_t *seq,
                                struct err *err) MUST_USE;

/* The subject under which a statement that has not come is named in a prev; "" when in none. */
enum err_code leaf_log_awaited(const struct leaf_log *log, struct arena *arena, struct str id,
                               struct str *subject, struct err *err) MUST_USE;

/* Calls `each` for leaves [first, end) in order, or for the genesis and key.* leaves. */
typedef enum err_code leaf_fn(void *data, const struct leaf *leaf, struct err *err);
enum err_code leaf_log_each(const struct leaf_log *log, uint64_t first, uint64_t end,
                            leaf_fn *each, void *data, struct err *err) MUST_USE;
enum err_code leaf_log_each_root(const struct leaf_log *log, leaf_fn *each, void *data,
                                 struct err *err) MUST_USE;

/* The log.received/1 that closes the received leaf `index`: its note, "" when there is none. */
enum err_code leaf_log_closing(const struct leaf_log *log, struct arena *arena, uint64_t index,
                               struct str *note, struct err *err) MUST_USE;

/* Any whole node; data is the struct leaf_log. */
merkle_read_fn leaf_log_node;

/* Named values beside the leaves. */
enum err_code setting_get(struct db *db, struct arena *arena, const char *name,
                          struct str *value, struct err *err) MUST_USE; /* "" when absent */
enum err_code setting_set(struct db *db, const char *name, struct str value,
                          struct err *err) MUST_USE;

#endif
