/* The file calls of the C library, replaced: each does what it says, then writes it down; see
 * disk.h. The program's own definitions stand before those of the shared C library, for SQLite
 * too. Calls that change files and are not here (link, fallocate, sendfile, writes through a
 * mapping) are used by nothing below: SQLite maps its -shm file alone, whose content it makes
 * again after a crash. */
#include "disk_state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STANDS_FOR(name) __asm__(#name) __attribute__((visibility("default"), used))

enum { DESCRIPTORS = 4096 };

static struct {
    unsigned node;
    bool append;
} held[DESCRIPTORS];

static void (*on_rename)(const char *path);

void disk_on_rename(void (*seen)(const char *path))
{
    on_rename = seen;
}

/* Calls that fail. */

enum need { NEEDS_ROOM = 1, WRITES = 2, READS = 4, MOVES = 8 };

static struct {
    enum disk_fault fault;
    size_t nth;
    size_t count;
    char words[512];
} failing;

void disk_fail(enum disk_fault fault, size_t nth)
{
    failing.fault = fault;
    failing.nth = nth;
    failing.count = 0;
    failing.words[0] = '\0';
}

const char *disk_failed(void)
{
    return failing.words[0] != '\0' ? failing.words : NULL;
}

static bool concerned(unsigned needs)
{
    switch (failing.fault) {
    case DISK_NO_FAULT:
        break;
    case DISK_FULL:
        return (needs & NEEDS_ROOM) != 0;
    case DISK_BAD_WRITE:
        return (needs & WRITES) != 0;
    case DISK_BAD_READ:
        return (needs & READS) != 0;
    case DISK_INTERRUPTED:
    case DISK_SHORT:
        return (needs & MOVES) != 0;
    }
    return false;
}

/* Non-zero: this call fails with that. *n, when given, is what a read or write may do. */
static int fault(const char *call, const char *path, unsigned needs, size_t *n)
{
    static const int codes[] = {[DISK_FULL] = ENOSPC,
                                [DISK_BAD_WRITE] = EIO,
                                [DISK_BAD_READ] = EIO,
                                [DISK_INTERRUPTED] = EINTR,
                                [DISK_SHORT] = 0};
    if (!concerned(needs)) {
        return 0;
    }
    size_t now = ++failing.count;
    bool each = failing.fault == DISK_SHORT && failing.nth == 0;
    if (failing.fault == DISK_FULL ? now < failing.nth : now != failing.nth && !each) {
        return 0;
    }
    if (failing.words[0] == '\0') {
        snprintf(failing.words, sizeof failing.words, "%s(%s)", call, path);
    }
    bool halves =
        failing.fault == DISK_SHORT || (failing.fault == DISK_FULL && now == failing.nth);
    if (halves && n != NULL && *n > 1) {
        *n /= 2;
        return 0;
    }
    return codes[failing.fault];
}

static int refuse(int code)
{
    errno = code;
    return -1;
}

static unsigned node_of(int fd)
{
    return disk_state()->watching && fd >= 0 && fd < DESCRIPTORS ? held[fd].node : 0;
}

static unsigned find(int at, const char *path, unsigned *folder, const char **name)
{
    *folder = 0;
    *name = "";
    if (!disk_state()->watching) {
        return 0;
    }
    return disk_find(path[0] == '/' ? 0 : node_of(at), path, folder, name);
}

/* Opening and closing. */

static void hold(int fd, unsigned node, int flags)
{
    if (fd >= DESCRIPTORS) {
        abort();
    }
    held[fd].node = node;
    held[fd].append = (flags & O_APPEND) != 0;
}

static int open_at(int at, const char *path, int flags, mode_t mode)
{
    unsigned folder;
    const char *name;
    unsigned node = find(at, path, &folder, &name);
    bool makes = folder != 0 && node == 0 && (flags & O_CREAT) != 0;
    bool cuts = node != 0 && (flags & O_TRUNC) != 0;
    int bad = folder == 0 ? 0 : fault("open", path, makes ? NEEDS_ROOM | WRITES : 0, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd < 0 || (folder == 0 && node == 0)) {
        return fd;
    }
    if (makes) {
        mode_t mask = umask(0);
        umask(mask);
        node = disk_new_node(false, mode & ~mask);
        disk_name(folder, name, node);
    } else if (cuts && disk_state()->node[node].size > 0) {
        disk_size(node, 0);
    }
    hold(fd, node, flags);
    return fd;
}

static mode_t mode_of(int flags, va_list more)
{
    return (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
}

int disk_call_open(const char *path, int flags, ...) STANDS_FOR(open64);
int disk_call_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, path, flags, mode);
}

int disk_call_openat(int at, const char *path, int flags, ...) STANDS_FOR(openat64);
int disk_call_openat(int at, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(at, path, flags, mode);
}

