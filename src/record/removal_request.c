/* See removal_request.h. */
#include "record/removal_request.h"

#include "base/encode.h"
#include "base/json.h"
#include "base/jsonw.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum err_code take_ids(struct arena *arena, const struct js *ids,
                              struct removal_request *request, struct err *err)
{
    size_t count = ids->array.count;
    if (count == 0 || count > REMOVAL_IDS_MAX) {
        return err_set(err, ERR_LIMIT, "a removal names 1 to %d statements, not %zu",
                       REMOVAL_IDS_MAX, count);
    }
    request->ids = arena_alloc(arena, count * sizeof *request->ids);
    for (size_t i = 0; i < count; i++) {
        const struct js *id = &ids->array.items[i];
        if (id->type != JS_STRING || !hex_is(id->string, 64)) {
            return err_set(err, ERR_FORMAT,
                           "a statement's id is 64 lower-case hexadecimal digits");
        }
        request->ids[i] = id->string;
    }
    qsort(request->ids, count, sizeof *request->ids, compare);
    request->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_eq(request->ids[request->count - 1], request->ids[i])) {
            request->ids[request->count++] = request->ids[i];
        }
    }
    return ERR_OK;
}

enum err_code removal_request_parse(struct arena *arena, struct str text,
                                    struct removal_request *request, struct err *err)
{
    static const char *const keys[] = {"date", "ground", "ids", "role", NULL};
    struct js *value;
    const struct js *ids;
    *request = (struct removal_request){.date = STR("")};
    TRY(js_parse(arena, text, &value, err));
    TRY(js_only(value, keys, err));
    TRY(js_may_str(value, "date", &request->date, err));
    TRY(js_need_str(value, "ground", &request->ground, err));
    TRY(js_need_str(value, "role", &request->role, err));
    TRY(js_need(value, "ids", JS_ARRAY, &ids, err));
    return take_ids(arena, ids, request, err);
}

void removal_request_write(struct strbuf *out, const struct removal_request *request)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    if (request->date.n > 0) {
        jsonw_member_str(&w, "date", request->date);
    }
    jsonw_member_str(&w, "ground", request->ground);
    jsonw_key(&w, "ids");
    jsonw_array(&w);
    for (size_t i = 0; i < request->count; i++) {
        jsonw_str(&w, request->ids[i]);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "role", request->role);
    jsonw_end(&w);
}
