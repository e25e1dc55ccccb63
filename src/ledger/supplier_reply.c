/* See supplier_reply.h. */
#include "ledger/supplier_reply.h"

#include "base/encode.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "crypto/canon.h"
#include "ledger/body_need.h"
#include "ledger/statement.h"

static const struct str first_line = {"policeai-reply/v1\n", 18};

bool supplier_text_valid(struct str text)
{
    if (text.n == 0 || text.n > SUPPLIER_TEXT_MAX || !utf8_valid(text)) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    return true;
}

enum err_code supplier_vkey_parse(struct str text, struct note_key *key, struct err *err)
{
    char name[KEY_NAME_SIZE];
    TRY(vkey_parse(text, key, err));
    key_name_of(name, &key->public);
    return str_is(key->name, name) ? ERR_OK
                                   : err_set(err, ERR_FORMAT, "its name must be %s", name);
}

enum err_code supplier_note_verify(struct arena *arena, struct str bytes,
                                   const struct note_key *key, struct str *text,
                                   struct err *err)
{
    struct note note;
    TRY(note_parse(arena, bytes, &note, err));
    if (note.count != 1) {
        return err_set(err, ERR_INVALID, "it has %zu signatures, and one is allowed",
                       note.count);
    }
    enum err_code code = note_verify(&note, key, err);
    if (code == ERR_NOT_FOUND) {
        code = err_set(err, ERR_INVALID, "it is signed by %.*s, not by %.*s",
                       STR_ARG(note.signatures[0].name), STR_ARG(key->name));
    }
    *text = note.text;
    return code;
}

enum err_code supplier_note_object(struct arena *arena, struct str text, struct str first,
                                   struct js **value, struct err *err)
{
    if (!str_starts(text, first)) {
        return err_set(err, ERR_FORMAT, "its first line is not %.*s", STR_ARG(str_trim(first)));
    }
    struct str object = str_from(text, first.n);
    if (object.n == 0 || object.p[object.n - 1] != '\n') {
        return err_set(err, ERR_FORMAT, "its object is cut off");
    }
    TRY(canon_parse(arena, str_sub(object, 0, object.n - 1), value, err));
    return (*value)->type == JS_OBJECT ? ERR_OK
                                       : err_set(err, ERR_FORMAT, "it holds no object");
}

static enum err_code take(const struct js *value, struct supplier_reply *reply, struct err *err)
{
    static const char *const keys[] = {"date", "envelope", "kind", "submission", "text", NULL};
    static const char *const kinds[] = {"reply", "waiver", NULL};
    *reply = (struct supplier_reply){.text = STR("")};
    TRY(js_only(value, keys, err));
    TRY(body_need_date(value, "date", err));
    TRY(body_need_hex(value, "envelope", err));
    TRY(body_need_word(value, "kind", kinds, err));
    TRY(js_need_str(value, "submission", &reply->submission, err));
    TRY(js_may_str(value, "text", &reply->text, err));
    reply->date = js_text(value, "date");
    reply->envelope = js_text(value, "envelope");
    if (!hex_is(reply->submission, SUBMISSION_ID_DIGITS)) {
        return err_set(err, ERR_FORMAT, "\"submission\" must be %d hexadecimal digits",
                       SUBMISSION_ID_DIGITS);
    }
    if (js_is(js_member(value, "kind"), "waiver")) {
        return js_member(value, "text") == NULL
                   ? ERR_OK
                   : err_set(err, ERR_FORMAT, "a waiver has no \"text\"");
    }
    return supplier_text_valid(reply->text)
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"text\" must be 1 to %d bytes of UTF-8 without control characters",
                         SUPPLIER_TEXT_MAX);
}

enum err_code supplier_reply_parse(struct arena *arena, struct str bytes,
                                   const struct note_key *key, struct supplier_reply *reply,
                                   struct err *err)
{
    struct js *value;
    struct str text;
    if (bytes.n > SUPPLIER_REPLY_MAX) {
        return err_set(err, ERR_LIMIT, "a reply has at most %d bytes", SUPPLIER_REPLY_MAX);
    }
    TRY(supplier_note_verify(arena, bytes, key, &text, err));
    TRY(supplier_note_object(arena, text, first_line, &value, err));
    return take(value, reply, err);
}

enum err_code supplier_reply_submission(struct arena *arena, struct str bytes, struct str *id,
                                        struct err *err)
{
    struct supplier_reply reply;
    struct note note;
    struct js *value;
    TRY(note_parse(arena, bytes, &note, err));
    TRY(supplier_note_object(arena, note.text, first_line, &value, err));
    TRY(take(value, &reply, err));
    *id = reply.submission;
    return ERR_OK;
}

static void compose(struct strbuf *text, const struct supplier_reply *reply)
{
    struct jsonw w;
    strbuf_str(text, first_line);
    jsonw_init(&w, text);
    jsonw_object(&w);
    jsonw_member_str(&w, "date", reply->date);
    jsonw_member_str(&w, "envelope", reply->envelope);
    jsonw_member(&w, "kind", reply->text.n > 0 ? "reply" : "waiver");
    jsonw_member_str(&w, "submission", reply->submission);
    if (reply->text.n > 0) {
        jsonw_member_str(&w, "text", reply->text);
    }
    jsonw_end(&w);
    strbuf_putc(text, '\n');
}

enum err_code supplier_reply_sign(struct strbuf *out, const struct supplier_reply *reply,
                                  const struct sig_secret *secret, struct err *err)
{
    struct arena *arena = arena_new();
    struct supplier_reply again;
    struct strbuf text;
    char name[KEY_NAME_SIZE];
    key_name_of(name, &secret->public);
    struct note_key key = note_key_of(str_of(name), &secret->public);
    strbuf_init(&text, SUPPLIER_REPLY_MAX);
    enum err_code code =
        reply->text.n == 0 || supplier_text_valid(reply->text)
            ? ERR_OK
            : err_set(err, ERR_FORMAT,
                      "a reply is 1 to %d bytes of UTF-8 without control characters",
                      SUPPLIER_TEXT_MAX);
    if (code == ERR_OK) {
        compose(&text, reply);
        note_sign(out, strbuf_view(&text), str_of(name), secret);
        code = supplier_reply_parse(arena, strbuf_view(out), &key, &again, err);
    }
    strbuf_release(&text);
    arena_free(arena);
    return code;
}
