/* A statement: the signed header that is a leaf of the log. It never holds content, only the
 * commitment of its body (ledger/body.h).
 *
 *     policeai-statement/v1
 *     {"at":…,"body":…,"by":…,"prev":[…],"seq":…,"subject":…,"type":…}     canonical JSON
 *     (empty line)
 *     — policeai-key/HEX32 base64(key id || Ed25519 signature)             exactly one line
 *
 * A statement signed by another algorithm begins with policeai-statement/v2: the same header,
 * the same one line, and a signature of any length. It is read, so that it can be kept and
 * counted, its place in the tree and its body be verified; whose it is and whether its key may
 * sign it cannot be said here, and it has no effect.
 *
 * Invariants of a parsed statement: canonical to the byte, at most LIMIT_LEAF bytes, `prev`
 * sorted without duplicates, `at` a real time, `by` the name on the signature line. Whether the
 * signature is good is statement_verify's word alone, and whether the key may sign this type at
 * this index is the record's.
 *
 * Life-time: strings of a parsed statement lie in the caller's arena or in the parsed bytes,
 * which must outlive it. Errors: ERR_FORMAT (not a statement), ERR_LIMIT (too long),
 * ERR_INVALID (bad signature, wrong key).
 *
 *     struct statement header = {.at = now, .body = commitment, .by = key_name, .seq = 0,
 *                                .subject = subject, .type = STR("evidence.issued/1")};
 *     TRY(statement_sign(&note, &header, &secret, err));
 *     TRY(statement_parse(arena, strbuf_view(&note), &signed_one, err));
 *     TRY(statement_verify(&signed_one, &secret.public, err));
 */
#ifndef POLICEAI_LEDGER_STATEMENT_H
#define POLICEAI_LEDGER_STATEMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "crypto/note.h"
#include "crypto/sig.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* with their NUL */
enum { STATEMENT_ID_SIZE = 65, SUBJECT_SIZE = 33, KEY_NAME_SIZE = 46 };

struct statement {
    int64_t at;             /* seconds since 1970, UTC */
    struct sha256 body;     /* the commitment */
    struct str by;          /* key name */
    const struct str *prev; /* statement ids, sorted, each once */
    size_t prev_count;
    int64_t seq;        /* 0 … 2^53-1 */
    struct str subject; /* 32 lower-case hexadecimal digits */
    struct str type;    /* "name/N" */
};

/* The algorithm of the first line. */
enum statement_version { STATEMENT_V1 = 1, STATEMENT_V2 = 2 };

struct signed_statement {
    enum statement_version version;
    struct statement header;
    struct note note;
    struct str bytes; /* the whole note: the log entry */
    char id[STATEMENT_ID_SIZE];
};

/* "policeai-key/" and the first 32 hexadecimal digits of SHA-256 of the raw public key. */
void key_name_of(char name[KEY_NAME_SIZE], const struct sig_public *public);
bool key_name_valid(struct str name);
/* `[a-z][a-z0-9]*([.-][a-z0-9]+)*` "/" `[1-9][0-9]*` */
bool statement_type_valid(struct str type);
bool subject_valid(struct str subject);

/* The note text (signed bytes) of a header, checked as statement_parse checks. */
enum err_code statement_text(struct strbuf *out, const struct statement *header,
                             struct err *err) MUST_USE;
/* Appends the whole note. `header->by` must be the name of `secret`'s key (ERR_INVALID). */
enum err_code statement_sign(struct strbuf *out, const struct statement *header,
                             const struct sig_secret *secret, struct err *err) MUST_USE;
/* Refuses whatever statement_sign would not have written, but for the signature itself, and for
 * the first line and the signature's length of a v2. */
enum err_code statement_parse(struct arena *arena, struct str bytes,
                              struct signed_statement *statement, struct err *err) MUST_USE;
/* ERR_INVALID when `public` is not the key named by `by` or the signature is bad;
 * ERR_UNSUPPORTED for a v2. */
enum err_code statement_verify(const struct signed_statement *statement,
                               const struct sig_public *public, struct err *err) MUST_USE;
/* Hexadecimal SHA-256 of a note's text, both newlines included. */
void statement_id_of(char id[STATEMENT_ID_SIZE], struct str note_text);

#endif
