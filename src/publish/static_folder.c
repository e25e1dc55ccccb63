/* See static_folder.h. */
#include "publish/static_folder.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARKER ".policeai-publication"

static bool is_ours(struct arena *arena, const char *path)
{
    return file_exists(arena_printf(arena, "%s/" MARKER, path));
}

static enum err_code refuse(const char *path, struct err *err)
{
    err_set(err, ERR_CONFLICT, "%s is there and was not published by policeai", path);
    err_hint(err, "name a folder that is not there yet");
    return ERR_CONFLICT;
}

/* A copy that was cut short is made again from the start: it holds only what is cheap. */
static enum err_code begin(struct static_folder *folder, struct err *err)
{
    char *marker = arena_printf(folder->arena, "%s/" MARKER, folder->fresh);
    TRY(file_make_folders(folder->fresh, 0755, err));
    folder->lock = open(marker, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (folder->lock < 0) {
        return err_errno(err, "cannot open %s", marker);
    }
    if (flock(folder->lock, LOCK_EX | LOCK_NB) != 0) {
        close(folder->lock);
        folder->lock = -1;
        return err_set(err, ERR_CONFLICT, "%s is being published by another policeai",
                       folder->folder);
    }
    return ERR_OK;
}

static enum err_code clear(struct static_folder *folder, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(folder->arena, folder->fresh, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], MARKER) != 0) {
            TRY(file_remove_tree(arena_printf(folder->arena, "%s/%s", folder->fresh, names[i]),
                                 err));
        }
    }
    return file_write_fd(folder->lock, folder->fresh,
                         STR("A static publication of policeai. README.txt says what it is.\n"),
                         err);
}

enum err_code static_folder_open(struct static_folder *folder, const char *path,
                                 struct err *err)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    *folder = (struct static_folder){.arena = arena_new(), .lock = -1};
    folder->folder = arena_strndup(folder->arena, path, length);
    folder->fresh = arena_printf(folder->arena, "%s.new", folder->folder);
    if (file_exists(folder->folder) && !is_ours(folder->arena, folder->folder)) {
        return refuse(folder->folder, err);
    }
    if (file_exists(folder->fresh) && !is_ours(folder->arena, folder->fresh)) {
        return refuse(folder->fresh, err);
    }
    TRY(begin(folder, err));
    return clear(folder, err);
}

static bool same_bytes(const char *path, struct str bytes)
{
    struct stat info;
    bool same = false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
        (uint64_t)info.st_size == bytes.n) {
        void *map =
            bytes.n > 0 ? mmap(NULL, bytes.n, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
        same = bytes.n == 0 || (map != MAP_FAILED && memcmp(map, bytes.p, bytes.n) == 0);
        if (map != MAP_FAILED) {
            munmap(map, bytes.n);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return same;
}

static enum err_code write_new(const char *path, struct str bytes, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        return err_errno(err, "cannot write %s", path);
    }
    enum err_code code = file_write_fd(fd, path, bytes, err);
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    return code;
}

enum err_code static_folder_put(struct static_folder *folder, const char *name,
                                struct str bytes, struct err *err)
{
    struct arena *arena = arena_new();
    char *old = arena_printf(arena, "%s/%s", folder->folder, name);
    char *fresh = arena_printf(arena, "%s/%s", folder->fresh, name);
    enum err_code code = file_make_folders(file_folder_of(arena, fresh), 0755, err);
    if (code == ERR_OK && !(same_bytes(old, bytes) && link(old, fresh) == 0)) {
        code = write_new(fresh, bytes, err);
        folder->written++;
    }
    folder->files++;
    folder->bytes += bytes.n;
    arena_free(arena);
    return code;
}

/* Two whole files, without holding either. */
static bool same_files(const char *old, int fd, uint64_t size)
{
    void *map = size > 0 ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    bool same =
        same_bytes(old, str_n(map != MAP_FAILED ? map : "", map != MAP_FAILED ? size : 0));
    if (map != MAP_FAILED) {
        munmap(map, size);
    }
    return same;
}

static enum err_code put_pieces(struct static_folder *folder, const char *old,
                                const char *fresh, const struct pieces *pieces, struct err *err)
{
    uint64_t size;
    int fd = open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        return err_errno(err, "cannot write %s", fresh);
    }
    enum err_code code = pieces_write_fd(pieces, fd, fresh, &size, err);
    bool same = code == ERR_OK && same_files(old, fd, size);
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", fresh);
    }
    TRY(code);
    folder->files++;
    folder->bytes += size;
    folder->written += same ? 0 : 1;
    if (same && (unlink(fresh) != 0 || link(old, fresh) != 0)) {
        return err_errno(err, "cannot link %s to its old copy", fresh);
    }
    return ERR_OK;
}

enum err_code static_folder_put_pieces(struct static_folder *folder, const char *name,
                                       const struct pieces *pieces, struct err *err)
{
    struct arena *arena = arena_new();
    char *old = arena_printf(arena, "%s/%s", folder->folder, name);
    char *fresh = arena_printf(arena, "%s/%s", folder->fresh, name);
    enum err_code code = file_make_folders(file_folder_of(arena, fresh), 0755, err);
    if (code == ERR_OK) {
        code = put_pieces(folder, old, fresh, pieces, err);
    }
    arena_free(arena);
    return code;
}

enum err_code static_folder_old(struct static_folder *folder, struct arena *arena,
                                const char *name, size_t max, struct str *bytes,
                                struct err *err)
{
    return file_read(arena, arena_printf(arena, "%s/%s", folder->folder, name), max, bytes,
                     err);
}

enum err_code static_folder_finish(struct static_folder *folder, struct err *err)
{
    bool there = file_exists(folder->folder);
    if (syncfs(folder->lock) != 0) {
        return err_errno(err, "cannot sync %s", folder->fresh);
    }
    if (renameat2(AT_FDCWD, folder->fresh, AT_FDCWD, folder->folder,
                  there ? RENAME_EXCHANGE : RENAME_NOREPLACE) != 0) {
        return err_errno(err, "cannot put %s in its place", folder->folder);
    }
    close(folder->lock);
    folder->lock = -1;
    TRY(file_sync_folder(file_folder_of(folder->arena, folder->folder), err));
    return there ? file_remove_tree(folder->fresh, err) : ERR_OK;
}

void static_folder_close(struct static_folder *folder)
{
    struct err err;
    if (folder->lock >= 0) {
        (void)!file_remove_tree(folder->fresh, &err);
        close(folder->lock);
        folder->lock = -1;
    }
    arena_free(folder->arena);
    folder->arena = NULL;
}