/* What the compiler calls when it can tell that no mode is given. */
int disk_call_open_2(const char *path, int flags) STANDS_FOR(__open64_2);
int disk_call_open_2(const char *path, int flags)
{
    return open_at(AT_FDCWD, path, flags, 0);
}

int disk_call_openat_2(int at, const char *path, int flags) STANDS_FOR(__openat64_2);
int disk_call_openat_2(int at, const char *path, int flags)
{
    return open_at(at, path, flags, 0);
}

int disk_call_close(int fd) STANDS_FOR(close);
int disk_call_close(int fd)
{
    if (fd >= 0 && fd < DESCRIPTORS) {
        held[fd].node = 0;
    }
    return (int)syscall(SYS_close, fd);
}

/* Bytes. */

ssize_t disk_call_read(int fd, void *bytes, size_t n) STANDS_FOR(read);
ssize_t disk_call_read(int fd, void *bytes, size_t n)
{
    int bad = node_of(fd) == 0 ? 0 : fault("read", "", READS | MOVES, &n);
    return bad != 0 ? refuse(bad) : syscall(SYS_read, fd, bytes, n);
}

ssize_t disk_call_pread(int fd, void *bytes, size_t n, off_t offset) STANDS_FOR(pread64);
ssize_t disk_call_pread(int fd, void *bytes, size_t n, off_t offset)
{
    int bad = node_of(fd) == 0 ? 0 : fault("pread", "", READS | MOVES, &n);
    return bad != 0 ? refuse(bad) : syscall(SYS_pread64, fd, bytes, n, offset);
}

ssize_t disk_call_read_chk(int fd, void *bytes, size_t n, size_t room) STANDS_FOR(__read_chk);
ssize_t disk_call_read_chk(int fd, void *bytes, size_t n, size_t room)
{
    return n <= room ? disk_call_read(fd, bytes, n) : (abort(), -1);
}

ssize_t disk_call_pread_chk(int fd, void *bytes, size_t n, off_t offset, size_t room)
    STANDS_FOR(__pread64_chk);
ssize_t disk_call_pread_chk(int fd, void *bytes, size_t n, off_t offset, size_t room)
{
    return n <= room ? disk_call_pread(fd, bytes, n, offset) : (abort(), -1);
}

