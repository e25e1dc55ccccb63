/* One run of the probe. Its verdict is the last line that says "succeeded" or "failed"; a probe
 * that is ended before it can say one did not come off. */
#include "trial/self_test_state.h"

#include "base/clock.h"
#include "base/limits.h"
#include "run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ATTEMPT_SECONDS = 30 };
enum {
    INSIDE_MEMORY_MB = 64,
    INSIDE_SCRATCH_MB = 16,
    INSIDE_PROCESSES = 32,
    INSIDE_FILES = 64
};

/* True when the line is a verdict. */
static bool read_verdict(struct arena *arena, struct str line, struct attempt *attempt)
{
    static const struct str bad = {"failed: ", 8};
    if (str_starts(line, STR("succeeded: "))) {
        *attempt = (struct attempt){true, "succeeded"};
        return true;
    }
    if (str_starts(line, bad)) {
        struct str why = str_from(line, bad.n);
        *attempt = (struct attempt){false, arena_strndup(arena, why.p, why.n)};
        return true;
    }
    return false;
}

/* Reads to the end, keeping the last bytes. */
static void drain(int fd, char last[256], size_t *length)
{
    char block[65536];
    ssize_t got;
    *length = 0;
    while ((got = read(fd, block, sizeof block)) > 0 || (got < 0 && errno == EINTR)) {
        for (ssize_t i = got > 256 ? got - 256 : 0; i < got; i++) {
            if (*length == 256) {
                memmove(last, last + 1, 255);
                *length = 255;
            }
            last[(*length)++] = block[i];
        }
    }
}

enum err_code attempt_outside(struct arena *arena, const char *folder,
                              const char *const words[WORDS_MAX], struct attempt *attempt,
                              struct err *err)
{
    char *argv[WORDS_MAX + 2] = {arena_printf(arena, "%s/probe", folder)};
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t child;
    char last[256];
    size_t length;
    struct str line;
    for (size_t i = 0; i < WORDS_MAX && words[i] != NULL; i++) {
        argv[i + 1] = arena_strdup(arena, words[i]);
    }
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return err_errno(err, "cannot make a pipe");
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int failed = posix_spawn(&child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed != 0) {
        close(ends[0]);
        errno = failed;
        return err_errno(err, "cannot start %s", argv[0]);
    }
    drain(ends[0], last, &length);
    close(ends[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    *attempt = (struct attempt){false, "ended without a word"};
    struct str text = str_n(last, length);
    while (str_split(&text, '\n', &line)) {
        (void)read_verdict(arena, line, attempt);
    }
    return ERR_OK;
}

/* Takes lines as the runner does; false once the process is to be killed. */
static bool take_lines(struct arena *arena, struct process *process, struct attempt *attempt)
{
    struct str line;
    bool found = true;
    while (found) {
        enum err_code code = process_line(process, &line, &found, NULL);
        if (code == ERR_OK && found && !read_verdict(arena, line, attempt)) {
            code = process_noise(process, line, NULL);
        }
        if (code != ERR_OK) {
            attempt->words = code == ERR_LIMIT ? "killed for its noise" : "killed";
            return false;
        }
    }
    return true;
}

static void converse(struct arena *arena, struct process *process, struct attempt *attempt)
{
    struct pollfd fds[3];
    int64_t until = clock_monotonic_ms() + ATTEMPT_SECONDS * 1000;
    *attempt = (struct attempt){false, "killed"};
    while (clock_monotonic_ms() < until) {
        (void)poll(fds, (nfds_t)process_poll(process, fds), 50);
        process_pump(process);
        if (!take_lines(arena, process, attempt) || process->output_ended) {
            return;
        }
    }
    attempt->words = "still at it when its time was up";
}

/* The tool left a link: does the host follow it? */
static void open_output(struct arena *arena, const struct process *process, const char *output,
                        const char *secret, struct attempt *attempt)
{
    struct err why = {.code = ERR_OK};
    char bytes[64];
    int fd;
    if (sandbox_open_output(process->sandbox, output, &fd, &why) != ERR_OK) {
        *attempt = (struct attempt){false, arena_strdup(arena, why.message)};
        return;
    }
    ssize_t got = read(fd, bytes, sizeof bytes);
    close(fd);
    bool seen = got == (ssize_t)strlen(secret) && memcmp(bytes, secret, (size_t)got) == 0;
    *attempt = (struct attempt){seen, seen ? "succeeded" : "it led elsewhere"};
}

enum err_code attempt_inside(struct arena *arena, const char *folder, const char *root,
                             const char *scratch, const char *const words[WORDS_MAX],
                             const char *output, const char *secret, struct attempt *attempt,
                             struct sandbox_record *record, struct err *err)
{
    const char *run[WORDS_MAX + 2] = {"./probe"};
    struct manifest manifest = {.run = run,
                                .root = root,
                                .runtime_self = root != NULL,
                                .memory_mb = INSIDE_MEMORY_MB,
                                .threads = 1,
                                .start_seconds = ATTEMPT_SECONDS,
                                .tmp_mb = INSIDE_SCRATCH_MB,
                                .out_mb = INSIDE_SCRATCH_MB,
                                .files = INSIDE_FILES,
                                .processes = INSIDE_PROCESSES};
    const struct process_plan plan = {.tool_folder = folder,
                                      .manifest = &manifest,
                                      .parameters = STR("{}"),
                                      .scratch = scratch};
    struct process process;
    for (size_t i = 0; i < WORDS_MAX && words[i] != NULL; i++) {
        run[i + 1] = words[i];
    }
    TRY(process_start(&process, &plan, err));
    converse(arena, &process, attempt);
    if (output != NULL && attempt->came_off) {
        open_output(arena, &process, output, secret, attempt);
    }
    process_end(&process, record);
    return ERR_OK;
}
