/* See plant.h. */
#include "custody/plant.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/prng.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "custody/planted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ITEMS_MAX = 512 * 1024 * 1024, CANARY_BYTES = 16 };

struct planting {
    struct arena *arena;
    const struct plant_plan *plan;
    struct planted_set *made;
    const char *work;
    const struct js **expected; /* by index of the bench's items: what is written */
    size_t *chosen;             /* indices of planted items, sorted: the bench's are by id */
    size_t count;
};

/* May item i be given the answer of item j, and is it a wrong one? */
static bool may_take(const struct planting *own, size_t i, size_t j)
{
    const struct bench *bench = own->plan->bench;
    const struct bench_item *item = &bench->items[i];
    const struct js *answer = bench->items[j].expected;
    return !planted_is_given(answer, item->expected) &&
           bench->task->check_expected(item->input, answer, NULL) == ERR_OK &&
           bench->task->check_output(item->input, answer, NULL) == ERR_OK;
}

/* Pairs of items that exchange their answers, among the test items in a random order. */
static void choose(struct planting *own)
{
    const struct bench *bench = own->plan->bench;
    size_t *order = arena_alloc(own->arena, (bench->count + 1) * sizeof *order);
    size_t count = 0;
    struct prng prng;
    for (size_t i = 0; i < bench->count; i++) {
        own->expected[i] = bench->items[i].expected;
        if (str_is(bench->items[i].split, "test")) {
            order[count++] = i;
        }
    }
    prng_seed(&prng, own->plan->seed);
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)prng_below(&prng, i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (size_t i = 0; i < count && own->count + 2 <= own->plan->count; i++) {
        for (size_t j = i + 1; j < count && order[i] != SIZE_MAX; j++) {
            if (order[j] == SIZE_MAX || !may_take(own, order[i], order[j]) ||
                !may_take(own, order[j], order[i])) {
                continue;
            }
            own->expected[order[i]] = bench->items[order[j]].expected;
            own->expected[order[j]] = bench->items[order[i]].expected;
            own->chosen[own->count++] = order[i];
            own->chosen[own->count++] = order[j];
            order[i] = order[j] = SIZE_MAX;
        }
    }
}

static int compare_places(const void *a, const void *b)
{
    const size_t *left = a;
    const size_t *right = b;
    return (*left > *right) - (*left < *right);
}

