/* See perturb_benchmark.h. */
#include "perturb/perturb_benchmark.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "crypto/canon.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ITEMS_MAX (1024u * MIB)
#define GROUP "perturbation"
#define CLEAN "clean"

struct perturbing {
    const struct perturb_plan *plan;
    struct arena *arena; /* of one item */
    const char *work;
    struct strbuf items;
    struct perturbed *made;
};

/* An item as one step makes it. */
struct version {
    const struct bench_item *item;
    char name[40]; /* "clean", "typos-2" */
    struct str text;
    struct text_edit edit; /* of a step */
    bool changed;
};

static struct str key_of(const struct perturb_plan *plan)
{
    return str_from(plan->at, 1);
}

static void name_step(const struct perturb_step *step, char name[40])
{
    snprintf(name, 40, "%s-%d", step->perturbation->name, step->level + 1);
}

/* Its own stream for each item and step, whatever else is asked for. */
static void seed_version(const struct perturbing *own, const struct version *version,
                         struct prng *prng)
{
    char seed[24];
    struct sha256_stream stream;
    uint64_t number = 0;
    int n = snprintf(seed, sizeof seed, "%lld", (long long)own->plan->seed);
    sha256_begin(&stream);
    sha256_add(&stream, "policeai-perturb/v1", sizeof "policeai-perturb/v1");
    sha256_add(&stream, seed, (size_t)n + 1);
    sha256_add(&stream, version->name, strlen(version->name) + 1);
    sha256_add(&stream, version->item->id.p, version->item->id.n);
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        number = number << 8 | digest.bytes[i];
    }
    prng_seed(prng, number);
}

