/* See registry_data.h. */
#include "web/registry_data.h"

#include "registry/reference_file.h"

static enum err_code take_tiles(struct arena *arena, const struct js *json, void *tiles,
                                struct err *err)
{
    (void)arena;
    return js_need(json, "tiles", JS_ARRAY, tiles, err);
}

static enum err_code take_organisations(struct arena *arena, const struct js *json, void *list,
                                        struct err *err)
{
    const struct js **organisations = list;
    (void)arena;
    (void)err;
    *organisations = json;
    return ERR_OK;
}

enum err_code registry_data_read(struct arena *arena, const char *reference,
                                 struct registry_data **data, struct err *err)
{
    *data = arena_zalloc(arena, sizeof **data);
    (*data)->reference = arena_strdup(arena, reference);
    TRY(vocabulary_load(arena, reference, "deployment-fields", &(*data)->deployments, err));
    TRY(vocabulary_load(arena, reference, "tool-fields", &(*data)->tools, err));
    TRY(use_vocabulary_load(arena, reference, &(*data)->counts, err));
    TRY(reference_read(arena, arena_printf(arena, "%s/force-tiles.json", reference), take_tiles,
                       &(*data)->tiles, err));
    TRY(reference_read(arena, arena_printf(arena, "%s/organisations.json", reference),
                       take_organisations, &(*data)->organisations, err));
    TRY(questions_read(arena, reference, &(*data)->questions, err));
    return gate_read(arena, reference, &(*data)->gate, err);
}
