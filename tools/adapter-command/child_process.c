#include "child_process.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A read of more than the ceiling must still fit the buffer. */
enum { CHUNK = 65536, POLL_MS = 20, LEFT_BEHIND_ROUNDS = 1000, EXEC_FAILED = 127 };

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

/* In the new process; only async-signal-safe calls. `told` is where errno goes. */
static _Noreturn void become(const struct child_plan *plan, char *const environment[], int in,
                             int out, int errors, int told)
{
    (void)setpgid(0, 0);
    (void)signal(SIGPIPE, SIG_DFL);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
        dup2(errors, STDERR_FILENO) >= 0) {
        execvpe(plan->argv[0], (char *const *)(uintptr_t)plan->argv, environment);
    }
    int why = errno;
    (void)!write(told, &why, sizeof why);
    _exit(EXEC_FAILED);
}

/* The adapter's own, with HOME and TMPDIR those of the item. */
static enum err_code start_with(struct child *child, const struct child_plan *plan, int in,
                                int out, int errors, int told[2], struct err *err)
{
    char home[4096];
    char scratch[4096];
    char path[] = "PATH=/usr/bin:/bin";
    char locale[] = "LC_ALL=C.UTF-8";
    char zone[] = "TZ=UTC";
    char *environment[] = {path, locale, zone, home, scratch, NULL};
    int why = 0;
    snprintf(home, sizeof home, "HOME=%s", plan->home);
    snprintf(scratch, sizeof scratch, "TMPDIR=%s", plan->home);
    child->pid = fork();
    if (child->pid == 0) {
        become(plan, environment, in, out, errors, told[1]);
    }
    if (child->pid < 0) {
        child->pid = 0;
        return err_errno(err, "cannot start a process for %s", plan->argv[0]);
    }
    (void)setpgid(child->pid, child->pid); /* whoever comes first */
    close_fd(&told[1]);
    if (read(told[0], &why, sizeof why) == (ssize_t)sizeof why) {
        errno = why;
        return err_errno(err, "cannot start %s", plan->argv[0]);
    }
    return ERR_OK;
}

static enum err_code open_stdin(const struct child_plan *plan, int pipe_ends[2],
                                struct err *err)
{
    if (plan->stdin_open) {
        return pipe2(pipe_ends, O_CLOEXEC) == 0 ? ERR_OK : err_errno(err, "cannot make a pipe");
    }
    const char *path = plan->stdin_path != NULL ? plan->stdin_path : "/dev/null";
    pipe_ends[0] = open(path, O_RDONLY | O_CLOEXEC);
    return pipe_ends[0] >= 0 ? ERR_OK : err_errno(err, "cannot open %s", path);
}

enum err_code child_start(struct child *child, const struct child_plan *plan, struct err *err)
{
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    int errors[2] = {-1, -1};
    int told[2] = {-1, -1};
    enum err_code code;
    *child = (struct child){.to = -1, .from = -1, .errors = -1};
    strbuf_init(&child->output, CHILD_OUTPUT_MAX + CHUNK);
    strbuf_init(&child->words, 2 * CHUNK);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    TRY_OUT(open_stdin(plan, in, err));
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0 ||
        pipe2(told, O_CLOEXEC) != 0) {
        code = err_errno(err, "cannot make a pipe");
        goto out;
    }
    TRY_OUT(start_with(child, plan, in[0], out[1], errors[1], told, err));
    child->to = in[1];
    child->from = out[0];
    child->errors = errors[0];
    in[1] = out[0] = errors[0] = -1;
    if (child->to >= 0) {
        (void)fcntl(child->to, F_SETFL, O_NONBLOCK);
    }
    (void)fcntl(child->from, F_SETFL, O_NONBLOCK);
    (void)fcntl(child->errors, F_SETFL, O_NONBLOCK);
out:
    for (int i = 0; i < 2; i++) {
        close_fd(&in[i]);
        close_fd(&out[i]);
        close_fd(&errors[i]);
        close_fd(&told[i]);
    }
    if (code != ERR_OK) {
        child_end(child);
    }
    return code;
}

static void give(struct child *child, struct str *input, bool close_after)
{
    while (child->to >= 0 && input->n > 0) {
        ssize_t done = write(child->to, input->p, input->n);
        if (done < 0 && errno == EAGAIN) {
            return;
        }
        if (done < 0 && errno != EINTR) {
            *input = str_n("", 0); /* it does not read: what it answers will tell */
            close_fd(&child->to);
        }
        *input = str_from(*input, done > 0 ? (size_t)done : 0);
    }
    if (close_after) {
        close_fd(&child->to);
    }
}

static void take_output(struct child *child)
{
    while (child->from >= 0 && child->output.n <= CHILD_OUTPUT_MAX) {
        char *room = strbuf_reserve(&child->output, CHUNK);
        ssize_t got = room != NULL ? read(child->from, room, CHUNK) : 0;
        if (got > 0) {
            child->output.n += (size_t)got;
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            close_fd(&child->from);
        } else {
            return;
        }
    }
}

