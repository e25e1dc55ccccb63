/* See bench_collection.h. */
#include "bench/bench_collection.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "bench/bench_item.h"

#include <stdlib.h>
#include <string.h>

enum { COLLECTIONS_MAX = 100, ID_BYTES = 200, NAME_BYTES = 60 };

static int compare_entries(const void *a, const void *b)
{
    return str_cmp(((const struct bench_entry *)a)->id, ((const struct bench_entry *)b)->id);
}

static enum err_code read_entry(const struct bench *bench, struct str line,
                                struct bench_entry *entry, struct err *err)
{
    static const char *const keys[] = {"id", "input", NULL};
    struct js *row;
    TRY(js_parse(bench->arena, arena_str(bench->arena, line), &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &entry->id, err));
    TRY(js_need(row, "input", JS_OBJECT, &entry->input, err));
    if (entry->id.n == 0 || entry->id.n > ID_BYTES) {
        return err_set(err, ERR_FORMAT, "\"id\" must have 1 to %d bytes", ID_BYTES);
    }
    TRY(bench->task->check_entry(entry->input, err));
    return bench_files_check(bench, entry->input, err);
}

static enum err_code read_lines(const struct bench *bench, struct file_lines *lines,
                                struct bench_entry **entries, size_t *count, struct err *err)
{
    struct str line;
    bool found;
    size_t room = 0;
    for (;;) {
        TRY(file_lines_next(lines, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (*count == LIMIT_ITEMS) {
            return err_set(err, ERR_LIMIT, "more than %d entries", LIMIT_ITEMS);
        }
        *entries = mem_grow(*entries, *count, &room, sizeof **entries);
        enum err_code code = read_entry(bench, line, &(*entries)[(*count)++], err);
        if (code != ERR_OK) {
            err_prefix(err, "line %zu", lines->number);
            return code;
        }
    }
}

static enum err_code read_file(struct bench *bench, struct str name,
                               struct bench_collection *collection, struct err *err)
{
    struct file_lines lines;
    struct bench_entry *entries = NULL;
    size_t count = 0;
    if (!bench_file_is_listed(bench, name)) {
        return err_set(err, ERR_FORMAT, "file \"%.*s\" is not listed in benchmark.json",
                       STR_ARG(str_sub(name, 0, 100)));
    }
    const char *path = arena_printf(bench->arena, "%s/%.*s", bench->folder, STR_ARG(name));
    TRY(file_lines_open(&lines, path, LIMIT_ITEM, err));
    enum err_code code = read_lines(bench, &lines, &entries, &count, err);
    file_lines_close(&lines);
    if (code == ERR_OK && count == 0) {
        code = err_set(err, ERR_FORMAT, "no entry");
    }
    if (code == ERR_OK) {
        qsort(entries, count, sizeof *entries, compare_entries);
        collection->entries = arena_alloc(bench->arena, count * sizeof *entries);
        memcpy(collection->entries, entries, count * sizeof *entries);
        collection->count = count;
    }
    for (size_t i = 1; code == ERR_OK && i < count; i++) {
        if (str_eq(entries[i].id, entries[i - 1].id)) {
            code = err_set(err, ERR_FORMAT, "the id \"%.*s\" stands there twice",
                           STR_ARG(str_sub(entries[i].id, 0, 60)));
        }
    }
    free(entries);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code read_collection(struct bench *bench, const struct js_member *member,
                                     struct bench_collection *collection, struct err *err)
{
    static const char *const keys[] = {"title", "file", NULL};
    struct str file;
    collection->name = member->name;
    if (member->name.n == 0 || member->name.n > NAME_BYTES || member->value.type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "\"collections\" must be NAME:{\"title\",\"file\"}");
    }
    TRY(js_only(&member->value, keys, err));
    TRY(js_need_str(&member->value, "title", &collection->title, err));
    TRY(js_need_str(&member->value, "file", &file, err));
    return read_file(bench, file, collection, err);
}

enum err_code bench_collections_read(struct bench *bench, struct err *err)
{
    const struct js *declared = js_member(bench->json, "collections");
    bool indexed = bench->task->shape == TASK_INDEXED;
    if (!indexed && declared != NULL) {
        return err_set(err, ERR_FORMAT, "%s/benchmark.json: %s has no \"collections\"",
                       bench->folder, bench->task->name);
    }
    if (!indexed) {
        return ERR_OK;
    }
    enum err_code code = js_need(bench->json, "collections", JS_OBJECT, &declared, err);
    size_t count = code == ERR_OK ? declared->object.count : 0;
    if (code == ERR_OK && (count == 0 || count > COLLECTIONS_MAX)) {
        code = err_set(err, ERR_FORMAT, "\"collections\" has %zu, must have 1 to %d", count,
                       COLLECTIONS_MAX);
    }
    bench->collections = arena_zalloc(bench->arena, (count + 1) * sizeof *bench->collections);
    bench->collection_count = count;
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code =
            read_collection(bench, &declared->object.members[i], &bench->collections[i], err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s/benchmark.json", bench->folder);
    }
    return code;
}

const struct bench_collection *bench_collection_of(const struct bench *bench,
                                                   const struct js *input)
{
    const struct js *name = js_member(input, "collection");
    for (size_t i = 0; name != NULL && name->type == JS_STRING && i < bench->collection_count;
         i++) {
        if (str_eq(bench->collections[i].name, name->string)) {
            return &bench->collections[i];
        }
    }
    return NULL;
}

bool bench_collection_has(const struct bench_collection *collection, struct str id)
{
    const struct bench_entry key = {.id = id};
    return bsearch(&key, collection->entries, collection->count, sizeof key, compare_entries) !=
           NULL;
}

static enum err_code must_have(void *data, struct str id, struct err *err)
{
    const struct bench_collection *collection = data;
    return bench_collection_has(collection, id)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"expected\": no entry \"%.*s\" in \"%.*s\"",
                         STR_ARG(str_sub(id, 0, 60)), STR_ARG(collection->name));
}

enum err_code bench_item_in_collection(const struct bench *bench, const struct bench_item *item,
                                       struct err *err)
{
    struct str name;
    if (bench->task->shape != TASK_INDEXED) {
        return ERR_OK;
    }
    TRY(js_need_str(item->input, "collection", &name, err));
    const struct bench_collection *collection = bench_collection_of(bench, item->input);
    if (collection == NULL) {
        return err_set(err, ERR_FORMAT, "benchmark.json declares no collection \"%.*s\"",
                       STR_ARG(str_sub(name, 0, 60)));
    }
    return task_each_entry(item->expected, must_have, (void *)(uintptr_t)collection, err);
}
