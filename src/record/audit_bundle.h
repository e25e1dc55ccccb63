/* One bundle of a published log, each entry judged as far as it can be by itself: its form, its
 * body, its signature by a key that is known already. Bundles share nothing, so several threads
 * may each take one; what an entry may do where it stands is for audit_rules, in the order of
 * the log. */
#ifndef POLICEAI_RECORD_AUDIT_BUNDLE_H
#define POLICEAI_RECORD_AUDIT_BUNDLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "crypto/digest.h"
#include "ledger/statement.h"
#include "ledger/tile.h"
#include "record/keyring.h"
#include "record/log_files.h"

#include <stdbool.h>
#include <stdint.h>

/* How bundles are read: the same for all of them, only read by whoever does it. */
struct bundle_reader {
    const struct log_files *files;
    /* Whose signatures can be checked now; nobody may change it meanwhile. */
    const struct keyring *keyring;
    bool tree_only; /* hashes of entries alone: `statement` and `value` stay empty */
};

struct checked_entry {
    struct str bytes;
    struct sha256 hash; /* of the leaf */
    struct signed_statement statement;
    struct js *value; /* NULL: the body is not there */
    bool signature;   /* good, by the key of that name in the keyring; false: not known yet */
};

struct checked_bundle {
    uint64_t index;
    unsigned width;
    struct arena *arena; /* of all below */
    struct checked_entry entries[TILE_WIDTH];
    unsigned count;     /* entries that hold, from the first on */
    struct str rest;    /* the bytes after them */
    enum err_code code; /* ERR_OK, or why the next one does not hold: */
    struct err err;
};

/* The bundle's bytes, in the arena. */
enum err_code audit_bundle_read(const struct bundle_reader *reader, struct arena *arena,
                                uint64_t index, unsigned width, struct str *bytes,
                                struct err *err) MUST_USE;
/* Takes entry `at` of `width` off *rest and judges it by itself. With `at` == width nothing may
 * follow, and *entry is not written. All of it lies in the arena or in what `rest` lies in. */
enum err_code bundle_take(const struct bundle_reader *reader, struct arena *arena,
                          struct str *rest, unsigned at, unsigned width,
                          struct checked_entry *entry, struct err *err) MUST_USE;
/* Fills `bundle`, whose index, width and empty arena are given. Stops at the first entry that
 * does not hold, and, with code ERR_OK, once the bodies are as long as one thread may hold:
 * what is left in `rest` is taken one by one. */
void bundle_check(const struct bundle_reader *reader, struct checked_bundle *bundle);

#endif
