#include "run/output_check.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/random.h"
#include "protocol/message.h"
#include "run/process.h"
#include "run/staging.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { POLL_MS = 50, COPY = 65536, SEED = 1, TOLD_MAX = 300 };

struct output_check {
    const struct task *task;
    struct arena *arena; /* of the manifest */
    const char *folder;
    struct manifest manifest;
    const char *scratch;
    struct process_plan plan;
    struct process process;
    bool running;
};

/* Of one judgement. */
struct judging {
    struct output_check *check;
    struct arena *arena;
    char original[STAGED_NAME];
    char redacted[STAGED_NAME];
    char id[17];
};

enum err_code output_check_open(struct output_check **out, const struct task *task,
                                const char *checks, const char *scratch, struct err *err)
{
    *out = NULL;
    if (task->output_check == NULL) {
        return ERR_OK;
    }
    struct output_check *check = xcalloc(1, sizeof *check);
    check->task = task;
    check->arena = arena_new();
    check->folder = arena_printf(check->arena, "%s/%s", checks, task->output_check);
    check->scratch = arena_strdup(check->arena, scratch);
    enum err_code code = manifest_read(check->arena, check->folder, &check->manifest, err);
    if (code != ERR_OK) {
        err_prefix(err, "the output check of %s", task->name);
        output_check_free(check);
        return code;
    }
    check->plan = (struct process_plan){.tool_folder = check->folder,
                                        .manifest = &check->manifest,
                                        .parameters = STR("{}"),
                                        .tool_seed = SEED,
                                        .scratch = check->scratch};
    *out = check;
    return ERR_OK;
}

static void stop(struct output_check *check)
{
    if (check->running) {
        process_end(&check->process, NULL);
        check->running = false;
    }
}

void output_check_free(struct output_check *check)
{
    if (check != NULL) {
        stop(check);
        arena_free(check->arena);
        free(check);
    }
}

/* The next message of the check within `ms`; noise is passed over. */
static enum err_code next_message(struct judging *judging, int64_t ms, struct message *message,
                                  struct err *err)
{
    struct process *process = &judging->check->process;
    int64_t until = clock_monotonic_ms() + ms;
    while (clock_monotonic_ms() < until) {
        struct pollfd fds[3];
        struct str line;
        bool found;
        (void)poll(fds, (nfds_t)process_poll(process, fds), POLL_MS);
        process_pump(process);
        TRY(process_line(process, &line, &found, err));
        if (found) {
            TRY(message_read(judging->arena, arena_str(judging->arena, line), message, err));
            if (message->kind != MESSAGE_NOISE && message->kind != MESSAGE_PROGRESS) {
                return ERR_OK;
            }
        } else if (process->output_ended) {
            return err_set(err, ERR_EXTERNAL, "it died");
        }
    }
    return err_set(err, ERR_TIMEOUT, "it took too long");
}

static enum err_code make_ready(struct judging *judging, struct err *err)
{
    struct output_check *check = judging->check;
    struct message message;
    struct message_ready ready;
    if (check->running) {
        return ERR_OK;
    }
    TRY(process_start(&check->process, &check->plan, err));
    check->running = true;
    TRY(next_message(judging, check->manifest.start_seconds * 1000, &message, err));
    return message_ready(&message, check->manifest.id, check->manifest.version, &ready, err);
}

static void write_file(struct jsonw *w, const char *key, const char *name)
{
    jsonw_key(w, key);
    jsonw_object(w);
    jsonw_key(w, "file");
    jsonw_printf(w, "/in/%s", name);
    jsonw_end(w);
}

static enum err_code ask(struct judging *judging, const struct js *output, struct err *err)
{
    struct strbuf input;
    struct jsonw w;
    random_hex(judging->id, 8);
    strbuf_init(&input, LIMIT_LINE - 64);
    jsonw_init(&w, &input);
    jsonw_object(&w);
    write_file(&w, "original", judging->original);
    write_file(&w, "redacted", judging->redacted);
    jsonw_key(&w, "output");
    jsonw_raw(&w, output->raw);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&input, "what the check is told", err);
    if (code == ERR_OK) {
        message_write_item(&judging->check->process.to_tool, str_of(judging->id),
                           strbuf_view(&input));
    }
    strbuf_release(&input);
    return code;
}

