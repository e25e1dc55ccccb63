/* What a witness knows of one log: the last checkpoint it cosigned, in a small text file that
 * is written and synced before the cosignature leaves its hands.
 *
 *     policeai-witness/v1
 *     VKEY of the log
 *     SECONDS of the last cosignature
 *     (empty line)
 *     the checkpoint, verbatim
 */
#ifndef POLICEAI_STRANGER_WITNESS_STATE_H
#define POLICEAI_STRANGER_WITNESS_STATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/note.h"
#include "crypto/sig.h"
#include "ledger/checkpoint.h"

#include <stdint.h>

struct witness_state {
    struct note_key log_key;
    int64_t time;
    struct signed_checkpoint checkpoint; /* bytes.p == NULL: nothing was cosigned yet */
};

/* Appends the text above. */
void witness_state_write(struct strbuf *out, const struct witness_state *state);
/* Points into text and arena. */
enum err_code witness_state_parse(struct arena *arena, struct str text,
                                  struct witness_state *state, struct err *err) MUST_USE;

/* One witness at a time looks and writes. The lock lies beside the state (PATH.lock), for the
 * state is replaced; closing *fd gives it back. ERR_CONFLICT when another has it. */
enum err_code witness_state_lock(struct arena *arena, const char *path, int *fd,
                                 struct err *err) MUST_USE;
/* The state of the log of that key; when there is no file, one in which nothing was cosigned.
 * ERR_INVALID when the file is of another key. */
enum err_code witness_state_load(struct arena *arena, const char *path,
                                 const struct note_key *log_key, struct witness_state *state,
                                 struct err *err) MUST_USE;
/* Synced when it returns. */
enum err_code witness_state_save(const char *path, const struct witness_state *state,
                                 struct err *err) MUST_USE;
/* Appends what is given out: the checkpoint's text, the log's own lines, ours. Lines of others
 * are for others to add. The same bytes each time: Ed25519 signs without chance. */
void witness_state_cosigned(struct strbuf *out, const struct witness_state *state,
                            struct str name, const struct sig_secret *secret);

#endif
