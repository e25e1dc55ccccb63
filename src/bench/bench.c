/* Benchmarks; see bench.h. Everything of one lives in its arena: items.jsonl is read whole. */
#include "bench/bench.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bench/bench_collection.h"
#include "bench/bench_item.h"
#include "bench/characteristic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BENCH_ITEMS_BYTES = 512 * 1024 * 1024, BENCH_BAD_MAX = 1000 };

/* Relative, without empty, "." or ".." parts. */
static bool is_plain_path(struct str path)
{
    struct str part;
    if (path.n == 0 || path.n > 1000 || str_has_byte(path, '\\') || str_has_byte(path, '\n')) {
        return false;
    }
    while (str_split(&path, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, "..")) {
            return false;
        }
    }
    return true;
}

static enum err_code check_file(const struct bench *bench, const struct js *file,
                                struct err *err)
{
    struct str path;
    struct str hex;
    struct sha256 wanted;
    struct sha256 found;
    uint64_t size;
    int64_t bytes;
    TRY(js_need_str(file, "path", &path, err));
    TRY(js_need_str(file, "sha256", &hex, err));
    TRY(js_need_int(file, "bytes", 0, INT64_MAX, &bytes, err));
    if (!is_plain_path(path) || !sha256_from_hex(&wanted, hex)) {
        return err_set(err, ERR_FORMAT, "bad path or digest");
    }
    char *full = arena_printf(bench->arena, "%s/%.*s", bench->folder, STR_ARG(path));
    TRY(sha256_of_file(full, &found, &size, err));
    if (size != (uint64_t)bytes || !sha256_eq(&wanted, &found)) {
        char hex_found[SHA256_HEX_SIZE];
        sha256_hex(hex_found, &found);
        err_set(err, ERR_INVALID, "%s was changed: %llu bytes, digest %s", full,
                (unsigned long long)size, hex_found);
        err_hint(err, "put the listed file back, or list this one under a new \"version\"");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code check_files(const struct bench *bench, struct err *err)
{
    const struct js *files = NULL;
    bool items = false;
    TRY(js_need(bench->json, "files", JS_ARRAY, &files, err));
    for (size_t i = 0; i < files->array.count; i++) {
        enum err_code code = check_file(bench, &files->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "file %zu of \"files\"", i + 1);
            return code;
        }
        items = items || js_is(js_member(&files->array.items[i], "path"), "items.jsonl");
    }
    if (!items) {
        return err_set(err, ERR_FORMAT, "\"files\" does not list items.jsonl");
    }
    return ERR_OK;
}

/* A group may say which protected characteristic it stands for, and must be right. */
static enum err_code check_characteristic(const struct js_member *group, struct err *err)
{
    struct str id = STR("");
    TRY(js_may_str(&group->value, "characteristic", &id, err));
    if (id.n > 0 && characteristic_lookup(id) == NULL) {
        err_set(err, ERR_FORMAT,
                "group \"%.*s\": no protected characteristic is called \"%.*s\"",
                STR_ARG(str_sub(group->name, 0, 60)), STR_ARG(str_sub(id, 0, 60)));
        err_hint(err, "the Equality Act 2010 has age, disability, gender-reassignment, "
                      "marriage-and-civil-partnership, pregnancy-and-maternity, race, "
                      "religion-or-belief, sex, sexual-orientation");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

/* What the benchmark says of itself that it does not cover: texts. */
static enum err_code check_not_covered(const struct bench *bench, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(bench->json, "not_covered", JS_ARRAY, &list, err));
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        if (list->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"not_covered\" %zu is not a string", i + 1);
        }
    }
    return ERR_OK;
}

/* What its labels mean: texts. */
static enum err_code check_definitions(const struct bench *bench, struct err *err)
{
    const struct js *means = NULL;
    TRY(js_may(bench->json, "definitions", JS_OBJECT, &means, err));
    for (size_t i = 0; means != NULL && i < means->object.count; i++) {
        if (means->object.members[i].value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"definitions\": that of \"%.*s\" is no text",
                           STR_ARG(str_sub(means->object.members[i].name, 0, 60)));
        }
    }
    return ERR_OK;
}