/* All of it goes on; the last CHUNK or less of it is kept. */
static void take_errors(struct child *child)
{
    char bytes[4096];
    while (child->errors >= 0) {
        ssize_t got = read(child->errors, bytes, sizeof bytes);
        if (got > 0) {
            for (ssize_t done = 0; done < got;) {
                ssize_t once = write(STDERR_FILENO, bytes + done, (size_t)(got - done));
                done += once > 0 ? once : got;
            }
            strbuf_add(&child->words, bytes, (size_t)got);
            if (child->words.n > CHUNK) {
                strbuf_consume(&child->words, child->words.n - CHUNK / 2);
            }
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            close_fd(&child->errors);
        } else {
            return;
        }
    }
}

static void look_whether_ended(struct child *child)
{
    if (!child->ended && waitpid(child->pid, &child->status, WNOHANG) == child->pid) {
        child->ended = true;
    }
}

static void wait_for_more(const struct child *child, size_t to_give)
{
    struct pollfd fds[3];
    nfds_t count = 0;
    if (child->from >= 0) {
        fds[count++] = (struct pollfd){.fd = child->from, .events = POLLIN};
    }
    if (child->errors >= 0) {
        fds[count++] = (struct pollfd){.fd = child->errors, .events = POLLIN};
    }
    if (child->to >= 0 && to_give > 0) {
        fds[count++] = (struct pollfd){.fd = child->to, .events = POLLOUT};
    }
    /* With both streams closed only its end is waited for, which no descriptor tells. */
    (void)poll(fds, count, count > 0 ? POLL_MS : 1);
}

static bool has_line(const struct child *child)
{
    return memchr(child->output.p, '\n', child->output.n) != NULL;
}

enum err_code child_talk(struct child *child, struct str input, enum child_until until,
                         int64_t ms, struct err *err)
{
    int64_t deadline = clock_monotonic_ms() + ms;
    for (;;) {
        look_whether_ended(child); /* before reading: what it wrote is then in the pipe */
        give(child, &input, until == CHILD_END);
        take_output(child);
        take_errors(child);
        if (child->output.n > CHILD_OUTPUT_MAX) {
            return err_set(err, ERR_LIMIT, "the program wrote more than %d MiB",
                           CHILD_OUTPUT_MAX / (1024 * 1024));
        }
        if (until == CHILD_LINE && has_line(child)) {
            return ERR_OK;
        }
        if (child->ended && until == CHILD_END) {
            return ERR_OK;
        }
        if (child->ended || (until == CHILD_LINE && child->from < 0)) {
            child_tell_end(child, err);
            return ERR_EXTERNAL;
        }
        if (clock_monotonic_ms() >= deadline) {
            return err_set(err, ERR_TIMEOUT, "the program took longer than %lld ms",
                           (long long)ms);
        }
        wait_for_more(child, input.n);
    }
}

/* The parent of process `pid`: field 4 of /proc/PID/stat (proc(5)); 0 when there is none. */
static long parent_of(const char *pid)
{
    char path[300];
    char text[512];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    close_fd(&fd);
    text[length > 0 ? length : 0] = '\0';
    const char *at = strrchr(text, ')'); /* ends field 2, which may hold blanks */
    return at != NULL && strlen(at) > 4 ? strtol(at + 4, NULL, 10) : 0;
}

/* Kills every child there is; false when there was none. */
static bool kill_children(void)
{
    DIR *proc = opendir("/proc");
    bool any = false;
    for (const struct dirent *entry; proc != NULL && (entry = readdir(proc)) != NULL;) {
        long pid = strtol(entry->d_name, NULL, 10);
        if (pid > 0 && parent_of(entry->d_name) == getpid()) {
            (void)kill((pid_t)pid, SIGKILL);
            any = true;
        }
    }
    if (proc != NULL) {
        closedir(proc);
    }
    return any;
}

/* A daemon left its group and became ours when its parent died: killed, it may leave others to
 * us in turn. */
static void kill_what_is_left(void)
{
    for (int i = 0; i < LEFT_BEHIND_ROUNDS && waitpid(-1, NULL, WNOHANG) >= 0; i++) {
        if (kill_children()) {
            (void)waitpid(-1, NULL, 0);
        }
    }
}

void child_end(struct child *child)
{
    if (child->pid > 0) {
        (void)kill(-child->pid, SIGKILL);
        if (!child->ended) {
            (void)kill(child->pid, SIGKILL);
            (void)waitpid(child->pid, &child->status, 0);
            child->ended = true;
        }
        kill_what_is_left();
        child->pid = 0;
    }
    close_fd(&child->to);
    close_fd(&child->from);
    close_fd(&child->errors);
    strbuf_release(&child->output);
    strbuf_release(&child->words);
}

void child_tell_end(const struct child *child, struct err *err)
{
    struct strbuf words;
    struct str last = str_trim(strbuf_view(&child->words));
    char how[100] = "closed its output";
    if (child->ended && WIFEXITED(child->status)) {
        snprintf(how, sizeof how, "ended with status %d", WEXITSTATUS(child->status));
    } else if (child->ended) {
        snprintf(how, sizeof how, "was ended by signal %d (%s)", WTERMSIG(child->status),
                 strsignal(WTERMSIG(child->status)));
    }
    last = str_from(last, last.n > CHILD_WORDS_MAX ? last.n - CHILD_WORDS_MAX : 0);
    strbuf_init(&words, 8 * CHILD_WORDS_MAX);
    utf8_visible(&words, last, false);
    err_set(err, ERR_EXTERNAL, "the program %s%s%s", how, words.n > 0 ? "; it said: " : "",
            words.p);
    strbuf_release(&words);
}