static void write_input(const struct perturbing *own, const struct version *version,
                        struct jsonw *w)
{
    const struct js *input = version->item->input;
    jsonw_object(w);
    for (size_t i = 0; i < input->object.count; i++) {
        const struct js_member *member = &input->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_eq(member->name, key_of(own->plan))) {
            jsonw_str(w, version->text);
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
}

/* Where a place of the text went, or -1 for one that is none. */
static int64_t moved(const struct version *version, const struct js *span, const char *name)
{
    const struct js *place = js_member(span, name);
    bool good = place != NULL && place->type == JS_INT && place->integer >= 0 &&
                (uint64_t)place->integer <= version->edit.from_count;
    return good ? (int64_t)version->edit.moved[place->integer] : -1;
}

static void write_span(const struct version *version, struct jsonw *w, const struct js *span)
{
    jsonw_object(w);
    for (size_t i = 0; i < span->object.count; i++) {
        const struct js_member *member = &span->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_is(member->name, "start") || str_is(member->name, "end")) {
            jsonw_int(w, moved(version, span, str_is(member->name, "end") ? "end" : "start"));
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
}

static const struct js *spans_of(const struct perturbing *own, const struct version *version)
{
    const struct js *spans = js_member(version->item->expected, "spans");
    bool marked = spans != NULL && spans->type == JS_ARRAY && str_is(own->plan->at, "/text");
    return marked && version->changed ? spans : NULL;
}

/* Every marked word is still there. */
static bool spans_stand(const struct perturbing *own, const struct version *version)
{
    const struct js *spans = spans_of(own, version);
    for (size_t i = 0; spans != NULL && i < spans->array.count; i++) {
        const struct js *span = &spans->array.items[i];
        int64_t start = moved(version, span, "start");
        if (start < 0 || moved(version, span, "end") <= start) {
            return false;
        }
    }
    return true;
}

static void write_expected(const struct perturbing *own, const struct version *version,
                           struct jsonw *w)
{
    const struct js *expected = version->item->expected;
    const struct js *spans = spans_of(own, version);
    if (spans == NULL) {
        jsonw_raw(w, expected->raw);
        return;
    }
    jsonw_object(w);
    for (size_t i = 0; i < expected->object.count; i++) {
        const struct js_member *member = &expected->object.members[i];
        jsonw_key_str(w, member->name);
        if (&member->value != spans) {
            jsonw_raw(w, member->value.raw);
            continue;
        }
        jsonw_array(w);
        for (size_t s = 0; s < spans->array.count; s++) {
            write_span(version, w, &spans->array.items[s]);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_groups(const struct version *version, struct jsonw *w)
{
    jsonw_object(w);
    for (size_t i = 0; i < version->item->group_count; i++) {
        const struct bench_group_value *group = &version->item->groups[i];
        jsonw_key_str(w, group->group);
        jsonw_str(w, group->value);
    }
    jsonw_member(w, GROUP, version->name);
    jsonw_end(w);
}

static void write_row(struct perturbing *own, const struct version *version)
{
    const struct bench_item *item = version->item;
    struct jsonw w;
    jsonw_init(&w, &own->items);
    jsonw_object(&w);
    jsonw_key(&w, "id");
    if (version->changed) {
        jsonw_printf(&w, "%.*s~%s", STR_ARG(item->id), version->name);
    } else {
        jsonw_str(&w, item->id);
    }
    jsonw_key(&w, "input");
    write_input(own, version, &w);
    jsonw_key(&w, "expected");
    write_expected(own, version, &w);
    jsonw_key(&w, "groups");
    write_groups(version, &w);
    jsonw_member_str(&w, "cluster", item->cluster);
    jsonw_member_str(&w, "split", item->split);
    jsonw_end(&w);
    strbuf_putc(&own->items, '\n');
    own->made->items++;
}

static enum err_code write_step(struct perturbing *own, const struct bench_item *item,
                                struct str text, const struct perturb_step *step,
                                struct err *err)
{
    struct version version = {.item = item, .changed = true};
    struct prng prng;
    name_step(step, version.name);
    TRY(text_edit_begin(own->arena, text, step->perturbation->more, &version.edit, err));
    seed_version(own, &version, &prng);
    step->perturbation->apply(&version.edit, &prng, step->level);
    version.text = text_edit_end(&version.edit, own->arena);
    if (spans_stand(own, &version)) {
        write_row(own, &version);
    } else {
        own->made->left_out++;
    }
    return ERR_OK;
}

static enum err_code write_versions(struct perturbing *own, const struct bench_item *item,
                                    struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    struct task_files files;
    const struct js *text = js_at(item->input, plan->at);
    TRY(task_input_files(item->input, &files, err));
    if (files.count > 0 || text == NULL || text->type != JS_STRING) {
        err_set(err, ERR_UNSUPPORTED, "item \"%.*s\" has no text at %.*s", STR_ARG(item->id),
                STR_ARG(plan->at));
        err_hint(err, "inputs that are files cannot be perturbed here; --at names where a "
                      "text stands");
        return ERR_UNSUPPORTED;
    }
    struct version clean = {.item = item, .name = CLEAN, .text = text->string};
    write_row(own, &clean);
    for (size_t i = 0; i < plan->count; i++) {
        TRY(write_step(own, item, text->string, &plan->steps[i], err));
    }
    return ERR_OK;
}

static enum err_code write_items(struct perturbing *own, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    struct arena *kept = own->arena;
    for (size_t i = 0; i < bench->count; i++) {
        own->arena = arena_new();
        enum err_code code = write_versions(own, &bench->items[i], err);
        arena_free(own->arena);
        own->arena = kept;
        TRY(code);
    }
    TRY(strbuf_check(&own->items, "items.jsonl", err));
    return file_write(arena_printf(kept, "%s/items.jsonl", own->work), strbuf_view(&own->items),
                      0644, err);
}

static void write_group(const struct perturb_plan *plan, struct jsonw *w)
{
    char name[40];
    jsonw_key(w, GROUP);
    jsonw_object(w);
    jsonw_member(w, "title", "What was done to the text");
    jsonw_key(w, "values");
    jsonw_array(w);
    jsonw_puts(w, CLEAN);
    for (size_t i = 0; i < plan->count; i++) {
        name_step(&plan->steps[i], name);
        jsonw_puts(w, name);
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* The declared severities in words, and what it was made from. */
static void write_source(const struct perturb_plan *plan, struct jsonw *w)
{
    const struct bench *bench = plan->bench;
    struct strbuf text;
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &bench->digest);
    strbuf_init(&text, 65536);
    strbuf_printf(&text, "made from %.*s %.*s (%s) by seed %lld:", STR_ARG(bench->id),
                  STR_ARG(bench->version), hex, (long long)plan->seed);
    for (size_t i = 0; i < plan->count; i++) {
        const struct perturb_step *step = &plan->steps[i];
        strbuf_printf(&text, "%s %s-%d %s", i > 0 ? "," : "", step->perturbation->name,
                      step->level + 1, step->perturbation->levels[step->level]);
    }
    strbuf_printf(&text, "; the text: %.*s", STR_ARG(bench->source));
    jsonw_member_str(w, "source", strbuf_view(&text));
    strbuf_release(&text);
}

static enum err_code check_group(const struct bench *bench, struct err *err)
{
    if (js_member(js_member(bench->json, "groups"), GROUP) != NULL) {
        return err_set(err, ERR_INVALID, "%.*s is perturbed already: it has a group \"%s\"",
                       STR_ARG(bench->id), GROUP);
    }
    return ERR_OK;
}

static void write_groups_of(const struct perturb_plan *plan, struct jsonw *w)
{
    const struct js *groups = js_member(plan->bench->json, "groups");
    jsonw_key(w, "groups");
    jsonw_object(w);
    for (size_t i = 0; groups != NULL && i < groups->object.count; i++) {
        jsonw_key_str(w, groups->object.members[i].name);
        jsonw_raw(w, groups->object.members[i].value.raw);
    }
    write_group(plan, w);
    jsonw_end(w);
}

static enum err_code describe(const struct perturbing *own, struct strbuf *out, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    struct sha256 digest = sha256_of(strbuf_view(&own->items));
    char hex[SHA256_HEX_SIZE];
    struct jsonw w;
    sha256_hex(hex, &digest);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "id");
    jsonw_printf(&w, "%.*s-perturbed", STR_ARG(bench->id));
    jsonw_member_str(&w, "version", bench->version);
    jsonw_member(&w, "task", bench->task->name);
    jsonw_key(&w, "title");
    jsonw_printf(&w, "%.*s, perturbed", STR_ARG(bench->title));
    jsonw_member_str(&w, "licence", bench->licence);
    jsonw_member_str(&w, "sensitivity", bench->sensitivity);
    jsonw_member_str(&w, "exposure", bench->exposure);
    write_source(own->plan, &w);
    jsonw_key(&w, "files");
    jsonw_array(&w);
    jsonw_object(&w);
    jsonw_member_int(&w, "bytes", (int64_t)own->items.n);
    jsonw_member(&w, "path", "items.jsonl");
    jsonw_member(&w, "sha256", hex);
    jsonw_end(&w);
    jsonw_end(&w);
    write_groups_of(own->plan, &w);
    const struct js *metrics = js_member(bench->json, "metrics");
    jsonw_key(&w, "metrics");
    jsonw_raw(&w, metrics != NULL ? metrics->raw : STR("{}"));
    jsonw_end(&w);
    return strbuf_check(out, "benchmark.json", err);
}

static enum err_code write_description(const struct perturbing *own, struct err *err)
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
                      str_of(arena_printf(own->arena, "%.*s\n", STR_ARG(canonical))), 0644,
                      err);
}

/* As anybody will read it. */
static enum err_code read_back(const struct perturbing *own, struct err *err)
{
    struct bench *bench;
    TRY(bench_open(&bench, own->work, err));
    enum err_code code = ERR_OK;
    if (bench->bad_count > 0) {
        code = err_set(err, ERR_INVALID, "what was made has a bad row, line %zu: %s",
                       bench->bad[0].line, bench->bad[0].message);
    }
    sha256_hex(own->made->digest, &bench->digest);
    bench_free(bench);
    return code;
}

static enum err_code make(struct perturbing *own, struct err *err)
{
    TRY(file_make_folders(own->work, 0755, err));
    TRY(write_items(own, err));
    TRY(write_description(own, err));
    TRY(read_back(own, err));
    if (rename(own->work, own->plan->to) != 0) {
        return err_errno(err, "cannot name %s", own->plan->to);
    }
    return file_sync_folder(file_folder_of(own->arena, own->plan->to), err);
}

enum err_code perturb_benchmark(struct arena *arena, const struct perturb_plan *plan,
                                struct perturbed *made, struct err *err)
{
    struct perturbing own = {.plan = plan, .arena = arena, .made = made};
    *made = (struct perturbed){.items = 0};
    if (file_exists(plan->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", plan->to);
    }
    TRY(check_group(plan->bench, err));
    own.work = arena_printf(arena, "%s.making-%ld", plan->to, (long)getpid());
    strbuf_init(&own.items, ITEMS_MAX);
    enum err_code code = make(&own, err);
    strbuf_release(&own.items);
    if (code != ERR_OK) {
        struct err left = {0};
        if (file_exists(own.work) && file_remove_tree(own.work, &left) != ERR_OK) {
            log_err("left-behind", &left);
        }
    }
    return code;
}
