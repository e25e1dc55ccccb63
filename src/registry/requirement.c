/* See requirement.h. */
#include "registry/requirement.h"

#include "base/clock.h"
#include "registry/reference_file.h"

enum { REQUIREMENTS_MAX = 1000, SLOTS_MAX = 20, NOTICE_DAYS_MAX = 3660 };

struct reading {
    struct arena *arena;
    struct gate *gate;
    const struct js *json; /* of the gate's own file */
    struct gate_requirement *list;
    size_t count;
    struct gate_slot *slots;
    size_t slot_count;
};

static enum err_code one_of(const struct js *object, const char *key, const char *const *words,
                            int *index, struct err *err)
{
    struct str word;
    TRY(js_need_str(object, key, &word, err));
    for (int i = 0; words[i] != NULL; i++) {
        if (str_is(word, words[i])) {
            *index = i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"%s\" is \"%.*s\", which is no known word", key,
                   STR_ARG(str_sub(word, 0, 40)));
}

static enum err_code text_list(struct arena *arena, const struct js *list,
                               const struct str **texts, size_t *count, struct err *err)
{
    size_t n = list != NULL ? list->array.count : 0;
    struct str *made = arena_alloc(arena, (n + 1) * sizeof *made);
    for (size_t i = 0; i < n; i++) {
        if (list->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "entry %zu is no text", i + 1);
        }
        made[i] = list->array.items[i].string;
    }
    *texts = made;
    *count = n;
    return ERR_OK;
}

static enum err_code read_stages(const struct js *json, struct gate_requirement *made,
                                 struct err *err)
{
    const struct js *stages = NULL;
    TRY(js_need(json, "stages", JS_ARRAY, &stages, err));
    for (size_t i = 0; i < stages->array.count; i++) {
        const struct js *stage = &stages->array.items[i];
        made->pilot = made->pilot || js_is(stage, "pilot");
        made->operational = made->operational || js_is(stage, "operational");
        if (!js_is(stage, "pilot") && !js_is(stage, "operational")) {
            return err_set(err, ERR_FORMAT, "a stage is neither pilot nor operational");
        }
    }
    return ERR_OK;
}

static enum err_code read_conditions(struct arena *arena, const struct js *json,
                                     struct gate_requirement *made, struct err *err)
{
    static const char *const keys[] = {"field", "is", NULL};
    const struct js *list = NULL;
    TRY(js_may(json, "applies_when", JS_ARRAY, &list, err));
    if (list == NULL) {
        return ERR_OK;
    }
    struct gate_condition *conditions =
        arena_alloc(arena, (list->array.count + 1) * sizeof *conditions);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        TRY(js_only(item, keys, err));
        TRY(js_need_str(item, "field", &conditions[i].field, err));
        TRY(js_need(item, "is", JS_ARRAY, &conditions[i].values, err));
    }
    made->conditions = conditions;
    made->condition_count = list->array.count;
    return ERR_OK;
}

/* INT64_MIN when it is not stated. */
static enum err_code read_date(struct str date, int64_t *in_force_from, struct err *err)
{
    *in_force_from = INT64_MIN;
    if (date.n > 0 && !date_parse(date, in_force_from)) {
        return err_set(err, ERR_FORMAT, "\"in_force_from\" is no date: \"%.*s\"",
                       STR_ARG(str_sub(date, 0, 40)));
    }
    return ERR_OK;
}

static enum err_code read_requirement(struct arena *arena, const struct js *json,
                                      struct gate_requirement *made, struct err *err)
{
    static const char *const keys[] = {"id",
                                       "title",
                                       "asks",
                                       "stages",
                                       "applies_when",
                                       "met_by",
                                       "fields",
                                       "until",
                                       "period_months",
                                       "before",
                                       "in_force_from",
                                       "source",
                                       "checked",
                                       "note",
                                       "months",
                                       "grace_days",
                                       NULL};
    static const char *const kinds[] = {"document", "field",  "training",
                                        "evidence", "report", NULL};
    static const char *const moments[] = {"", "use", "decision", NULL};
    const struct js *fields = NULL;
    struct str date = STR("");
    int kind;
    int before = BEFORE_NOTHING;
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "title", &made->title, err));
    TRY(js_need_str(json, "asks", &made->asks, err));
    TRY(js_need_str(json, "source", &made->source, err));
    TRY(js_need_str(json, "checked", &made->checked, err));
    TRY(js_may_str(json, "note", &made->note, err));
    TRY(js_may_str(json, "until", &made->until, err));
    TRY(js_may_str(json, "period_months", &made->period_months, err));
    TRY(js_may_int(json, "months", 1, 120, &made->months, err));
    TRY(js_may_int(json, "grace_days", 0, 366, &made->grace_days, err));
    TRY(one_of(json, "met_by", kinds, &kind, err));
    made->met_by = (enum met_by)kind;
    if (js_member(json, "before") != NULL) {
        TRY(one_of(json, "before", moments, &before, err));
    }
    made->before = (enum before)before;
    TRY(js_may(json, "fields", JS_ARRAY, &fields, err));
    TRY(text_list(arena, fields, &made->fields, &made->field_count, err));
    TRY(read_stages(json, made, err));
    TRY(read_conditions(arena, json, made, err));
    TRY(js_may_str(json, "in_force_from", &date, err));
    return read_date(date, &made->in_force_from, err);
}

