#include "compound_file.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum {
    HEADER = 512,
    ENTRY = 128,
    HEADER_DIFAT = 109, /* places of FAT sectors in the header */
    MINI = 64,
    ENTRIES_MAX = 1 << 20,
    NAME_BYTES = 64,
    TYPE_STORAGE = 1,
    TYPE_STREAM = 2,
    TYPE_ROOT = 5,
    COPIES = 4,           /* so many times its own size may be copied out of a file */
    COPY_FREE = 16 << 20, /* and this */
    DEPTH_MAX = 64        /* storages within storages */
};
#define SECTOR_LAST                                                                            \
    UINT32_C(0xFFFFFFFA) /* [MS-CFB] 2.1: greater numbers mean something else                  \
                          */

struct entry {
    struct str name;
    uint8_t type;
    uint32_t left, right, below, start;
    uint64_t size;
    int next, first;
    bool placed; /* found in a storage */
};

struct compound_file {
    struct str bytes;
    struct str sectors; /* what follows the header */
    size_t sector;      /* bytes of one */
    uint32_t sector_count;
    uint32_t *fat;
    size_t fat_count;
    struct str mini_fat;
    struct str mini;
    struct entry *entries;
    size_t count;
    uint64_t mini_below; /* smaller streams lie in the mini stream */
    size_t copied;
};

uint16_t compound_u16(struct str bytes, size_t at)
{
    if (at + 2 > bytes.n || at + 2 < at) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)bytes.p + at;
    return (uint16_t)(p[0] | p[1] << 8);
}

uint32_t compound_u32(struct str bytes, size_t at)
{
    return compound_u16(bytes, at) | (uint32_t)compound_u16(bytes, at + 2) << 16;
}

static struct str sector_of(const struct compound_file *file, uint32_t number)
{
    if (number >= file->sector_count) {
        return STR("");
    }
    return str_sub(file->sectors, (size_t)number * file->sector, file->sector);
}

static uint32_t fat_next(const struct compound_file *file, uint32_t number)
{
    return number < file->fat_count ? file->fat[number] : UINT32_MAX;
}

/* FAT sectors are named in the header, and in sectors that are chained by their last number. */
static void load_fat(struct compound_file *file, struct arena *arena)
{
    uint32_t more = compound_u32(file->bytes, 68);
    size_t each = file->sector / 4;
    size_t room = file->sector_count;
    struct str list = str_sub(file->bytes, 76, (size_t)4 * HEADER_DIFAT);
    size_t names = HEADER_DIFAT;
    uint32_t steps = 0;
    file->fat = arena_alloc(arena, (room + each) * sizeof *file->fat);
    while (file->fat_count < room) {
        for (size_t i = 0; i < names && file->fat_count < room; i++) {
            struct str sector = sector_of(file, compound_u32(list, 4 * i));
            for (size_t k = 0; sector.n > 0 && k < each; k++) {
                file->fat[file->fat_count++] = compound_u32(sector, 4 * k);
            }
        }
        list = sector_of(file, more);
        names = each - 1;
        if (list.n == 0 || ++steps > file->sector_count) {
            return;
        }
        more = compound_u32(list, 4 * names);
    }
}

/* Up to `size` bytes of a chain of sectors; fewer where it ends or goes round. */
static struct str chain(const struct compound_file *file, struct arena *arena, uint32_t start,
                        uint64_t size)
{
    size_t most = size < file->sectors.n ? (size_t)size : file->sectors.n;
    char *out = arena_alloc(arena, most + 1);
    size_t n = 0;
    for (uint32_t at = start; n < most && at <= SECTOR_LAST; at = fat_next(file, at)) {
        struct str sector = str_sub(sector_of(file, at), 0, most - n);
        if (sector.n == 0) {
            break;
        }
        memcpy(out + n, sector.p, sector.n);
        n += sector.n;
    }
    return str_n(out, n);
}

static struct str mini_chain(const struct compound_file *file, struct arena *arena,
                             uint32_t start, uint64_t size)
{
    size_t most = size < file->mini.n ? (size_t)size : file->mini.n;
    char *out = arena_alloc(arena, most + 1);
    size_t n = 0;
    uint32_t at = start;
    while (n < most && at <= SECTOR_LAST) {
        struct str part = str_sub(str_sub(file->mini, (size_t)at * MINI, MINI), 0, most - n);
        if (part.n == 0) {
            break;
        }
        memcpy(out + n, part.p, part.n);
        n += part.n;
        at = (size_t)at * 4 + 4 <= file->mini_fat.n
                 ? compound_u32(file->mini_fat, (size_t)at * 4)
                 : UINT32_MAX;
    }
    return str_n(out, n);
}

/* UTF-16 to UTF-8; half a pair becomes U+FFFD. */
static struct str name_of(struct arena *arena, struct str bytes)
{
    char *out = arena_alloc(arena, 2 * bytes.n + 4);
    size_t n = 0;
    for (size_t i = 0; i + 2 <= bytes.n; i += 2) {
        uint32_t c = compound_u16(bytes, i);
        if (c == 0) {
            break;
        }
        size_t got = utf8_encode(c, out + n);
        n += got > 0 ? got : utf8_encode(0xFFFD, out + n);
    }
    return str_n(out, n);
}

