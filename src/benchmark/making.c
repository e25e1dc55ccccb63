/* See making.h. */
#include "benchmark/making.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

const char *making_split_name(enum making_split split)
{
    return split == MAKING_DEV ? "dev" : split == MAKING_TEST ? "test" : "";
}

const char *making_path(const struct making *making, const char *format, ...)
{
    struct strbuf path;
    va_list args;
    strbuf_init(&path, 4096);
    strbuf_printf(&path, "%s/", making->folder);
    va_start(args, format);
    strbuf_vprintf(&path, format, args);
    va_end(args);
    const char *kept = arena_strdup(making->arena, path.p);
    strbuf_release(&path);
    return kept;
}

static enum err_code read_json(struct making *making, const char *name, size_t max,
                               const struct js **json, struct err *err)
{
    struct str text;
    struct js *value;
    const char *path = making_path(making, "%s", name);
    TRY(file_read(making->arena, path, max, &text, err));
    enum err_code code = js_parse(making->arena, text, &value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    *json = value;
    return ERR_OK;
}

static enum err_code read_labels(struct making *making, struct err *err)
{
    const struct js *labels = NULL;
    TRY(js_may(making->draft, "labels", JS_ARRAY, &labels, err));
    making->label_count = labels != NULL ? labels->array.count : 0;
    if (making->label_count > MAKING_LABELS) {
        return err_set(err, ERR_LIMIT, "\"labels\" has more than %d", MAKING_LABELS);
    }
    making->labels =
        arena_alloc(making->arena, (making->label_count + 1) * sizeof *making->labels);
    for (size_t i = 0; i < making->label_count; i++) {
        if (labels->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"labels\" must hold strings");
        }
        making->labels[i] = labels->array.items[i].string;
    }
    return ERR_OK;
}

static bool has_label(const struct making *making, struct str label)
{
    for (size_t i = 0; i < making->label_count; i++) {
        if (str_eq(making->labels[i], label)) {
            return true;
        }
    }
    return false;
}

static enum err_code read_definitions(struct making *making, struct err *err)
{
    TRY(js_may(making->draft, "definitions", JS_OBJECT, &making->definitions, err));
    for (size_t i = 0; making->definitions != NULL && i < making->definitions->object.count;
         i++) {
        const struct js_member *member = &making->definitions->object.members[i];
        if (!has_label(making, member->name)) {
            err_set(err, ERR_FORMAT, "\"definitions\": \"%.*s\" is none of the labels",
                    STR_ARG(str_sub(member->name, 0, 100)));
            err_hint(err, "name it as it stands in \"labels\"");
            return ERR_FORMAT;
        }
        if (member->value.type != JS_STRING || member->value.string.n == 0 ||
            member->value.string.n > MAKING_DEFINITION) {
            return err_set(err, ERR_FORMAT,
                           "what \"%.*s\" means must be a text of 1 to %d bytes",
                           STR_ARG(str_sub(member->name, 0, 100)), MAKING_DEFINITION);
        }
    }
    return ERR_OK;
}

static enum err_code read_draft(struct making *making, struct err *err)
{
    static const char *const keys[] = {
        "draft",       "id",       "version", "task",        "title",  "source",    "licence",
        "sensitivity", "exposure", "labels",  "definitions", "groups", "labellers", NULL};
    const struct js *json = making->draft;
    const struct js *groups = NULL;
    struct str task;
    int64_t format;
    TRY(js_only(json, keys, err));
    TRY(js_need_int(json, "draft", 1, 1, &format, err));
    TRY(js_need_str(json, "id", &making->id, err));
    TRY(js_need_str(json, "version", &making->version, err));
    TRY(js_need_str(json, "title", &making->title, err));
    TRY(js_need_str(json, "licence", &making->licence, err));
    TRY(js_need_str(json, "source", &making->source, err));
    TRY(js_need_str(json, "sensitivity", &making->sensitivity, err));
    TRY(js_need_str(json, "exposure", &making->exposure, err));
    TRY(js_need_int(json, "labellers", 1, MAKING_LABELLERS, &making->labellers, err));
    TRY(js_need(json, "groups", JS_OBJECT, &groups, err));
    TRY(js_need_str(json, "task", &task, err));
    making->task = task_lookup(task);
    if (making->task == NULL || making->task->labelling == TASK_NOT_LABELLED) {
        return err_set(err, ERR_UNSUPPORTED, "items of task \"%.*s\" cannot be labelled here",
                       STR_ARG(str_sub(task, 0, 60)));
    }
    TRY(read_labels(making, err));
    return read_definitions(making, err);
}

