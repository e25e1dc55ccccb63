/* See settings.h. */
#include "cli/settings.h"

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"

#include <stddef.h>
#include <stdlib.h>

struct setting {
    const char *name;     /* in config.json */
    const char *variable; /* in the environment */
    size_t offset;
    int64_t max; /* of an integer from 0; 0: a text */
};

static const struct setting table[] = {
    {"host", "POLICEAI_HOST", offsetof(struct settings, host), 0},
    {"port", "POLICEAI_PORT", offsetof(struct settings, port), 65535},
};
enum { SETTINGS = sizeof table / sizeof table[0] };

static void *place_of(struct settings *settings, const struct setting *row)
{
    return (char *)settings + row->offset;
}

static enum err_code take_member(struct arena *arena, const struct js *json,
                                 const struct setting *row, struct settings *settings,
                                 struct err *err)
{
    struct str text = {NULL, 0};
    if (row->max > 0) {
        return js_may_int(json, row->name, 0, row->max, place_of(settings, row), err);
    }
    TRY(js_may_str(json, row->name, &text, err));
    if (text.p != NULL) {
        *(const char **)place_of(settings, row) = arena_strndup(arena, text.p, text.n);
    }
    return ERR_OK;
}

static enum err_code take_file(struct arena *arena, const char *path, struct settings *settings,
                               struct err *err)
{
    const char *names[SETTINGS + 1] = {NULL};
    struct str text;
    struct js *json;
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, LIMIT_CONFIG, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    for (size_t i = 0; i < SETTINGS && code == ERR_OK; i++) {
        names[i] = table[i].name;
        code = take_member(arena, json, &table[i], settings, err);
    }
    if (code == ERR_OK) {
        code = js_only(json, names, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code take_variable(const struct setting *row, struct settings *settings,
                                   struct err *err)
{
    const char *value = getenv(row->variable);
    uint64_t number;
    if (value == NULL || value[0] == '\0') {
        return ERR_OK;
    }
    if (row->max == 0) {
        *(const char **)place_of(settings, row) = value;
        return ERR_OK;
    }
    if (!str_to_u64(str_of(value), (uint64_t)row->max, &number)) {
        return err_set(err, ERR_USAGE, "$%s is \"%s\", not a number from 0 to %lld",
                       row->variable, value, (long long)row->max);
    }
    *(int64_t *)place_of(settings, row) = (int64_t)number;
    return ERR_OK;
}

enum err_code settings_load(struct arena *arena, const struct datadir *dir,
                            struct settings *settings, struct err *err)
{
    *settings = (struct settings){.host = "127.0.0.1", .port = 8080};
    TRY(take_file(arena, arena_printf(arena, "%s/config.json", dir->root), settings, err));
    for (size_t i = 0; i < SETTINGS; i++) {
        TRY(take_variable(&table[i], settings, err));
    }
    return ERR_OK;
}
