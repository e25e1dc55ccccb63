/* Cgroups: the same steps for v1 and v2, which differ in file names only.
 *
 * The group is made below our own, or beside it where v2 allows no processes above a limited
 * group, or at the top: the first place where this process may make one that carries the limit.
 * SOURCE: Linux Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst,
 * cgroup-v1/pids.rst */
#include "sandbox/cgroup.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CGROUP_TEXT_MAX = 1024 * 1024 };

/* The word number `index` of a line, words being set apart by single blanks. */
static struct str word_of(struct str line, int index)
{
    struct str word = {"", 0};
    while (index-- >= 0) {
        if (!str_split(&line, ' ', &word)) {
            return STR("");
        }
    }
    return word;
}

static bool list_has(struct str list, const char *item)
{
    struct str part;
    while (str_split(&list, ',', &part)) {
        if (str_is(part, item)) {
            return true;
        }
    }
    return false;
}

/* mountinfo (proc(5)): "36 35 98:0 ROOT MOUNT_POINT OPTIONS … - TYPE SOURCE SUPER_OPTIONS". */
static bool find_mount(struct str mounts, const char *controller, struct str *root,
                       struct str *point)
{
    struct str line;
    while (str_split(&mounts, '\n', &line)) {
        size_t dash = str_find(line, STR(" - "));
        if (dash == SIZE_MAX) {
            continue;
        }
        struct str tail = str_from(line, dash + 3);
        bool right = controller == NULL ? str_is(word_of(tail, 0), "cgroup2")
                                        : str_is(word_of(tail, 0), "cgroup") &&
                                              list_has(word_of(tail, 2), controller);
        if (right) {
            *root = word_of(line, 3);
            *point = word_of(line, 4);
            return true;
        }
    }
    return false;
}

/* /proc/self/cgroup (cgroups(7)): "4:memory:/PATH", for v2 "0::/PATH". */
static struct str own_path(struct str groups, const char *controller)
{
    struct str line;
    while (str_split(&groups, '\n', &line)) {
        struct str number;
        struct str controllers;
        if (!str_split(&line, ':', &number) || !str_split(&line, ':', &controllers)) {
            continue;
        }
        if (controller == NULL ? str_is(number, "0") && controllers.n == 0
                               : list_has(controllers, controller)) {
            return line;
        }
    }
    return STR("/");
}

size_t cgroup_own_folder(const struct str *mounts, const struct str *groups,
                         const char *controller, char folder[PATH_MAX], size_t *mount_length)
{
    struct str root;
    struct str point;
    if (!find_mount(*mounts, controller, &root, &point)) {
        return 0;
    }
    struct str path = own_path(*groups, controller);
    if (root.n > 1 && str_starts(path, root)) {
        path = str_from(path, root.n);
    } else if (root.n > 1) {
        path = STR(""); /* our group lies outside of what is mounted here */
    }
    if (str_is(path, "/") || str_starts(path, STR("/.."))) {
        path = STR("");
    }
    int length = snprintf(folder, PATH_MAX, "%.*s%.*s", STR_ARG(point), STR_ARG(path));
    if (length <= 0 || length >= PATH_MAX) {
        return 0;
    }
    *mount_length = point.n;
    return (size_t)length;
}

static bool write_number(const char *folder, const char *file, int64_t number)
{
    char path[PATH_MAX + 64];
    char text[32];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int length = snprintf(text, sizeof text, "%lld", (long long)number);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool whole = write(fd, text, (size_t)length) == length;
    close(fd);
    return whole;
}

/* A new folder below `parent`, or false. */
static bool make_group(const char *parent, size_t parent_length, char folder[PATH_MAX])
{
    static atomic_uint next;
    for (int attempt = 0; attempt < 100; attempt++) {
        int length =
            snprintf(folder, PATH_MAX, "%.*s/policeai-sandbox-%ld-%u", (int)parent_length,
                     parent, (long)getpid(), atomic_fetch_add(&next, 1));
        if (length >= PATH_MAX) {
            return false;
        }
        if (mkdir(folder, 0755) == 0) {
            return true;
        }
        if (errno != EEXIST) {
            return false;
        }
    }
    return false;
}

struct limit {
    const char *file;
    int64_t value;
    bool needed; /* the others are there on some kernels only */
};

/* Makes a group with all `limits` near our own; false, with nothing left behind, when no place
 * carries them. */
static bool make_limited(const char *own, size_t own_length, size_t mount_length,
                         const struct limit *limits, size_t count, char folder[PATH_MAX])
{
    size_t parent_length = own_length;
    while (parent_length > mount_length && own[parent_length - 1] != '/') {
        parent_length--;
    }
    parent_length = parent_length > mount_length ? parent_length - 1 : mount_length;
    const size_t places[] = {own_length, parent_length, mount_length};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!make_group(own, places[i], folder)) {
            continue;
        }
        bool all = true;
        for (size_t k = 0; k < count; k++) {
            all &= write_number(folder, limits[k].file, limits[k].value) || !limits[k].needed;
        }
        if (all) {
            return true;
        }
        rmdir(folder);
    }
    folder[0] = '\0';
    return false;
}

static int open_procs(const char *folder)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/cgroup.procs", folder);
    return open(path, O_WRONLY | O_CLOEXEC);
}

