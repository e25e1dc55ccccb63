/* See staged_collection.h. */
#include "run/staged_collection.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "crypto/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_FILE_MAX = 1 << 30, PATH_SIZE = 128 };

void staged_collection_init(struct staged_collection *staged, const struct client_plan *plan,
                            const struct task *task, int64_t seed)
{
    struct str *ids = xcalloc(plan->count + 1, sizeof *ids);
    *staged = (struct staged_collection){.plan = plan, .task = task};
    for (size_t i = 0; i < plan->count; i++) {
        ids[i] = plan->items[plan->order[i]].id;
    }
    shown_ids_make(&staged->shown, seed, ids, plan->count);
    free(ids);
}

void staged_collection_release(struct staged_collection *staged)
{
    shown_ids_release(&staged->shown);
}

static enum err_code write_item(const struct staged_collection *staged, const char *folder,
                                size_t i, struct strbuf *out, struct err *err)
{
    const struct client_item *item = &staged->plan->items[staged->plan->order[i]];
    char paths[TASK_FILES_MAX][PATH_SIZE];
    const char *in_order[TASK_FILES_MAX];
    struct jsonw w;
    for (size_t f = 0; f < item->file_count && f < TASK_FILES_MAX; f++) {
        char file[STAGED_NAME];
        char stem[STAGED_NAME];
        snprintf(stem, sizeof stem, "%s-%zu", staged->shown.by_place[i].id, f + 1);
        TRY(staging_add_as(folder, item->files[f], stem, file, err));
        snprintf(paths[f], PATH_SIZE, "/in/%s/%s", staged->name, file);
        in_order[f] = paths[f];
    }
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "id", staged->shown.by_place[i].id);
    jsonw_key(&w, "input");
    staging_write(&w, item->input, staged->task->same_in_all,
                  item->file_count > 0 ? in_order : NULL);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
    return ERR_OK;
}

static enum err_code write_items(const struct staged_collection *staged, const char *folder,
                                 struct strbuf *out, struct err *err)
{
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s/items.jsonl", folder);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < staged->plan->count; i++) {
        code = write_item(staged, folder, i, out, err);
    }
    if (code == ERR_OK) {
        code = strbuf_check(out, "items.jsonl of the collection", err);
    }
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(out), 0444, err);
    }
    if (code == ERR_OK) {
        code = staging_set_time(path, err);
    }
    arena_free(arena);
    return code;
}

enum err_code staged_collection_write(struct staged_collection *staged, const char *in,
                                      struct err *err)
{
    char random[17];
    struct strbuf out;
    struct arena *arena = arena_new();
    random_hex(random, 8);
    memcpy(staged->name, random, sizeof random);
    const char *folder = arena_printf(arena, "%s/%s", in, staged->name);
    enum err_code code = file_make_folders(folder, 0755, err);
    strbuf_init(&out, ITEMS_FILE_MAX);
    if (code == ERR_OK) {
        code = write_items(staged, folder, &out, err);
    }
    if (code == ERR_OK) {
        code = staging_set_time(folder, err);
    }
    strbuf_release(&out);
    arena_free(arena);
    return code;
}

void staged_collection_input(const struct staged_collection *staged, struct jsonw *w)
{
    const char *same = staged->task->same_in_all;
    const struct client_plan *plan = staged->plan;
    jsonw_object(w);
    jsonw_key(w, "dir");
    jsonw_printf(w, "/in/%s", staged->name);
    if (same != NULL && plan->count > 0) {
        const struct js *value = js_member(plan->items[plan->order[0]].input, same);
        if (value != NULL) {
            jsonw_key(w, same);
            jsonw_raw(w, value->raw);
        }
    }
}
