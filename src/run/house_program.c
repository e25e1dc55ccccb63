#include "run/house_program.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/random.h"
#include "run/made_file.h"
#include "run/process.h"
#include "run/staging.h"

#include <stdlib.h>
#include <unistd.h>

enum { POLL_MS = 50, SEED = 1, TOLD_MAX = 300, ID_DIGITS = 16 };

/* A question that waits for its answer. */
struct asking {
    struct arena *arena; /* NULL: none does */
    char staged[HOUSE_FILES_MAX][STAGED_NAME];
    char id[ID_DIGITS + 1];
    int64_t until_ms; /* monotonic */
};

struct house_program {
    struct arena *arena; /* of the manifest and its parameters */
    struct manifest manifest;
    struct process_plan plan;
    struct process process;
    bool running;
    struct asking asking;
};

static enum err_code default_parameters(struct house_program *program, struct str *parameters,
                                        struct err *err)
{
    struct strbuf given;
    struct strbuf recorded;
    strbuf_init(&given, LIMIT_LINE);
    strbuf_init(&recorded, LIMIT_LINE);
    enum err_code code = manifest_parameters(&program->manifest, NULL, &given, &recorded, err);
    *parameters = arena_str(program->arena, strbuf_view(&given));
    strbuf_release(&given);
    strbuf_release(&recorded);
    return code;
}

enum err_code house_program_open(struct house_program **out, const char *checks,
                                 const char *name, const char *scratch, struct err *err)
{
    struct house_program *program = xcalloc(1, sizeof *program);
    program->arena = arena_new();
    const char *folder = arena_printf(program->arena, "%s/%s", checks, name);
    enum err_code code = manifest_read(program->arena, folder, &program->manifest, err);
    struct str parameters = STR("{}");
    if (code == ERR_OK) {
        code = default_parameters(program, &parameters, err);
    }
    program->plan = (struct process_plan){.tool_folder = folder,
                                          .manifest = &program->manifest,
                                          .parameters = parameters,
                                          .tool_seed = SEED,
                                          .scratch = arena_strdup(program->arena, scratch)};
    if (code != ERR_OK) {
        house_program_free(program);
        return code;
    }
    *out = program;
    return ERR_OK;
}

const char *house_program_version(const struct house_program *program)
{
    return arena_printf(program->arena, "%.*s %.*s", STR_ARG(program->manifest.id),
                        STR_ARG(program->manifest.version));
}

static void stop(struct house_program *program)
{
    if (program->running) {
        process_end(&program->process, NULL);
        program->running = false;
    }
}

void house_program_free(struct house_program *program)
{
    if (program != NULL) {
        stop(program);
        arena_free(program->arena);
        free(program);
    }
}

/* The next message of the program that is there; noise is passed over. */
static enum err_code take_message(struct house_program *program, struct message *message,
                                  bool *found, struct err *err)
{
    struct process *process = &program->process;
    struct arena *arena = program->asking.arena;
    struct str line;
    process_pump(process);
    for (;;) {
        TRY(process_line(process, &line, found, err));
        if (!*found) {
            break;
        }
        TRY(message_read(arena, arena_str(arena, line), message, err));
        if (message->kind != MESSAGE_NOISE && message->kind != MESSAGE_PROGRESS) {
            return ERR_OK;
        }
    }
    if (process->output_ended) {
        return err_set(err, ERR_FORMAT, "it died");
    }
    return clock_monotonic_ms() < program->asking.until_ms
               ? ERR_OK
               : err_set(err, ERR_TIMEOUT, "it took too long");
}

static enum err_code make_ready(struct house_program *program, struct err *err)
{
    struct message message;
    struct message_ready ready;
    bool found = false;
    if (program->running) {
        return ERR_OK;
    }
    TRY(process_start(&program->process, &program->plan, err));
    program->running = true;
    program->asking.until_ms = clock_monotonic_ms() + program->manifest.start_seconds * 1000;
    while (!found) {
        struct pollfd fds[3];
        (void)poll(fds, (nfds_t)process_poll(&program->process, fds), POLL_MS);
        TRY(take_message(program, &message, &found, err));
    }
    return message_ready(&message, program->manifest.id, program->manifest.version, &ready,
                         err);
}