static void load_entries(struct compound_file *file, struct arena *arena, struct str directory)
{
    file->count = directory.n / ENTRY;
    file->entries = arena_zalloc(arena, (file->count + 1) * sizeof *file->entries);
    for (size_t i = 0; i < file->count; i++) {
        struct str raw = str_sub(directory, i * ENTRY, ENTRY);
        size_t length = compound_u16(raw, NAME_BYTES);
        struct entry *e = &file->entries[i];
        e->name = name_of(arena, str_sub(raw, 0, length < NAME_BYTES ? length : NAME_BYTES));
        e->type = (uint8_t)raw.p[66];
        e->left = compound_u32(raw, 68);
        e->right = compound_u32(raw, 72);
        e->below = compound_u32(raw, 76);
        e->start = compound_u32(raw, 116);
        /* Old writers leave dirt in the upper half where sectors are of 512 bytes. */
        e->size = compound_u32(raw, 120) |
                  (file->sector > HEADER ? (uint64_t)compound_u32(raw, 124) << 32 : 0);
        e->next = COMPOUND_NONE;
        e->first = COMPOUND_NONE;
    }
}

/* A storage's entries are a tree; each entry is taken once, so that a tree that bites its own
 * tail ends. */
static void place_entries(struct compound_file *file, struct arena *arena)
{
    uint32_t *stack = arena_alloc(arena, (3 * file->count + 3) * sizeof *stack);
    int *owner = arena_alloc(arena, (3 * file->count + 3) * sizeof *owner);
    size_t depth = 0;
    file->entries[COMPOUND_ROOT].placed = true;
    stack[depth] = file->entries[COMPOUND_ROOT].below;
    owner[depth++] = COMPOUND_ROOT;
    while (depth > 0) {
        uint32_t at = stack[--depth];
        int storage = owner[depth];
        struct entry *e = at < file->count ? &file->entries[at] : NULL;
        if (e == NULL || e->placed || (e->type != TYPE_STORAGE && e->type != TYPE_STREAM)) {
            continue;
        }
        e->placed = true;
        e->next = file->entries[storage].first;
        file->entries[storage].first = (int)at;
        stack[depth] = e->left;
        owner[depth++] = storage;
        stack[depth] = e->right;
        owner[depth++] = storage;
        if (e->type == TYPE_STORAGE) {
            stack[depth] = e->below;
            owner[depth++] = (int)at;
        }
    }
}

enum err_code compound_open(struct arena *arena, struct str bytes, struct compound_file **out,
                            struct err *err)
{
    struct compound_file *file = arena_zalloc(arena, sizeof *file);
    unsigned shift = compound_u16(bytes, 30);
    *out = file;
    if (bytes.n < HEADER + ENTRY || (shift != 9 && shift != 12) ||
        memcmp(bytes.p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0) {
        return err_set(err, ERR_FORMAT, "not read: the compound file is damaged");
    }
    file->bytes = bytes;
    file->sector = (size_t)1 << shift;
    file->sectors = str_from(bytes, file->sector);
    file->sector_count = (uint32_t)((file->sectors.n + file->sector - 1) / file->sector);
    file->mini_below = compound_u32(bytes, 56);
    load_fat(file, arena);
    struct str directory =
        chain(file, arena, compound_u32(bytes, 48), (uint64_t)ENTRIES_MAX * ENTRY);
    load_entries(file, arena, directory);
    if (file->count == 0 || file->entries[COMPOUND_ROOT].type != TYPE_ROOT) {
        return err_set(err, ERR_FORMAT, "not read: the compound file's directory is damaged");
    }
    place_entries(file, arena);
    file->mini_fat = chain(file, arena, compound_u32(bytes, 60), UINT64_MAX);
    file->mini = chain(file, arena, file->entries[COMPOUND_ROOT].start,
                       file->entries[COMPOUND_ROOT].size);
    return ERR_OK;
}

int compound_first(const struct compound_file *file, int storage)
{
    return file->entries[storage].first;
}

int compound_next(const struct compound_file *file, int entry)
{
    return file->entries[entry].next;
}

struct str compound_name(const struct compound_file *file, int entry)
{
    return file->entries[entry].name;
}

bool compound_is_storage(const struct compound_file *file, int entry)
{
    return file->entries[entry].type != TYPE_STREAM;
}

int compound_find(const struct compound_file *file, int storage, const char *name)
{
    size_t n = strlen(name);
    int at = storage < 0 ? COMPOUND_NONE : compound_first(file, storage);
    while (at != COMPOUND_NONE && (file->entries[at].name.n != n ||
                                   strncasecmp(file->entries[at].name.p, name, n) != 0)) {
        at = compound_next(file, at);
    }
    return at;
}

enum err_code compound_read(struct compound_file *file, struct arena *arena, int entry,
                            struct str *bytes, bool *whole, struct err *err)
{
    const struct entry *e = &file->entries[entry];
    *bytes = e->size < file->mini_below ? mini_chain(file, arena, e->start, e->size)
                                        : chain(file, arena, e->start, e->size);
    *whole = bytes->n == e->size;
    file->copied += bytes->n;
    return file->copied <= COPIES * file->bytes.n + COPY_FREE
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "the compound file's streams lie over each other");
}
