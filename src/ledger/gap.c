/* Gaps; see gap.h. */
#include "ledger/gap.h"

#include "base/clock.h"
#include "base/encode.h"

struct sha256 gap_commitment(const struct salt *salt, struct str subject, struct str type,
                             struct str pointer, struct str value)
{
    struct str nul = STR("\0");
    struct str parts[] = {
        STR("policeai-gap/v1"), nul, subject, nul, type, nul, pointer, nul, value};
    return hmac_sha256(str_n((const char *)salt->bytes, SALT_SIZE), parts,
                       sizeof parts / sizeof parts[0]);
}

bool gap_is(const struct js *value)
{
    return js_member(value, "withheld") != NULL;
}

static enum err_code check_reason(const struct js *gap, struct err *err)
{
    static const char *const keys[] = {"commitment", "decided_by", "harm", "public_interest",
                                       "review",     "section",    NULL};
    static const char *const texts[] = {"decided_by", "harm", "section"};
    struct str text;
    int64_t date;
    TRY(js_only(gap, keys, err));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        TRY(js_need_str(gap, texts[i], &text, err));
        if (text.n == 0) {
            return err_set(err, ERR_FORMAT, "\"%s\" is empty", texts[i]);
        }
    }
    struct str interest = STR("absent");
    TRY(js_may_str(gap, "public_interest", &interest, err));
    if (interest.n == 0) {
        return err_set(err, ERR_FORMAT, "\"public_interest\" is empty (leave it out)");
    }
    TRY(js_need_str(gap, "review", &text, err));
    if (!date_parse(text, &date)) {
        return err_set(err, ERR_FORMAT, "\"review\" is not a date (YYYY-MM-DD)");
    }
    return ERR_OK;
}

static enum err_code check_gap(const struct js *value, struct err *err)
{
    static const char *const ncnd_keys[] = {"commitment", "ncnd", NULL};
    const struct js *gap = NULL;
    struct str text;
    if (value->object.count != 1) {
        return err_set(err, ERR_FORMAT, "gap: \"withheld\" has siblings");
    }
    TRY(js_need(value, "withheld", JS_OBJECT, &gap, err));
    TRY(js_need_str(gap, "commitment", &text, err));
    if (!hex_is(text, 64)) {
        return err_set(err, ERR_FORMAT, "gap: \"commitment\" must be 64 hexadecimal digits");
    }
    if (js_member(gap, "ncnd") == NULL) {
        return check_reason(gap, err);
    }
    TRY(js_only(gap, ncnd_keys, err));
    TRY(js_need_str(gap, "ncnd", &text, err));
    return text.n > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "gap: \"ncnd\" is empty");
}

/* Nesting is bounded by the reader's limit. */
static enum err_code check_below(const struct js *value, bool allowed, struct err *err)
{
    if (gap_is(value)) {
        return allowed ? check_gap(value, err)
                       : err_set(err, ERR_FORMAT, "gap: nothing may be withheld in this type");
    }
    if (value->type == JS_OBJECT) {
        for (size_t i = 0; i < value->object.count; i++) {
            TRY(check_below(&value->object.members[i].value, allowed, err));
        }
    } else if (value->type == JS_ARRAY) {
        for (size_t i = 0; i < value->array.count; i++) {
            TRY(check_below(&value->array.items[i], allowed, err));
        }
    }
    return ERR_OK;
}

enum err_code gap_check(const struct js *body, bool allowed, struct err *err)
{
    if (gap_is(body)) {
        return err_set(err, ERR_FORMAT, "gap: a whole body cannot be withheld");
    }
    return check_below(body, allowed, err);
}
