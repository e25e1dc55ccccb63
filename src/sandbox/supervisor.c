/* The supervisor: parent of process 1, outside of its namespaces.
 *
 * A process of its own because someone must answer refused calls and watch memory while the
 * host does other things, and must end everything when the host is gone, however it went: the
 * end of the host's `control` socket is the signal for that. */
#include "sandbox/launch.h"

#include "sandbox/descriptors.h"
#include "sandbox/memory_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct supervisor {
    const struct launch *launch;
    int tree[TREE_FDS];
    int inner; /* to process 1 until the program runs */
    int proc;  /* /proc of the sandbox */
    int listener;
    int pidfd;
    pid_t first;
    bool ended;
};

int launch_failed(const struct launch *launch, const char *step)
{
    if (launch->shared->failed_step == NULL) {
        launch->shared->failed_errno = errno;
        launch->shared->failed_step = step;
    }
    return -1;
}

static bool write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    size_t length = strlen(text);
    bool whole = write(fd, text, length) == (ssize_t)length;
    close(fd);
    return whole;
}

/* The host may have had handlers, ignored signals and blocked ones; a program must not. */
static void reset_signals(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) {
        (void)sigaction(number, &usual, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
}

static void start_clean(const struct launch *launch)
{
    const int keep[] = {launch->control,    launch->streams[0],      launch->streams[1],
                        launch->streams[2], launch->cgroup.enter[0], launch->cgroup.enter[1]};
    descriptors_close_all_but(keep, sizeof keep / sizeof keep[0]);
    for (int i = 0; i < 3; i++) { /* so that nothing of ours is ever 0, 1 or 2 */
        (void)open("/dev/null", O_RDWR | O_CLOEXEC);
    }
    reset_signals();
    setsid(); /* away from the host's terminal and its signals */
    prctl(PR_SET_NAME, "sandbox-keeper", 0, 0, 0);
}

/* Rights to mount: root's own, or those of a user namespace where we are 65534. */
static int enter_workshop(const struct launch *launch)
{
    if (!launch->as_root) {
        if (unshare(CLONE_NEWUSER) != 0) {
            return launch_failed(launch, "making a user namespace");
        }
        if (!write_text("/proc/self/setgroups", "deny") ||
            !write_text("/proc/self/uid_map", launch->own_uid_map) ||
            !write_text("/proc/self/gid_map", launch->own_gid_map)) {
            return launch_failed(launch, "mapping the user's id");
        }
    }
    if (unshare(CLONE_NEWNS) != 0) {
        return launch_failed(launch, "making a mount namespace");
    }
    return 0;
}

/* Gives process 1 its ids and its cgroups. */
static int admit_first(const struct supervisor *s)
{
    char pid[16];
    char path[64];
    snprintf(pid, sizeof pid, "%d", (int)s->first);
    if (!cgroup_enter(&s->launch->cgroup, pid)) {
        return launch_failed(s->launch, "entering the cgroup");
    }
    snprintf(path, sizeof path, "/proc/%s/uid_map", pid);
    if (!write_text(path, s->launch->id_map)) {
        return launch_failed(s->launch, "mapping the sandbox's user");
    }
    snprintf(path, sizeof path, "/proc/%s/gid_map", pid);
    if (!write_text(path, s->launch->id_map)) {
        return launch_failed(s->launch, "mapping the sandbox's group");
    }
    if (!descriptors_send(s->inner, 'g', NULL, 0)) {
        return launch_failed(s->launch, "starting process 1");
    }
    return 0;
}

static int start_first(struct supervisor *s)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return launch_failed(s->launch, "making a socket pair");
    }
    unsigned long flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET |
                          CLONE_NEWIPC | CLONE_NEWUTS | SIGCHLD;
    /* Like fork: no stack, no thread ids (clone(2), "the raw system call"). */
    long pid = syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (pid == 0) {
        launch_first_process(s->launch, pair[1]);
    }
    close(pair[1]);
    s->inner = pair[0];
    if (pid < 0) {
        return launch_failed(s->launch, "making the namespaces");
    }
    s->first = (pid_t)pid;
    s->pidfd = (int)syscall(SYS_pidfd_open, s->first, 0);
    if (s->pidfd < 0) {
        return launch_failed(s->launch, "opening a pidfd");
    }
    for (int i = 0; i < 3; i++) {
        close(s->launch->streams[i]);
    }
    return admit_first(s);
}

