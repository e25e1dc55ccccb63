/* Sets in custody: finding and reading what is known of them without opening one. */
#include "custody/custody.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/jsonw.h"
#include "custody/custody_state.h"

#include <string.h>

static enum err_code need_text(const struct js *json, const char *key, struct arena *arena,
                               const char **text, struct err *err)
{
    struct str found;
    TRY(js_need_str(json, key, &found, err));
    *text = arena_strndup(arena, found.p, found.n);
    return ERR_OK;
}

static enum err_code read_counts(const struct js *json, struct custody_set *set,
                                 struct err *err)
{
    struct str step;
    TRY(js_need_int(json, "budget", 1, INT64_MAX, &set->budget, err));
    TRY(js_need_int(json, "items", 1, INT64_MAX, &set->item_count, err));
    TRY(js_need_int(json, "clusters", 1, INT64_MAX, &set->cluster_count, err));
    TRY(js_need_str(json, "step", &step, err));
    return dec_parse(step, &set->step) && set->step > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"step\" is no decimal above 0");
}

static enum err_code read_members(struct arena *arena, const struct js *json,
                                  struct custody_set *set, struct err *err)
{
    struct str digest;
    TRY(js_need_str(json, "id", &set->id, err));
    TRY(js_need_str(json, "version", &set->version, err));
    TRY(js_need_str(json, "title", &set->title, err));
    TRY(js_need_str(json, "task", &set->task, err));
    TRY(js_need_str(json, "metric", &set->metric, err));
    TRY(js_need_str(json, "holder", &set->holder, err));
    TRY(js_need_str(json, "sensitivity", &set->sensitivity, err));
    TRY(js_may_str(json, "canary", &set->canary, err));
    TRY(need_text(json, "subject", arena, &set->subject, err));
    TRY(need_text(json, "statement", arena, &set->statement, err));
    TRY(js_need_str(json, "digest", &digest, err));
    if (digest.n != SHA256_HEX_SIZE - 1) {
        return err_set(err, ERR_FORMAT, "\"digest\" must be 64 hexadecimal digits");
    }
    memcpy(set->digest, digest.p, digest.n);
    TRY(read_counts(json, set, err));
    return js_need(json, "planted", JS_ARRAY, &set->planted, err);
}

enum err_code custody_read(struct arena *arena, const char *folder, struct custody_set *set,
                           struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(arena, "%s/custody.json", folder);
    *set = (struct custody_set){.folder = arena_strdup(arena, folder),
                                .items = arena_printf(arena, "%s/set", folder)};
    TRY(file_read(arena, path, LIMIT_BENCHMARK, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = read_members(arena, json, set, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

/* A folder without custody.json is one whose taking in was cut: no set yet. */
enum err_code custody_list(struct arena *arena, const struct datadir *data,
                           struct custody_set **sets, size_t *count, struct err *err)
{
    const char **names = NULL;
    size_t found = 0;
    *count = 0;
    if (file_exists(data->custody)) {
        TRY(file_list(arena, data->custody, &names, &found, err));
    }
    *sets = arena_zalloc(arena, (found + 1) * sizeof **sets);
    for (size_t i = 0; i < found; i++) {
        const char *folder = arena_printf(arena, "%s/%s", data->custody, names[i]);
        if (file_exists(arena_printf(arena, "%s/custody.json", folder))) {
            TRY(custody_read(arena, folder, &(*sets)[*count], err));
            (*count)++;
        }
    }
    return ERR_OK;
}

static bool is_meant(const struct custody_set *set, struct str word)
{
    struct str id = set->id;
    if (str_is(word, set->digest) || str_eq(word, id) || str_is(word, set->items) ||
        str_is(word, set->folder)) {
        return true;
    }
    return word.n == id.n + 1 + set->version.n && str_starts(word, id) && word.p[id.n] == '@' &&
           str_eq(str_from(word, id.n + 1), set->version);
}

enum err_code custody_find(struct arena *arena, const struct datadir *data, const char *word,
                           struct custody_set **found, struct err *err)
{
    struct custody_set *sets;
    size_t count;
    *found = NULL;
    TRY(custody_list(arena, data, &sets, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (!is_meant(&sets[i], str_of(word))) {
            continue;
        }
        if (*found != NULL) {
            err_set(err, ERR_CONFLICT, "several versions of %.*s are in custody",
                    STR_ARG(sets[i].id));
            err_hint(err, "say which: %.*s@VERSION", STR_ARG(sets[i].id));
            return ERR_CONFLICT;
        }
        *found = &sets[i];
    }
    return ERR_OK;
}
