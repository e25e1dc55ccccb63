#include "run/process.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "crypto/random.h"
#include "run/staging.h"
#include "run/tool_root.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FINISH_MS = 5000, CHUNK = 65536, LAST_WORDS = 300 };

static enum err_code make_in_folder(struct process *process, struct err *err)
{
    char path[4096];
    char random[17];
    random_hex(random, 8);
    snprintf(path, sizeof path, "%s/" STAGING_PREFIX "%ld-%s", process->plan->scratch,
             (long)getpid(), random);
    TRY(file_make_folders(path, 0755, err));
    process->in_folder = xstrdup(path);
    return ERR_OK;
}

static struct sandbox_plan sandbox_plan_of(const struct process *process)
{
    const struct manifest *manifest = process->plan->manifest;
    struct sandbox_plan plan = sandbox_plan_defaults();
    plan.tool_folder = process->plan->tool_folder;
    plan.in_folder = process->in_folder;
    plan.root_folder = process->root_folder;
    plan.state_folder = process->plan->state_folder;
    plan.state_writable = process->plan->state_writable;
    plan.state_mb = manifest->state_mb;
    plan.runtime_debian = !manifest->runtime_self;
    plan.argv = manifest->run;
    plan.memory_mb = manifest->memory_mb;
    plan.tmp_mb = manifest->tmp_mb;
    plan.out_mb = manifest->out_mb;
    plan.files = manifest->files;
    plan.processes = manifest->processes;
    return plan;
}

enum err_code process_start(struct process *process, const struct process_plan *plan,
                            struct err *err)
{
    enum err_code code = ERR_OK;
    *process = (struct process){.plan = plan};
    strbuf_init(&process->from_tool, LIMIT_LINE + 2 * CHUNK);
    strbuf_init(&process->to_tool, (size_t)LIMIT_WINDOW * LIMIT_LINE + LIMIT_LINE);
    strbuf_init(&process->errors, LIMIT_NOISE_KEPT);
    strbuf_init(&process->noise, LIMIT_NOISE_KEPT);
    (void)signal(SIGPIPE, SIG_IGN); /* a tool that died is told by write's EPIPE */
    TRY_OUT(make_in_folder(process, err));
    TRY_OUT(tool_root_open(plan->tool_folder, plan->manifest, plan->scratch,
                           &process->root_folder, err));
    struct sandbox_plan sandbox = sandbox_plan_of(process);
    TRY_OUT(sandbox_start(&process->sandbox, &sandbox, err));
    message_write_start(&process->to_tool, plan->parameters, plan->tool_seed,
                        plan->manifest->threads);
    process->start_ends_ms = clock_monotonic_ms() + plan->manifest->start_seconds * 1000;
    return ERR_OK;
out:
    process_end(process, NULL);
    return code;
}

void process_end(struct process *process, struct sandbox_record *record)
{
    if (process->sandbox != NULL && record != NULL) {
        sandbox_record_add(record, process->sandbox);
    }
    sandbox_free(process->sandbox);
    process->sandbox = NULL;
    if (process->in_folder != NULL) {
        enum err_code ignored = file_remove_tree(process->in_folder, NULL);
        (void)ignored; /* tmp/ is emptied at the next start */
        free(process->in_folder);
        process->in_folder = NULL;
    }
    free(process->root_folder);
    process->root_folder = NULL;
    strbuf_release(&process->from_tool);
    strbuf_release(&process->to_tool);
    strbuf_release(&process->errors);
    strbuf_release(&process->noise);
}

bool process_finish(struct process *process)
{
    int status = -1;
    sandbox_close_stdin(process->sandbox);
    int64_t until = clock_monotonic_ms() + FINISH_MS;
    while (clock_monotonic_ms() < until) {
        process_pump(process); /* a full pipe must not keep it from ending */
        strbuf_clear(&process->from_tool);
        process->taken = 0;
        if (sandbox_ended(process->sandbox, 20, &status)) {
            return status == 0;
        }
    }
    return false;
}

