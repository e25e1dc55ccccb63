/* Tool identities; see identity.h. */
#include "ledger/identity.h"

#include "base/jsonw.h"

#include <string.h>

enum { IDENTITY_TEXT_MAX = 1000 };

const char *identity_kind_word(enum identity_kind kind)
{
    static const char *const words[] = {"digest", "declared", "service"};
    return words[kind];
}

static enum err_code need_text(const struct js *value, const char *key, struct str *text,
                               struct err *err)
{
    TRY(js_need_str(value, key, text, err));
    if (text->n == 0 || text->n > IDENTITY_TEXT_MAX) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key,
                       IDENTITY_TEXT_MAX);
    }
    return ERR_OK;
}

static enum err_code need_digest(const struct js *value, const char *key, struct sha256 *digest,
                                 struct err *err)
{
    struct str text;
    TRY(js_need_str(value, key, &text, err));
    if (!sha256_from_hex(digest, text)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be 64 hexadecimal digits", key);
    }
    return ERR_OK;
}

static enum err_code parse_digest(const struct js *value, struct tool_identity *identity,
                                  struct err *err)
{
    static const char *const keys[] = {"folder", "kind", "runtime", NULL};
    TRY(js_only(value, keys, err));
    TRY(need_digest(value, "folder", &identity->folder, err));
    return need_digest(value, "runtime", &identity->runtime, err);
}

static enum err_code parse_declared(const struct js *value, struct tool_identity *identity,
                                    struct err *err)
{
    static const char *const keys[] = {"kind", "product", "supplier", "version", NULL};
    TRY(js_only(value, keys, err));
    TRY(need_text(value, "product", &identity->product, err));
    TRY(need_text(value, "supplier", &identity->supplier, err));
    return need_text(value, "version", &identity->version, err);
}

static enum err_code parse_service(const struct js *value, struct tool_identity *identity,
                                   struct err *err)
{
    static const char *const keys[] = {"endpoint", "kind", "model", "supplier", NULL};
    TRY(js_only(value, keys, err));
    TRY(need_text(value, "endpoint", &identity->endpoint, err));
    TRY(need_text(value, "model", &identity->model, err));
    return need_text(value, "supplier", &identity->supplier, err);
}

enum err_code identity_parse(const struct js *value, struct tool_identity *identity,
                             struct err *err)
{
    struct str kind;
    memset(identity, 0, sizeof *identity);
    TRY(js_need_str(value, "kind", &kind, err));
    if (str_is(kind, "digest")) {
        identity->kind = IDENTITY_DIGEST;
        return parse_digest(value, identity, err);
    }
    if (str_is(kind, "declared")) {
        identity->kind = IDENTITY_DECLARED;
        return parse_declared(value, identity, err);
    }
    if (str_is(kind, "service")) {
        identity->kind = IDENTITY_SERVICE;
        return parse_service(value, identity, err);
    }
    return err_set(err, ERR_FORMAT, "\"kind\" must be digest, declared or service");
}

/* Keys in canonical order. */
void identity_write(struct strbuf *out, const struct tool_identity *identity)
{
    struct jsonw w;
    char hex[SHA256_HEX_SIZE];
    const char *kind = identity_kind_word(identity->kind);
    jsonw_init(&w, out);
    jsonw_object(&w);
    if (identity->kind == IDENTITY_DIGEST) {
        sha256_hex(hex, &identity->folder);
        jsonw_member(&w, "folder", hex);
        jsonw_member(&w, "kind", kind);
        sha256_hex(hex, &identity->runtime);
        jsonw_member(&w, "runtime", hex);
    } else if (identity->kind == IDENTITY_DECLARED) {
        jsonw_member(&w, "kind", kind);
        jsonw_member_str(&w, "product", identity->product);
        jsonw_member_str(&w, "supplier", identity->supplier);
        jsonw_member_str(&w, "version", identity->version);
    } else {
        jsonw_member_str(&w, "endpoint", identity->endpoint);
        jsonw_member(&w, "kind", kind);
        jsonw_member_str(&w, "model", identity->model);
        jsonw_member_str(&w, "supplier", identity->supplier);
    }
    jsonw_end(&w);
}

struct sha256 identity_digest(const struct tool_identity *identity)
{
    struct strbuf text;
    strbuf_init(&text, 8 * (size_t)IDENTITY_TEXT_MAX * 3);
    identity_write(&text, identity);
    if (text.overflow) {
        BUG("identity of more than %zu bytes", text.max);
    }
    struct sha256 digest = sha256_of(strbuf_view(&text));
    strbuf_release(&text);
    return digest;
}
