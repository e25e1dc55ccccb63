/* See body_supplier.h. */
#include "ledger/body_supplier.h"

#include "base/clock.h"
#include "ledger/body_need.h"
#include "ledger/supplier_reply.h"

enum { DAYS_MAX = 366 };

enum err_code body_supplier_asked(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"days",     "envelope", "organisation",
                                       "outcome",  "served",   "source",
                                       "supplier", "until",    NULL};
    static const char *const outcomes[] = {"closed", "replied", "waived", NULL};
    struct str organisation;
    int64_t days;
    TRY(js_only(body, keys, err));
    TRY(js_need_int(body, "days", 1, DAYS_MAX, &days, err));
    TRY(body_need_hex(body, "envelope", err));
    TRY(body_need_organisation(body, &organisation, err));
    TRY(body_need_word(body, "outcome", outcomes, err));
    TRY(body_need_date(body, "served", err));
    TRY(body_need_text(body, "source", err));
    TRY(body_need_text(body, "supplier", err));
    TRY(body_need_date(body, "until", err));
    return str_cmp(js_text(body, "served"), js_text(body, "until")) <= 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"until\" is before \"served\"");
}

static enum err_code check_note(struct arena *arena, const struct js *body, struct err *err)
{
    struct supplier_reply reply;
    struct note_key key;
    enum err_code code = supplier_vkey_parse(js_text(body, "key"), &key, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"key\"");
        return code;
    }
    code = supplier_reply_parse(arena, js_text(body, "note"), &key, &reply, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"note\"");
        return code;
    }
    if (reply.text.n == 0) {
        return err_set(err, ERR_FORMAT, "\"note\" is a waiver, which says nothing");
    }
    return str_eq(reply.envelope, js_text(body, "envelope"))
               ? ERR_OK
               : err_set(err, ERR_INVALID, "\"note\" is of another result than \"envelope\"");
}

enum err_code body_supplier_reply(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"envelope", "key",      "note", "organisation",
                                       "received", "supplier", NULL};
    struct str text;
    TRY(js_only(body, keys, err));
    TRY(body_need_hex(body, "envelope", err));
    TRY(js_need_str(body, "key", &text, err));
    TRY(js_need_str(body, "note", &text, err));
    TRY(body_need_organisation(body, &text, err));
    TRY(body_need_date(body, "received", err));
    TRY(body_need_text(body, "supplier", err));
    struct arena *arena = arena_new();
    enum err_code code = check_note(arena, body, err);
    arena_free(arena);
    return code;
}