int process_poll(const struct process *process, struct pollfd *fds)
{
    int count = 0;
    if (!process->output_ended) {
        fds[count++] =
            (struct pollfd){.fd = sandbox_stdout(process->sandbox), .events = POLLIN};
    }
    if (!process->errors_ended) {
        fds[count++] =
            (struct pollfd){.fd = sandbox_stderr(process->sandbox), .events = POLLIN};
    }
    if (process->to_tool.n > 0) {
        fds[count++] =
            (struct pollfd){.fd = sandbox_stdin(process->sandbox), .events = POLLOUT};
    }
    return count;
}

static void pump_input(struct process *process)
{
    while (process->to_tool.n > 0 && sandbox_stdin(process->sandbox) >= 0) {
        ssize_t done = write(sandbox_stdin(process->sandbox), process->to_tool.p,
                             process->to_tool.n < CHUNK ? process->to_tool.n : CHUNK);
        if (done < 0 && errno == EPIPE) {
            strbuf_clear(&process->to_tool); /* its end is told by stdout */
        }
        if (done <= 0) {
            return;
        }
        strbuf_consume(&process->to_tool, (size_t)done);
    }
}

static void pump_output(struct process *process)
{
    strbuf_consume(&process->from_tool, process->taken);
    process->taken = 0;
    while (!process->output_ended && process->from_tool.n <= LIMIT_LINE) {
        char *room = strbuf_reserve(&process->from_tool, CHUNK);
        ssize_t got = read(sandbox_stdout(process->sandbox), room, CHUNK);
        if (got > 0) {
            process->from_tool.n += (size_t)got;
            continue;
        }
        process->output_ended = got == 0 || (errno != EAGAIN && errno != EINTR);
        return;
    }
}

static void pump_errors(struct process *process)
{
    char bytes[4096];
    for (int i = 0; i < 64; i++) {
        ssize_t got = read(sandbox_stderr(process->sandbox), bytes, sizeof bytes);
        if (got <= 0) {
            process->errors_ended = got == 0;
            return;
        }
        size_t room = LIMIT_NOISE_KEPT - process->errors.n;
        strbuf_add(&process->errors, bytes, (size_t)got < room ? (size_t)got : room);
    }
}

void process_pump(struct process *process)
{
    pump_input(process);
    pump_output(process);
    pump_errors(process);
}

enum err_code process_line(struct process *process, struct str *line, bool *found,
                           struct err *err)
{
    struct str rest = str_from(strbuf_view(&process->from_tool), process->taken);
    size_t at = str_find(rest, STR("\n"));
    *found = at != SIZE_MAX;
    if (*found) {
        *line = str_sub(rest, 0, at);
        process->taken += at + 1;
    }
    if ((*found && at > LIMIT_LINE) || (!*found && rest.n > LIMIT_LINE)) {
        return err_set(err, ERR_LIMIT, "a line longer than %u bytes", LIMIT_LINE);
    }
    if (!*found && process->output_ended && rest.n > 0) {
        process->taken += rest.n;
        return process_noise(process, rest, err);
    }
    return ERR_OK;
}

enum err_code process_noise(struct process *process, struct str line, struct err *err)
{
    size_t room = LIMIT_NOISE_KEPT - process->noise.n;
    process->noise_bytes += (int64_t)line.n + 1;
    strbuf_str(&process->noise, str_sub(line, 0, room));
    if (process->noise.n < LIMIT_NOISE_KEPT) {
        strbuf_putc(&process->noise, '\n');
    }
    if (process->noise_bytes > LIMIT_NOISE) {
        return err_set(err, ERR_LIMIT, "more than %u bytes of noise on stdout", LIMIT_NOISE);
    }
    return ERR_OK;
}

/* The last line of stderr in visible characters. */
static void last_words(const struct process *process, struct strbuf *out)
{
    struct str last = str_trim(strbuf_view(&process->errors));
    for (size_t i = last.n; i > 0; i--) {
        if (last.p[i - 1] == '\n') {
            last = str_from(last, i);
            break;
        }
    }
    utf8_visible(out, str_sub(last, 0, LAST_WORDS), false);
}

enum err_code process_not_ready(const struct process *process, struct err *err)
{
    struct strbuf words;
    strbuf_init(&words, 8 * LAST_WORDS);
    last_words(process, &words);
    err_set(err, ERR_EXTERNAL, "the tool ended before it was ready%s%s",
            words.n > 0 ? "; it said: " : "", words.p);
    strbuf_release(&words);
    return ERR_EXTERNAL;
}
