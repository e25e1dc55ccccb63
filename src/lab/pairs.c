#include "lab/pairs.h"

#include "base/file.h"
#include "base/limits.h"
#include "protocol/manifest.h"

struct offer {
    const char *id;
    const char *folder;
    struct str task;
};

static enum err_code read_task(struct arena *arena, const char *path, struct offer *offer,
                               struct err *err)
{
    struct str text;
    struct js *json;
    struct str id;
    TRY(file_read(arena, path, LIMIT_BENCHMARK, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = js_need_str(json, "task", &offer->task, err);
    }
    if (code == ERR_OK) {
        code = js_need_str(json, "id", &id, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    offer->id = arena_strndup(arena, id.p, id.n);
    return ERR_OK;
}

static enum err_code offers_in(struct arena *arena, const char *parent, const char *marker,
                               struct offer **offers, size_t *count, struct err *err)
{
    const char **names;
    size_t name_count;
    TRY(file_list(arena, parent, &names, &name_count, err));
    *offers = arena_zalloc(arena, (name_count + 1) * sizeof **offers);
    *count = 0;
    for (size_t i = 0; i < name_count; i++) {
        const char *path = arena_printf(arena, "%s/%s/%s", parent, names[i], marker);
        if (file_exists(path)) {
            struct offer *offer = &(*offers)[(*count)++];
            offer->folder = arena_printf(arena, "%s/%s", parent, names[i]);
            TRY(read_task(arena, path, offer, err));
        }
    }
    return ERR_OK;
}

enum err_code lab_pairs(struct arena *arena, const struct places *places,
                        struct lab_pair **pairs, size_t *count, struct err *err)
{
    struct offer *tools;
    struct offer *benchmarks;
    size_t tool_count;
    size_t benchmark_count;
    TRY(offers_in(arena, places->tools, "tool.json", &tools, &tool_count, err));
    TRY(offers_in(arena, places->benchmarks, "benchmark.json", &benchmarks, &benchmark_count,
                  err));
    *pairs = arena_alloc(arena, (tool_count * benchmark_count + 1) * sizeof **pairs);
    *count = 0;
    for (size_t t = 0; t < tool_count; t++) {
        for (size_t b = 0; b < benchmark_count; b++) {
            if (str_eq(tools[t].task, benchmarks[b].task)) {
                (*pairs)[(*count)++] = (struct lab_pair){tools[t].id, benchmarks[b].id,
                                                         tools[t].folder, benchmarks[b].folder};
            }
        }
    }
    return ERR_OK;
}
