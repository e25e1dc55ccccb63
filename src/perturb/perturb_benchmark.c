/* See perturb_benchmark.h. */
#include "perturb/perturb_benchmark.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "bench/bench_write.h"
#include "perturb/perturb_state.h"

#include <stdio.h>
#include <string.h>

#define ITEMS_MAX (1024u * MIB)
/* What one file takes in benchmark.json, about: for a word before anything is made. */
enum { LISTED = 170 };

void perturb_list(struct perturbing *own, struct str path)
{
    own->paths = mem_grow(own->paths, own->path_count, &own->path_capacity, sizeof *own->paths);
    own->paths[own->path_count++] = arena_str(own->keep, path);
}

/* ---- texts ---- */

static enum err_code find_text(const struct perturbing *own, const struct bench_item *item,
                               struct str *text, struct err *err)
{
    struct task_files files;
    const struct js *found = js_at(item->input, own->at);
    TRY(task_input_files(item->input, &files, err));
    if (files.count > 0 || found == NULL || found->type != JS_STRING) {
        err_set(err, ERR_UNSUPPORTED, "item \"%.*s\" has no text at %.*s", STR_ARG(item->id),
                STR_ARG(own->at));
        err_hint(err, files.count > 0 ? "its input is a file: sound and pictures have "
                                        "perturbations of their own"
                                      : "--at names where a text stands");
        return ERR_UNSUPPORTED;
    }
    *text = found->string;
    return ERR_OK;
}

static enum err_code change_text(struct perturbing *own, struct version *version,
                                 struct str text, struct err *err)
{
    struct prng prng;
    const struct perturb_step *step = version->step;
    TRY(text_edit_begin(own->arena, text, step->perturbation->more, &version->edit, err));
    prng_seed(&prng, perturb_version_seed(own, version));
    if (step->perturbation->order != NULL) {
        version->word = perturb_word(own, version, &prng);
        step->perturbation->order(&version->edit, &prng, step->level, version->word);
    } else {
        step->perturbation->apply(&version->edit, &prng, step->level);
    }
    version->text = text_edit_end(&version->edit, own->arena);
    return ERR_OK;
}

/* ---- items ---- */

static enum err_code write_step(struct perturbing *own, size_t number, struct str text,
                                const struct perturb_step *step, struct err *err)
{
    struct version version = {.item = &own->plan->bench->items[number], .step = step};
    perturb_step_name(step, version.name);
    enum err_code code = own->kind == PERTURB_TEXT
                             ? change_text(own, &version, text, err)
                             : perturb_files_make(own, number, &version, err);
    if (code != ERR_OK) {
        err_prefix(err, "item \"%.*s\", %s", STR_ARG(version.item->id), version.name);
        return code;
    }
    if (perturb_spans_stand(own, &version)) {
        perturb_write_row(own, &version);
    } else {
        own->made->left_out++;
    }
    return ERR_OK;
}

static enum err_code write_versions(struct perturbing *own, size_t number, struct err *err)
{
    struct version clean = {.item = &own->plan->bench->items[number], .name = PERTURB_CLEAN};
    if (own->kind == PERTURB_TEXT) {
        TRY(find_text(own, clean.item, &clean.text, err));
    } else {
        TRY(perturb_files_clean(own, &clean, err));
    }
    perturb_write_row(own, &clean);
    own->made->taken++;
    for (size_t i = 0; i < own->plan->count; i++) {
        TRY(write_step(own, number, clean.text, &own->plan->steps[i], err));
    }
    return ERR_OK;
}

static enum err_code write_items(struct perturbing *own, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    for (size_t i = 0; i < bench->count; i++) {
        if (!perturb_takes(own->plan, &bench->items[i])) {
            continue;
        }
        own->arena = arena_new();
        enum err_code code = write_versions(own, i, err);
        arena_free(own->arena);
        TRY(code);
    }
    TRY(strbuf_check(&own->items, "items.jsonl", err));
    perturb_list(own, STR("items.jsonl"));
    return file_write(arena_printf(own->keep, "%s/items.jsonl", own->work),
                      strbuf_view(&own->items), 0644, err);
}

/* ---- benchmark.json ---- */

