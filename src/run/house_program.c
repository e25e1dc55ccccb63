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

struct house_program {
    struct arena *arena; /* of the manifest */
    struct manifest manifest;
    struct process_plan plan;
    struct process process;
    bool running;
};

struct asking {
    struct house_program *program;
    struct arena *arena;
    char staged[HOUSE_FILES_MAX][STAGED_NAME];
    char id[ID_DIGITS + 1];
};

enum err_code house_program_open(struct house_program **out, const char *checks,
                                 const char *name, const char *scratch, struct err *err)
{
    struct house_program *program = xcalloc(1, sizeof *program);
    program->arena = arena_new();
    const char *folder = arena_printf(program->arena, "%s/%s", checks, name);
    enum err_code code = manifest_read(program->arena, folder, &program->manifest, err);
    program->plan = (struct process_plan){.tool_folder = folder,
                                          .manifest = &program->manifest,
                                          .parameters = STR("{}"),
                                          .tool_seed = SEED,
                                          .scratch = arena_strdup(program->arena, scratch)};
    if (code != ERR_OK) {
        house_program_free(program);
        return code;
    }
    *out = program;
    return ERR_OK;
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

/* The next message of the program within `ms`; noise is passed over. */
static enum err_code next_message(struct asking *asking, int64_t ms, struct message *message,
                                  struct err *err)
{
    struct process *process = &asking->program->process;
    int64_t until = clock_monotonic_ms() + ms;
    while (clock_monotonic_ms() < until) {
        struct pollfd fds[3];
        struct str line;
        bool found;
        (void)poll(fds, (nfds_t)process_poll(process, fds), POLL_MS);
        process_pump(process);
        TRY(process_line(process, &line, &found, err));
        if (found) {
            TRY(message_read(asking->arena, arena_str(asking->arena, line), message, err));
            if (message->kind != MESSAGE_NOISE && message->kind != MESSAGE_PROGRESS) {
                return ERR_OK;
            }
        } else if (process->output_ended) {
            return err_set(err, ERR_FORMAT, "it died");
        }
    }
    return err_set(err, ERR_TIMEOUT, "it took too long");
}

static enum err_code make_ready(struct asking *asking, struct err *err)
{
    struct house_program *program = asking->program;
    struct message message;
    struct message_ready ready;
    if (program->running) {
        return ERR_OK;
    }
    TRY(process_start(&program->process, &program->plan, err));
    program->running = true;
    TRY(next_message(asking, program->manifest.start_seconds * 1000, &message, err));
    return message_ready(&message, program->manifest.id, program->manifest.version, &ready,
                         err);
}

static enum err_code send(struct asking *asking, const struct house_question *question,
                          struct err *err)
{
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
        message_write_item(&asking->program->process.to_tool, str_of(asking->id),
                           strbuf_view(&input));
    }
    strbuf_release(&input);
    return code;
}

static enum err_code converse(struct asking *asking, const struct house_question *question,
                              const struct js **output, struct err *err)
{
    struct house_program *program = asking->program;
    struct message message;
    TRY(make_ready(asking, err));
    for (size_t i = 0; i < question->count && i < HOUSE_FILES_MAX; i++) {
        TRY(staging_add(program->process.in_folder, question->files[i], asking->staged[i],
                        err));
    }
    TRY(send(asking, question, err));
    TRY(next_message(asking, program->manifest.seconds_per_item * 1000, &message, err));
    if (message.kind == MESSAGE_ERROR) {
        return err_set(err, ERR_EXTERNAL, "%.*s",
                       STR_ARG(str_sub(message.error_message, 0, TOLD_MAX)));
    }
    if (message.kind != MESSAGE_OUTPUT || !str_is(message.id, asking->id)) {
        return err_set(err, ERR_FORMAT, "it answered something else");
    }
    *output = message.output;
    return ERR_OK;
}

enum err_code house_program_ask(struct house_program *program, struct arena *arena,
                                const struct house_question *question, const struct js **output,
                                struct err *err)
{
    struct asking asking = {.program = program, .arena = arena};
    enum err_code code = converse(&asking, question, output, err);
    for (size_t i = 0; i < HOUSE_FILES_MAX && program->running; i++) {
        staging_remove(program->process.in_folder, asking.staged[i]);
    }
    if (code != ERR_OK && code != ERR_EXTERNAL) {
        stop(program);
    }
    return code;
}

enum err_code house_program_take(struct house_program *program, struct str path, const char *to,
                                 struct err *err)
{
    return made_file_take(program->process.sandbox, path, to, err);
}
