/* A proof file (c2sp.org/tlog-proof@v1): one text with which anyone can check, off line, that
 * an entry is in the log.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra base64(…)
 *     index 7
 *     base64(hash)                 once for each hash of the inclusion proof
 *     (empty line)
 *     the signed checkpoint, verbatim
 *
 * Our `extra` makes it stand alone: two-byte big-endian length and bytes of the entry, 32 bytes
 * of salt, the body. Without the body (removed) the proof still stands; the extra is then
 * absent. Strings lie in the arena or the parsed bytes. */
#ifndef POLICEAI_LEDGER_TLOGPROOF_H
#define POLICEAI_LEDGER_TLOGPROOF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/note.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

#include <stdbool.h>
#include <stdint.h>

struct tlogproof {
    bool has_extra;
    struct str extra; /* decoded */
    uint64_t index;
    struct merkle_proof path;
    struct str checkpoint; /* whole signed note */
};

/* What our extra holds. */
struct tlogproof_extra {
    struct str entry;
    struct salt salt;
    struct str body;
};

/* Appends the text. */
void tlogproof_compose(struct strbuf *out, const struct tlogproof *proof);
/* The form alone: nothing is verified. */
enum err_code tlogproof_parse(struct arena *arena, struct str text, struct tlogproof *proof,
                              struct err *err) MUST_USE;
/* The checkpoint is signed by log_key and the proof leads from `entry` to its root. */
enum err_code tlogproof_verify(struct arena *arena, const struct tlogproof *proof,
                               struct str entry, const struct note_key *log_key,
                               struct signed_checkpoint *checkpoint, struct err *err) MUST_USE;

/* Our extra, to its bytes and back; ERR_LIMIT / ERR_FORMAT. */
enum err_code tlogproof_extra_compose(struct strbuf *out, const struct tlogproof_extra *extra,
                                      struct err *err) MUST_USE;
enum err_code tlogproof_extra_parse(struct str bytes, struct tlogproof_extra *extra,
                                    struct err *err) MUST_USE;

#endif
