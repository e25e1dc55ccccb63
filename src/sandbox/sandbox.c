/* The host's side: prepares a launch, forks the supervisor, keeps our ends of the streams. */
#include "sandbox/sandbox_state.h"

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

const char *sandbox_level_name(enum sandbox_level level)
{
    static const char *const names[] = {"none", "reduced", "full"};
    return names[level];
}

struct sandbox_plan sandbox_plan_defaults(void)
{
    return (struct sandbox_plan){.runtime_debian = true,
                                 .memory_mb = 512,
                                 .tmp_mb = 64,
                                 .out_mb = 256,
                                 .state_mb = 256,
                                 .files = 4096,
                                 .processes = 64};
}

/* A pipe whose ends are above the standard streams, which the supervisor closes. */
static bool make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        if (ends[i] <= STDERR_FILENO) {
            int moved = fcntl(ends[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
            close(ends[i]);
            ends[i] = moved;
        }
    }
    return ends[0] >= 0 && ends[1] >= 0;
}

static enum err_code make_streams(struct sandbox *sandbox, struct err *err)
{
    for (int i = 0; i < 3; i++) {
        int ends[2];
        if (!make_pipe(ends)) {
            return err_errno(err, "cannot make a pipe");
        }
        int ours = i == 0 ? 1 : 0;
        sandbox->streams[i] = ends[ours];
        sandbox->launch->streams[i] = ends[1 - ours];
        if (fcntl(ends[ours], F_SETFL, O_NONBLOCK) != 0) {
            return err_errno(err, "cannot set a pipe to non-blocking");
        }
    }
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return err_errno(err, "cannot make a socket pair");
    }
    sandbox->control = pair[0];
    sandbox->launch->control = fcntl(pair[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(pair[1]);
    return ERR_OK;
}

static void close_launch_ends(struct launch *launch)
{
    for (int i = 0; i < 3; i++) {
        descriptor_close(&launch->streams[i]);
    }
    descriptor_close(&launch->control);
}

static enum err_code not_started(const struct sandbox *sandbox, struct err *err)
{
    const struct launch_shared *shared = sandbox->launch->shared;
    char words[128];
    const char *step = shared->failed_step != NULL ? shared->failed_step : "the supervisor";
    err_set(err, ERR_UNSUPPORTED, "no isolation can be had on this machine: %s failed: %s",
            step, strerror_r(shared->failed_errno, words, sizeof words));
    if (shared->failed_errno == EINVAL && strcmp(step, "making the mounts private") == 0) {
        /* The kernel's answer for a root directory that is no mount point. */
        err_hint(err, "a plain chroot cannot be divided further: use a container whose root is "
                      "a mount of its own; see policeai sandbox self-test");
    } else {
        err_hint(err,
                 "user, mount, pid and network namespaces must be allowed (inside a container: "
                 "start it with the rights to make them); see policeai sandbox self-test");
    }
    return ERR_UNSUPPORTED;
}

static enum err_code start_supervisor(struct sandbox *sandbox, struct err *err)
{
    int fds[DESCRIPTORS_MAX];
    sandbox->supervisor = fork();
    if (sandbox->supervisor == 0) {
        launch_supervise(sandbox->launch);
    }
    if (sandbox->supervisor < 0) {
        return err_errno(err, "cannot start a process");
    }
    close_launch_ends(sandbox->launch);
    if (descriptors_receive(sandbox->control, fds) != LAUNCH_SAYS_STARTED) {
        return not_started(sandbox, err);
    }
    sandbox->out = fds[LAUNCH_OUT];
    sandbox->proc = fds[LAUNCH_PROC];
    sandbox->state = fds[LAUNCH_STATE];
    return ERR_OK;
}

enum err_code sandbox_start(struct sandbox **out, const struct sandbox_plan *plan,
                            struct err *err)
{
    struct sandbox *sandbox = xcalloc(1, sizeof *sandbox);
    enum err_code code = ERR_OK;
    sandbox->out = sandbox->proc = sandbox->state = sandbox->control = -1;
    sandbox->streams[0] = sandbox->streams[1] = sandbox->streams[2] = -1;
    TRY_OUT(launch_prepare(&sandbox->launch, plan, err));
    TRY_OUT(make_streams(sandbox, err));
    TRY_OUT(start_supervisor(sandbox, err));
    *out = sandbox;
    return ERR_OK;
out:
    sandbox_free(sandbox);
    *out = NULL;
    return code;
}

enum sandbox_level sandbox_available_as(struct sandbox_record *record, struct err *why)
{
    static const char *const nothing[] = {"true", NULL};
    struct sandbox_plan plan = sandbox_plan_defaults();
    struct sandbox *sandbox;
    plan.tool_folder = "/usr/share";
    plan.argv = nothing;
    if (sandbox_start(&sandbox, &plan, why) != ERR_OK) {
        return SANDBOX_NONE;
    }
    sandbox_record_add(record, sandbox);
    sandbox_free(sandbox);
    if (record->level != SANDBOX_FULL) {
        err_set(why, ERR_UNSUPPORTED,
                "refused calls cannot be recorded: the kernel gives no seccomp listener");
    }
    return record->level;
}

enum sandbox_level sandbox_available(struct err *why)
{
    struct sandbox_record record = {0};
    return sandbox_available_as(&record, why);
}

int sandbox_stdin(const struct sandbox *sandbox)
{
    return sandbox->streams[0];
}

int sandbox_stdout(const struct sandbox *sandbox)
{
    return sandbox->streams[1];
}

int sandbox_stderr(const struct sandbox *sandbox)
{
    return sandbox->streams[2];
}

void sandbox_close_stdin(struct sandbox *sandbox)
{
    descriptor_close(&sandbox->streams[0]);
}

bool sandbox_ended(struct sandbox *sandbox, int wait_ms, int *status)
{
    struct pollfd watched = {.fd = sandbox->control, .events = POLLIN};
    if (!sandbox->ended && poll(&watched, 1, wait_ms) > 0) {
        int ignored[DESCRIPTORS_MAX];
        /* its word, or its own end: either way nothing runs any more */
        (void)descriptors_receive(sandbox->control, ignored);
        sandbox->ended = true;
    }
    if (sandbox->ended && status != NULL) {
        const struct launch_shared *shared = sandbox->launch->shared;
        *status = shared->has_status ? shared->status : -1;
    }
    return sandbox->ended;
}

void sandbox_kill(struct sandbox *sandbox)
{
    (void)descriptors_send(sandbox->control, LAUNCH_ASKS_KILL, NULL, 0);
}

void sandbox_free(struct sandbox *sandbox)
{
    if (sandbox == NULL) {
        return;
    }
    for (int i = 0; i < 3; i++) {
        descriptor_close(&sandbox->streams[i]);
    }
    descriptor_close(&sandbox->out);
    descriptor_close(&sandbox->proc);
    descriptor_close(&sandbox->state);
    if (sandbox->launch != NULL) {
        close_launch_ends(sandbox->launch);
    }
    descriptor_close(&sandbox->control); /* the supervisor kills all and ends */
    if (sandbox->supervisor > 0) {
        while (waitpid(sandbox->supervisor, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    launch_release(sandbox->launch);
    free(sandbox);
}
