/* Digests of a tool's folder and of its runtime; declared in manifest.h.
 *
 * Both are SHA-256 over lines as coreutils' sha256sum prints them, so that a stranger can check
 * them without this program:
 *
 *     cd FOLDER && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -rd '\n' sha256sum |
 * sha256sum
 *
 * Names are sorted as whole paths ("a-b" before "a/b"). The folder is walked with descriptors
 * and O_NOFOLLOW: a link put there meanwhile is refused, never followed. */
#include "protocol/manifest.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_DEPTH_MAX = 64, FOLDER_PATH_MAX = 4000 };

struct entry {
    const char *path; /* relative */
    struct sha256 digest;
};

struct walk {
    const char *folder;
    struct arena *arena;
    struct entry *entries;
    size_t count;
    size_t capacity;
    uint64_t bytes;
    struct err *err;
};

static enum err_code check_name(const struct walk *walk, const char *path, const char *name)
{
    struct str text = str_of(name);
    if (str_has_byte(text, '\n') || str_has_byte(text, '\\') || !utf8_valid(text)) {
        return err_set(walk->err, ERR_INVALID,
                       "%s/%s: a file's name must be UTF-8 without newline and backslash",
                       walk->folder, path);
    }
    if (strlen(path) > FOLDER_PATH_MAX) {
        return err_set(walk->err, ERR_LIMIT, "%s holds a path longer than %d bytes",
                       walk->folder, FOLDER_PATH_MAX);
    }
    return ERR_OK;
}

static enum err_code add_file(struct walk *walk, int fd, const char *path)
{
    uint64_t size;
    struct entry entry = {.path = path};
    if (walk->count == LIMIT_TOOL_FILES) {
        return err_set(walk->err, ERR_LIMIT, "%s has more than %d files", walk->folder,
                       LIMIT_TOOL_FILES);
    }
    TRY(sha256_of_fd(fd, path, &entry.digest, &size, walk->err));
    walk->bytes += size;
    if (walk->bytes > LIMIT_TOOL_BYTES) {
        return err_set(walk->err, ERR_LIMIT, "%s has more than %llu bytes", walk->folder,
                       LIMIT_TOOL_BYTES);
    }
    walk->entries = mem_grow(walk->entries, walk->count, &walk->capacity, sizeof entry);
    walk->entries[walk->count++] = entry;
    return ERR_OK;
}

static enum err_code walk_folder(struct walk *walk, int fd, const char *below, int depth);

static enum err_code walk_entry(struct walk *walk, int folder, const char *name,
                                const char *path, int depth)
{
    struct stat info;
    TRY(check_name(walk, path, name));
    /* O_NONBLOCK: a pipe must not hold us before fstat says what it is */
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno != ELOOP && errno != ENXIO) {
        return err_errno(walk->err, "cannot open %s/%s", walk->folder, path);
    }
    bool known = fd >= 0 && fstat(fd, &info) == 0;
    enum err_code code;
    if (known && S_ISDIR(info.st_mode)) {
        return walk_folder(walk, fd, path, depth + 1);
    }
    if (known && S_ISREG(info.st_mode)) {
        code = add_file(walk, fd, path);
    } else {
        code = err_set(walk->err, ERR_INVALID,
                       "%s/%s is a link or special file; a tool's folder holds regular files",
                       walk->folder, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    return code;
}

/* Takes over fd. */
static enum err_code walk_folder(struct walk *walk, int fd, const char *below, int depth)
{
    DIR *dir = fdopendir(fd);
    enum err_code code = ERR_OK;
    if (dir == NULL) {
        code = err_errno(walk->err, "cannot list %s/%s", walk->folder, below);
        close(fd);
        return code;
    }
    if (depth > FOLDER_DEPTH_MAX) {
        code = err_set(walk->err, ERR_LIMIT, "%s has folders deeper than %d", walk->folder,
                       FOLDER_DEPTH_MAX);
    }
    while (code == ERR_OK) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (entry == NULL) {
            code = errno != 0 ? err_errno(walk->err, "cannot list %s/%s", walk->folder, below)
                              : ERR_OK;
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            const char *path = arena_printf(walk->arena, "%s%s%s", below,
                                            below[0] != '\0' ? "/" : "", entry->d_name);
            code = walk_entry(walk, dirfd(dir), entry->d_name, path, depth);
        }
    }
    closedir(dir);
    return code;
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    return strcmp(left->path, right->path);
}

static void add_line(struct sha256_stream *stream, const struct entry *entry)
{
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &entry->digest);
    sha256_add(stream, hex, SHA256_HEX_SIZE - 1);
    sha256_add(stream, "  ", 2);
    sha256_add(stream, entry->path, strlen(entry->path));
    sha256_add(stream, "\n", 1);
}

/* Sorts, and adds each path once. */
static struct sha256 digest_of(struct entry *entries, size_t count)
{
    struct sha256_stream stream;
    sha256_begin(&stream);
    if (count > 0) {
        qsort(entries, count, sizeof *entries, compare_entries);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(entries[i - 1].path, entries[i].path) != 0) {
            add_line(&stream, &entries[i]);
        }
    }
    return sha256_end(&stream);
}

enum err_code folder_digest(const char *folder, struct sha256 *digest, struct err *err)
{
    struct walk walk = {.folder = folder, .arena = arena_new(), .err = err};
    enum err_code code;
    int fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0) {
        code = err_errno(err, "cannot open %s", folder);
    } else {
        code = walk_folder(&walk, fd, "", 0);
    }
    if (code == ERR_OK) {
        *digest = digest_of(walk.entries, walk.count);
    }
    free(walk.entries);
    arena_free(walk.arena);
    return code;
}

enum err_code runtime_digest(const char *const *paths, size_t count, struct sha256 *digest,
                             struct err *err)
{
    struct entry *entries = xcalloc(count + 1, sizeof *entries);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count; i++) {
        struct str path = str_of(paths[i]);
        entries[i].path = paths[i];
        if (path.n == 0 || path.p[0] != '/' || str_has_byte(path, '\n') ||
            str_has_byte(path, '\\') || !utf8_valid(path)) {
            code = err_set(err, ERR_INVALID,
                           "runtime file \"%s\": must be an absolute path in UTF-8 without "
                           "newline and backslash",
                           paths[i]);
            goto out;
        }
        TRY_OUT(sha256_of_file(paths[i], &entries[i].digest, NULL, err));
    }
    *digest = digest_of(entries, count);
out:
    free(entries);
    return code;
}
