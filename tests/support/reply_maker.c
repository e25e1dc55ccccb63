/* See reply_maker.h. */
#include "support/reply_maker.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "ledger/statement.h"
#include "ledger/supplier_reply.h"
#include "support/log_maker.h"

static void write_key(struct jsonw *w, const struct sig_secret *secret)
{
    char name[KEY_NAME_SIZE];
    struct strbuf vkey;
    key_name_of(name, &secret->public);
    struct note_key key = note_key_of(str_of(name), &secret->public);
    strbuf_init(&vkey, 1000);
    vkey_format(&vkey, &key);
    jsonw_member_str(w, "key", strbuf_view(&vkey));
    strbuf_release(&vkey);
}

const char *maker_reply(struct arena *arena, const struct sig_secret *secret,
                        const char *envelope, const char *organisation, const char *text)
{
    const struct supplier_reply reply = {STR("0123456789abcdef0123456789abcdef"),
                                         str_of(envelope), STR("2026-01-04"), str_of(text)};
    struct strbuf note;
    struct strbuf out;
    struct jsonw w;
    struct err err;
    strbuf_init(&note, SUPPLIER_REPLY_MAX);
    strbuf_init(&out, LIMIT_BODY);
    maker_must(supplier_reply_sign(&note, &reply, secret, &err), &err);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "envelope", envelope);
    write_key(&w, secret);
    jsonw_member_str(&w, "note", strbuf_view(&note));
    jsonw_member(&w, "organisation", organisation);
    jsonw_member(&w, "received", "2026-01-05");
    jsonw_member(&w, "supplier", "Sample Ltd");
    jsonw_end(&w);
    const char *body = arena_strndup(arena, out.p, out.n);
    strbuf_release(&note);
    strbuf_release(&out);
    return body;
}
