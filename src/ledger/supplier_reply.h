/* What a supplier says to the result of a measurement: a signed note of its own, carried whole
 * in supplier.reply/1, so that nobody can change its words, and this log's operator least.
 *
 *     policeai-reply/v1
 *     {"date":DATE,"envelope":HEX64,"kind":"reply","submission":HEX32,"text":TEXT}
 *     (empty line)
 *     — policeai-key/HEX32 base64(key id || Ed25519 signature)      exactly one line
 *
 * The object is canonical JSON. `kind` "waiver" has no text: the supplier will not reply. A
 * text has 1 to 10,000 bytes of UTF-8, newlines and tabs being its only control characters. */
#ifndef POLICEAI_LEDGER_SUPPLIER_REPLY_H
#define POLICEAI_LEDGER_SUPPLIER_REPLY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/note.h"
#include "crypto/sig.h"

#include <stdbool.h>

enum { SUPPLIER_REPLY_MAX = 64 * 1024, SUPPLIER_TEXT_MAX = 10000, SUBMISSION_ID_DIGITS = 32 };

struct supplier_reply {
    struct str submission; /* id */
    struct str envelope;   /* of the result */
    struct str date;       /* as the supplier states it */
    struct str text;       /* n == 0: a waiver */
};

/* One key's signature over `text` in a note of one line, ERR_INVALID otherwise. */
enum err_code supplier_note_verify(struct arena *arena, struct str bytes,
                                   const struct note_key *key, struct str *text,
                                   struct err *err) MUST_USE;
/* The canonical object behind the line `first` of a note's text. */
enum err_code supplier_note_object(struct arena *arena, struct str text, struct str first,
                                   struct js **value, struct err *err) MUST_USE;
/* UTF-8 of 1 to 10,000 bytes without control characters but newline and tab. */
bool supplier_text_valid(struct str text);
/* A verifier key whose name is that of its bytes. The name points into text. */
enum err_code supplier_vkey_parse(struct str text, struct note_key *key,
                                  struct err *err) MUST_USE;

/* ERR_FORMAT: no such note; ERR_INVALID: not signed by `key`. Texts in the arena. */
enum err_code supplier_reply_parse(struct arena *arena, struct str bytes,
                                   const struct note_key *key, struct supplier_reply *reply,
                                   struct err *err) MUST_USE;
/* Which submission a note says it is of, whoever signed it. */
enum err_code supplier_reply_submission(struct arena *arena, struct str bytes, struct str *id,
                                        struct err *err) MUST_USE;
/* Appends the note; what supplier_reply_parse would refuse is refused. */
enum err_code supplier_reply_sign(struct strbuf *out, const struct supplier_reply *reply,
                                  const struct sig_secret *secret, struct err *err) MUST_USE;

#endif