static enum err_code check_task(const struct planting *own, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    const struct bench_item *first = bench->count > 0 ? &bench->items[0] : NULL;
    if (own->plan->count > 0 && first != NULL &&
        bench->task->check_output(first->input, first->expected, NULL) != ERR_OK) {
        err_set(err, ERR_UNSUPPORTED,
                "answers of task %s are not of the form of what is expected: whether a planted "
                "one was given could not be told",
                bench->task->name);
        err_hint(err, "--items 0 plants the canary text alone");
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

static void write_row(const struct planting *own, size_t index, struct strbuf *out)
{
    const struct bench_item *item = &own->plan->bench->items[index];
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_key(&w, "input");
    jsonw_raw(&w, item->input->raw);
    jsonw_key(&w, "expected");
    jsonw_raw(&w, own->expected[index]->raw);
    jsonw_key(&w, "groups");
    jsonw_object(&w);
    for (size_t i = 0; i < item->group_count; i++) {
        jsonw_key_str(&w, item->groups[i].group);
        jsonw_str(&w, item->groups[i].value);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "cluster", item->cluster);
    jsonw_member_str(&w, "split", item->split);
    jsonw_member(&w, "canary", own->made->canary);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

static enum err_code write_items(const struct planting *own, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, ITEMS_MAX);
    for (size_t i = 0; i < own->plan->bench->count; i++) {
        write_row(own, i, &out);
    }
    enum err_code code = strbuf_check(&out, "items.jsonl", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(own->arena, "%s/items.jsonl", own->work),
                          strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code copy_file(const struct planting *own, const struct js *file,
                               struct err *err)
{
    struct str path = js_text(file, "path");
    if (str_is(path, "items.jsonl")) {
        return ERR_OK;
    }
    const char *from =
        arena_printf(own->arena, "%s/%.*s", own->plan->bench->folder, STR_ARG(path));
    const char *to = arena_printf(own->arena, "%s/%.*s", own->work, STR_ARG(path));
    TRY(file_make_folders(file_folder_of(own->arena, to), 0700, err));
    return file_copy(from, to, 0600, err);
}

static enum err_code write_files(const struct planting *own, struct jsonw *w, struct err *err)
{
    const struct js *files = js_member(own->plan->bench->json, "files");
    const char *items = arena_printf(own->arena, "%s/items.jsonl", own->work);
    struct sha256 digest;
    uint64_t size;
    char hex[SHA256_HEX_SIZE];
    TRY(sha256_of_file(items, &digest, &size, err));
    sha256_hex(hex, &digest);
    jsonw_key(w, "files");
    jsonw_array(w);
    for (size_t i = 0; i < files->array.count; i++) {
        const struct js *file = &files->array.items[i];
        TRY(copy_file(own, file, err));
        if (!str_is(js_text(file, "path"), "items.jsonl")) {
            jsonw_raw(w, file->raw);
            continue;
        }
        jsonw_object(w);
        jsonw_member_int(w, "bytes", (int64_t)size);
        jsonw_member(w, "path", "items.jsonl");
        jsonw_member(w, "sha256", hex);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

/* benchmark.json as it was, but for its canary and the digest of items.jsonl. */
static enum err_code describe(const struct planting *own, struct strbuf *out, struct err *err)
{
    const struct js *json = own->plan->bench->json;
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    for (size_t i = 0; i < json->object.count; i++) {
        const struct js_member *member = &json->object.members[i];
        if (!str_is(member->name, "files") && !str_is(member->name, "canary")) {
            jsonw_key_str(&w, member->name);
            jsonw_raw(&w, member->value.raw);
        }
    }
    jsonw_member(&w, "canary", own->made->canary);
    TRY(write_files(own, &w, err));
    jsonw_end(&w);
    return strbuf_check(out, "benchmark.json", err);
}

static enum err_code write_description(const struct planting *own, struct err *err)
{
    struct strbuf out;
    struct str canonical;
    strbuf_init(&out, LIMIT_BENCHMARK);
    enum err_code code = describe(own, &out, err);
    if (code == ERR_OK) {
        code = canon_of(own->arena, arena_str(own->arena, strbuf_view(&out)), &canonical, err);
    }
    strbuf_release(&out);
    TRY(code);
    return file_write(arena_printf(own->arena, "%s/benchmark.json", own->work),
                      str_of(arena_printf(own->arena, "%.*s\n", STR_ARG(canonical))), 0600,
                      err);
}

static enum err_code write_planted(const struct planting *own, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BENCHMARK);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < own->count; i++) {
        jsonw_str(&w, own->plan->bench->items[own->chosen[i]].id);
    }
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "planted.json", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(own->arena, "%s/planted.json", own->work),
                          strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code read_back(const struct planting *own, struct err *err)
{
    struct bench *bench;
    TRY(bench_open_sealed(&bench, own->work, err));
    size_t bad = bench->bad_count;
    sha256_hex(own->made->digest, &bench->digest);
    bench_free(bench);
    return bad == 0 ? ERR_OK : err_set(err, ERR_INVALID, "what was made has %zu bad rows", bad);
}

static enum err_code make(struct planting *own, struct err *err)
{
    TRY(file_make_folders(own->work, 0700, err));
    TRY(write_items(own, err));
    TRY(write_description(own, err));
    TRY(write_planted(own, err));
    TRY(read_back(own, err));
    if (rename(own->work, own->plan->to) != 0) {
        return err_errno(err, "cannot name %s", own->plan->to);
    }
    return file_sync_folder(file_folder_of(own->arena, own->plan->to), err);
}

enum err_code plant(struct arena *arena, const struct plant_plan *plan,
                    struct planted_set *made, struct err *err)
{
    struct planting own = {.arena = arena, .plan = plan, .made = made};
    char random[2 * CANARY_BYTES + 1];
    if (file_exists(plan->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", plan->to);
    }
    TRY(check_task(&own, err));
    own.expected = arena_zalloc(arena, (plan->bench->count + 1) * sizeof *own.expected);
    own.chosen = arena_zalloc(arena, (plan->count + 2) * sizeof *own.chosen);
    choose(&own);
    if (own.count < plan->count) {
        return err_set(err, ERR_INVALID,
                       "only %zu test items of %.*s can exchange their answers, %zu were asked",
                       own.count, STR_ARG(plan->bench->id), plan->count);
    }
    qsort(own.chosen, own.count, sizeof *own.chosen, compare_places);
    random_hex(random, CANARY_BYTES);
    snprintf(made->canary, sizeof made->canary, "policeai-canary-%s", random);
    made->planted = own.count;
    own.work = arena_printf(arena, "%s.making-%ld", plan->to, (long)getpid());
    enum err_code code = make(&own, err);
    if (code != ERR_OK) {
        struct err left = {0};
        if (file_exists(own.work) && file_remove_tree(own.work, &left) != ERR_OK) {
            log_err("left-behind", &left);
        }
    }
    return code;
}

enum err_code plant_read(struct arena *arena, const char *folder, const struct js **ids,
                         struct err *err)
{
    struct str text = STR("[]");
    struct js *json;
    const char *path = arena_printf(arena, "%s/planted.json", folder);
    if (file_exists(path)) {
        TRY(file_read(arena, path, LIMIT_BENCHMARK, &text, err));
    }
    TRY(js_parse(arena, text, &json, err));
    bool good = json->type == JS_ARRAY;
    for (size_t i = 0; good && i < json->array.count; i++) {
        const struct js *items = json->array.items;
        good = items[i].type == JS_STRING &&
               (i == 0 || (items[i - 1].type == JS_STRING &&
                           str_cmp(items[i - 1].string, items[i].string) < 0));
    }
    *ids = json;
    return good ? ERR_OK
                : err_set(err, ERR_FORMAT, "%s is no list of sorted item ids, each once", path);
}
