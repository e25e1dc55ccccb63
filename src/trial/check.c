/* The kit's frame: conversations one after the other, each a fresh process. A case that breaks
 * a conversation costs that case alone: the next one starts anew. */
#include "trial/check.h"

#include "base/limits.h"
#include "base/mem.h"
#include "trial/check_cases.h"
#include "trial/scratch.h"

#include <stdarg.h>
#include <string.h>

enum { ROWS_MAX = 100, PARAMETER_STARTS_MAX = 40, LIST_MAX = 4000 };

const char *check_state_word(enum check_state state)
{
    static const char *const words[] = {"holds", "fails", "note"};
    return words[state];
}

void check_say(struct check *check, const char *name, enum check_state state,
               const char *format, ...)
{
    struct check_report *report = check->report;
    struct strbuf words;
    va_list args;
    if (report->count == ROWS_MAX) {
        BUG("more than %d rows", ROWS_MAX);
    }
    strbuf_init(&words, LIST_MAX);
    va_start(args, format);
    strbuf_vprintf(&words, format, args);
    va_end(args);
    report->rows[report->count++] =
        (struct check_row){name, state, arena_strdup(check->arena, words.p)};
    report->failed += state == CHECK_FAILS ? 1 : 0;
    strbuf_release(&words);
}

static enum err_code defaults(const struct check *check, struct strbuf *for_start,
                              const struct js *given, struct err *err)
{
    struct strbuf for_record;
    strbuf_init(&for_record, LIMIT_MANIFEST);
    strbuf_clear(for_start);
    enum err_code code =
        manifest_parameters(check->manifest, given, for_start, &for_record, err);
    strbuf_release(&for_record);
    return code;
}

/* True when the tool gets ready at all: without that nothing else can be asked. */
static enum err_code check_ready(struct check *check, struct str parameters, bool *ready,
                                 struct err *err)
{
    struct talk talk;
    TRY(talk_start(&talk, check, parameters, err));
    *ready = talk.broke == NULL;
    if (*ready) {
        check_say(check, "ready", CHECK_HOLDS, "after %lld ms, window %lld",
                  (long long)talk.ready_ms, (long long)talk.process.window);
    } else {
        check_say(check, "ready", CHECK_FAILS, "%s", talk.broke);
    }
    talk_end(&talk);
    return ERR_OK;
}

static enum err_code run_cases(struct check *check, struct str parameters,
                               check_case *const *cases, size_t count, struct err *err)
{
    struct talk talk;
    enum err_code code = talk_start(&talk, check, parameters, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = cases[i](&talk, err);
        if (code == ERR_OK && talk.broke != NULL) {
            int64_t strays = talk.strays;
            talk_end(&talk);
            code = talk_start(&talk, check, parameters, err);
            talk.strays = strays;
        }
    }
    if (code == ERR_OK) {
        size_t ignored;
        bool clean = talk_finish(&talk, NULL, 0, &ignored);
        check_say(check, "the end of stdin", clean ? CHECK_HOLDS : CHECK_FAILS, "%s",
                  clean ? "it ended with status 0" : "it did not end with status 0 in 5 s");
        talk_end(&talk);
    }
    return code;
}

/* Stdin ends while items are out: they are answered first. */
static enum err_code finish_with_items(struct check *check, struct str parameters,
                                       struct err *err)
{
    struct talk talk;
    char ids[LIMIT_WINDOW][TALK_ID];
    size_t answered;
    TRY(talk_start(&talk, check, parameters, err));
    size_t window = talk.broke == NULL ? (size_t)talk.process.window : 0;
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < window; i++) {
        code = talk_send_example(&talk, ids[i], "", err);
    }
    if (code == ERR_OK) {
        bool clean = talk_finish(&talk, ids, window, &answered);
        check_say(check, "the end of stdin with items out",
                  clean && answered == window ? CHECK_HOLDS : CHECK_FAILS,
                  "%zu of %zu answered, %s", answered, window,
                  clean ? "then status 0" : "but not ended with status 0");
    }
    talk_end(&talk);
    return code;
}

/* What is asked depends on the task's shape. */
static enum err_code check_conversations(struct check *check, struct str parameters,
                                         struct err *err)
{
    if (check->task->shape == TASK_INDEXED) {
        bool prepared;
        TRY(check_prepare(check, parameters, &prepared, err));
        if (!prepared) {
            return ERR_OK;
        }
    }
    if (check->task->shape == TASK_ITEM || check->task->shape == TASK_INDEXED) {
        TRY(run_cases(check, parameters, check_cases, check_case_count, err));
        return finish_with_items(check, parameters, err);
    }
    TRY(check_whole(check, parameters, err));
    return run_cases(check, parameters, check_whole_cases, check_whole_case_count, err);
}

static enum err_code try_value(struct check *check, const struct manifest_parameter *parameter,
                               struct str value, size_t *starts, size_t *failed,
                               struct strbuf *names, struct err *err)
{
    struct talk talk;
    struct js *given;
    struct strbuf for_start;
    const char *json =
        arena_printf(check->arena, "{\"%.*s\":%.*s}", STR_ARG(parameter->name), STR_ARG(value));
    if (*starts == PARAMETER_STARTS_MAX) {
        return ERR_OK;
    }
    TRY(js_parse(check->arena, str_of(json), &given, err));
    strbuf_init(&for_start, LIMIT_MANIFEST);
    enum err_code code = defaults(check, &for_start, given, err);
    if (code == ERR_OK) {
        code = talk_start(&talk, check, strbuf_view(&for_start), err);
    }
    if (code == ERR_OK) {
        (*starts)++;
        if (talk.broke != NULL) {
            (*failed)++;
            strbuf_printf(names, "%s%s: %s", names->n > 0 ? "; " : "", json, talk.broke);
        }
        talk_end(&talk);
    }
    strbuf_release(&for_start);
    return code;
}

