/* See registry_data.h. */
#include "web/registry_data.h"

#include "base/file.h"
#include "base/limits.h"

static enum err_code read_tiles(struct arena *arena, const char *reference,
                                const struct js **tiles, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(arena, "%s/force-tiles.json", reference);
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = js_need(json, "tiles", JS_ARRAY, tiles, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

enum err_code registry_data_read(struct arena *arena, const char *reference,
                                 struct registry_data **data, struct err *err)
{
    *data = arena_zalloc(arena, sizeof **data);
    (*data)->reference = arena_strdup(arena, reference);
    TRY(vocabulary_load(arena, reference, "deployment-fields", &(*data)->deployments, err));
    TRY(vocabulary_load(arena, reference, "tool-fields", &(*data)->tools, err));
    TRY(use_vocabulary_load(arena, reference, &(*data)->counts, err));
    TRY(read_tiles(arena, reference, &(*data)->tiles, err));
    TRY(questions_read(arena, reference, &(*data)->questions, err));
    return gate_read(arena, reference, &(*data)->gate, err);
}
