/* See import_withheld.h. */
#include "registry/import_withheld.h"

#include "registry/draft_say.h"

bool import_is_withheld(const struct js *value)
{
    /* canonical or not: a text of its own, or an object with this one key */
    return str_find(value->raw, STR("\"" WITHHELD_TEXT "\"")) != SIZE_MAX ||
           str_find(value->raw, STR("{\"withheld\":")) != SIZE_MAX;
}

bool import_withholds(const struct form_set *set, const struct draft *draft)
{
    const struct form_shape *shape = form_shape_find(set, draft->type);
    for (size_t i = 0; shape != NULL && i < shape->count; i++) {
        const struct js *value = draft_value(draft->body, &shape->fields[i]);
        if (value != NULL && import_is_withheld(value)) {
            return true;
        }
    }
    return false;
}

enum err_code import_put_withheld(struct arena *arena, const struct form_set *set,
                                  struct db *db, struct keeper_client *client,
                                  struct draft *draft, struct err *err)
{
    const struct form_shape *shape = form_shape_find(set, draft->type);
    struct draft head = {.name = ""};
    TRY(draft_from_head(arena, db, client, draft->subject,
                        arena_strndup(arena, draft->type.p, draft->type.n), &head, err));
    for (size_t i = 0; i < shape->count; i++) {
        const struct js *value = draft_value(draft->body, &shape->fields[i]);
        const struct js *held = draft_value(head.body, &shape->fields[i]);
        if (value != NULL && import_is_withheld(value) && held != NULL &&
            str_find(held->raw, STR("{\"withhold\":")) != SIZE_MAX) {
            TRY(draft_put(arena, draft, &shape->fields[i], held->raw, err));
        }
    }
    return ERR_OK;
}