static enum err_code check_groups(const struct bench *bench, struct err *err)
{
    const struct js *groups = NULL;
    TRY(js_may(bench->json, "groups", JS_OBJECT, &groups, err));
    for (size_t i = 0; groups != NULL && i < groups->object.count; i++) {
        const struct js *group = &groups->object.members[i].value;
        const struct js *values = NULL;
        struct str title;
        TRY(check_characteristic(&groups->object.members[i], err));
        TRY(js_need_str(group, "title", &title, err));
        TRY(js_need(group, "values", JS_ARRAY, &values, err));
        for (size_t v = 0; v < values->array.count; v++) {
            if (values->array.items[v].type != JS_STRING) {
                return err_set(err, ERR_FORMAT, "a value of group \"%.*s\" is not a string",
                               STR_ARG(str_sub(groups->object.members[i].name, 0, 60)));
            }
        }
    }
    return ERR_OK;
}

/* Nobody opens a sealed set by the way: neither a command that takes folders nor a page. */
static enum err_code check_exposure(const struct bench *bench, bool sealed, struct err *err)
{
    if (sealed || !str_is(bench->exposure, "sealed")) {
        return ERR_OK;
    }
    err_set(err, ERR_DENIED,
            "benchmark %.*s is sealed: its items are opened out of custody alone",
            STR_ARG(str_sub(bench->id, 0, 100)));
    err_hint(err, "`policeai benchmark seal` takes it into custody; `lab run TOOL ID` then "
                  "opens it, on the record");
    return ERR_DENIED;
}

static enum err_code read_header(struct bench *bench, bool sealed, struct err *err)
{
    static const char *const keys[] = {
        "id",          "version", "task",        "title",       "source",   "licence",
        "files",       "groups",  "metrics",     "sensitivity", "exposure", "not_covered",
        "collections", "canary",  "definitions", NULL};
    const struct js *json = bench->json;
    struct str task;
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "id", &bench->id, err));
    TRY(js_need_str(json, "version", &bench->version, err));
    TRY(js_need_str(json, "title", &bench->title, err));
    TRY(js_need_str(json, "licence", &bench->licence, err));
    TRY(js_need_str(json, "source", &bench->source, err));
    TRY(js_need_str(json, "sensitivity", &bench->sensitivity, err));
    TRY(js_need_str(json, "exposure", &bench->exposure, err));
    TRY(js_need_str(json, "task", &task, err));
    bench->task = task_lookup(task);
    if (bench->task == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "unknown task \"%.*s\"",
                       STR_ARG(str_sub(task, 0, 60)));
    }
    TRY(check_exposure(bench, sealed, err));
    TRY(check_groups(bench, err));
    TRY(check_not_covered(bench, err));
    TRY(check_definitions(bench, err));
    return check_files(bench, err);
}

/* What the task wants to be the same in all items is that of the first good row. */
static enum err_code check_same(const struct bench *bench, const struct bench_item *item,
                                struct err *err)
{
    const char *name = bench->task->same_in_all;
    if (name == NULL || bench->count == 0) {
        return ERR_OK;
    }
    const struct js *first = js_member(bench->items[0].input, name);
    const struct js *own = js_member(item->input, name);
    if ((first == NULL) != (own == NULL) || (first != NULL && !str_eq(first->raw, own->raw))) {
        return err_set(err, ERR_FORMAT, "\"%s\" differs from that of line %zu", name,
                       bench->items[0].line);
    }
    return ERR_OK;
}

static void add_bad(struct bench *bench, size_t *capacity, size_t line, const char *message)
{
    if (bench->bad_count < BENCH_BAD_MAX) {
        bench->bad = mem_grow(bench->bad, bench->bad_count, capacity, sizeof *bench->bad);
        struct bench_bad_row *bad = &bench->bad[bench->bad_count++];
        bad->line = line;
        snprintf(bad->message, sizeof bad->message, "%s", message);
    }
}