/* A parameter's bounds, each choice, both states of a flag: the tool must get ready. */
static enum err_code try_parameter(struct check *check,
                                   const struct manifest_parameter *parameter, size_t *starts,
                                   size_t *failed, struct strbuf *names, struct err *err)
{
    static const char *const bounds[] = {"min", "max"};
    const struct js *choices = js_member(parameter->json, "choices");
    for (size_t i = 0; i < 2; i++) {
        const struct js *bound = js_member(parameter->json, bounds[i]);
        if (bound != NULL) {
            TRY(try_value(check, parameter, bound->raw, starts, failed, names, err));
        }
    }
    for (size_t i = 0; choices != NULL && i < choices->array.count; i++) {
        TRY(try_value(check, parameter, choices->array.items[i].raw, starts, failed, names,
                      err));
    }
    if (str_is(parameter->type, "flag")) {
        TRY(try_value(check, parameter, STR("true"), starts, failed, names, err));
        TRY(try_value(check, parameter, STR("false"), starts, failed, names, err));
    }
    return ERR_OK;
}

static enum err_code check_parameters(struct check *check, struct err *err)
{
    size_t starts = 0;
    size_t failed = 0;
    struct strbuf names;
    enum err_code code = ERR_OK;
    strbuf_init(&names, LIST_MAX);
    for (size_t i = 0; code == ERR_OK && i < check->manifest->parameter_count; i++) {
        code = try_parameter(check, &check->manifest->parameters[i], &starts, &failed, &names,
                             err);
    }
    if (code == ERR_OK && starts > 0) {
        check_say(check, "parameters at their bounds", failed > 0 ? CHECK_FAILS : CHECK_HOLDS,
                  "ready for %zu of %zu values%s%s", starts - failed, starts,
                  failed > 0 ? ": " : "", names.p);
    }
    strbuf_release(&names);
    return code;
}

static void say_notes(struct check *check)
{
    struct strbuf json;
    strbuf_init(&json, 65536);
    sandbox_record_json(&check->report->record, &json);
    check_say(check, "talk on stdout", CHECK_NOTE, "%lld bytes that are no answers",
              (long long)check->noise_bytes);
    check_say(check, "talk on stderr", CHECK_NOTE, "%lld bytes", (long long)check->error_bytes);
    check_say(check, "progress", CHECK_NOTE, "%lld lines", (long long)check->progress);
    check_say(check, "memory", CHECK_NOTE, "%lld of %lld MiB at most",
              (long long)(check->report->record.memory_peak >> 20),
              (long long)check->manifest->memory_mb);
    check_say(check, "sandbox", CHECK_NOTE, "%s", json.p);
    strbuf_release(&json);
}

static enum err_code prepare(struct check *check, struct err *err)
{
    struct strbuf json;
    struct js *example;
    struct task_files files;
    check->task = task_lookup(check->manifest->task);
    if (check->task == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "nothing is known of the task \"%.*s\"",
                       STR_ARG(check->manifest->task));
    }
    TRY(manifest_check_system_files(check->manifest, err));
    strbuf_init(&json, LIMIT_LINE);
    enum err_code code = check->task->example(check->scratch, &json, err);
    struct str text = arena_str(check->arena, strbuf_view(&json));
    strbuf_release(&json);
    TRY(code);
    TRY(js_parse(check->arena, text, &example, err));
    TRY(task_input_files(example, &files, err));
    check->example = example;
    check->example_file_count = files.count;
    for (size_t i = 0; i < files.count; i++) {
        check->example_files[i] =
            arena_printf(check->arena, "%s/%.*s", check->scratch, STR_ARG(files.paths[i]));
    }
    return ERR_OK;
}

static enum err_code check_all(struct check *check, struct err *err)
{
    struct strbuf parameters;
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    bool ready = false;
    TRY(prepare(check, err));
    TRY(folder_digest(check->folder, &digest, err));
    sha256_hex(hex, &digest);
    check_say(check, "folder", CHECK_NOTE, "digest %s", hex);
    strbuf_init(&parameters, LIMIT_MANIFEST);
    enum err_code code = defaults(check, &parameters, NULL, err);
    if (code == ERR_OK) {
        code = check_ready(check, strbuf_view(&parameters), &ready, err);
    }
    if (code == ERR_OK && ready) {
        code = check_conversations(check, strbuf_view(&parameters), err);
    }
    if (code == ERR_OK && ready) {
        code = check_parameters(check, err);
    }
    strbuf_release(&parameters);
    say_notes(check);
    return code;
}

enum err_code check_tool(struct arena *arena, const char *folder,
                         const struct manifest *manifest, struct check_report *report,
                         struct err *err)
{
    struct check check = {
        .arena = arena, .folder = folder, .manifest = manifest, .report = report};
    *report =
        (struct check_report){.rows = arena_zalloc(arena, ROWS_MAX * sizeof *report->rows)};
    TRY(scratch_make(arena, &check.scratch, err));
    enum err_code code = check_all(&check, err);
    scratch_remove(check.scratch);
    return code;
}
