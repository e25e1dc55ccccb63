/* See force_model.h. */
#include "force_model.h"

const struct js *force_list(const struct page_context *page)
{
    const struct js *list = js_member(page->organisations, "organisations");
    return list != NULL && list->type == JS_ARRAY ? list : NULL;
}

const struct js *force_lookup(const struct page_context *page, struct str id)
{
    const struct js *list = force_list(page);
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *own = js_member(&list->array.items[i], "id");
        if (own != NULL && own->type == JS_STRING && str_eq(own->string, id)) {
            return &list->array.items[i];
        }
    }
    return NULL;
}

void force_source_model(struct page_context *page)
{
    static const struct {
        const char *from;
        const char *to;
    } members[] = {{"date", "list_date"}, {"title", "list_title"}, {"source", "list_source"}};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct js *value = js_member(page->organisations, members[i].from);
        if (value != NULL && value->type == JS_STRING) {
            jsonw_member_str(page->w, members[i].to, value->string);
        }
    }
}
