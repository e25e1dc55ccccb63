/* Envelopes; see dsse.h. Parsing reads, writes again and compares: one envelope has one form.
 */
#include "ledger/dsse.h"

#include "base/encode.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/statement.h"

#include <string.h>

void dsse_pae(struct strbuf *out, struct str type, struct str payload)
{
    strbuf_printf(out, "DSSEv1 %zu ", type.n);
    strbuf_str(out, type);
    strbuf_printf(out, " %zu ", payload.n);
    strbuf_str(out, payload);
}

static void write_base64(struct jsonw *w, const void *bytes, size_t length)
{
    struct strbuf text;
    strbuf_init(&text, 2 * (size_t)LIMIT_ENVELOPE);
    base64_encode(&text, bytes, length);
    jsonw_str(w, strbuf_view(&text));
    strbuf_release(&text);
}

/* Keys in canonical order. */
static void write_envelope(struct strbuf *out, struct str payload, struct str keyid,
                           const struct sig *sig)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "payload");
    write_base64(&w, payload.p, payload.n);
    jsonw_member(&w, "payloadType", DSSE_PAYLOAD_TYPE);
    jsonw_key(&w, "signatures");
    jsonw_array(&w);
    jsonw_object(&w);
    jsonw_member_str(&w, "keyid", keyid);
    jsonw_key(&w, "sig");
    write_base64(&w, sig->bytes, SIG_SIZE);
    jsonw_end(&w);
    jsonw_end(&w);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

enum err_code dsse_sign(struct strbuf *out, struct str payload, const struct sig_secret *secret,
                        struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf pae;
    struct js *value;
    char name[KEY_NAME_SIZE];
    strbuf_init(&pae, 2 * (size_t)LIMIT_ENVELOPE);
    enum err_code code = canon_parse(arena, payload, &value, err);
    if (code == ERR_OK) {
        dsse_pae(&pae, STR(DSSE_PAYLOAD_TYPE), payload);
        code = strbuf_check(&pae, "the envelope's payload", err);
    }
    if (code == ERR_OK) {
        struct sig sig = sig_sign(secret, strbuf_view(&pae));
        key_name_of(name, &secret->public);
        write_envelope(out, payload, str_of(name), &sig);
        code = strbuf_check(out, "the envelope", err);
    }
    strbuf_release(&pae);
    arena_free(arena);
    return code;
}

/* Base64 text to bytes in the arena. */
static enum err_code decode(struct arena *arena, struct str text, const char *what,
                            struct str *bytes, struct err *err)
{
    struct strbuf raw;
    strbuf_init(&raw, LIMIT_ENVELOPE);
    bool good = base64_decode(&raw, text);
    if (good) {
        *bytes = arena_str(arena, strbuf_view(&raw));
    }
    strbuf_release(&raw);
    return good ? ERR_OK : err_set(err, ERR_FORMAT, "envelope: %s is not padded base64", what);
}

static enum err_code read_signature(struct arena *arena, const struct js *json,
                                    struct dsse *envelope, struct err *err)
{
    const struct js *list = NULL;
    struct str text;
    struct str raw;
    TRY(js_need(json, "signatures", JS_ARRAY, &list, err));
    if (list->array.count != 1) {
        return err_set(err, ERR_FORMAT, "envelope: %zu signatures, exactly one is allowed",
                       list->array.count);
    }
    TRY(js_need_str(&list->array.items[0], "keyid", &envelope->keyid, err));
    TRY(js_need_str(&list->array.items[0], "sig", &text, err));
    TRY(decode(arena, text, "sig", &raw, err));
    if (raw.n != SIG_SIZE || !key_name_valid(envelope->keyid)) {
        return err_set(err, ERR_FORMAT, "envelope: bad signature size or key name");
    }
    memcpy(envelope->sig.bytes, raw.p, SIG_SIZE);
    return ERR_OK;
}

static enum err_code same_bytes(struct str bytes, const struct dsse *envelope, struct err *err)
{
    struct strbuf again;
    strbuf_init(&again, bytes.n + 1);
    write_envelope(&again, envelope->payload, envelope->keyid, &envelope->sig);
    bool same = str_eq(strbuf_view(&again), bytes);
    strbuf_release(&again);
    return same ? ERR_OK
                : err_set(err, ERR_FORMAT,
                          "envelope: not one line of canonical JSON and newline");
}

enum err_code dsse_parse(struct arena *arena, struct str bytes, struct dsse *envelope,
                         struct err *err)
{
    struct js *json;
    struct str payload;
    if (bytes.n > LIMIT_ENVELOPE) {
        return err_set(err, ERR_LIMIT, "envelope: larger than %u bytes", LIMIT_ENVELOPE);
    }
    memset(envelope, 0, sizeof *envelope);
    TRY(js_parse(arena, bytes, &json, err));
    TRY(js_need_str(json, "payload", &payload, err));
    TRY(decode(arena, payload, "payload", &envelope->payload, err));
    TRY(read_signature(arena, json, envelope, err));
    TRY(same_bytes(bytes, envelope, err));
    enum err_code code = canon_parse(arena, envelope->payload, &envelope->value, err);
    if (code != ERR_OK) {
        err_prefix(err, "envelope: payload");
    }
    return code;
}

enum err_code dsse_verify(const struct dsse *envelope, const struct sig_public *public,
                          struct err *err)
{
    char name[KEY_NAME_SIZE];
    struct strbuf pae;
    key_name_of(name, public);
    if (!str_is(envelope->keyid, name)) {
        return err_set(err, ERR_INVALID, "envelope: keyid is %.*s, the key is %s",
                       STR_ARG(envelope->keyid), name);
    }
    strbuf_init(&pae, 2 * (size_t)LIMIT_ENVELOPE);
    dsse_pae(&pae, STR(DSSE_PAYLOAD_TYPE), envelope->payload);
    bool good = sig_verify(public, &envelope->sig, strbuf_view(&pae));
    strbuf_release(&pae);
    return good ? ERR_OK
                : err_set(err, ERR_INVALID, "envelope: the signature of %s is bad", name);
}
