/* What became of a bundle, as JSON. */
#include "record/exchange.h"

#include "base/jsonw.h"

void exchange_received_write(struct strbuf *out, const struct exchange_received *received)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", received->origin);
    jsonw_member_int(&w, "entries", (int64_t)received->entries);
    jsonw_member_int(&w, "taken", (int64_t)received->taken);
    jsonw_member_int(&w, "known", (int64_t)received->known);
    jsonw_member_int(&w, "held", (int64_t)received->held);
    jsonw_member_int(&w, "removals", (int64_t)received->removals);
    jsonw_member_int(&w, "late", (int64_t)received->late);
    jsonw_member_int(&w, "first", (int64_t)received->first);
    jsonw_member_int(&w, "last", (int64_t)received->last);
    jsonw_member_int(&w, "blobs", (int64_t)received->blobs);
    jsonw_member_int(&w, "left_out", (int64_t)received->left_out);
    jsonw_member_int(&w, "passed", (int64_t)received->passed);
    jsonw_member_int(&w, "older", received->older);
    jsonw_end(&w);
}

static enum err_code need(const struct js *value, const char *name, uint64_t *out,
                          struct err *err)
{
    int64_t number = 0;
    TRY(js_need_int(value, name, 0, INT64_MAX, &number, err));
    *out = (uint64_t)number;
    return ERR_OK;
}

enum err_code exchange_received_read(const struct js *value, struct exchange_received *received,
                                     struct err *err)
{
    uint64_t older = 0;
    TRY(js_need_str(value, "origin", &received->origin, err));
    TRY(need(value, "entries", &received->entries, err));
    TRY(need(value, "taken", &received->taken, err));
    TRY(need(value, "known", &received->known, err));
    TRY(need(value, "held", &received->held, err));
    TRY(need(value, "removals", &received->removals, err));
    TRY(need(value, "late", &received->late, err));
    TRY(need(value, "first", &received->first, err));
    TRY(need(value, "last", &received->last, err));
    TRY(need(value, "blobs", &received->blobs, err));
    TRY(need(value, "left_out", &received->left_out, err));
    TRY(need(value, "passed", &received->passed, err));
    TRY(need(value, "older", &older, err));
    received->older = older != 0;
    return ERR_OK;
}