static enum err_code send(struct house_program *program, const struct house_question *question,
                          struct err *err)
{
    struct asking *asking = &program->asking;
    struct strbuf input;
    struct jsonw w;
    random_hex(asking->id, ID_DIGITS / 2);
    strbuf_init(&input, LIMIT_LINE - 64);
    jsonw_init(&w, &input);
    jsonw_object(&w);
    for (size_t i = 0; i < question->count; i++) {
        jsonw_key(&w, question->names[i]);
        jsonw_object(&w);
        jsonw_key(&w, "file");
        jsonw_printf(&w, "/in/%s", asking->staged[i]);
        jsonw_end(&w);
    }
    if (question->more != NULL) {
        jsonw_key(&w, question->more);
        jsonw_raw(&w, question->more_json);
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&input, "what the program is told", err);
    if (code == ERR_OK) {
        message_write_item(&program->process.to_tool, str_of(asking->id), strbuf_view(&input));
    }
    strbuf_release(&input);
    return code;
}

/* The question is over: what was staged goes, and after anything but an answer the process. */
static enum err_code end_question(struct house_program *program, enum err_code code)
{
    for (size_t i = 0; i < HOUSE_FILES_MAX && program->running; i++) {
        staging_remove(program->process.in_folder, program->asking.staged[i]);
    }
    if (code != ERR_OK && code != ERR_EXTERNAL) {
        stop(program);
    }
    program->asking = (struct asking){0};
    return code;
}

static enum err_code begin(struct house_program *program, const struct house_question *question,
                           struct err *err)
{
    TRY(make_ready(program, err));
    for (size_t i = 0; i < question->count && i < HOUSE_FILES_MAX; i++) {
        TRY(staging_add(program->process.in_folder, question->files[i],
                        program->asking.staged[i], err));
    }
    TRY(send(program, question, err));
    program->asking.until_ms = clock_monotonic_ms() + program->manifest.seconds_per_item * 1000;
    process_pump(&program->process);
    return ERR_OK;
}

enum err_code house_program_begin(struct house_program *program, struct arena *arena,
                                  const struct house_question *question, struct err *err)
{
    program->asking = (struct asking){.arena = arena};
    enum err_code code = begin(program, question, err);
    return code == ERR_OK ? ERR_OK : end_question(program, code);
}

static enum err_code answer_of(const struct house_program *program,
                               const struct message *message, const struct js **output,
                               struct err *err)
{
    if (message->kind == MESSAGE_ERROR) {
        return err_set(err, ERR_EXTERNAL, "%.*s",
                       STR_ARG(str_sub(message->error_message, 0, TOLD_MAX)));
    }
    if (message->kind != MESSAGE_OUTPUT || !str_is(message->id, program->asking.id)) {
        return err_set(err, ERR_FORMAT, "it answered something else");
    }
    *output = message->output;
    return ERR_OK;
}

enum err_code house_program_look(struct house_program *program, bool *done,
                                 const struct js **output, struct err *err)
{
    struct message message;
    bool found = false;
    *done = true;
    enum err_code code = take_message(program, &message, &found, err);
    if (code == ERR_OK && !found) {
        *done = false;
        return ERR_OK;
    }
    if (code == ERR_OK) {
        code = answer_of(program, &message, output, err);
    }
    return end_question(program, code);
}

int house_program_poll(const struct house_program *program, struct pollfd *fds)
{
    return program->running ? process_poll(&program->process, fds) : 0;
}

enum err_code house_program_ask(struct house_program *program, struct arena *arena,
                                const struct house_question *question, const struct js **output,
                                struct err *err)
{
    bool done = false;
    TRY(house_program_begin(program, arena, question, err));
    while (!done) {
        struct pollfd fds[3];
        (void)poll(fds, (nfds_t)process_poll(&program->process, fds), POLL_MS);
        TRY(house_program_look(program, &done, output, err));
    }
    return ERR_OK;
}

enum err_code house_program_take(struct house_program *program, struct str path, const char *to,
                                 struct err *err)
{
    return made_file_take(program->process.sandbox, path, to, err);
}
