/* See completeness.h. */
#include "registry/completeness.h"

#include "ledger/gap.h"

enum stated field_stated(const struct js *value)
{
    if (value == NULL || value->type == JS_NULL) {
        return STATED_NOT;
    }
    if (gap_is(value)) {
        return js_member(js_member(value, "withheld"), "ncnd") != NULL ? STATED_NCND
                                                                       : STATED_WITHHELD;
    }
    bool empty = (value->type == JS_STRING && str_trim(value->string).n == 0) ||
                 (value->type == JS_ARRAY && value->array.count == 0) ||
                 (value->type == JS_OBJECT && value->object.count == 0);
    return empty ? STATED_NOT : STATED;
}

struct completeness completeness_of(struct arena *arena, const struct vocabulary *vocabulary,
                                    const struct registry_entry *entry)
{
    struct completeness made = {.required = 0};
    struct str stage = str_is(entry->type, "tool.described/1") ? STR("any") : entry->stage;
    made.missing = arena_alloc(arena, (vocabulary->count + 1) * sizeof(*made.missing));
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct vocabulary_field *field = &vocabulary->fields[i];
        if (!field_required(field, stage)) {
            continue;
        }
        enum stated one = field_stated(registry_field(entry, field->id));
        made.required++;
        made.stated += one == STATED;
        made.withheld += one == STATED_WITHHELD;
        made.not_told += one == STATED_NCND;
        if (one == STATED_NOT) {
            made.missing[made.missing_count++] = field;
        }
    }
    return made;
}
