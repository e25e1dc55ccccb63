/* A witness as others ask it (c2sp.org/tlog-witness), without sockets: bytes in, a status and
 * bytes out. It knows several logs, each by one key whose name is the log's origin.
 *
 * The state of a log (witness_state.h) is FOLDER/HEX.state, HEX the SHA-256 of its origin. From
 * the look at the state to its replacement on the disk the lock beside it is held, so of two
 * who continue the same checkpoint one is told 409, whatever process answers them. */
#ifndef POLICEAI_STRANGER_WITNESS_SERVICE_H
#define POLICEAI_STRANGER_WITNESS_SERVICE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/note.h"
#include "crypto/sig.h"

#include <stddef.h>
#include <stdint.h>

enum { WITNESS_LOGS_MAX = 1000 };

struct witness_service {
    const char *folder;
    const struct note_key *logs; /* no name twice */
    size_t log_count;
    struct str name; /* of the witness */
    const struct sig_secret *secret;
    struct clock clock;
};

struct witness_reply {
    int status;
    const char *type; /* of the body, fixed text */
    struct str body;  /* in the arena */
};

/* A text file: one VKEY a line, empty lines and lines beginning with '#' left out. ERR_FORMAT
 * names the line; at most WITNESS_LOGS_MAX, each origin once, at least one. */
enum err_code witness_logs_read(struct arena *arena, const char *path, struct note_key **logs,
                                size_t *count, struct err *err) MUST_USE;

/* add-checkpoint. 200 with the cosignature's line, which is in the state by then; 400 not such
 * a text, or old > size; 404 unknown origin; 403 not signed by the log; 409 with the size
 * last cosigned, when that is not old; 422 the proof, or another root at the same size. Not
 * in the protocol: 503 another process looks at this state; 500, which the log explains. */
void witness_add_checkpoint(const struct witness_service *service, struct arena *arena,
                            struct str body, struct witness_reply *reply);
/* The checkpoint cosigned last, with the log's line and ours, of the origin whose SHA-256 has
 * these 64 digits; 404. */
void witness_last_checkpoint(const struct witness_service *service, struct arena *arena,
                             struct str hex, struct witness_reply *reply);
/* Its size, 0 when there is none; for the operator. */
enum err_code witness_last_size(const struct witness_service *service, struct arena *arena,
                                const struct note_key *log, uint64_t *size,
                                struct err *err) MUST_USE;

#endif
