/* See long_texts.h. */
#include "registry/long_texts.h"

#include "ledger/gap.h"

struct listing {
    struct long_text *list; /* NULL: they are counted */
    size_t count;
};

static void add(struct listing *listing, struct str field, const struct js *value)
{
    if (value->type == JS_STRING && str_has_byte(value->string, ' ')) {
        if (listing->list != NULL) {
            listing->list[listing->count] = (struct long_text){field, value->string};
        }
        listing->count++;
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        add(listing, field, &value->array.items[i]);
    }
    bool open = value->type == JS_OBJECT && !gap_is(value);
    for (size_t i = 0; open && i < value->object.count; i++) {
        add(listing, field, &value->object.members[i].value);
    }
}

static void add_all(struct listing *listing, const struct js *fields)
{
    bool some = fields != NULL && fields->type == JS_OBJECT;
    for (size_t i = 0; some && i < fields->object.count; i++) {
        add(listing, fields->object.members[i].name, &fields->object.members[i].value);
    }
}

void long_texts_of(struct arena *arena, const struct registry_entry *entry,
                   struct long_text **list, size_t *count)
{
    const struct js *fields = js_member(entry->body, "fields");
    struct listing listing = {NULL, 0};
    add_all(&listing, fields);
    *count = listing.count;
    *list = arena_alloc(arena, (listing.count + 1) * sizeof **list);
    listing = (struct listing){*list, 0};
    add_all(&listing, fields);
}
