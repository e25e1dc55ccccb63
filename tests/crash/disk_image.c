/* The folder after the power went out; see disk.h. */
#include "disk_state.h"

#include "base/prng.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ALL_LOST, ALL_KEPT, CUT_IN_ORDER, BYTES_LOST, NAMES_LOST, SECTORS_LOST, AT_RANDOM };

struct content {
    char *bytes;
    size_t n;
    struct disk_name *names;
    size_t synced; /* everything before this operation is on the disk */
};

struct image {
    struct content *of; /* by node */
    struct prng prng;
    uint64_t seed;
    size_t loose;      /* operations not covered by a sync */
    size_t seen;       /* of them so far */
    size_t last_whole; /* CUT_IN_ORDER: those before are kept, this one is cut short */
    unsigned odds;     /* AT_RANDOM: of 4, that a change is lost */
};

static void resize(struct content *content, size_t n)
{
    if (n > content->n) {
        content->bytes = realloc(content->bytes, n);
        if (content->bytes == NULL) {
            abort();
        }
        memset(content->bytes + content->n, 0, n - content->n);
    }
    content->n = n;
}

static void set_name(struct content *folder, const char *name, unsigned node)
{
    struct disk_name *entry = folder->names;
    while (entry != NULL && strcmp(entry->name, name) != 0) {
        entry = entry->next;
    }
    if (entry == NULL) {
        entry = malloc(sizeof *entry);
        if (entry == NULL) {
            abort();
        }
        *entry = (struct disk_name){name, 0, folder->names};
        folder->names = entry;
    }
    entry->node = node;
}

static void put(struct content *file, const struct disk_op *op, size_t from, size_t to)
{
    if (file->n < op->offset + to) {
        resize(file, op->offset + to);
    }
    memcpy(file->bytes + op->offset + from, op->bytes + from, to - from);
}

static void apply(struct image *image, const struct disk_op *op)
{
    switch (op->kind) {
    case DISK_NAME:
        set_name(&image->of[op->folder], op->name, op->node);
        break;
    case DISK_RENAME:
        set_name(&image->of[op->from], op->before, 0);
        set_name(&image->of[op->folder], op->name, op->node);
        break;
    case DISK_WRITE:
        put(&image->of[op->node], op, 0, op->n);
        break;
    case DISK_SIZE:
        resize(&image->of[op->node], op->offset);
        break;
    case DISK_SYNC:
    case DISK_SYNC_ALL:
    case DISK_MARK:
        break;
    }
}

/* Sectors of a write, each there or not. */
static void tear(struct image *image, const struct disk_op *op)
{
    for (size_t at = 0; at < op->n;) {
        uint64_t sector = (op->offset + at) / DISK_SECTOR;
        size_t end = (sector + 1) * DISK_SECTOR - op->offset;
        end = end < op->n ? end : op->n;
        bool kept = image->seed == SECTORS_LOST ? sector % 2 == 1
                                                : prng_below(&image->prng, 4) >= image->odds;
        if (kept) {
            put(&image->of[op->node], op, at, end);
        }
        at = end;
    }
}

static void cut_short(struct image *image, const struct disk_op *op)
{
    size_t n = op->n > 1 ? (size_t)prng_below(&image->prng, op->n) : 0;
    put(&image->of[op->node], op, 0, n);
}

