#include "lab/pairs.h"

#include "base/file.h"
#include "base/limits.h"
#include "protocol/manifest.h"

struct offer {
    const char *id;
    const char *folder;
    struct str task;
};

/* With what a tool is measured. */
struct sets {
    const struct manifest_set *list;
    size_t count;
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

static struct sets sets_of(struct arena *arena, const char *folder)
{
    static const struct manifest_set defaults = {.name = {"", 0}};
    struct manifest manifest;
    struct err unread;
    return manifest_read(arena, folder, &manifest, &unread) == ERR_OK
               ? (struct sets){manifest.sets, manifest.set_count}
               : (struct sets){&defaults, 1};
}

static void add_pairs(struct arena *arena, const struct offer *tool,
                      const struct offer *benchmark, const struct sets *sets,
                      struct lab_pair *pairs, size_t *count)
{
    for (size_t i = 0; i < sets->count; i++) {
        struct str name = sets->list[i].name;
        pairs[(*count)++] = (struct lab_pair){tool->id,
                                              benchmark->id,
                                              tool->folder,
                                              benchmark->folder,
                                              arena_strndup(arena, name.p, name.n),
                                              sets->list[i].parameters};
    }
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
    *pairs = arena_alloc(arena, (tool_count * benchmark_count * MANIFEST_SETS_MAX + 1) *
                                    sizeof **pairs);
    *count = 0;
    for (size_t t = 0; t < tool_count; t++) {
        struct sets sets = sets_of(arena, tools[t].folder);
        for (size_t b = 0; b < benchmark_count; b++) {
            if (str_eq(tools[t].task, benchmarks[b].task)) {
                add_pairs(arena, &tools[t], &benchmarks[b], &sets, *pairs, count);
            }
        }
    }
    return ERR_OK;
}
