/* "parameter_sets" of tool.json: with which values a tool is measured. See
 * manifest_parameters.h for what is asked of them. */
#include "protocol/manifest_parameters.h"

enum { SET_TITLE_MAX = 100, SET_REASON_MAX = 500 };

static enum err_code need_short(const struct js *json, const char *key, size_t most,
                                struct str *text, struct err *err)
{
    TRY(js_need_str(json, key, text, err));
    if (text->n == 0 || text->n > most) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %zu bytes", key, most);
    }
    return ERR_OK;
}

/* All values of a run with these, in the signed form. */
static enum err_code record_of(struct arena *arena, const struct manifest *manifest,
                               const struct js *given, struct str *record, struct err *err)
{
    struct strbuf start;
    struct strbuf text;
    strbuf_init(&start, SIZE_MAX);
    strbuf_init(&text, SIZE_MAX);
    enum err_code code = manifest_parameters(manifest, given, &start, &text, err);
    *record = arena_str(arena, strbuf_view(&text));
    strbuf_release(&start);
    strbuf_release(&text);
    return code;
}

static enum err_code read_set(struct arena *arena, const struct manifest *manifest,
                              const struct js *json, struct manifest_set *set, struct err *err)
{
    static const char *const keys[] = {"name", "title", "reason", "parameters", NULL};
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "name", &set->name, err));
    if (!manifest_is_id(set->name)) {
        return err_set(err, ERR_FORMAT, "\"name\" must be 1 to 64 of a-z, 0-9 and '-'");
    }
    TRY(need_short(json, "title", SET_TITLE_MAX, &set->title, err));
    TRY(need_short(json, "reason", SET_REASON_MAX, &set->reason, err));
    TRY(js_need(json, "parameters", JS_OBJECT, &set->parameters, err));
    return record_of(arena, manifest, set->parameters, &set->record, err);
}

/* Two of one name cannot be asked for; two of the same values would be measured once and shown
 * as two. */
static enum err_code check_differs(const struct manifest_set *sets, size_t at, struct err *err)
{
    for (size_t i = 0; i < at; i++) {
        bool named = str_eq(sets[i].name, sets[at].name);
        if (named || str_eq(sets[i].record, sets[at].record)) {
            return err_set(err, ERR_FORMAT, "has the %s of entry %zu",
                           named ? "name" : "values", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code read_list(struct arena *arena, struct manifest *manifest,
                               const struct js *list, struct err *err)
{
    if (list->array.count == 0 || list->array.count > MANIFEST_SETS_MAX) {
        return err_set(err, ERR_LIMIT, "\"parameter_sets\" has %zu entries, must have 1 to %d",
                       list->array.count, MANIFEST_SETS_MAX);
    }
    manifest->sets = arena_zalloc(arena, list->array.count * sizeof *manifest->sets);
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code =
            read_set(arena, manifest, &list->array.items[i], &manifest->sets[i], err);
        if (code == ERR_OK) {
            code = check_differs(manifest->sets, i, err);
        }
        if (code != ERR_OK) {
            err_prefix(err, "\"parameter_sets\" entry %zu", i + 1);
            return code;
        }
        manifest->set_count = i + 1;
    }
    return ERR_OK;
}

const struct manifest_set *manifest_set_named(const struct manifest *manifest, struct str name)
{
    for (size_t i = 0; i < manifest->set_count; i++) {
        if (str_eq(manifest->sets[i].name, name)) {
            return &manifest->sets[i];
        }
    }
    return NULL;
}

const struct manifest_set *manifest_set_of(const struct manifest *manifest, struct str record)
{
    for (size_t i = 0; i < manifest->set_count; i++) {
        if (str_eq(manifest->sets[i].record, record)) {
            return &manifest->sets[i];
        }
    }
    return NULL;
}

enum err_code manifest_read_sets(struct arena *arena, struct manifest *manifest,
                                 struct err *err)
{
    const struct js *list = NULL;
    struct str defaults;
    TRY(js_may(manifest->json, "parameter_sets", JS_ARRAY, &list, err));
    TRY(record_of(arena, manifest, NULL, &defaults, err));
    if (list == NULL) {
        manifest->sets = arena_zalloc(arena, sizeof *manifest->sets);
        manifest->sets[0] = (struct manifest_set){.record = defaults};
        manifest->set_count = 1;
        return ERR_OK;
    }
    TRY(read_list(arena, manifest, list, err));
    return manifest_set_of(manifest, defaults) != NULL
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"parameter_sets\" leaves out the defaults: add an entry with "
                         "\"parameters\":{}, so that the tool is measured as shipped");
}