/* One change that no sync covered. */
static void apply_loose(struct image *image, const struct disk_op *op)
{
    bool bytes = op->kind == DISK_WRITE || op->kind == DISK_SIZE;
    size_t number = image->seen++;
    switch (image->seed) {
    case ALL_LOST:
        return;
    case ALL_KEPT:
        apply(image, op);
        return;
    case CUT_IN_ORDER:
        if (number < image->last_whole) {
            apply(image, op);
        } else if (number == image->last_whole && op->kind == DISK_WRITE) {
            cut_short(image, op);
        }
        return;
    case BYTES_LOST:
    case NAMES_LOST:
        if (bytes == (image->seed == NAMES_LOST)) {
            apply(image, op);
        }
        return;
    case SECTORS_LOST:
        if (op->kind == DISK_WRITE) {
            tear(image, op);
        } else {
            apply(image, op);
        }
        return;
    default:
        break;
    }
    uint64_t fate = prng_below(&image->prng, 4);
    if (fate < image->odds) {
        return;
    }
    if (op->kind != DISK_WRITE || fate > image->odds) {
        apply(image, op);
    } else if (prng_below(&image->prng, 2) == 0) {
        tear(image, op);
    } else {
        cut_short(image, op);
    }
}

static bool is_loose(const struct image *image, const struct disk_op *op, size_t at)
{
    switch (op->kind) {
    case DISK_NAME:
        return at >= image->of[op->folder].synced;
    case DISK_RENAME:
        return at >= image->of[op->folder].synced && at >= image->of[op->from].synced;
    case DISK_WRITE:
    case DISK_SIZE:
        return at >= image->of[op->node].synced;
    case DISK_SYNC:
    case DISK_SYNC_ALL:
    case DISK_MARK:
        break;
    }
    return false;
}

static void note_syncs(struct image *image, const struct disk *disk, size_t cut)
{
    for (size_t i = 0; i < cut; i++) {
        if (disk->op[i].kind == DISK_SYNC) {
            image->of[disk->op[i].node].synced = i;
        }
        for (unsigned node = 1; disk->op[i].kind == DISK_SYNC_ALL && node <= disk->nodes;
             node++) {
            image->of[node].synced = i;
        }
    }
    for (size_t i = 0; i < cut; i++) {
        image->loose += is_loose(image, &disk->op[i], i);
    }
}

static void write_file(const char *path, const struct content *file, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0 || write(fd, file->bytes, file->n) != (ssize_t)file->n ||
        fchmod(fd, mode) != 0) {
        perror(path);
        abort();
    }
    close(fd);
}

static void write_folder(const struct image *image, const char *path, unsigned node)
{
    char below[1024];
    if (mkdir(path, 0755) != 0 || chmod(path, disk_state()->node[node].mode) != 0) {
        perror(path);
        abort();
    }
    for (const struct disk_name *e = image->of[node].names; e != NULL; e = e->next) {
        snprintf(below, sizeof below, "%s/%s", path, e->name);
        if (e->node != 0 && disk_state()->node[e->node].folder) {
            write_folder(image, below, e->node);
        } else if (e->node != 0) {
            write_file(below, &image->of[e->node], disk_state()->node[e->node].mode);
        }
    }
}

static void release(struct image *image, unsigned nodes)
{
    for (unsigned i = 0; i <= nodes; i++) {
        free(image->of[i].bytes);
        while (image->of[i].names != NULL) {
            struct disk_name *next = image->of[i].names->next;
            free(image->of[i].names);
            image->of[i].names = next;
        }
    }
    free(image->of);
}

void disk_image(size_t cut, uint64_t seed, const char *target)
{
    const struct disk *disk = disk_state();
    struct image image = {.seed = seed, .of = calloc(disk->nodes + 1, sizeof *image.of)};
    if (image.of == NULL) {
        abort();
    }
    prng_seed_stream(&image.prng, seed, cut);
    note_syncs(&image, disk, cut);
    image.last_whole = image.loose > 0 ? (size_t)prng_below(&image.prng, image.loose) : 0;
    image.odds = 1 + (unsigned)prng_below(&image.prng, 3);
    for (size_t i = 0; i < cut; i++) {
        if (is_loose(&image, &disk->op[i], i)) {
            apply_loose(&image, &disk->op[i]);
        } else {
            apply(&image, &disk->op[i]);
        }
    }
    write_folder(&image, target, DISK_ROOT);
    release(&image, disk->nodes);
}
