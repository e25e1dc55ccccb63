/* See child.h. */
#include "serve/child.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Every descriptor above standard error but `kept` ones. */
static void close_others(int *kept, size_t count)
{
    unsigned from = STDERR_FILENO + 1;
    qsort(kept, count, sizeof *kept, by_number);
    for (size_t i = 0; i < count; i++) {
        if (kept[i] < 0) {
            continue;
        }
        if ((unsigned)kept[i] > from) {
            close_range(from, (unsigned)kept[i] - 1, 0);
        }
        from = (unsigned)kept[i] + 1;
    }
    close_range(from, ~0u, 0);
}

/* Nothing is read from a terminal, and standard output belongs to the parent. */
static void detach_streams(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        close(null);
    }
}

static void set_signals(void)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    sigset_t none;
    for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++) {
        signal(ignored[i], SIG_IGN);
    }
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
}

struct leads {
    int stop[2], ready[2], error[2];
};

static _Noreturn void be_child(const struct child *child, const struct leads *leads,
                               pid_t parent)
{
    int kept[] = {leads->stop[0], leads->ready[1], leads->error[1], child->keep_fd};
    struct err err = {.code = ERR_OK};
    char title[16]; /* what the kernel keeps of a name */
    snprintf(title, sizeof title, "policeai-%s", child->name);
    prctl(PR_SET_NAME, title);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(1); /* it died before we held on to it */
    }
    set_signals();
    close_others(kept, sizeof kept / sizeof kept[0]);
    detach_streams();
    log_start(child->name, LOG_INFO);
    enum err_code code = child->run(child->data, leads->stop[0], leads->ready[1], &err);
    if (code != ERR_OK) {
        err.code = code;
        ssize_t n = write(leads->error[1], &err, sizeof err); /* less than PIPE_BUF */
        (void)n;
    }
    _exit(err_exit_status(code));
}

static void close_leads(struct leads *leads)
{
    int *fds[] = {leads->stop, leads->ready, leads->error};
    for (size_t i = 0; i < 3; i++) {
        for (int end = 0; end < 2; end++) {
            if (fds[i][end] >= 0) {
                close(fds[i][end]);
            }
        }
    }
}

static bool make_leads(struct leads *leads)
{
    *leads = (struct leads){{-1, -1}, {-1, -1}, {-1, -1}};
    return pipe2(leads->stop, O_CLOEXEC) == 0 && pipe2(leads->ready, O_CLOEXEC) == 0 &&
           pipe2(leads->error, O_CLOEXEC) == 0;
}

enum err_code child_start(struct child *child, struct err *err)
{
    struct leads leads;
    pid_t parent = getpid();
    fflush(NULL); /* what is buffered is written once */
    if (!make_leads(&leads)) {
        err_errno(err, "cannot start the %s process", child->name);
        close_leads(&leads);
        return ERR_IO;
    }
    child->pid = fork();
    if (child->pid < 0) {
        child->pid = 0;
        err_errno(err, "cannot start the %s process", child->name);
        close_leads(&leads);
        return ERR_IO;
    }
    if (child->pid == 0) {
        be_child(child, &leads, parent);
    }
    child->stop_fd = leads.stop[1];
    child->ready_fd = leads.ready[0];
    child->error_fd = leads.error[0];
    leads.stop[1] = leads.ready[0] = leads.error[0] = -1;
    close_leads(&leads);
    return ERR_OK;
}

void child_stop(struct child *child)
{
    if (child->pid > 0 && child->stop_fd >= 0) {
        close(child->stop_fd);
        child->stop_fd = -1;
    }
}

void child_kill(const struct child *child)
{
    if (child->pid > 0) {
        kill(child->pid, SIGKILL);
    }
}

static void say_how(int status, char died[64])
{
    if (WIFSIGNALED(status)) {
        snprintf(died, 64, "was killed by signal %d (%s)", WTERMSIG(status),
                 sigdescr_np(WTERMSIG(status)));
    } else {
        snprintf(died, 64, "ended with status %d", WEXITSTATUS(status));
    }
}

bool child_ended(struct child *child, bool *clean, char died[64], struct err *err)
{
    int status;
    if (child->pid == 0) {
        *clean = true;
        return true;
    }
    if (waitpid(child->pid, &status, WNOHANG) != child->pid) {
        return false;
    }
    say_how(status, died);
    *clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    *err = (struct err){.code = ERR_OK};
    if (fcntl(child->error_fd, F_SETFL, O_NONBLOCK) != 0 ||
        read(child->error_fd, err, sizeof *err) != (ssize_t)sizeof *err) {
        *err = (struct err){.code = ERR_OK};
    }
    child_stop(child);
    close(child->ready_fd);
    close(child->error_fd);
    child->pid = 0;
    return true;
}