static int compare_items(const void *a, const void *b)
{
    const struct bench_item *left = a;
    const struct bench_item *right = b;
    int order = str_cmp(left->id, right->id);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

/* Sorts by id; the second of two equal ids becomes a bad row. */
static void sort_items(struct bench *bench, size_t *bad_capacity)
{
    if (bench->count == 0) {
        return;
    }
    qsort(bench->items, bench->count, sizeof *bench->items, compare_items);
    size_t kept = 1;
    for (size_t i = 1; i < bench->count; i++) {
        if (str_eq(bench->items[kept - 1].id, bench->items[i].id)) {
            char words[128];
            snprintf(words, sizeof words, "the id stands on line %zu already",
                     bench->items[kept - 1].line);
            add_bad(bench, bad_capacity, bench->items[i].line, words);
        } else {
            bench->items[kept++] = bench->items[i];
        }
    }
    bench->count = kept;
}

static enum err_code read_items(struct bench *bench, struct err *err)
{
    struct str text;
    struct str line;
    size_t capacity = 0;
    size_t bad_capacity = 0;
    char *path = arena_printf(bench->arena, "%s/items.jsonl", bench->folder);
    TRY(file_read(bench->arena, path, BENCH_ITEMS_BYTES, &text, err));
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        struct err row = {0};
        if (line.n == 0 && text.p == NULL) {
            break; /* what follows the last newline */
        }
        if (bench->count == LIMIT_ITEMS) {
            return err_set(err, ERR_LIMIT, "%s has more than %d items", path, LIMIT_ITEMS);
        }
        bench->items = mem_grow(bench->items, bench->count, &capacity, sizeof *bench->items);
        struct bench_item *item = &bench->items[bench->count];
        memset(item, 0, sizeof *item);
        item->line = number;
        if (line.n > LIMIT_ITEM) {
            add_bad(bench, &bad_capacity, number, "the row is longer than 4 MiB");
        } else if (bench_item_parse(bench, line, item, &row) != ERR_OK ||
                   check_same(bench, item, &row) != ERR_OK) {
            add_bad(bench, &bad_capacity, number, row.message);
        } else {
            bench->count++;
        }
    }
    sort_items(bench, &bad_capacity);
    return ERR_OK;
}

static enum err_code open_folder(struct bench **opened, const char *folder, bool sealed,
                                 struct err *err)
{
    struct bench *bench = xcalloc(1, sizeof *bench);
    struct js *json;
    enum err_code code = ERR_OK;
    bench->arena = arena_new();
    bench->folder = arena_strdup(bench->arena, folder);
    char *path = arena_printf(bench->arena, "%s/benchmark.json", folder);
    TRY_OUT(file_read(bench->arena, path, LIMIT_BENCHMARK, &bench->text, err));
    bench->digest = sha256_of(bench->text);
    code = js_parse(bench->arena, bench->text, &json, err);
    if (code == ERR_OK) {
        bench->json = json;
        code = read_header(bench, sealed, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        goto out;
    }
    TRY_OUT(bench_collections_read(bench, err));
    TRY_OUT(read_items(bench, err));
    *opened = bench;
out:
    if (code != ERR_OK) {
        bench_free(bench);
    }
    return code;
}

enum err_code bench_open(struct bench **opened, const char *folder, struct err *err)
{
    return open_folder(opened, folder, false, err);
}

enum err_code bench_open_sealed(struct bench **opened, const char *folder, struct err *err)
{
    return open_folder(opened, folder, true, err);
}

void bench_free(struct bench *bench)
{
    if (bench != NULL) {
        free(bench->items);
        free(bench->bad);
        arena_free(bench->arena);
        free(bench);
    }
}

const struct bench_item *bench_item_lookup(const struct bench *bench, struct str id)
{
    size_t low = 0;
    size_t high = bench->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(bench->items[middle].id, id);
        if (order == 0) {
            return &bench->items[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static int compare_names(const void *a, const void *b)
{
    const struct str *left = a;
    const struct str *right = b;
    return str_cmp(*left, *right);
}

void bench_counts(const struct bench *bench, struct str split, size_t *items, size_t *clusters)
{
    struct str *names = xmalloc(bench->count * sizeof *names);
    *items = 0;
    *clusters = 0;
    for (size_t i = 0; i < bench->count; i++) {
        if (str_eq(bench->items[i].split, split)) {
            names[(*items)++] = bench->items[i].cluster;
        }
    }
    qsort(names, *items, sizeof *names, compare_names);
    for (size_t i = 0; i < *items; i++) {
        *clusters += i == 0 || !str_eq(names[i - 1], names[i]);
    }
    free(names);
}

bool bench_is_public(const struct bench *bench)
{
    return str_is(bench->exposure, "open") &&
           (str_is(bench->sensitivity, "public") || str_is(bench->sensitivity, "synthetic"));
}

bool bench_is_illustration(size_t items, size_t clusters)
{
    return items < 100 || clusters < 20;
}

bool bench_item_is_planted(const struct bench_item *item)
{
    return str_is(item->split, BENCH_PLANTED);
}
