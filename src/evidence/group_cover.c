/* See group_cover.h. */
#include "evidence/group_cover.h"

#include "bench/characteristic.h"

const char *cover_state_word(enum cover_state state)
{
    static const char *const words[] = {"absent", "none", "part", "whole"};
    return words[state];
}

static int64_t int_of(const struct js *object, const char *name, int64_t otherwise)
{
    const struct js *value = js_member(object, name);
    return value != NULL && value->type == JS_INT ? value->integer : otherwise;
}

/* The figure of NAME=VALUE, or NULL. */
static const struct js *figure_of(const struct js *figures, const char *metric,
                                  const char *group)
{
    for (size_t i = 0; figures != NULL && figures->type == JS_ARRAY && i < figures->array.count;
         i++) {
        const struct js *figure = &figures->array.items[i];
        if (js_is(js_member(figure, "metric"), metric) &&
            js_is(js_member(figure, "group"), group)) {
            return figure;
        }
    }
    return NULL;
}

static struct cover_value value_of(struct arena *arena, const struct js *figures,
                                   const char *metric, struct str name, struct str value)
{
    const struct js *figure = figure_of(
        figures, metric, arena_printf(arena, "%.*s=%.*s", STR_ARG(name), STR_ARG(value)));
    struct cover_value found = {.value = value, .clusters = -1, .why = STR("not in the run")};
    if (figure != NULL) {
        found.n = int_of(figure, "n", 0);
        found.clusters = int_of(figure, "clusters", -1);
        found.rate = js_member(figure, "value") != NULL;
        found.why = js_text(figure, "undefined");
    }
    return found;
}

static void fill(struct arena *arena, const struct js *group, const struct js *figures,
                 const char *metric, struct cover_row *row)
{
    const struct js *values = js_member(group, "values");
    size_t rates = 0;
    size_t count = values != NULL && values->type == JS_ARRAY ? values->array.count : 0;
    row->values = arena_zalloc(arena, (count + 1) * sizeof *row->values);
    for (size_t i = 0; i < count; i++) {
        if (values->array.items[i].type == JS_STRING) {
            row->values[row->count] =
                value_of(arena, figures, metric, row->group, values->array.items[i].string);
            rates += row->values[row->count++].rate;
        }
    }
    row->state = rates == 0 ? COVER_NONE : rates < row->count ? COVER_PART : COVER_WHOLE;
}

/* Groups that stand for one characteristic, or those that stand for none. */
static void add_groups(struct arena *arena, const struct js *definition,
                       const struct js *figures, const char *metric,
                       const struct characteristic *wanted, struct group_cover *cover)
{
    const struct js *groups = js_member(definition, "groups");
    for (size_t i = 0; groups != NULL && groups->type == JS_OBJECT && i < groups->object.count;
         i++) {
        const struct js_member *member = &groups->object.members[i];
        if (characteristic_of_group(definition, member->name) != wanted) {
            continue;
        }
        struct cover_row *row = &cover->rows[cover->count++];
        row->is_protected = wanted != NULL;
        row->subject =
            wanted != NULL ? str_of(wanted->title) : js_text(&member->value, "title");
        row->group = member->name;
        fill(arena, &member->value, figures, metric, row);
    }
}

void group_cover_make(struct arena *arena, const struct js *definition,
                      const struct js *figures, const char *metric, struct group_cover *cover)
{
    const struct js *groups = js_member(definition, "groups");
    size_t most = groups != NULL && groups->type == JS_OBJECT ? groups->object.count : 0;
    *cover = (struct group_cover){.not_covered = js_member(definition, "not_covered")};
    cover->rows = arena_zalloc(arena, (most + CHARACTERISTICS) * sizeof *cover->rows);
    for (size_t i = 0; i < CHARACTERISTICS; i++) {
        size_t before = cover->count;
        add_groups(arena, definition, figures, metric, &characteristic_table[i], cover);
        if (cover->count == before) {
            cover->rows[cover->count++] = (struct cover_row){
                .is_protected = true, .subject = str_of(characteristic_table[i].title)};
        }
    }
    add_groups(arena, definition, figures, metric, NULL, cover);
}
