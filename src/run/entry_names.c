/* See entry_names.h. */
#include "run/entry_names.h"

#include "base/jsonw.h"

struct naming {
    struct jsonw w;
    const struct shown_ids *shown;
    const struct client_item *entries;
};

static enum err_code write_entry(struct naming *n, const struct js *value, struct err *err)
{
    size_t at;
    if (value->type != JS_STRING) {
        return err_set(err, ERR_FORMAT, "\"entry\" must be a string");
    }
    if (!shown_ids_find(n->shown, value->string, &at)) {
        return err_set(err, ERR_FORMAT, "\"entry\" is \"%.*s\", which is not in the collection",
                       STR_ARG(str_sub(value->string, 0, 40)));
    }
    jsonw_str(&n->w, n->entries[at].id);
    return ERR_OK;
}

/* As deep as the reader of JSON lets a value be. */
static enum err_code write_value(struct naming *n, const struct js *value, struct err *err)
{
    if (value->type == JS_ARRAY) {
        jsonw_array(&n->w);
        for (size_t i = 0; i < value->array.count; i++) {
            TRY(write_value(n, &value->array.items[i], err));
        }
        jsonw_end(&n->w);
    } else if (value->type == JS_OBJECT) {
        jsonw_object(&n->w);
        for (size_t i = 0; i < value->object.count; i++) {
            const struct js_member *member = &value->object.members[i];
            jsonw_key_str(&n->w, member->name);
            TRY(str_is(member->name, "entry") ? write_entry(n, &member->value, err)
                                              : write_value(n, &member->value, err));
        }
        jsonw_end(&n->w);
    } else {
        jsonw_raw(&n->w, value->raw);
    }
    return ERR_OK;
}

enum err_code entry_names_write(const struct js *output, const struct shown_ids *shown,
                                const struct client_item *entries, struct strbuf *out,
                                struct err *err)
{
    struct naming naming = {.shown = shown, .entries = entries};
    jsonw_init(&naming.w, out);
    TRY(write_value(&naming, output, err));
    return strbuf_check(out, "the answer", err);
}
