/* A cosignature (c2sp.org/tlog-cosignature, cosignature/v1, Ed25519, key type 0x04): another
 * organisation's line below a checkpoint. It says that, at that time, this checkpoint was
 * consistent with every other one of the log that this witness has cosigned.
 *
 *     signed:  "cosignature/v1\n" "time SECONDS\n" and the checkpoint's note text
 *     line:    — NAME base64(key id || time, 8 bytes big-endian || signature)
 *
 * A witness's key is of another type than a log's, so neither can be taken for the other. */
#ifndef POLICEAI_LEDGER_COSIGNATURE_H
#define POLICEAI_LEDGER_COSIGNATURE_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/note.h"

#include <stdint.h>

/* The witness's key and its vkey, as note_key_of, vkey_format and vkey_parse do for logs. */
struct note_key cosigner_key_of(struct str name, const struct sig_public *public);
void cosigner_format(struct strbuf *out, const struct note_key *key);
enum err_code cosigner_parse(struct str text, struct note_key *key, struct err *err) MUST_USE;

/* Appends the line for a note with this text. BUG for a bad name or a time below zero. */
void cosignature_sign(struct strbuf *out, struct str note_text, struct str name,
                      const struct sig_secret *secret, int64_t time);
/* ERR_OK when a line of `witness` is there and good; its newest time is given. ERR_NOT_FOUND
 * without such a line; ERR_INVALID when one is bad: then the whole note must be refused. */
enum err_code cosignature_verify(const struct note *note, const struct note_key *witness,
                                 int64_t *time, struct err *err) MUST_USE;

#endif
