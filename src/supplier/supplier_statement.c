/* See supplier_statement.h. */
#include "supplier/supplier_statement.h"

#include "base/jsonw.h"
#include "base/limits.h"

struct str supplier_object(struct arena *arena, const struct supplier_member *members)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    for (; members->name != NULL; members++) {
        jsonw_member_str(&w, members->name, members->text);
    }
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

enum err_code supplier_state_private(struct arena *arena, struct keeper_client *keeper,
                                     const char *type, struct str submission,
                                     const struct supplier_member *members, struct err *err)
{
    struct keeper_receipt receipt;
    return keeper_append_private(keeper, arena, type,
                                 arena_strndup(arena, submission.p, submission.n),
                                 supplier_object(arena, members), &receipt, err);
}
