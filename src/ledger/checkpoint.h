/* A checkpoint (c2sp.org/tlog-checkpoint): origin, size and root of the log as a signed note.
 *
 *     demo.invalid/0123456789abcdef
 *     42
 *     base64(root)
 *     (empty line)
 *     — ORIGIN base64(…)
 *
 * The log key's name is the origin. Ours carry no extension lines, and one that has some is
 * refused; lines of other signers (witnesses) are left alone. Strings point into the parsed
 * bytes or the arena. Errors as in statement.h. */
#ifndef POLICEAI_LEDGER_CHECKPOINT_H
#define POLICEAI_LEDGER_CHECKPOINT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "crypto/note.h"

#include <stdint.h>

enum { DEMO_ORIGIN_SIZE = 30 };

struct checkpoint {
    struct str origin;
    uint64_t size;
    struct sha256 root;
};

struct signed_checkpoint {
    struct checkpoint head;
    struct note note;
    struct str bytes;
};

/* "demo.invalid/" and the first 16 hexadecimal digits of SHA-256 of the log's raw public key.
 */
void checkpoint_demo_origin(char origin[DEMO_ORIGIN_SIZE], const struct sig_public *log_key);
/* Appends the note text (for commitments over it). BUG for an origin that is no key name. */
void checkpoint_text(struct strbuf *out, const struct checkpoint *head);
/* Appends the whole note, signed under the origin's name. */
void checkpoint_sign(struct strbuf *out, const struct checkpoint *head,
                     const struct sig_secret *log_key);
enum err_code checkpoint_parse(struct arena *arena, struct str bytes,
                               struct signed_checkpoint *checkpoint, struct err *err) MUST_USE;
/* The key's name must be the origin and its signature there and good. */
enum err_code checkpoint_verify(const struct signed_checkpoint *checkpoint,
                                const struct note_key *log_key, struct err *err) MUST_USE;

#endif
