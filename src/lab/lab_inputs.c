/* What a run is made of, read and checked before anything is registered. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "lab/lab_service.h"
#include "lab/places.h"
#include "run/isolation.h"

#include <string.h>

enum { PARAMETERS_MAX = 65536, CHECK_MAX = 4096, KEY_HEX = 32 };

static enum err_code check_isolation(const struct lab *lab, struct err *err)
{
    struct places places;
    TRY(places_find(lab->arena, &places, err));
    struct isolation_terms terms = {places_built_in(&places, lab->plan->tool_folder),
                                    lab->plan->accept_isolation, lab->plan->accept_reason};
    return isolation_check(&terms, err);
}

enum err_code lab_read_benchmark(struct lab *lab, const char *folder, const char *split,
                                 struct err *err)
{
    if (lab->shared != NULL) {
        lab->bench = lab->shared->bench;
    } else {
        TRY(bench_open(&lab->bench, folder, err));
    }
    lab->task = lab->bench->task;
    if (lab->bench->bad_count > 0) {
        const struct bench_bad_row *bad = &lab->bench->bad[0];
        return err_set(err, ERR_FORMAT,
                       "%s has %zu bad row%s and does not run; the first, items.jsonl line "
                       "%zu: %s",
                       folder, lab->bench->bad_count, lab->bench->bad_count == 1 ? "" : "s",
                       bad->line, bad->message);
    }
    sha256_hex(lab->benchmark_digest, &lab->bench->digest);
    size_t clusters;
    bench_counts(lab->bench, str_of(split), &lab->total, &clusters);
    if (lab->total == 0) {
        return err_set(err, ERR_NOT_FOUND, "benchmark %.*s has no items in split \"%s\"",
                       STR_ARG(lab->bench->id), split);
    }
    return ERR_OK;
}

static enum err_code check_task(const struct lab *lab, struct err *err)
{
    struct str id = lab->set != NULL ? lab->set->id : lab->bench->id;
    if (!str_is(lab->manifest.task, lab->task->name)) {
        return err_set(err, ERR_INVALID, "tool %.*s does %.*s, benchmark %.*s is for %s",
                       STR_ARG(lab->manifest.id), STR_ARG(lab->manifest.task), STR_ARG(id),
                       lab->task->name);
    }
    return lab->set != NULL ? ERR_OK : lab_check_shape(lab, err);
}

static enum err_code identify(struct lab *lab, struct err *err)
{
    const struct process_plan process = {.tool_folder = lab->plan->tool_folder,
                                         .manifest = &lab->manifest,
                                         .parameters = strbuf_view(&lab->for_start),
                                         .scratch = lab->plan->data->tmp};
    if (lab->shared != NULL && lab->shared->runtime != NULL) {
        lab->runtime = *lab->shared->runtime;
    } else {
        TRY(run_identify(lab->arena, &process, &lab->runtime, err));
    }
    lab->identity = (struct tool_identity){.kind = IDENTITY_DIGEST,
                                           .folder = lab->runtime.folder,
                                           .runtime = lab->runtime.runtime};
    return ERR_OK;
}

/* The output check belongs to what a number means, so evidence says which it was. */
static enum err_code identify_check(struct lab *lab, struct err *err)
{
    struct places places;
    struct manifest manifest;
    struct run_identity runtime;
    struct strbuf json;
    const char *name = lab->task->output_check;
    if (name == NULL) {
        return ERR_OK;
    }
    if (lab->shared != NULL && lab->shared->runtime != NULL) {
        lab->check = lab->shared->check;
        return ERR_OK;
    }
    TRY(places_find(lab->arena, &places, err));
    const char *folder = arena_printf(lab->arena, "%s/%s", places.checks, name);
    TRY(manifest_read(lab->arena, folder, &manifest, err));
    const struct process_plan process = {.tool_folder = folder,
                                         .manifest = &manifest,
                                         .parameters = STR("{}"),
                                         .scratch = lab->plan->data->tmp};
    TRY(run_identify(lab->arena, &process, &runtime, err));
    struct tool_identity identity = {
        .kind = IDENTITY_DIGEST, .folder = runtime.folder, .runtime = runtime.runtime};
    strbuf_init(&json, CHECK_MAX);
    strbuf_printf(&json, "{\"id\":\"%.*s\",\"identity\":", STR_ARG(manifest.id));
    identity_write(&json, &identity);
    strbuf_printf(&json, ",\"version\":\"%.*s\"}", STR_ARG(manifest.version));
    enum err_code code = strbuf_check(&json, "the check's identity", err);
    lab->check = arena_str(lab->arena, strbuf_view(&json));
    strbuf_release(&json);
    return code;
}