ssize_t disk_call_write(int fd, const void *bytes, size_t n) STANDS_FOR(write);
ssize_t disk_call_write(int fd, const void *bytes, size_t n)
{
    unsigned node = node_of(fd);
    if (node == 0) {
        return syscall(SYS_write, fd, bytes, n);
    }
    int bad = fault("write", "", NEEDS_ROOM | WRITES | MOVES, &n);
    if (bad != 0) {
        return refuse(bad);
    }
    uint64_t offset = held[fd].append ? disk_state()->node[node].size
                                      : (uint64_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t put = syscall(SYS_write, fd, bytes, n);
    if (put > 0) {
        disk_write(node, offset, bytes, (size_t)put);
    }
    return put;
}

ssize_t disk_call_pwrite(int fd, const void *bytes, size_t n, off_t offset)
    STANDS_FOR(pwrite64);
ssize_t disk_call_pwrite(int fd, const void *bytes, size_t n, off_t offset)
{
    unsigned node = node_of(fd);
    if (node == 0) {
        return syscall(SYS_pwrite64, fd, bytes, n, offset);
    }
    bool grows = (uint64_t)offset + n > disk_state()->node[node].size;
    int bad = fault("pwrite", "", (grows ? NEEDS_ROOM : 0u) | WRITES | MOVES, &n);
    if (bad != 0) {
        return refuse(bad);
    }
    ssize_t put = syscall(SYS_pwrite64, fd, bytes, n, offset);
    if (put > 0) {
        disk_write(node, (uint64_t)offset, bytes, (size_t)put);
    }
    return put;
}

int disk_call_ftruncate(int fd, off_t size) STANDS_FOR(ftruncate64);
int disk_call_ftruncate(int fd, off_t size)
{
    unsigned node = node_of(fd);
    int bad = node == 0 ? 0 : fault("ftruncate", "", WRITES, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    int status = (int)syscall(SYS_ftruncate, fd, size);
    if (status == 0 && node != 0) {
        disk_size(node, (uint64_t)size);
    }
    return status;
}

/* Names. */

static int unlink_at(int at, const char *path, int flags)
{
    unsigned folder;
    const char *name;
    unsigned node = find(at, path, &folder, &name);
    int bad = node == 0 ? 0 : fault("unlink", path, WRITES, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    int status = (int)syscall(SYS_unlinkat, at, path, flags);
    if (status == 0 && node != 0) {
        disk_name(folder, name, 0);
    }
    return status;
}

int disk_call_unlink(const char *path) STANDS_FOR(unlink);
int disk_call_unlink(const char *path)
{
    return unlink_at(AT_FDCWD, path, 0);
}

int disk_call_unlinkat(int at, const char *path, int flags) STANDS_FOR(unlinkat);
int disk_call_unlinkat(int at, const char *path, int flags)
{
    return unlink_at(at, path, flags);
}

int disk_call_rmdir(const char *path) STANDS_FOR(rmdir);
int disk_call_rmdir(const char *path)
{
    return unlink_at(AT_FDCWD, path, AT_REMOVEDIR);
}

int disk_call_mkdir(const char *path, mode_t mode) STANDS_FOR(mkdir);
int disk_call_mkdir(const char *path, mode_t mode)
{
    unsigned folder;
    const char *name;
    unsigned node = find(AT_FDCWD, path, &folder, &name);
    bool makes = folder != 0 && node == 0;
    int bad = makes ? fault("mkdir", path, NEEDS_ROOM | WRITES, NULL) : 0;
    if (bad != 0) {
        return refuse(bad);
    }
    int status = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (status == 0 && makes) {
        disk_name(folder, name, disk_new_node(true, mode));
    }
    return status;
}

int disk_call_rename(const char *before, const char *path) STANDS_FOR(rename);
int disk_call_rename(const char *before, const char *path)
{
    unsigned from;
    unsigned folder;
    const char *old;
    const char *name;
    unsigned node = find(AT_FDCWD, before, &from, &old);
    (void)find(AT_FDCWD, path, &folder, &name);
    int bad = node == 0 ? 0 : fault("rename", path, NEEDS_ROOM | WRITES, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    int status = (int)syscall(SYS_renameat2, AT_FDCWD, before, AT_FDCWD, path, 0);
    if (status == 0 && node != 0) {
        disk_rename(from, old, folder, name, node);
        if (on_rename != NULL) {
            on_rename(path);
        }
    }
    return status;
}

static int change_mode(unsigned node, mode_t mode, int status)
{
    if (status == 0 && node != 0) {
        disk_state()->node[node].mode = mode;
    }
    return status;
}

int disk_call_chmod(const char *path, mode_t mode) STANDS_FOR(chmod);
int disk_call_chmod(const char *path, mode_t mode)
{
    unsigned folder;
    const char *name;
    unsigned node = find(AT_FDCWD, path, &folder, &name);
    return change_mode(node, mode, (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode));
}

int disk_call_fchmod(int fd, mode_t mode) STANDS_FOR(fchmod);
int disk_call_fchmod(int fd, mode_t mode)
{
    return change_mode(node_of(fd), mode, (int)syscall(SYS_fchmod, fd, mode));
}

/* Syncs. */

int disk_call_fsync(int fd) STANDS_FOR(fsync);
int disk_call_fsync(int fd)
{
    unsigned node = node_of(fd);
    int bad = node == 0 ? 0 : fault("fsync", "", WRITES, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    if (node != 0) {
        disk_sync(node);
    }
    return 0;
}

int disk_call_fdatasync(int fd) STANDS_FOR(fdatasync);
int disk_call_fdatasync(int fd)
{
    return disk_call_fsync(fd);
}

int disk_call_syncfs(int fd) STANDS_FOR(syncfs);
int disk_call_syncfs(int fd)
{
    int bad = node_of(fd) == 0 ? 0 : fault("syncfs", "", WRITES, NULL);
    if (bad != 0) {
        return refuse(bad);
    }
    if (node_of(fd) != 0) {
        disk_sync_all();
    }
    return 0;
}

/* The beginning of a history. */

static void take_file(const char *path, unsigned node)
{
    char bytes[65536];
    uint64_t offset = 0;
    ssize_t n;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    while ((n = syscall(SYS_read, fd, bytes, sizeof bytes)) > 0) {
        disk_write(node, offset, bytes, (size_t)n);
        offset += (uint64_t)n;
    }
    syscall(SYS_close, fd);
}

static void take_folder(const char *path, unsigned parent)
{
    char below[1024];
    struct dirent *entry;
    struct stat info;
    DIR *folder = opendir(path);
    if (folder == NULL) {
        abort();
    }
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (lstat(below, &info) != 0 || (!S_ISDIR(info.st_mode) && !S_ISREG(info.st_mode))) {
            continue;
        }
        unsigned child = disk_new_node(S_ISDIR(info.st_mode), info.st_mode & 07777);
        disk_name(parent, entry->d_name, child);
        if (S_ISDIR(info.st_mode)) {
            take_folder(below, child);
        } else {
            take_file(below, child);
        }
    }
    closedir(folder);
}

void disk_watch(const char *folder)
{
    struct disk *disk = disk_state();
    disk->watching = false;
    disk->count = 0;
    disk->nodes = 0;
    disk->used = 0;
    memset(held, 0, sizeof held);
    snprintf(disk->root, sizeof disk->root, "%s", folder);
    disk_new_node(true, 0755);
    take_folder(folder, DISK_ROOT);
    disk_sync_all();
    disk->watching = true;
}

void disk_unwatch(void)
{
    disk_state()->watching = false;
}