static void write_group(const struct perturb_plan *plan, struct jsonw *w)
{
    char name[PERTURB_NAME];
    jsonw_key(w, PERTURB_GROUP);
    jsonw_object(w);
    jsonw_member(w, "title", "What was done to the input");
    jsonw_key(w, "values");
    jsonw_array(w);
    jsonw_puts(w, PERTURB_CLEAN);
    for (size_t i = 0; i < plan->count; i++) {
        perturb_step_name(&plan->steps[i], name);
        jsonw_puts(w, name);
    }
    jsonw_end(w);
    jsonw_key(w, "meanings");
    jsonw_object(w);
    for (size_t i = 0; i < plan->count; i++) {
        const struct perturbation *perturbation = plan->steps[i].perturbation;
        perturb_step_name(&plan->steps[i], name);
        jsonw_key(w, name);
        jsonw_printf(w, "%s: %s", perturbation->title,
                     perturbation->levels[plan->steps[i].level]);
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* The declared severities in words, and what it was made from. */
static void write_source(const struct perturbing *own, struct jsonw *w)
{
    const struct perturb_plan *plan = own->plan;
    const struct bench *bench = plan->bench;
    struct strbuf text;
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &bench->digest);
    strbuf_init(&text, 65536);
    strbuf_printf(&text, "made from %.*s %.*s (%s) by seed %lld", STR_ARG(bench->id),
                  STR_ARG(bench->version), hex, (long long)plan->seed);
    if (plan->only_group.n > 0) {
        strbuf_printf(&text, ", of its items those with %.*s=%.*s", STR_ARG(plan->only_group),
                      STR_ARG(plan->only_value));
    }
    strbuf_printf(&text, ", at %.*s:", STR_ARG(own->at));
    for (size_t i = 0; i < plan->count; i++) {
        const struct perturb_step *step = &plan->steps[i];
        strbuf_printf(&text, "%s %s-%d %s", i > 0 ? "," : "", step->perturbation->name,
                      step->level + 1, step->perturbation->levels[step->level]);
    }
    strbuf_printf(&text, "; the %s: %.*s", perturbation_kind_word(own->kind),
                  STR_ARG(bench->source));
    jsonw_member_str(w, "source", strbuf_view(&text));
    strbuf_release(&text);
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

static enum err_code describe(struct perturbing *own, struct strbuf *out, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    struct jsonw w;
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
    write_source(own, &w);
    TRY(bench_write_files(own->keep, own->work, own->paths, own->path_count, &w, err));
    write_groups_of(own->plan, &w);
    const struct js *metrics = js_member(bench->json, "metrics");
    jsonw_key(&w, "metrics");
    jsonw_raw(&w, metrics != NULL ? metrics->raw : STR("{}"));
    jsonw_end(&w);
    return ERR_OK;
}

static enum err_code write_description(struct perturbing *own, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, LIMIT_BENCHMARK);
    enum err_code code = describe(own, &out, err);
    if (code == ERR_OK) {
        code = bench_write_description(own->keep, own->work, &out, err);
    }
    strbuf_release(&out);
    return code;
}

/* ---- all of it ---- */

static enum err_code check_group(const struct bench *bench, struct err *err)
{
    if (js_member(js_member(bench->json, "groups"), PERTURB_GROUP) != NULL) {
        return err_set(err, ERR_INVALID, "%.*s is perturbed already: it has a group \"%s\"",
                       STR_ARG(bench->id), PERTURB_GROUP);
    }
    return ERR_OK;
}

/* An order for a word is for answers that can be it or hold it. */
static enum err_code check_orders(const struct perturb_plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].perturbation->order != NULL &&
            plan->bench->task->labelling == TASK_MARKS) {
            err_set(err, ERR_UNSUPPORTED,
                    "answers to %s hold no words: \"%s\" could not be seen in them",
                    plan->bench->task->name, plan->steps[i].perturbation->name);
            err_hint(err, "injection shows what an order costs there");
            return ERR_UNSUPPORTED;
        }
    }
    return ERR_OK;
}

/* How much there is to do, and whether a benchmark can hold it. */
static enum err_code count_files(struct perturbing *own, struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    size_t taken = 0;
    for (size_t i = 0; i < plan->bench->count; i++) {
        taken += perturb_takes(plan, &plan->bench->items[i]);
    }
    if (taken == 0) {
        return err_set(err, ERR_NOT_FOUND, "%.*s has no item with %.*s=%.*s",
                       STR_ARG(plan->bench->id), STR_ARG(plan->only_group),
                       STR_ARG(plan->only_value));
    }
    own->total = (int64_t)(taken * plan->count);
    if (own->kind != PERTURB_TEXT && (uint64_t)own->total > LIMIT_BENCHMARK / LISTED) {
        err_set(err, ERR_LIMIT,
                "%zu items and %zu severities are %lld files; a benchmark lists about %u",
                taken, plan->count, (long long)own->total, LIMIT_BENCHMARK / LISTED);
        err_hint(err, "ask for fewer severities at once, or for some items: --only "
                      "GROUP=VALUE");
        return ERR_LIMIT;
    }
    return ERR_OK;
}

static enum err_code make(struct perturbing *own, struct err *err)
{
    if (own->kind != PERTURB_TEXT) {
        TRY(perturb_files_begin(own, err));
    }
    TRY(write_items(own, err));
    TRY(write_description(own, err));
    TRY(perturb_work_finish(own, err));
    TRY(bench_write_read_back(own->work, NULL, own->made->digest, err));
    return bench_write_name(own->keep, own->work, own->plan->to, err);
}

static enum err_code check(struct perturbing *own, struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    const char *at = plan->at != NULL ? plan->at : perturb_place(plan->bench->task, own->kind);
    if (file_exists(plan->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", plan->to);
    }
    TRY(check_group(plan->bench, err));
    TRY(check_orders(plan, err));
    own->at = str_of(at != NULL ? at : "/text");
    if (own->kind != PERTURB_TEXT) {
        TRY(perturb_files_check(own, err));
    }
    return count_files(own, err);
}

enum err_code perturb_benchmark(struct arena *arena, const struct perturb_plan *plan,
                                struct perturbed *made, struct err *err)
{
    struct perturbing own = {.plan = plan,
                             .kind = plan->steps[0].perturbation->kind,
                             .keep = arena,
                             .lock = -1,
                             .made = made};
    *made = (struct perturbed){.items = 0};
    TRY(check(&own, err));
    own.work = arena_printf(arena, "%s.making", plan->to);
    TRY(perturb_work_open(&own, err));
    strbuf_init(&own.items, ITEMS_MAX);
    enum err_code code = make(&own, err);
    strbuf_release(&own.items);
    free(own.paths);
    perturb_files_end(&own);
    if (code != ERR_OK && code != ERR_CANCELLED) {
        struct err left = {0};
        if (file_exists(own.work) && file_remove_tree(own.work, &left) != ERR_OK) {
            log_err("left-behind", &left);
        }
    }
    perturb_work_close(&own);
    return code;
}