static bool read_tables(struct arena *arena, struct str *mounts, struct str *groups)
{
    return file_read(arena, "/proc/self/mountinfo", CGROUP_TEXT_MAX, mounts, NULL) == ERR_OK &&
           file_read(arena, "/proc/self/cgroup", CGROUP_TEXT_MAX, groups, NULL) == ERR_OK;
}

static void make_v2(struct cgroup *cgroup, const struct str *mounts, const struct str *groups,
                    int64_t memory_bytes, int64_t processes)
{
    char own[PATH_MAX];
    size_t mount_length;
    size_t length = cgroup_own_folder(mounts, groups, NULL, own, &mount_length);
    const struct limit limits[] = {{"memory.max", memory_bytes, true},
                                   {"pids.max", processes, true},
                                   {"memory.swap.max", 0, false}};
    if (length > 0 && make_limited(own, length, mount_length, limits,
                                   sizeof limits / sizeof limits[0], cgroup->memory_folder)) {
        cgroup->memory = CGROUP_2;
        cgroup->processes = CGROUP_2;
    }
}

static void make_v1(struct cgroup *cgroup, const struct str *mounts, const struct str *groups,
                    int64_t memory_bytes, int64_t processes)
{
    char own[PATH_MAX];
    size_t mount_length;
    size_t length = cgroup_own_folder(mounts, groups, "memory", own, &mount_length);
    const struct limit memory[] = {{"memory.limit_in_bytes", memory_bytes, true},
                                   {"memory.memsw.limit_in_bytes", memory_bytes, false}};
    if (length > 0 &&
        make_limited(own, length, mount_length, memory, 2, cgroup->memory_folder)) {
        cgroup->memory = CGROUP_1;
    }
    length = cgroup_own_folder(mounts, groups, "pids", own, &mount_length);
    const struct limit pids[] = {{"pids.max", processes, true}};
    if (length > 0 &&
        make_limited(own, length, mount_length, pids, 1, cgroup->processes_folder)) {
        cgroup->processes = CGROUP_1;
    }
}

void cgroup_make(struct cgroup *cgroup, int64_t memory_bytes, int64_t processes)
{
    struct arena *arena = arena_new();
    struct str mounts;
    struct str groups;
    memset(cgroup, 0, sizeof *cgroup);
    cgroup->enter[0] = cgroup->enter[1] = -1;
    if (read_tables(arena, &mounts, &groups)) {
        make_v2(cgroup, &mounts, &groups, memory_bytes, processes + 1); /* and process 1 */
        if (cgroup->memory == CGROUP_NONE) {
            make_v1(cgroup, &mounts, &groups, memory_bytes, processes + 1);
        }
    }
    if (cgroup->memory_folder[0] != '\0') {
        cgroup->enter[0] = open_procs(cgroup->memory_folder);
    }
    if (cgroup->processes_folder[0] != '\0') {
        cgroup->enter[1] = open_procs(cgroup->processes_folder);
    }
    arena_free(arena);
}

bool cgroup_enter(const struct cgroup *cgroup, const char *pid)
{
    const char *const folders[] = {cgroup->memory_folder, cgroup->processes_folder};
    for (int i = 0; i < 2; i++) {
        ssize_t length = (ssize_t)strlen(pid);
        if (folders[i][0] != '\0' && write(cgroup->enter[i], pid, (size_t)length) != length) {
            return false;
        }
    }
    return true;
}

void cgroup_remove(const struct cgroup *cgroup)
{
    const char *const folders[] = {cgroup->memory_folder, cgroup->processes_folder};
    const struct timespec moment = {.tv_nsec = 2 * 1000 * 1000};
    for (int i = 0; i < 2; i++) {
        /* A process that was waited for leaves its group a moment later. */
        for (int attempt = 0; folders[i][0] != '\0' && attempt < 500; attempt++) {
            if (rmdir(folders[i]) == 0 || errno != EBUSY) {
                break;
            }
            nanosleep(&moment, NULL);
        }
    }
}

void cgroup_close(struct cgroup *cgroup)
{
    for (int i = 0; i < 2; i++) {
        if (cgroup->enter[i] >= 0) {
            close(cgroup->enter[i]);
            cgroup->enter[i] = -1;
        }
    }
}

static bool read_small(const char *folder, const char *file, char text[4096])
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t got = read(fd, text, 4095);
    close(fd);
    text[got > 0 ? got : 0] = '\0';
    return got > 0;
}

int64_t cgroup_memory_peak(const struct cgroup *cgroup)
{
    char text[4096];
    int64_t bytes;
    const char *file = cgroup->memory == CGROUP_2 ? "memory.peak" : "memory.max_usage_in_bytes";
    if (cgroup->memory == CGROUP_NONE || !read_small(cgroup->memory_folder, file, text) ||
        !str_to_i64(str_trim(str_of(text)), &bytes)) {
        return -1;
    }
    return bytes;
}

int64_t cgroup_memory_kills(const struct cgroup *cgroup)
{
    char text[4096];
    const char *file = cgroup->memory == CGROUP_2 ? "memory.events" : "memory.oom_control";
    if (cgroup->memory == CGROUP_NONE || !read_small(cgroup->memory_folder, file, text)) {
        return -1;
    }
    struct str rest = str_of(text);
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        int64_t count;
        if (str_is(word_of(line, 0), "oom_kill") && str_to_i64(word_of(line, 1), &count)) {
            return count;
        }
    }
    return -1;
}
