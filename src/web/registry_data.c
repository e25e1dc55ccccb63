/* See registry_data.h. */
#include "web/registry_data.h"

enum err_code registry_data_read(struct arena *arena, const char *reference,
                                 struct registry_data **data, struct err *err)
{
    *data = arena_zalloc(arena, sizeof **data);
    TRY(vocabulary_load(arena, reference, "deployment-fields", &(*data)->deployments, err));
    TRY(vocabulary_load(arena, reference, "tool-fields", &(*data)->tools, err));
    TRY(use_vocabulary_load(arena, reference, &(*data)->counts, err));
    return gate_read(arena, reference, &(*data)->gate, err);
}
