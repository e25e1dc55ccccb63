/* Memory by polling /proc (proc(5), statm): what a cgroup would count, seen late. Not seen at
 * all: an unmapped memfd. */
#include "sandbox/memory_watch.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* getdents64(2): the kernel's own record; opendir would allocate. */
struct kernel_entry {
    uint64_t inode;
    int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

/* The second number of statm, in bytes. */
static int64_t resident_bytes(int proc, const char *pid)
{
    char path[32];
    char text[128];
    snprintf(path, sizeof path, "%.20s/statm", pid);
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0; /* ended meanwhile */
    }
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    text[got > 0 ? got : 0] = '\0';
    const char *at = strchr(text, ' ');
    int64_t pages = 0;
    for (at = at != NULL ? at + 1 : ""; *at >= '0' && *at <= '9'; at++) {
        pages = pages * 10 + (*at - '0');
    }
    return pages * sysconf(_SC_PAGESIZE);
}

/* Process 1 is ours: a copy of the host that shares its memory with it. */
static bool is_program(const char *name)
{
    return name[0] >= '1' && name[0] <= '9' && strcmp(name, "1") != 0;
}

int64_t memory_watch(int proc, const int *scratch, size_t count)
{
    _Alignas(struct kernel_entry) char entries[8192];
    int64_t used = 0;
    if (lseek(proc, 0, SEEK_SET) != 0) {
        return 0;
    }
    for (;;) {
        long got = syscall(SYS_getdents64, proc, entries, sizeof entries);
        if (got <= 0) {
            break;
        }
        for (long at = 0; at < got;) {
            const struct kernel_entry *entry = (const struct kernel_entry *)(entries + at);
            used += is_program(entry->name) ? resident_bytes(proc, entry->name) : 0;
            at += entry->length;
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct statfs info;
        if (fstatfs(scratch[i], &info) == 0) {
            used += (int64_t)((info.f_blocks - info.f_bfree) * (uint64_t)info.f_bsize);
        }
    }
    return used;
}
