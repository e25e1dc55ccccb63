/* A pair as the labelling pages show it: its sides beside each other. */
#include "benchmark/label_state.h"

static const struct js *side_of(const struct making_item *item, bool right)
{
    return js_member(item->input, right ? "right" : "left");
}

/* A field that both sides may have. */
static void write_field(const struct js *left, const struct js *right, struct str name,
                        struct jsonw *w)
{
    const struct js *one = js_member_str(left, name);
    const struct js *other = js_member_str(right, name);
    jsonw_object(w);
    jsonw_member_str(w, "name", name);
    if (one != NULL && one->type == JS_STRING && one->string.n > 0) {
        jsonw_member_str(w, "left", one->string);
    }
    if (other != NULL && other->type == JS_STRING && other->string.n > 0) {
        jsonw_member_str(w, "right", other->string);
    }
    jsonw_end(w);
}

static void write_fields(const struct making_item *item, struct jsonw *w)
{
    const struct js *left = side_of(item, false);
    const struct js *right = side_of(item, true);
    jsonw_key(w, "fields");
    jsonw_array(w);
    for (size_t k = 0; k < 2; k++) {
        const struct js *side = k == 0 ? left : right;
        for (size_t i = 0; i < side->object.count; i++) {
            struct str name = side->object.members[i].name;
            bool before = k > 0 && js_member_str(left, name) != NULL;
            if (!before && !str_is(name, "file")) {
                write_field(left, right, name, w);
            }
        }
    }
    jsonw_end(w);
}

void label_pair_model(const struct making_item *item, struct jsonw *w)
{
    bool fields = side_of(item, false)->object.count > (item->file_count > 0) ||
                  side_of(item, true)->object.count > (item->file_count > 0);
    if (fields) {
        write_fields(item, w);
    }
    if (item->file_count == 2) {
        jsonw_member(w, "pictures", "yes");
    }
}