static const struct gate_requirement *find(const struct gate_requirement *list, size_t count,
                                           struct str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(list[i].id, id)) {
            return &list[i];
        }
    }
    return NULL;
}

static enum err_code read_requirements(struct reading *reading, const struct js *file,
                                       struct str slot, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(file, "requirements", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        struct gate_requirement *made = &reading->list[reading->count];
        if (reading->count >= REQUIREMENTS_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d requirements", REQUIREMENTS_MAX);
        }
        *made = (struct gate_requirement){.slot = slot};
        enum err_code code = js_need_str(&list->array.items[i], "id", &made->id, err);
        if (code == ERR_OK && find(reading->list, reading->count, made->id) != NULL) {
            code = err_set(err, ERR_FORMAT, "stands twice");
        }
        if (code == ERR_OK) {
            code = read_requirement(reading->arena, &list->array.items[i], made, err);
        }
        if (code != ERR_OK) {
            err_prefix(err, "requirement %zu \"%.*s\"", i + 1,
                       STR_ARG(str_sub(made->id, 0, 40)));
            return code;
        }
        reading->count++;
    }
    return ERR_OK;
}

static enum err_code take_slot(struct arena *arena, const struct js *json, void *made,
                               struct err *err)
{
    struct reading *reading = made;
    struct gate_slot *slot = &reading->slots[reading->slot_count];
    size_t before = reading->count;
    (void)arena;
    *slot = (struct gate_slot){.count = 0};
    TRY(js_need_str(json, "id", &slot->id, err));
    TRY(js_need_str(json, "title", &slot->title, err));
    TRY(js_need_str(json, "owner", &slot->owner, err));
    TRY(js_need_str(json, "status", &slot->status, err));
    TRY(js_may_str(json, "note", &slot->note, err));
    TRY(read_requirements(reading, json, slot->id, err));
    slot->count = reading->count - before;
    reading->slot_count++;
    return ERR_OK;
}

static enum err_code read_slots(struct reading *reading, const char *folder,
                                const struct js *json, struct err *err)
{
    const struct js *list = NULL;
    const struct str *names;
    size_t count;
    TRY(js_may(json, "slots", JS_ARRAY, &list, err));
    TRY(text_list(reading->arena, list, &names, &count, err));
    if (count > SLOTS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d slots", SLOTS_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(reading->arena, "%s/%.*s", folder, STR_ARG(names[i]));
        if (str_has_byte(names[i], '/')) {
            return err_set(err, ERR_FORMAT, "slot \"%.*s\" is no file's name",
                           STR_ARG(str_sub(names[i], 0, 40)));
        }
        TRY(reference_read(reading->arena, path, take_slot, reading, err));
    }
    return ERR_OK;
}

/* How long a use is to be published before it begins: nothing is asked for by default. */
static enum err_code read_notice(const struct js *json, struct gate_notice *notice,
                                 struct err *err)
{
    static const char *const keys[] = {"days", "in_force_from", "source", "checked", NULL};
    const struct js *value = NULL;
    struct str date = STR("");
    *notice = (struct gate_notice){.in_force_from = INT64_MIN};
    TRY(js_may(json, "notice", JS_OBJECT, &value, err));
    if (value == NULL) {
        return ERR_OK;
    }
    TRY(js_only(value, keys, err));
    TRY(js_need_int(value, "days", 0, NOTICE_DAYS_MAX, &notice->days, err));
    TRY(js_need_str(value, "source", &notice->source, err));
    TRY(js_may_str(value, "checked", &notice->checked, err));
    TRY(js_may_str(value, "in_force_from", &date, err));
    return read_date(date, &notice->in_force_from, err);
}

static enum err_code take_gate(struct arena *arena, const struct js *json, void *made,
                               struct err *err)
{
    struct reading *reading = made;
    struct gate *gate = reading->gate;
    (void)arena;
    reading->json = json;
    TRY(js_need_str(json, "id", &gate->version, err));
    TRY(js_need_str(json, "title", &gate->title, err));
    TRY(js_need_str(json, "source", &gate->source, err));
    TRY(js_may_str(json, "adopted_by", &gate->adopted_by, err));
    enum err_code code = read_notice(json, &gate->notice, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"notice\"");
        return code;
    }
    return read_requirements(reading, json, STR(""), err);
}

enum err_code gate_read(struct arena *arena, const char *reference, struct gate *gate,
                        struct err *err)
{
    const char *folder = arena_printf(arena, "%s/registry", reference);
    const char *path = arena_printf(arena, "%s/gate.json", folder);
    struct reading reading = {.arena = arena, .gate = gate};
    *gate = (struct gate){.count = 0};
    reading.list = arena_alloc(arena, (REQUIREMENTS_MAX + 1) * sizeof *reading.list);
    reading.slots = arena_alloc(arena, (SLOTS_MAX + 1) * sizeof *reading.slots);
    TRY(reference_read(arena, path, take_gate, &reading, err));
    TRY(read_slots(&reading, folder, reading.json, err));
    gate->slots = reading.slots;
    gate->slot_count = reading.slot_count;
    gate->list = reading.list;
    gate->count = reading.count;
    return ERR_OK;
}

const struct gate_requirement *gate_find(const struct gate *gate, struct str id)
{
    return find(gate->list, gate->count, id);
}
