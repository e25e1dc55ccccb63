/* See body_need.h. */
#include "ledger/body_need.h"

#include "base/clock.h"
#include "base/encode.h"

enum { TEXT_MAX = 10000, ORGANISATION_MAX = 64 };

enum err_code body_need_text(const struct js *body, const char *key, struct err *err)
{
    struct str text;
    TRY(js_need_str(body, key, &text, err));
    if (text.n == 0 || text.n > TEXT_MAX) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, TEXT_MAX);
    }
    return ERR_OK;
}

enum err_code body_need_hex(const struct js *body, const char *key, struct err *err)
{
    struct str text;
    TRY(js_need_str(body, key, &text, err));
    return hex_is(text, 64)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must be 64 hexadecimal digits", key);
}

enum err_code body_need_date(const struct js *body, const char *key, struct err *err)
{
    struct str text;
    int64_t date;
    TRY(js_need_str(body, key, &text, err));
    return date_parse(text, &date) ? ERR_OK
                                   : err_set(err, ERR_FORMAT, "\"%s\" is not a date", key);
}

enum err_code body_need_word(const struct js *body, const char *key, const char *const *words,
                             struct err *err)
{
    struct str text;
    TRY(js_need_str(body, key, &text, err));
    for (; *words != NULL; words++) {
        if (str_is(text, *words)) {
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"%s\" is \"%.*s\", which is not allowed", key,
                   STR_ARG(str_sub(text, 0, 60)));
}

bool organisation_id_valid(struct str id)
{
    bool after_mark = true;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (c != '-' || after_mark)) {
            return false;
        }
        after_mark = !plain;
    }
    return id.n <= ORGANISATION_MAX && !after_mark;
}

enum err_code body_need_organisation(const struct js *body, struct str *id, struct err *err)
{
    TRY(js_need_str(body, "organisation", id, err));
    return organisation_id_valid(*id)
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"organisation\" must be an id: a-z, 0-9 and single - between them");
}

enum err_code body_may_text(const struct js *body, const char *key, struct err *err)
{
    return js_member(body, key) != NULL ? body_need_text(body, key, err) : ERR_OK;
}

enum err_code body_parameters(const struct js *parameters, struct err *err)
{
    for (size_t i = 0; i < parameters->object.count; i++) {
        const struct js_member *member = &parameters->object.members[i];
        if (member->name.n == 0 ||
            (member->value.type != JS_STRING && member->value.type != JS_INT)) {
            return err_set(err, ERR_FORMAT, "parameter \"%.*s\" must be a string or an integer",
                           STR_ARG(str_sub(member->name, 0, 60)));
        }
    }
    return ERR_OK;
}
