/* See withheld_values.h. */
#include "registry/withheld_values.h"

enum err_code withheld_values(struct arena *arena, const struct registry_entry *entry,
                              struct str gaps, struct withheld_value **list, size_t *count,
                              struct err *err)
{
    struct js *kept;
    TRY(js_parse(arena, gaps, &kept, err));
    *count = 0;
    *list = arena_zalloc(arena, (kept->array.count + 1) * sizeof **list);
    for (size_t i = 0; i < kept->array.count; i++) {
        const struct js *one = &kept->array.items[i];
        struct str pointer = js_text(one, "pointer");
        const struct js *value = js_member(one, "value");
        const struct js *published = js_at(entry->body, pointer);
        const struct js *gap = published != NULL ? js_member(published, "withheld") : NULL;
        if (!str_eq(js_text(one, "statement"), entry->id) || gap == NULL) {
            continue;
        }
        (*list)[(*count)++] = (struct withheld_value){
            pointer, gap, value->type == JS_NULL ? NULL : value, js_text(one, "private_harm")};
    }
    if (*count == 0 && str_find(entry->text, STR("{\"withheld\":")) != SIZE_MAX) {
        return err_set(err, ERR_DENIED,
                       "what this record withholds is not held here, only where it was "
                       "published");
    }
    return ERR_OK;
}
