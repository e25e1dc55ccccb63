/* A witness: another organisation that has seen a log grow and says so.
 *
 * It keeps, per log, the last checkpoint it cosigned (witness_state.h), and cosigns the next
 * one only when the log's key signed it, for the same origin, and the log's files prove that it
 * continues the last. */
#ifndef POLICEAI_STRANGER_WITNESS_H
#define POLICEAI_STRANGER_WITNESS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/note.h"
#include "crypto/sig.h"
#include "record/log_files.h"
#include "stranger/witness_state.h"

#include <stdint.h>

struct witness_plan {
    struct log_files files;
    const char *state;              /* path; made at the first cosignature */
    const struct note_key *log_key; /* needed at first; later it must be the state's. Or NULL */
    struct str name;                /* of the witness */
    const struct sig_secret *secret;
    int64_t now;
};

struct witness_result {
    uint64_t before; /* size of the last checkpoint, 0 at first */
    uint64_t size;
    struct str origin; /* in the arena */
    struct str note;   /* log's line and ours below the text, in the arena */
};

/* ERR_INVALID names what is wrong with the log: another key or origin, rolled back, split view,
 * rewritten. ERR_CONFLICT: another witness process holds the state, or the clock stands before
 * the last cosignature. ERR_USAGE: at first without log_key. */
enum err_code witness_cosign(struct arena *arena, const struct witness_plan *plan,
                             struct witness_result *result, struct err *err) MUST_USE;

/* The key of a witness: FILE holds the secret (crypto/sig.h), FILE.vkey the name with it. */
enum err_code witness_key_make(const char *path, struct str name, struct strbuf *vkey,
                               struct err *err) MUST_USE;
enum err_code witness_key_load(struct arena *arena, const char *path, struct sig_secret *secret,
                               struct str *name, struct err *err) MUST_USE;

#endif
