/* The files that the program sees: a tmpfs with bind mounts of the plan's folders.
 *
 * Built by the supervisor with the host's own rights, in its own mount namespace, and taken
 * over by process 1 in a user namespace below: there every mount is locked
 * (mount_namespaces(7)), so nobody inside could undo one even with all capabilities of that
 * namespace. */
#include "sandbox/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the new root is put together, hidden from all but the supervisor: a folder that is
 * always there and in which no tool or input can lie. */
static const char workbench[] = "/sys";

enum { SHOWN_READ_ONLY = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV };

const char *const sandbox_root_places[] = {"tool",  "in",  "out",  "tmp",
                                           "state", "dev", "proc", NULL};

/* Makes the folder, which a root of the tool's own has already. */
static int make_place(const char *to, mode_t mode)
{
    struct stat info;
    if (mkdir(to, mode) == 0) {
        return 0;
    }
    return (errno == EEXIST || errno == EROFS) && lstat(to, &info) == 0 && S_ISDIR(info.st_mode)
               ? 0
               : -1;
}

/* `to` (there already) shows `from` and all that is mounted below it. */
static int show(const char *from, const char *to, unsigned attributes)
{
    struct mount_attr set = {.attr_set = attributes, .propagation = MS_PRIVATE};
    if (mount(from, to, NULL, MS_BIND | MS_REC, NULL) != 0) {
        return -1;
    }
    return mount_setattr(AT_FDCWD, to, AT_RECURSIVE, &set, sizeof set);
}

static int show_folder(const char *from, const char *to, unsigned attributes)
{
    return make_place(to, 0755) != 0 ? -1 : show(from, to, attributes);
}

static int show_file(const char *from, const char *to, unsigned attributes)
{
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    if (fd < 0) {
        return -1;
    }
    close(fd);
    return show(from, to, attributes);
}

/* A private tmpfs; its descriptor or -1. */
static int make_scratch(const char *to, const char *options)
{
    if (make_place(to, 0755) != 0 ||
        mount("tmpfs", to, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0) {
        return -1;
    }
    return open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int show_runtime(const struct launch *launch)
{
    if (show_folder("/usr", "usr", SHOWN_READ_ONLY) != 0) {
        return launch_failed(launch, "showing /usr");
    }
    if (symlink("usr/bin", "bin") != 0 || symlink("usr/lib", "lib") != 0 ||
        symlink("usr/lib64", "lib64") != 0 || mkdir("etc", 0755) != 0) {
        return launch_failed(launch, "linking /bin and /lib");
    }
    if (access("/etc/ld.so.cache", R_OK) == 0 &&
        show_file("/etc/ld.so.cache", "etc/ld.so.cache", SHOWN_READ_ONLY) != 0) {
        return launch_failed(launch, "showing /etc/ld.so.cache");
    }
    return 0;
}

static const char dev_options[] = "size=64k,nr_inodes=32,mode=0755";

static int show_devices(const struct launch *launch, int fds[TREE_FDS])
{
    static const char *const devices[] = {"null", "zero", "full", "random", "urandom"};
    bool own_root = launch->root_folder[0] != '\0';
    if (make_place("dev", 0755) != 0 ||
        (own_root && mount("tmpfs", "dev", "tmpfs", MS_NOSUID | MS_NOEXEC, dev_options) != 0)) {
        return launch_failed(launch, "making /dev");
    }
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        char from[32];
        snprintf(from, sizeof from, "/dev/%s", devices[i]);
        if (show_file(from, from + 1,
                      MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC) != 0) {
            return launch_failed(launch, "showing a device of /dev");
        }
    }
    fds[TREE_SHM] = make_scratch("dev/shm", launch->tmp_options);
    if (fds[TREE_SHM] < 0) {
        return launch_failed(launch, "making /dev/shm");
    }
    struct mount_attr set = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID};
    return own_root && mount_setattr(AT_FDCWD, "dev", 0, &set, sizeof set) != 0
               ? launch_failed(launch, "making /dev read-only")
               : 0;
}

static int show_state(const struct launch *launch, int fds[TREE_FDS])
{
    if (launch->state_writable) {
        fds[TREE_STATE] = make_scratch("state", launch->state_options);
        return fds[TREE_STATE] < 0 ? launch_failed(launch, "making /state") : 0;
    }
    if (launch->state_folder[0] != '\0' &&
        show_folder(launch->state_folder, "state", SHOWN_READ_ONLY | MOUNT_ATTR_NOEXEC) != 0) {
        return launch_failed(launch, "showing the state folder as /state");
    }
    return 0;
}

static int show_plan(const struct launch *launch, int fds[TREE_FDS])
{
    if (show_folder(launch->tool_folder, "tool", SHOWN_READ_ONLY) != 0) {
        return launch_failed(launch, "showing the tool's folder as /tool");
    }
    if (launch->in_folder[0] == '\0') {
        if (make_place("in", 0755) != 0) {
            return launch_failed(launch, "making /in");
        }
    } else if (show_folder(launch->in_folder, "in", SHOWN_READ_ONLY | MOUNT_ATTR_NOEXEC) != 0) {
        return launch_failed(launch, "showing the input folder as /in");
    }
    if (show_state(launch, fds) != 0) {
        return -1;
    }
    fds[TREE_TMP] = make_scratch("tmp", launch->tmp_options);
    fds[TREE_OUT] = make_scratch("out", launch->out_options);
    if (fds[TREE_TMP] < 0 || fds[TREE_OUT] < 0) {
        return launch_failed(launch, "making /tmp and /out");
    }
    return 0;
}

/* The new root: an empty tmpfs, or the tool's own, read-only from the first moment. */
static int show_root(const struct launch *launch)
{
    bool own = launch->root_folder[0] != '\0';
    int made = own ? show(launch->root_folder, workbench, SHOWN_READ_ONLY)
                   : mount("tmpfs", workbench, "tmpfs", MS_NOSUID | MS_NODEV,
                           "size=256k,nr_inodes=64,mode=0755");
    if (made != 0 || chdir(workbench) != 0 || make_place("proc", 0555) != 0) {
        return launch_failed(launch, "mounting the root");
    }
    return 0;
}

int launch_build_tree(const struct launch *launch, int fds[TREE_FDS])
{
    umask(0);
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        return launch_failed(launch, "making the mounts private");
    }
    if (show_root(launch) != 0) {
        return -1;
    }
    if (launch->runtime_debian && show_runtime(launch) != 0) {
        return -1;
    }
    if (show_devices(launch, fds) != 0 || show_plan(launch, fds) != 0) {
        return -1;
    }
    struct mount_attr set = {.attr_set = SHOWN_READ_ONLY};
    if (mount_setattr(AT_FDCWD, ".", 0, &set, sizeof set) != 0) {
        return launch_failed(launch, "making the root read-only");
    }
    return 0;
}