/* Equal inputs, equal key: an unfinished run of them is taken up again. */
static void make_key(struct lab *lab)
{
    struct strbuf text;
    char hex[SHA256_HEX_SIZE];
    strbuf_init(&text, PARAMETERS_MAX + CHECK_MAX + 4096);
    identity_write(&text, &lab->identity);
    strbuf_printf(&text, "\n%s\n%s\n%lld\n%s\n", lab->benchmark_digest, lab->plan->split,
                  (long long)lab->plan->quick_seconds, PAI_VERSION);
    strbuf_str(&text, strbuf_view(&lab->for_record));
    strbuf_str(&text, lab->check);
    if (lab->plan->until > 0) {
        strbuf_printf(&text, "\nuntil %lld", (long long)lab->plan->until);
    }
    if (lab->set != NULL &&
        lab->plan->terms.requester != NULL) { /* each has answers of his own */
        strbuf_puts(&text, "\nfor ");
        strbuf_str(&text, custody_requester(lab->arena, str_of(lab->plan->terms.requester)));
    }
    struct sha256 digest = sha256_of(strbuf_view(&text));
    sha256_hex(hex, &digest);
    memcpy(lab->key, hex, KEY_HEX);
    lab->key[KEY_HEX] = '\0';
    strbuf_release(&text);
}

enum err_code lab_identify(struct arena *arena, const struct lab_plan *plan,
                           struct tool_identity *tool, struct err *err)
{
    struct lab lab = {.arena = arena, .plan = plan};
    strbuf_init(&lab.for_start, PARAMETERS_MAX);
    strbuf_init(&lab.for_record, PARAMETERS_MAX);
    enum err_code code = manifest_read(arena, plan->tool_folder, &lab.manifest, err);
    if (code == ERR_OK) {
        code = manifest_parameters(&lab.manifest, plan->parameters, &lab.for_start,
                                   &lab.for_record, err);
    }
    if (code == ERR_OK) {
        code = identify(&lab, err);
    }
    strbuf_release(&lab.for_start);
    strbuf_release(&lab.for_record);
    *tool = lab.identity;
    return code;
}

static enum err_code read_tool(struct lab *lab, struct err *err)
{
    strbuf_init(&lab->for_start, PARAMETERS_MAX);
    strbuf_init(&lab->for_record, PARAMETERS_MAX);
    TRY(manifest_read(lab->arena, lab->plan->tool_folder, &lab->manifest, err));
    TRY(lab_find_set(lab, lab->plan->benchmark_folder, err));
    if (lab->set == NULL) {
        TRY(lab_read_benchmark(lab, lab->plan->benchmark_folder, lab->plan->split, err));
    }
    TRY(check_task(lab, err));
    TRY(manifest_parameters(&lab->manifest, lab->plan->parameters, &lab->for_start,
                            &lab->for_record, err));
    TRY(check_isolation(lab, err));
    TRY(identify(lab, err));
    TRY(identify_check(lab, err));
    if (lab->shared != NULL && lab->shared->runtime == NULL) {
        struct run_identity *kept = arena_alloc(lab->arena, sizeof *kept);
        *kept = lab->runtime;
        lab->shared->runtime = kept;
        lab->shared->check = lab->check;
    }
    return ERR_OK;
}

enum err_code lab_read_inputs(struct lab *lab, struct err *err)
{
    TRY(lab->plan->service_file != NULL ? lab_service_inputs(lab, err) : read_tool(lab, err));
    make_key(lab);
    if (lab->set == NULL) {
        return ERR_OK;
    }
    lab->folder = arena_printf(lab->arena, "%s/runs/%s", lab->set->folder, lab->key);
    TRY(lab_open_set(lab, CUSTODY_RUN, lab->plan->split, err));
    return lab_check_shape(lab, err);
}
