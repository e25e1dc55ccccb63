/* Process 1 of the sandbox: gives every right away, starts the program, reaps until it ends.
 *
 * When process 1 ends the kernel kills all others of its namespace (pid_namespaces(7)), so
 * whatever the program left running ends with it. From inside it cannot be signalled, and it
 * is not dumpable, so its memory (a copy of the host's) cannot be opened through /proc/1. */
#include "sandbox/launch.h"

#include "sandbox/descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/tmp",
                                          "TZ=UTC", NULL};

static int become_nobody(const struct launch *launch)
{
    /* Without root the kernel allows no change of the other groups (user_namespaces(7)). */
    if (setgroups(0, NULL) != 0 && launch->as_root) {
        return launch_failed(launch, "dropping the groups");
    }
    if (setresgid(LAUNCH_ID, LAUNCH_ID, LAUNCH_ID) != 0 ||
        setresuid(LAUNCH_ID, LAUNCH_ID, LAUNCH_ID) != 0) {
        return launch_failed(launch, "becoming user 65534");
    }
    return 0;
}

/* The current folder becomes /, nothing of the host's tree stays in reach. */
static int enter_tree(const struct launch *launch)
{
    if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) {
        return launch_failed(launch, "mounting /proc");
    }
    /* A mount of this namespace's own over the inherited one: only such may become the root. */
    if (mount(".", ".", NULL, MS_BIND | MS_REC, NULL) != 0 || chdir("/sys") != 0 ||
        syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0 ||
        chdir("/") != 0) {
        return launch_failed(launch, "changing to the new root");
    }
    return 0;
}

/* Not needed for the walls, each of which stands without it: no user namespaces below this
 * one, no name of the host, no path of the host's cgroup. */
static void cover_traces(void)
{
    static const char name[] = "sandbox";
    if (sethostname(name, sizeof name - 1) != 0 || unshare(CLONE_NEWCGROUP) != 0) {
        errno = 0;
    }
    int fd = open("/proc/sys/user/max_user_namespaces", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t written = write(fd, "0", 1);
        (void)written;
        close(fd);
    }
}

static int set_limits(const struct launch *launch)
{
    const struct {
        int resource;
        rlim_t value;
    } limits[] = {{RLIMIT_CORE, 0},
                  {RLIMIT_NOFILE, 1024},
                  {RLIMIT_STACK, 8u << 20},
                  {RLIMIT_MEMLOCK, 64u << 10}};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct rlimit limit = {limits[i].value, limits[i].value};
        if (setrlimit((__rlimit_resource_t)limits[i].resource, &limit) != 0) {
            return launch_failed(launch, "setting the limits of resources");
        }
    }
    /* Counted for this user in this namespace (Linux 5.14), process 1 included. */
    struct rlimit processes = {(rlim_t)launch->processes + 1, (rlim_t)launch->processes + 1};
    if (launch->cgroup.processes == CGROUP_NONE && setrlimit(RLIMIT_NPROC, &processes) != 0) {
        return launch_failed(launch, "setting the limit of processes");
    }
    return 0;
}

static int drop_capabilities(const struct launch *launch)
{
    for (unsigned long capability = 0; capability < 64; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EINVAL) {
            return launch_failed(launch, "dropping capabilities");
        }
    }
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};
    unsigned long bits = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE |
                         SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED | SECBIT_NO_SETUID_FIXUP |
                         SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECUREBITS, bits, 0, 0, 0) != 0 ||
        syscall(SYS_capset, &header, none) != 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return launch_failed(launch, "dropping capabilities");
    }
    return 0;
}

/* The listener's descriptor, 0 for none, -1. A second listener above this process (a
 * container's) makes the first kind impossible: EBUSY. */
static int install_filter(const struct launch *launch)
{
    if (launch->filter.length > 0) {
        int listener = filter_install(&launch->filter, true);
        if (listener >= 0) {
            launch->shared->counted = true;
            return listener;
        }
    }
    if (filter_install(&launch->filter_uncounted, false) != 0) {
        return launch_failed(launch, "installing the seccomp filter");
    }
    return 0;
}

/* Hands the supervisor /proc and the listener. */
static int hand_over(const struct launch *launch, int supervisor)
{
    int fds[2];
    fds[0] = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fds[0] < 0) {
        return launch_failed(launch, "opening /proc");
    }
    fds[1] = install_filter(launch);
    if (fds[1] < 0) {
        return -1;
    }
    size_t count = fds[1] > 0 ? 2 : 1;
    if (!descriptors_send(supervisor, 's', fds, count)) {
        return launch_failed(launch, "passing descriptors");
    }
    close(fds[0]);
    if (count == 2) {
        close(fds[1]);
    }
    return 0;
}

static _Noreturn void run_program(const struct launch *launch)
{
    umask(022);
    for (int i = 0; i < 3; i++) {
        /* The supervisor saw to it that these lie above 2. */
        if (dup2(launch->streams[i], i) != i) {
            launch_failed(launch, "placing the standard streams");
            _exit(127);
        }
    }
    if (chdir("/tool") != 0) {
        launch_failed(launch, "entering /tool");
        _exit(127);
    }
    /* All others are O_CLOEXEC too; they must stay open until the exec tells of success. */
    close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
    execve(launch->program, launch->argv, (char *const *)environment);
    launch_failed(launch, "starting the program");
    _exit(127);
}

/* Anybody inside may read /proc/1/cmdline, and it is the host's: it names the benchmark. */
static void forget_arguments(const struct launch *launch)
{
    memset(launch->own_arguments, 0, launch->own_arguments_length);
}

static int prepare(const struct launch *launch, int supervisor)
{
    int ignored[DESCRIPTORS_MAX];
    if (descriptors_receive(supervisor, ignored) < 0) { /* ids are mapped, cgroups entered */
        return -1;
    }
    setsid();
    if (enter_tree(launch) != 0) {
        return -1;
    }
    cover_traces();
    if (become_nobody(launch) != 0 || set_limits(launch) != 0 ||
        drop_capabilities(launch) != 0) {
        return -1;
    }
    /* Ends with the supervisor; asked for after the change of user, which forgets it. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 ||
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return launch_failed(launch, "binding process 1 to its supervisor");
    }
    struct pollfd watch = {.fd = supervisor};
    if (poll(&watch, 1, 0) != 0) {
        return -1;
    }
    return hand_over(launch, supervisor);
}

_Noreturn void launch_first_process(const struct launch *launch, int supervisor)
{
    const int keep[] = {supervisor, launch->streams[0], launch->streams[1], launch->streams[2]};
    descriptors_close_all_but(keep, sizeof keep / sizeof keep[0]);
    forget_arguments(launch);
    if (prepare(launch, supervisor) != 0) {
        _exit(1);
    }
    pid_t program = fork();
    if (program == 0) {
        run_program(launch);
    }
    if (program < 0) {
        launch_failed(launch, "forking the program");
        _exit(1);
    }
    close_range(0, ~0u, 0);
    for (;;) {
        int status;
        pid_t ended = waitpid(-1, &status, 0);
        if (ended == program) {
            launch->shared->status = status;
            launch->shared->has_status = true;
            _exit(0);
        }
        if (ended < 0 && errno != EINTR) {
            _exit(1);
        }
    }
}
