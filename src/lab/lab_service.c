/* See lab_service.h. */
#include "lab/lab_service.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "elsewhere/parcel_write.h"
#include "elsewhere/service.h"
#include "lab/outside.h"
#include "lab/places.h"
#include "run/seed.h"

#include <stdlib.h>
#include <string.h>

enum { PARAMETERS_MAX = 65536, TOKEN_MAX = 4096, BACKOFF_MS = 1000, TEXT_MAX = 65536 };
#define SEED_MASK INT64_C(0x7fffffff) /* some servers take 32 bits with a sign */
#define PRICED_TOKENS 1e6

struct lab_service {
    struct service_file file;
    struct prompt_template prompt;
    struct str prompt_text;
    struct service service;
    bool elsewhere; /* the supplier sees the inputs */
};

void lab_service_free(struct lab_service *service)
{
    if (service != NULL) {
        http_client_close(service->service.client);
        free(service);
    }
}

static const char *beside(struct lab *lab, struct str name)
{
    return name.n > 0 && name.p[0] == '/'
               ? arena_strndup(lab->arena, name.p, name.n)
               : arena_printf(lab->arena, "%s/%.*s",
                              file_folder_of(lab->arena, lab->plan->service_file),
                              STR_ARG(name));
}

static enum err_code read_file(struct lab *lab, struct err *err)
{
    struct str text;
    const char *path = lab->plan->service_file;
    TRY(file_read(lab->arena, path, LIMIT_CONFIG, &text, err));
    enum err_code code = service_file_parse(lab->arena, text, &lab->service->file, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

/* A bare name is of those that ship, in reference/prompts/; else a path from service.json. */
static enum err_code read_template(struct lab *lab, struct err *err)
{
    struct lab_service *own = lab->service;
    struct str name = own->file.template_name;
    struct places places;
    if (!own->file.openai) {
        return ERR_OK;
    }
    TRY(places_find(lab->arena, &places, err));
    const char *path =
        str_has_byte(name, '/')
            ? beside(lab, name)
            : arena_printf(lab->arena, "%s/prompts/%.*s.json", places.reference, STR_ARG(name));
    TRY(file_read(lab->arena, path, LIMIT_CONFIG, &own->prompt_text, err));
    enum err_code code = prompt_template_parse(lab->arena, own->prompt_text, &own->prompt, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    own->service.prompt = &own->prompt;
    return code;
}

static enum err_code check_task(struct lab *lab, struct err *err)
{
    const struct task *task = lab->bench->task;
    const struct lab_service *own = lab->service;
    if (!str_is(own->file.task, task->name)) {
        return err_set(err, ERR_INVALID, "the service does %.*s, benchmark %.*s is for %s",
                       STR_ARG(own->file.task), STR_ARG(lab->bench->id), task->name);
    }
    if (own->file.openai && !str_is(own->prompt.task, task->name)) {
        return err_set(err, ERR_INVALID, "template %.*s is for %.*s, benchmark %.*s for %s",
                       STR_ARG(own->prompt.id), STR_ARG(own->prompt.task),
                       STR_ARG(lab->bench->id), task->name);
    }
    TRY(parcel_task_check(task, err));
    for (size_t i = 0; i < lab->bench->count; i++) {
        struct task_files files;
        TRY(task_input_files(lab->bench->items[i].input, &files, err));
        if (files.count > 0) {
            return err_set(err, ERR_UNSUPPORTED,
                           "inputs of task %s are files, which are not sent to a service yet",
                           task->name);
        }
    }
    return ERR_OK;
}

/* Another machine, also one behind a gateway on this, only for what everybody may see. */
static enum err_code check_terms(struct lab *lab, struct err *err)
{
    struct lab_service *own = lab->service;
    const struct bench *bench = lab->bench;
    bool local = http_client_is_local(own->service.client);
    bool open = str_is(bench->sensitivity, "public") || str_is(bench->sensitivity, "synthetic");
    own->elsewhere = !local || own->file.goes_to.n > 0;
    if (own->elsewhere && !lab->plan->remote) {
        err_set(err, ERR_DENIED, "the inputs would leave this machine");
        err_hint(err, "--remote, if the supplier may see them");
        return ERR_DENIED;
    }
    if (own->elsewhere && !open) {
        return err_set(err, ERR_DENIED,
                       "the inputs of %.*s are %.*s: only a public or synthetic benchmark "
                       "leaves this machine",
                       STR_ARG(bench->id), STR_ARG(bench->sensitivity));
    }
    if (own->file.token_file.n > 0 && !local) {
        err_set(err, ERR_DENIED, "a token is not sent to another machine unencrypted");
        err_hint(err, "put a gateway that speaks TLS on the loopback, and say \"goes_to\"");
        return ERR_DENIED;
    }
    return ERR_OK;
}

static enum err_code read_token(struct lab *lab, struct err *err)
{
    struct lab_service *own = lab->service;
    struct str text;
    if (own->file.token_file.n == 0) {
        return ERR_OK;
    }
    const char *path = beside(lab, own->file.token_file);
    TRY(file_read(lab->arena, path, TOKEN_MAX, &text, err));
    own->service.token = str_trim(text);
    for (size_t i = 0; i < own->service.token.n; i++) {
        if (own->service.token.p[i] <= ' ' || own->service.token.p[i] > '~') {
            return err_set(err, ERR_FORMAT, "%s must hold one token, without blanks", path);
        }
    }
    return ERR_OK;
}

/* What was asked of it: as signed. */
static enum err_code make_parameters(struct lab *lab, struct err *err)
{
    struct lab_service *own = lab->service;
    struct strbuf out;
    struct jsonw w;
    struct str given;
    struct str canonical;
    struct js *json;
    char hex[SHA256_HEX_SIZE];
    TRY(outside_parameters(lab->arena, own->file.parameters, &given, err));
    TRY(js_parse(lab->arena, given, &json, err));
    strbuf_init(&out, PARAMETERS_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "adapter", own->file.openai ? "openai" : "http");
    jsonw_member_int(&w, "seconds_per_item", own->file.seconds_per_item);
    if (own->file.openai) {
        struct sha256 digest = sha256_of(own->prompt_text);
        sha256_hex(hex, &digest);
        jsonw_key(&w, "template");
        jsonw_printf(&w, "%.*s %.*s", STR_ARG(own->prompt.id), STR_ARG(own->prompt.version));
        jsonw_member(&w, "template_sha256", hex);
    } else {
        jsonw_member_str(&w, "answer", own->file.answer);
    }
    if (own->file.openai && js_member(json, "temperature") == NULL) {
        jsonw_member_int(&w, "temperature", 0);
    }
    for (size_t i = 0; i < json->object.count; i++) {
        jsonw_key_str(&w, json->object.members[i].name);
        jsonw_raw(&w, json->object.members[i].value.raw);
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&out, "the parameters", err);
    if (code == ERR_OK) {
        code = canon_of(lab->arena, arena_str(lab->arena, strbuf_view(&out)), &canonical, err);
    }
    strbuf_release(&out);
    if (code == ERR_OK) {
        strbuf_init(&lab->for_record, PARAMETERS_MAX);
        strbuf_str(&lab->for_record, canonical);
    }
    return code;
}

static enum err_code make_identity(struct lab *lab, struct err *err)
{
    const struct service_file *file = &lab->service->file;
    struct js *json;
    lab->identity =
        (struct tool_identity){.kind = IDENTITY_SERVICE,
                               .supplier = file->supplier,
                               .endpoint = file->goes_to.n > 0 ? file->goes_to : file->address,
                               .model = file->model};
    lab->manifest.text = outside_manifest(lab->arena, &lab->identity, file->task);
    TRY(js_parse(lab->arena, lab->manifest.text, &json, err));
    TRY(js_need_str(json, "id", &lab->manifest.id, err));
    TRY(js_need_str(json, "version", &lab->manifest.version, err));
    return js_need_str(json, "task", &lab->manifest.task, err);
}

enum err_code lab_service_inputs(struct lab *lab, struct err *err)
{
    struct lab_service *own = xcalloc(1, sizeof *own);
    lab->service = own;
    own->service = (struct service){.file = &own->file, .backoff_ms = BACKOFF_MS};
    if (lab->plan->workers != 1) {
        return err_set(err, ERR_USAGE, "a service is asked one item at a time: no --workers");
    }
    TRY(read_file(lab, err));
    TRY(read_template(lab, err));
    TRY(lab_find_set(lab, lab->plan->benchmark_folder, err));
    if (lab->set != NULL) {
        err_set(err, ERR_DENIED, "%.*s is sealed: its inputs go to no service from here",
                STR_ARG(lab->set->id));
        err_hint(err, "`policeai lab parcel` lets inputs leave, on the record");
        return ERR_DENIED;
    }
    TRY(lab_read_benchmark(lab, lab->plan->benchmark_folder, lab->plan->split, err));
    TRY(check_task(lab, err));
    enum err_code code =
        http_client_open(&own->service.client, own->file.address, lab->plan->remote, err);
    if (code == ERR_DENIED) {
        err_hint(err, "--remote, if the supplier may see the inputs");
    }
    TRY(code);
    TRY(check_terms(lab, err));
    TRY(read_token(lab, err));
    TRY(make_parameters(lab, err));
    TRY(make_identity(lab, err));
    return service_probe(&own->service, err);
}

enum err_code lab_service_pass(struct lab *lab, const struct client_plan *plan, struct err *err)
{
    lab->service->service.seed = run_seed_of_tool(lab->seed) & SEED_MASK;
    return service_run(&lab->service->service, plan, err);
}

static void write_isolation(const struct lab_service *own, struct jsonw *w)
{
    char today[DATE_SIZE];
    const struct service *service = &own->service;
    date_format(today, clock_now(&(struct clock){0}));
    jsonw_object(w);
    jsonw_member(w, "adapter", own->file.openai ? "openai" : "http");
    jsonw_member(w, "inputs",
                 own->elsewhere ? "seen by the supplier"
                                : "given to a service on this machine");
    jsonw_member(w, "level", "remote");
    if (service->listed[0] != '\0') {
        jsonw_member(w, "model_dated", service->listed);
    }
    if (service->reported[0] != '\0') {
        jsonw_member(w, "model_reported", service->reported);
    }
    jsonw_member(w, "probed", today);
    if (service->fingerprint[0] != '\0') {
        jsonw_member(w, "system_fingerprint", service->fingerprint);
    }
    jsonw_end(w);
}

struct spent {
    int64_t attempts, tokens_in, tokens_out;
};

static enum err_code add_up(struct lab *lab, struct spent *spent, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < lab->bench->count; i++) {
        struct client_answer answer = {0};
        arena_reset(arena);
        if (journal_has(lab->journal, i)) {
            code = journal_read(lab->journal, arena, i, &answer, err);
        }
        spent->attempts += answer.attempts;
        spent->tokens_in += answer.tokens_in;
        spent->tokens_out += answer.tokens_out;
    }
    arena_free(arena);
    return code;
}

static void write_spent(const struct lab *lab, const struct spent *spent, struct jsonw *w)
{
    const struct service_file *file = &lab->service->file;
    jsonw_object(w);
    jsonw_member_int(w, "attempts", spent->attempts);
    if (file->currency.n > 0) {
        jsonw_key(w, "cost");
        jsonw_dec(w, ((double)spent->tokens_in * file->price_in +
                      (double)spent->tokens_out * file->price_out) /
                         PRICED_TOKENS);
        jsonw_key(w, "price");
        jsonw_raw(w, file->price);
    }
    jsonw_key(w, "repeats");
    jsonw_object(w);
    jsonw_member_int(w, "tokens_in", lab->repeat_tokens_in);
    jsonw_member_int(w, "tokens_out", lab->repeat_tokens_out);
    jsonw_end(w);
    jsonw_member_int(w, "tokens_in", spent->tokens_in);
    jsonw_member_int(w, "tokens_out", spent->tokens_out);
    jsonw_end(w);
}

enum err_code lab_service_describe(struct lab *lab, struct err *err)
{
    struct spent spent = {0};
    struct strbuf out;
    struct jsonw w;
    TRY(add_up(lab, &spent, err));
    strbuf_init(&out, TEXT_MAX);
    jsonw_init(&w, &out);
    write_isolation(lab->service, &w);
    lab->isolation = arena_str(lab->arena, strbuf_view(&out));
    strbuf_clear(&out);
    jsonw_init(&w, &out);
    write_spent(lab, &spent, &w);
    lab->spent = arena_str(lab->arena, strbuf_view(&out));
    strbuf_release(&out);
    return ERR_OK;
}
