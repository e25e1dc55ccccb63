/* Writes down what happens: nodes, names, operations; see disk.h. */
#include "disk_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const size_t heap_size = (size_t)1 << 30;
static size_t kill_at = SIZE_MAX;

static void give_up(const char *why)
{
    fprintf(stderr, "disk: %s\n", why);
    abort();
}

struct disk *disk_state(void)
{
    static struct disk *disk;
    if (disk == NULL) {
        disk = mmap(NULL, sizeof *disk + heap_size, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (disk == MAP_FAILED) {
            give_up("no memory for the history");
        }
    }
    return disk;
}

static void *keep(const void *bytes, size_t n)
{
    struct disk *disk = disk_state();
    char *place = disk->heap + disk->used;
    disk->used += (n + 15) / 16 * 16;
    if (disk->used > heap_size) {
        give_up("the history is too long");
    }
    memcpy(place, bytes, n);
    return place;
}

static void add(struct disk_op op)
{
    struct disk *disk = disk_state();
    if (disk->count == DISK_OPS) {
        give_up("too many operations");
    }
    disk->op[disk->count++] = op;
    if (disk->count >= kill_at) {
        _exit(DISK_KILLED);
    }
}

void disk_kill_at(size_t length)
{
    kill_at = length;
}

size_t disk_length(void)
{
    return disk_state()->count;
}

const struct disk_op *disk_at(size_t position)
{
    return &disk_state()->op[position];
}

void disk_mark(const char *words)
{
    if (!disk_state()->watching) {
        return;
    }
    add((struct disk_op){.kind = DISK_MARK, .name = keep(words, strlen(words) + 1)});
}

unsigned disk_new_node(bool folder, mode_t mode)
{
    struct disk *disk = disk_state();
    if (disk->nodes + 1 == DISK_NODES) {
        give_up("too many files");
    }
    disk->node[++disk->nodes] = (struct disk_node){.folder = folder, .mode = mode};
    return disk->nodes;
}

static struct disk_name *entry_of(unsigned folder, const char *name, size_t n)
{
    struct disk_name *entry = disk_state()->node[folder].names;
    while (entry != NULL && (strncmp(entry->name, name, n) != 0 || entry->name[n] != '\0')) {
        entry = entry->next;
    }
    return entry;
}

static void set_name(unsigned folder, const char *name, unsigned node)
{
    struct disk_name *entry = entry_of(folder, name, strlen(name));
    if (entry == NULL) {
        struct disk_name fresh = {name, 0, disk_state()->node[folder].names};
        entry = keep(&fresh, sizeof fresh);
        disk_state()->node[folder].names = entry;
    }
    entry->node = node;
}

unsigned disk_find(unsigned at, const char *path, unsigned *folder, const char **name)
{
    struct disk *disk = disk_state();
    size_t n = strlen(disk->root);
    *folder = 0;
    *name = "";
    if (path[0] == '/') {
        if (strncmp(path, disk->root, n) != 0 || (path[n] != '/' && path[n] != '\0')) {
            return 0;
        }
        path += n;
        at = DISK_ROOT;
    }
    while (at != 0) {
        path += strspn(path, "/");
        size_t length = strcspn(path, "/");
        if (length == 0) {
            return at;
        }
        if (!disk->node[at].folder) {
            return 0;
        }
        const struct disk_name *entry = entry_of(at, path, length);
        *folder = at;
        *name = path;
        at = entry != NULL ? entry->node : 0;
        path += length;
        if (at == 0 && *path != '\0') {
            *folder = 0;
        }
    }
    return 0;
}

void disk_name(unsigned folder, const char *name, unsigned node)
{
    const char *kept = keep(name, strlen(name) + 1);
    set_name(folder, kept, node);
    add((struct disk_op){.kind = DISK_NAME, .folder = folder, .name = kept, .node = node});
}

void disk_rename(unsigned from, const char *before, unsigned folder, const char *name,
                 unsigned node)
{
    const char *kept = keep(name, strlen(name) + 1);
    set_name(from, keep(before, strlen(before) + 1), 0);
    set_name(folder, kept, node);
    add((struct disk_op){.kind = DISK_RENAME,
                         .node = node,
                         .folder = folder,
                         .name = kept,
                         .from = from,
                         .before = keep(before, strlen(before) + 1)});
}

void disk_write(unsigned node, uint64_t offset, const void *bytes, size_t n)
{
    struct disk_node *file = &disk_state()->node[node];
    file->size = offset + n > file->size ? offset + n : file->size;
    add((struct disk_op){
        .kind = DISK_WRITE, .node = node, .offset = offset, .bytes = keep(bytes, n), .n = n});
}

void disk_size(unsigned node, uint64_t size)
{
    disk_state()->node[node].size = size;
    add((struct disk_op){.kind = DISK_SIZE, .node = node, .offset = size});
}

void disk_sync(unsigned node)
{
    add((struct disk_op){.kind = DISK_SYNC, .node = node});
}

void disk_sync_all(void)
{
    add((struct disk_op){.kind = DISK_SYNC_ALL});
}