/* The first of the check's failures. */
static enum err_code read_verdict(const struct message *message, struct err *err)
{
    const struct js *passed = NULL;
    const struct js *failures = NULL;
    TRY(js_need(message->output, "passed", JS_BOOL, &passed, err));
    TRY(js_need(message->output, "failures", JS_ARRAY, &failures, err));
    if (passed->boolean && failures->array.count == 0) {
        return ERR_OK;
    }
    struct str first = {NULL, 0};
    if (failures->array.count > 0 && failures->array.items[0].type == JS_STRING) {
        first = str_sub(failures->array.items[0].string, 0, TOLD_MAX);
    }
    return err_set(err, ERR_INVALID, "%.*s%s", STR_ARG(first),
                   failures->array.count > 1 ? " (and more)" : "");
}

static enum err_code judge(struct judging *judging, const struct js *output, struct err *err)
{
    struct message message;
    TRY(ask(judging, output, err));
    TRY(next_message(judging, judging->check->manifest.seconds_per_item * 1000, &message, err));
    if (message.kind == MESSAGE_ERROR) {
        return err_set(err, ERR_EXTERNAL, "%.*s",
                       STR_ARG(str_sub(message.error_message, 0, TOLD_MAX)));
    }
    if (message.kind != MESSAGE_OUTPUT || !str_is(message.id, judging->id)) {
        return err_set(err, ERR_FORMAT, "it answered something else");
    }
    return read_verdict(&message, err);
}

/* Copies what `from` reads into a new file. */
static enum err_code copy_out(int from, const char *path, struct err *err)
{
    char block[COPY];
    ssize_t got;
    enum err_code code = ERR_OK;
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    while (code == ERR_OK && (got = read(from, block, sizeof block)) != 0) {
        code = got < 0 ? err_errno(err, "cannot read what the tool made")
                       : file_write_fd(to, path, str_n(block, (size_t)got), err);
    }
    if (close(to) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    return code;
}

static enum err_code take_file(struct judging *judging, const struct sandbox *tool,
                               struct str path, const char **copy, struct err *err)
{
    char random[17];
    int fd;
    random_hex(random, 8);
    *copy = arena_printf(judging->arena, "%s/made-%s", judging->check->scratch, random);
    TRY(sandbox_open_output(tool, arena_strndup(judging->arena, path.p, path.n), &fd, err));
    enum err_code code = copy_out(fd, *copy, err);
    close(fd);
    return code;
}

static enum err_code examine(struct judging *judging, const char *original, const char *copy,
                             const struct js *output, struct err *err)
{
    struct output_check *check = judging->check;
    enum err_code code = make_ready(judging, err);
    if (code == ERR_OK) {
        code = staging_add(check->process.in_folder, original, judging->original, err);
    }
    if (code == ERR_OK) {
        code = staging_add(check->process.in_folder, copy, judging->redacted, err);
    }
    if (code == ERR_OK) {
        code = judge(judging, output, err);
    }
    if (check->running) {
        staging_remove(check->process.in_folder, judging->original);
        staging_remove(check->process.in_folder, judging->redacted);
    }
    if (code != ERR_OK && code != ERR_INVALID) {
        stop(check);
        err_prefix(err, "the output check was not made");
        code = ERR_INVALID;
    }
    return code;
}

enum err_code output_check_run(struct output_check *check, const struct sandbox *tool,
                               const char *original, const struct js *output, const char *kept,
                               struct err *err)
{
    struct str path = check->task->output_file(output);
    if (path.p == NULL) {
        return ERR_OK;
    }
    struct judging judging = {.check = check, .arena = arena_new()};
    const char *copy = NULL;
    enum err_code code = take_file(&judging, tool, path, &copy, err);
    if (code == ERR_OK) {
        code = examine(&judging, original, copy, output, err);
    }
    if (code == ERR_OK && kept != NULL && rename(copy, kept) != 0) {
        code = err_errno(err, "cannot keep the file as %s", kept);
    }
    (void)unlink(copy);
    arena_free(judging.arena);
    return code;
}