/* Waits until the program's exec has happened or anything before it failed. */
static int await_program(struct supervisor *s)
{
    int fds[DESCRIPTORS_MAX];
    int word = descriptors_receive(s->inner, fds);
    s->proc = fds[0];
    s->listener = fds[1];
    if (word >= 0) {
        (void)descriptors_receive(s->inner, fds); /* the end: closed by the exec */
    }
    descriptor_close(&s->inner);
    if (s->proc < 0 || s->launch->shared->failed_step != NULL) {
        return launch_failed(s->launch, "starting process 1");
    }
    int given[LAUNCH_FDS] = {[LAUNCH_OUT] = s->tree[TREE_OUT],
                             [LAUNCH_PROC] = s->proc,
                             [LAUNCH_STATE] = s->tree[TREE_STATE]};
    size_t count = s->launch->state_writable ? LAUNCH_FDS : LAUNCH_STATE;
    if (!descriptors_send(s->launch->control, LAUNCH_SAYS_STARTED, given, count)) {
        return -1;
    }
    return 0;
}

static void reap(struct supervisor *s)
{
    if (s->first > 0 && !s->ended) {
        while (waitpid(s->first, NULL, 0) < 0 && errno == EINTR) {
        }
        s->ended = true;
    }
}

static void end_all(struct supervisor *s)
{
    if (s->first > 0 && !s->ended) {
        kill(s->first, SIGKILL);
        reap(s);
    }
}

static void watch_memory(struct supervisor *s)
{
    int64_t used = memory_watch(s->proc, s->tree, TREE_FDS);
    if (used > atomic_load(&s->launch->shared->memory_peak)) {
        atomic_store(&s->launch->shared->memory_peak, used);
    }
    if (used > s->launch->memory_bytes && !s->ended) {
        atomic_fetch_add(&s->launch->shared->memory_kills, 1);
        kill(s->first, SIGKILL);
    }
}

static void count_refused(struct supervisor *s)
{
    int call = filter_answer(s->listener);
    if (call >= 0 && call < FILTER_CALLS) {
        atomic_fetch_add(&s->launch->shared->refused[call], 1);
    }
}

/* True to go on: the host is still there. */
static bool obey_host(struct supervisor *s)
{
    char word;
    ssize_t got = recv(s->launch->control, &word, 1, 0);
    if (got == 1 && word == LAUNCH_ASKS_KILL && !s->ended) {
        kill(s->first, SIGKILL);
    }
    return got == 1 || (got < 0 && errno == EINTR);
}

static void serve(struct supervisor *s)
{
    enum { HOST, FIRST, LISTENER, WATCHED };
    bool polls = s->launch->cgroup.memory == CGROUP_NONE;
    for (;;) {
        struct pollfd watched[WATCHED] = {
            [HOST] = {.fd = s->launch->control, .events = POLLIN},
            [FIRST] = {.fd = s->ended ? -1 : s->pidfd, .events = POLLIN},
            [LISTENER] = {.fd = s->listener, .events = POLLIN}};
        int ready = poll(watched, WATCHED, polls && !s->ended ? MEMORY_WATCH_MS : -1);
        if (ready < 0 && errno != EINTR) {
            return;
        }
        if (polls && !s->ended) {
            watch_memory(s);
        }
        if (ready <= 0) {
            continue;
        }
        if (watched[LISTENER].revents & POLLIN) {
            count_refused(s);
        } else if (watched[LISTENER].revents != 0) {
            descriptor_close(&s->listener); /* nobody is left who could call */
        }
        if (watched[FIRST].revents != 0) {
            reap(s);
            (void)descriptors_send(s->launch->control, LAUNCH_SAYS_ENDED, NULL, 0);
        }
        if (watched[HOST].revents != 0 && !obey_host(s)) {
            return;
        }
    }
}

_Noreturn void launch_supervise(const struct launch *launch)
{
    struct supervisor s = {.launch = launch,
                           .tree = {-1, -1, -1, -1},
                           .inner = -1,
                           .proc = -1,
                           .listener = -1,
                           .pidfd = -1};
    start_clean(launch);
    bool running = enter_workshop(launch) == 0 && launch_build_tree(launch, s.tree) == 0 &&
                   start_first(&s) == 0 && await_program(&s) == 0;
    if (running) {
        serve(&s);
    }
    end_all(&s);
    cgroup_remove(&launch->cgroup);
    _exit(running ? 0 : 1);
}