static enum err_code read_row(struct making *making, struct str line, struct making_item *item,
                              struct err *err)
{
    static const char *const keys[] = {"id", "input", "groups", "cluster", NULL};
    struct js *row;
    struct task_files files;
    TRY(js_parse(making->arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &item->id, err));
    TRY(js_need_str(row, "cluster", &item->cluster, err));
    TRY(js_need(row, "input", JS_OBJECT, &item->input, err));
    TRY(js_need(row, "groups", JS_OBJECT, &item->groups, err));
    if (item->id.n == 0 || item->id.n > 200 || item->cluster.n == 0 || item->cluster.n > 200) {
        return err_set(err, ERR_FORMAT, "\"id\" and \"cluster\" must have 1 to 200 bytes");
    }
    for (size_t i = 0; i < item->groups->object.count; i++) {
        if (item->groups->object.members[i].value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "a group's value must be a string");
        }
    }
    TRY(task_input_files(item->input, &files, err));
    if (files.count > MAKING_FILES) {
        return err_set(err, ERR_LIMIT, "the input names %zu files, at most %d can be shown",
                       files.count, MAKING_FILES);
    }
    item->file_count = files.count;
    for (size_t i = 0; i < files.count; i++) {
        item->files[i] = files.paths[i];
    }
    return making->task->check_input(item->input, err);
}

static enum err_code read_candidates(struct making *making, struct err *err)
{
    struct str text;
    struct str line;
    size_t room = 0;
    const char *path = making_path(making, "candidates.jsonl");
    TRY(file_read(making->arena, path, MAKING_BYTES, &text, err));
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        if (line.n == 0 && text.p == NULL) {
            break;
        }
        if (making->count == MAKING_CANDIDATES) {
            return err_set(err, ERR_LIMIT, "%s has more than %d rows", path, MAKING_CANDIDATES);
        }
        making->items = mem_grow(making->items, making->count, &room, sizeof *making->items);
        struct making_item *item = &making->items[making->count];
        *item = (struct making_item){.line = number};
        enum err_code code = read_row(making, line, item, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s, line %zu", path, number);
            return code;
        }
        making->count++;
    }
    return ERR_OK;
}

static enum err_code read_drawn(struct making *making, const struct js *drawn, struct err *err)
{
    struct str id;
    struct str split;
    TRY(js_need_str(drawn, "id", &id, err));
    TRY(js_need_str(drawn, "split", &split, err));
    size_t place = making_item_find(making, id);
    if (place == SIZE_MAX || making->items[place].split != MAKING_LEFT) {
        return err_set(err, ERR_FORMAT, "item \"%.*s\" is no candidate or stands twice",
                       STR_ARG(str_sub(id, 0, 100)));
    }
    if (!str_is(split, "dev") && !str_is(split, "test")) {
        return err_set(err, ERR_FORMAT, "\"split\" must be dev or test");
    }
    making->items[place].split = str_is(split, "dev") ? MAKING_DEV : MAKING_TEST;
    making->sample[making->sample_count++] = place;
    return ERR_OK;
}

