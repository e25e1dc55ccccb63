/* The inside of the disk, shared by disk_*.c. */
#ifndef POLICEAI_CRASH_DISK_STATE_H
#define POLICEAI_CRASH_DISK_STATE_H

#include "disk.h"

#include <sys/types.h>

enum { DISK_ROOT = 1, DISK_NODES = 8192, DISK_OPS = 262144 };

struct disk_name {
    const char *name;
    unsigned node;
    struct disk_name *next;
};

struct disk_node {
    bool folder;
    mode_t mode;
    uint64_t size;           /* of a file, now */
    struct disk_name *names; /* of a folder, now */
};

/* In memory shared with children. */
struct disk {
    bool watching;
    char root[256];
    size_t count;
    unsigned nodes;
    size_t used; /* of the heap */
    struct disk_node node[DISK_NODES];
    struct disk_op op[DISK_OPS];
    char heap[];
};

/* Made at the first call. */
struct disk *disk_state(void);
/* The node a path names; 0: outside, or not there. *folder and *name: where the name stands, 0
 * when the path is outside. `at` is a node for paths that are not absolute, or 0. */
unsigned disk_find(unsigned at, const char *path, unsigned *folder, const char **name);
unsigned disk_new_node(bool folder, mode_t mode);
/* Each writes down one operation and does it to the present names and sizes. */
void disk_name(unsigned folder, const char *name, unsigned node);
void disk_rename(unsigned from, const char *before, unsigned folder, const char *name,
                 unsigned node);
void disk_write(unsigned node, uint64_t offset, const void *bytes, size_t n);
void disk_size(unsigned node, uint64_t size);
void disk_sync(unsigned node);
void disk_sync_all(void);

#endif
