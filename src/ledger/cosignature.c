/* See cosignature.h. */
#include "ledger/cosignature.h"

#include "base/limits.h"

#include <inttypes.h>
#include <string.h>

enum { STAMP_SIZE = 8 };

struct note_key cosigner_key_of(struct str name, const struct sig_public *public)
{
    return note_key_typed(NOTE_COSIGNATURE, name, public);
}

void cosigner_format(struct strbuf *out, const struct note_key *key)
{
    vkey_format_typed(out, NOTE_COSIGNATURE, key);
}

enum err_code cosigner_parse(struct str text, struct note_key *key, struct err *err)
{
    return vkey_parse_typed(NOTE_COSIGNATURE, text, key, err);
}

static void signed_message(struct strbuf *out, struct str note_text, int64_t time)
{
    strbuf_init(out, LIMIT_NOTE + 64);
    strbuf_printf(out, "cosignature/v1\ntime %" PRId64 "\n", time);
    strbuf_str(out, note_text);
}

void cosignature_sign(struct strbuf *out, struct str note_text, struct str name,
                      const struct sig_secret *secret, int64_t time)
{
    struct strbuf message;
    unsigned char stamped[STAMP_SIZE + SIG_SIZE];
    struct note_key key = cosigner_key_of(name, &secret->public);
    if (!note_name_valid(name) || time < 0) {
        BUG("a cosignature with a bad name or time");
    }
    signed_message(&message, note_text, time);
    struct sig sig = sig_sign(secret, strbuf_view(&message));
    strbuf_release(&message);
    for (size_t i = 0; i < STAMP_SIZE; i++) {
        stamped[i] = (unsigned char)((uint64_t)time >> (8 * (STAMP_SIZE - 1 - i)));
    }
    memcpy(stamped + STAMP_SIZE, sig.bytes, SIG_SIZE);
    note_line(out, &key, str_n((const char *)stamped, sizeof stamped));
}

static enum err_code check_line(const struct note *note, const struct note_signature *line,
                                const struct note_key *witness, int64_t *time, struct err *err)
{
    struct strbuf message;
    struct sig sig;
    uint64_t stamp = 0;
    if (line->bytes.n != STAMP_SIZE + SIG_SIZE) {
        return err_set(err, ERR_INVALID, "the cosignature of %.*s has %zu bytes",
                       STR_ARG(witness->name), line->bytes.n);
    }
    for (size_t i = 0; i < STAMP_SIZE; i++) {
        stamp = stamp << 8 | (unsigned char)line->bytes.p[i];
    }
    memcpy(sig.bytes, line->bytes.p + STAMP_SIZE, SIG_SIZE);
    bool good = stamp <= INT64_MAX;
    signed_message(&message, note->text, good ? (int64_t)stamp : 0);
    good = good && sig_verify(&witness->public, &sig, strbuf_view(&message));
    strbuf_release(&message);
    *time = good ? (int64_t)stamp : 0;
    return good ? ERR_OK
                : err_set(err, ERR_INVALID, "the cosignature of %.*s is bad",
                          STR_ARG(witness->name));
}

enum err_code cosignature_verify(const struct note *note, const struct note_key *witness,
                                 int64_t *time, struct err *err)
{
    bool found = false;
    for (size_t i = 0; i < note->count; i++) {
        const struct note_signature *line = &note->signatures[i];
        int64_t at = 0;
        if (!str_eq(line->name, witness->name) || line->id != witness->id) {
            continue;
        }
        TRY(check_line(note, line, witness, &at, err));
        *time = found && *time > at ? *time : at;
        found = true;
    }
    return found
               ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "no cosignature of %.*s", STR_ARG(witness->name));
}