static enum err_code read_sample(struct making *making, struct err *err)
{
    const struct js *json;
    const struct js *list = NULL;
    const char *path = making_path(making, "sample.json");
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(read_json(making, "sample.json", MAKING_BYTES, &json, err));
    TRY(js_need_int(json, "seed", 0, INT64_MAX, &making->seed, err));
    TRY(js_need(json, "items", JS_ARRAY, &list, err));
    making->sample = arena_alloc(making->arena, (making->count + 1) * sizeof *making->sample);
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = read_drawn(making, &list->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "%s, item %zu", path, i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code read_frozen(struct making *making, struct err *err)
{
    const struct js *json;
    making->frozen = STR("");
    if (!file_exists(making_path(making, "frozen.json"))) {
        return ERR_OK;
    }
    TRY(read_json(making, "frozen.json", LIMIT_CONFIG, &json, err));
    TRY(js_need_str(json, "version", &making->frozen, err));
    return js_need_str(json, "digest", &making->frozen_digest, err);
}

/* By id, to look items up; candidates.jsonl is sorted so by whoever writes it. */
static enum err_code check_order(const struct making *making, struct err *err)
{
    for (size_t i = 1; i < making->count; i++) {
        if (str_cmp(making->items[i - 1].id, making->items[i].id) >= 0) {
            err_set(err, ERR_FORMAT, "%s/candidates.jsonl, line %zu: ids must rise, each once",
                    making->folder, making->items[i].line);
            err_hint(err, "`policeai benchmark new` writes them so");
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}

size_t making_item_find(const struct making *making, struct str id)
{
    size_t low = 0;
    size_t high = making->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(making->items[middle].id, id);
        if (order == 0) {
            return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return SIZE_MAX;
}

static enum err_code read_all(struct making *making, struct err *err)
{
    enum err_code code = read_json(making, "draft.json", LIMIT_BENCHMARK, &making->draft, err);
    if (code == ERR_NOT_FOUND) {
        err_hint(err, "`policeai benchmark new FOLDER --task TASK --from INPUTS` makes one");
    }
    TRY(code);
    code = read_draft(making, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s/draft.json", making->folder);
        return code;
    }
    TRY(read_candidates(making, err));
    TRY(check_order(making, err));
    TRY(read_sample(making, err));
    return read_frozen(making, err);
}

enum err_code making_hold_sample(const char *folder, bool alone, int *fd, struct err *err)
{
    *fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0 || flock(*fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
        return ERR_OK;
    }
    close(*fd);
    *fd = -1;
    err_set(err, ERR_CONFLICT, "%s: %s", folder,
            alone ? "pages that show its sample are open" : "its sample is being drawn");
    err_hint(err, alone ? "stop `policeai benchmark label` first" : "begin again when it is");
    return ERR_CONFLICT;
}

enum err_code making_open(struct making **opened, const char *folder, struct err *err)
{
    struct making *making = xcalloc(1, sizeof *making);
    making->arena = arena_new();
    making->folder = arena_strdup(making->arena, folder);
    enum err_code code = read_all(making, err);
    if (code != ERR_OK) {
        making_free(making);
        return code;
    }
    *opened = making;
    return ERR_OK;
}

void making_free(struct making *making)
{
    if (making != NULL) {
        free(making->items);
        arena_free(making->arena);
        free(making);
    }
}

enum err_code making_may_change(const struct making *making, struct err *err)
{
    if (making->frozen.n > 0) {
        err_set(err, ERR_CONFLICT, "%s is frozen as version %.*s", making->folder,
                STR_ARG(making->frozen));
        err_hint(err, "`policeai benchmark reopen %s --version NEW` begins another version",
                 making->folder);
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

enum err_code making_has_sample(const struct making *making, struct err *err)
{
    if (making->sample_count == 0) {
        err_set(err, ERR_INVALID, "no sample of %s was drawn", making->folder);
        err_hint(err, "`policeai benchmark sample %s --test N` draws one", making->folder);
        return ERR_INVALID;
    }
    return ERR_OK;
}
