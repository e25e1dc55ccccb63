/* Rows of items.jsonl; see bench_item.h.
 * {"id","input","expected","groups":{NAME:VALUE},"cluster","split":"dev"|"test"[,"canary"]} */
#include "bench/bench_item.h"

#include "bench/bench_collection.h"

#include "base/utf8.h"

static enum err_code check_name(struct str text, const char *key, size_t max, struct err *err)
{
    if (text.n == 0 || text.n > max) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %zu bytes", key, max);
    }
    return ERR_OK;
}

/* A value must be one of those that benchmark.json declares. */
static enum err_code check_group(const struct bench *bench,
                                 const struct bench_group_value *group, struct err *err)
{
    const struct js *declared = js_member(bench->json, "groups");
    for (size_t i = 0; declared != NULL && i < declared->object.count; i++) {
        if (!str_eq(declared->object.members[i].name, group->group)) {
            continue;
        }
        const struct js *values = js_member(&declared->object.members[i].value, "values");
        for (size_t v = 0; v < values->array.count; v++) {
            if (str_eq(values->array.items[v].string, group->value)) {
                return ERR_OK;
            }
        }
        return err_set(err, ERR_FORMAT, "group \"%.*s\" has no value \"%.*s\"",
                       STR_ARG(str_sub(group->group, 0, 60)),
                       STR_ARG(str_sub(group->value, 0, 60)));
    }
    return err_set(err, ERR_FORMAT, "group \"%.*s\" is not declared in benchmark.json",
                   STR_ARG(str_sub(group->group, 0, 60)));
}

static enum err_code read_groups(struct bench *bench, const struct js *row,
                                 struct bench_item *item, struct err *err)
{
    const struct js *groups = NULL;
    TRY(js_may(row, "groups", JS_OBJECT, &groups, err));
    size_t count = groups != NULL ? groups->object.count : 0;
    item->groups = arena_alloc(bench->arena, count * sizeof *item->groups);
    item->group_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct js_member *member = &groups->object.members[i];
        if (member->value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "group \"%.*s\" must be a string",
                           STR_ARG(str_sub(member->name, 0, 60)));
        }
        item->groups[i] = (struct bench_group_value){member->name, member->value.string};
        TRY(check_group(bench, &item->groups[i], err));
    }
    return ERR_OK;
}

bool bench_file_is_listed(const struct bench *bench, struct str path)
{
    const struct js *files = js_member(bench->json, "files");
    for (size_t i = 0; i < files->array.count; i++) {
        if (str_eq(js_member(&files->array.items[i], "path")->string, path)) {
            return true;
        }
    }
    return false;
}

enum err_code bench_files_check(const struct bench *bench, const struct js *input,
                                struct err *err)
{
    struct task_files files;
    TRY(task_input_files(input, &files, err));
    for (size_t i = 0; i < files.count; i++) {
        if (!bench_file_is_listed(bench, files.paths[i])) {
            return err_set(err, ERR_FORMAT, "file \"%.*s\" is not listed in benchmark.json",
                           STR_ARG(str_sub(files.paths[i], 0, 100)));
        }
    }
    return ERR_OK;
}

enum err_code bench_item_parse(struct bench *bench, struct str line, struct bench_item *item,
                               struct err *err)
{
    static const char *const keys[] = {"id",      "input", "expected", "groups",
                                       "cluster", "split", "canary",   NULL};
    struct js *row;
    TRY(js_parse(bench->arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &item->id, err));
    TRY(check_name(item->id, "id", 200, err));
    TRY(js_need_str(row, "cluster", &item->cluster, err));
    TRY(check_name(item->cluster, "cluster", 200, err));
    TRY(js_need_str(row, "split", &item->split, err));
    if (!str_is(item->split, "dev") && !str_is(item->split, "test")) {
        return err_set(err, ERR_FORMAT, "\"split\" must be \"dev\" or \"test\"");
    }
    TRY(js_need(row, "input", JS_OBJECT, &item->input, err));
    TRY(js_need(row, "expected", JS_OBJECT, &item->expected, err));
    TRY(bench->task->check_input(item->input, err));
    TRY(bench->task->check_expected(item->input, item->expected, err));
    TRY(bench_item_in_collection(bench, item, err));
    TRY(bench_files_check(bench, item->input, err));
    return read_groups(bench, row, item, err);
}
