/* C2SP signed notes and verifier keys (c2sp.org/signed-note), Ed25519.
 *
 *     text, ending in '\n'
 *     (empty line)
 *     — NAME base64(key id || signature)
 *
 * A vkey is NAME+hex(key id)+base64(0x01 || public key); key id = first four bytes of
 * SHA-256(NAME || '\n' || 0x01 || public key). */
#ifndef POLICEAI_CRYPTO_NOTE_H
#define POLICEAI_CRYPTO_NOTE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/sig.h"

#include <stddef.h>
#include <stdint.h>

enum { NOTE_SIGNATURES_MAX = 64, NOTE_NAME_MAX = 200 };
enum { NOTE_ED25519 = 1, NOTE_COSIGNATURE = 4 };

/* A verifier. `name` is borrowed. */
struct note_key {
    struct str name;
    uint32_t id;
    struct sig_public public;
};

struct note_signature {
    struct str name;
    uint32_t id;
    struct str bytes; /* signature without the id */
    struct str line;  /* the whole line, '\n' included */
};

struct note {
    struct str text; /* up to and with the newline before the empty line */
    struct note_signature *signatures;
    size_t count;
};

/* A key name: 1 to NOTE_NAME_MAX bytes of UTF-8 without blanks, '+' and control characters. */
bool note_name_valid(struct str name);
struct note_key note_key_of(struct str name, const struct sig_public *public);
void vkey_format(struct strbuf *out, const struct note_key *key);
/* Refuses other algorithms and an id that does not fit. `name` points into text. */
enum err_code vkey_parse(struct str text, struct note_key *key, struct err *err) MUST_USE;
/* The same for an Ed25519 key of another type (NOTE_COSIGNATURE): the type is part of its id.
 */
struct note_key note_key_typed(unsigned char type, struct str name,
                               const struct sig_public *public);
void vkey_format_typed(struct strbuf *out, unsigned char type, const struct note_key *key);
enum err_code vkey_parse_typed(unsigned char type, struct str text, struct note_key *key,
                               struct err *err) MUST_USE;

/* Splits a note at its last empty line; checks form, not signatures. Arena-allocated. */
enum err_code note_parse(struct arena *arena, struct str bytes, struct note *note,
                         struct err *err) MUST_USE;
/* ERR_OK when a line of `key` is there and good; ERR_NOT_FOUND without such a line; ERR_INVALID
 * when it is bad (then the whole note must be refused). */
enum err_code note_verify(const struct note *note, const struct note_key *key,
                          struct err *err) MUST_USE;
/* Appends text, empty line and one signature line. `text` must end in '\n'. */
void note_sign(struct strbuf *out, struct str text, struct str name,
               const struct sig_secret *secret);
/* Appends the line of `key` over any signature bytes, id included. */
void note_line(struct strbuf *out, const struct note_key *key, struct str signature);

#endif
