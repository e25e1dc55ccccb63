/* See settings_grid.h. */
#include "tuning/settings_grid.h"

#include "base/file.h"
#include "base/jsonw.h"

enum { AXES_MAX = 8, PROMPT_MAX = 65536, SETTINGS_MAX = 1 << 20 };

struct axis {
    const struct manifest_parameter *parameter;
    struct str values[GRID_MAX];
    size_t count;
};

static enum err_code find_parameter(const struct manifest *manifest, struct str name,
                                    const struct manifest_parameter **found, struct err *err)
{
    for (size_t i = 0; i < manifest->parameter_count; i++) {
        if (str_eq(manifest->parameters[i].name, name)) {
            *found = &manifest->parameters[i];
            return ERR_OK;
        }
    }
    err_set(err, ERR_INVALID, "tool %.*s declares no parameter \"%.*s\"", STR_ARG(manifest->id),
            STR_ARG(str_sub(name, 0, 60)));
    err_hint(err, "policeai tool show %.*s lists them", STR_ARG(manifest->id));
    return ERR_INVALID;
}

static enum err_code take_value(struct arena *arena, struct str text, struct axis *axis,
                                struct err *err)
{
    if (axis->count == GRID_MAX) {
        return err_set(err, ERR_LIMIT, "parameter \"%.*s\" has more than %d values",
                       STR_ARG(axis->parameter->name), GRID_MAX);
    }
    struct str *value = &axis->values[axis->count++];
    if (text.n > 1 && text.p[0] == '@') {
        return file_read(arena, arena_strndup(arena, text.p + 1, text.n - 1), PROMPT_MAX, value,
                         err);
    }
    *value = text;
    return ERR_OK;
}

static enum err_code read_axis(struct arena *arena, const struct manifest *manifest,
                               const char *word, struct axis *axis, struct err *err)
{
    struct str rest = str_of(word);
    struct str name;
    struct str value;
    if (!str_has_byte(rest, '=') || !str_split(&rest, '=', &name) || rest.n == 0) {
        err_set(err, ERR_USAGE, "\"%.80s\" is not PARAMETER=VALUE,VALUE", word);
        err_hint(err, "name a parameter of the tool and the values to try: threshold=0.3,0.5");
        return ERR_USAGE;
    }
    TRY(find_parameter(manifest, name, &axis->parameter, err));
    while (str_split(&rest, ',', &value)) {
        TRY(take_value(arena, value, axis, err));
    }
    return ERR_OK;
}

/* A whole number stands as one; everything else has its signed form, which is text. */
static void write_value(struct jsonw *w, const struct axis *axis, struct str value)
{
    int64_t whole;
    jsonw_key_str(w, axis->parameter->name);
    if (str_is(axis->parameter->type, "integer") && str_to_i64(value, &whole)) {
        jsonw_int(w, whole);
    } else {
        jsonw_str(w, value);
    }
}

static bool on_an_axis(const struct axis *axes, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(axes[i].parameter->name, name)) {
            return true;
        }
    }
    return false;
}

static enum err_code write_settings(struct arena *arena, const struct axis *axes, size_t count,
                                    const struct js *base, size_t number,
                                    const struct js **settings, struct err *err)
{
    struct strbuf text;
    struct jsonw w;
    struct js *json;
    strbuf_init(&text, SETTINGS_MAX);
    jsonw_init(&w, &text);
    jsonw_object(&w);
    for (size_t i = 0; base != NULL && i < base->object.count; i++) {
        if (!on_an_axis(axes, count, base->object.members[i].name)) {
            jsonw_key_str(&w, base->object.members[i].name);
            jsonw_raw(&w, base->object.members[i].value.raw);
        }
    }
    size_t below = 1;
    for (size_t i = count; i-- > 0;) {
        write_value(&w, &axes[i], axes[i].values[number / below % axes[i].count]);
        below *= axes[i].count;
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&text, "the settings", err);
    if (code == ERR_OK) {
        code = js_parse(arena, arena_str(arena, strbuf_view(&text)), &json, err);
    }
    if (code == ERR_OK) {
        *settings = json;
    }
    strbuf_release(&text);
    return code;
}

static enum err_code read_axes(struct arena *arena, const struct manifest *manifest,
                               const char *const *words, size_t count, struct axis *axes,
                               size_t *combinations, struct err *err)
{
    *combinations = 1;
    for (size_t i = 0; i < count; i++) {
        axes[i].count = 0;
        TRY(read_axis(arena, manifest, words[i], &axes[i], err));
        if (on_an_axis(axes, i, axes[i].parameter->name)) {
            return err_set(err, ERR_USAGE, "parameter \"%.*s\" is given twice",
                           STR_ARG(axes[i].parameter->name));
        }
        *combinations *= axes[i].count;
        if (*combinations > GRID_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d combinations", GRID_MAX);
        }
    }
    return ERR_OK;
}

enum err_code settings_grid_make(struct arena *arena, const struct manifest *manifest,
                                 const char *const *axes, size_t count, const struct js *base,
                                 struct settings_grid *grid, struct err *err)
{
    size_t combinations;
    if (count == 0 || count > AXES_MAX) {
        return err_set(err, ERR_USAGE, "give 1 to %d parameters to vary", AXES_MAX);
    }
    struct axis *read = arena_alloc(arena, count * sizeof *read);
    TRY(read_axes(arena, manifest, axes, count, read, &combinations, err));
    grid->settings = arena_alloc(arena, combinations * sizeof(struct js *));
    for (grid->count = 0; grid->count < combinations; grid->count++) {
        TRY(write_settings(arena, read, count, base, grid->count, &grid->settings[grid->count],
                           err));
    }
    return ERR_OK;
}
