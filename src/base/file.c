/* Files; see file.h. */
#include "base/file.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code read_all(int fd, const char *path, size_t max, struct strbuf *out,
                              struct err *err)
{
    for (;;) {
        char chunk[65536];
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return err_errno(err, "cannot read %s", path);
        }
        if (got == 0) {
            return ERR_OK;
        }
        strbuf_add(out, chunk, (size_t)got);
        if (out->overflow) {
            return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", path, max);
        }
    }
}

enum err_code file_read_fd(struct arena *arena, int fd, const char *path, size_t max,
                           struct str *text, struct err *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return err_errno(err, "cannot read %s", path);
    }
    if (!S_ISREG(info.st_mode)) {
        return err_set(err, ERR_INVALID, "%s is not a regular file", path);
    }
    struct strbuf bytes;
    strbuf_init(&bytes, max);
    enum err_code code = read_all(fd, path, max, &bytes, err);
    if (code == ERR_OK) {
        *text = arena_str(arena, strbuf_view(&bytes));
    }
    strbuf_release(&bytes);
    return code;
}

enum err_code file_read(struct arena *arena, const char *path, size_t max, struct str *text,
                        struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = file_read_fd(arena, fd, path, max, text, err);
    close(fd);
    return code;
}

enum err_code file_write_fd(int fd, const char *path, struct str text, struct err *err)
{
    while (text.n > 0) {
        ssize_t put = write(fd, text.p, text.n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return err_errno(err, "cannot write %s", path);
        }
        text = str_from(text, (size_t)put);
    }
    return ERR_OK;
}

char *file_folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return arena_strdup(arena, ".");
    }
    return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

enum err_code file_sync_folder(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open folder %s", path);
    }
    enum err_code code = ERR_OK;
    if (fsync(fd) != 0) {
        code = err_errno(err, "cannot sync folder %s", path);
    }
    close(fd);
    return code;
}

static enum err_code write_synced(const char *path, struct str text, mode_t mode,
                                  struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0) {
        return err_errno(err, "cannot create %s", path);
    }
    enum err_code code = file_write_fd(fd, path, text, err);
    if (code == ERR_OK && fsync(fd) != 0) {
        code = err_errno(err, "cannot sync %s", path);
    }
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot close %s", path);
    }
    return code;
}

enum err_code file_write(const char *path, struct str text, mode_t mode, struct err *err)
{
    struct arena *arena = arena_new();
    char *temporary = arena_printf(arena, "%s.tmp-%ld", path, (long)getpid());
    enum err_code code = write_synced(temporary, text, mode, err);
    if (code == ERR_OK && rename(temporary, path) != 0) {
        code = err_errno(err, "cannot rename %s to %s", temporary, path);
    }
    if (code == ERR_OK) {
        code = file_sync_folder(file_folder_of(arena, path), err);
    } else {
        unlink(temporary);
    }
    arena_free(arena);
    return code;
}

static enum err_code make_folder(const char *path, mode_t mode, bool *made, struct err *err)
{
    struct stat info;
    *made = mkdir(path, mode) == 0;
    if (*made || (errno == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode))) {
        return ERR_OK;
    }
    return errno == EEXIST ? err_set(err, ERR_IO, "%s is there and is not a folder", path)
                           : err_errno(err, "cannot make folder %s", path);
}

/* A folder whose name is lost takes everything in it along, synced or not. One that is there
 * may have been made by a process that was killed before its sync. */
static enum err_code make_folder_synced(const char *path, mode_t mode, bool last,
                                        struct err *err)
{
    bool made;
    TRY(make_folder(path, mode, &made, err));
    enum err_code code = ERR_OK;
    if (made || last) {
        struct arena *arena = arena_new();
        code = file_sync_folder(file_folder_of(arena, path), err);
        arena_free(arena);
    }
    return code == ERR_DENIED ? ERR_OK : code; /* a parent that may be passed, not read */
}

enum err_code file_make_folders(const char *path, mode_t mode, struct err *err)
{
    char *copy = xstrdup(path);
    enum err_code code = ERR_OK;
    for (char *at = copy + 1; code == ERR_OK; at++) {
        if (*at != '/' && *at != '\0') {
            continue;
        }
        char kept = *at;
        *at = '\0';
        code = make_folder_synced(copy, mode, kept == '\0', err);
        if (kept == '\0') {
            break;
        }
        *at = kept;
    }
    free(copy);
    return code;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static enum err_code remove_at(int parent, const char *name, struct err *err);

static enum err_code remove_entries(int fd, struct err *err)
{
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return err_errno(err, "cannot read a folder");
    }
    enum err_code code = ERR_OK;
    struct dirent *entry;
    while (code == ERR_OK && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            code = remove_at(dirfd(folder), entry->d_name, err);
        }
    }
    closedir(folder);
    return code;
}

static enum err_code remove_at(int parent, const char *name, struct err *err)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) {
        return ERR_OK;
    }
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot remove %s", name);
    }
    TRY(remove_entries(fd, err));
    if (unlinkat(parent, name, AT_REMOVEDIR) != 0) {
        return err_errno(err, "cannot remove folder %s", name);
    }
    return ERR_OK;
}

enum err_code file_remove_tree(const char *path, struct err *err)
{
    return remove_at(AT_FDCWD, path, err);
}

static int compare_text(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

enum err_code file_list(struct arena *arena, const char *path, const char ***names,
                        size_t *count, struct err *err)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return err_errno(err, "cannot open folder %s", path);
    }
    const char **found = NULL;
    size_t n = 0;
    size_t capacity = 0;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            found = mem_grow(found, n, &capacity, sizeof *found);
            found[n++] = arena_strdup(arena, entry->d_name);
        }
    }
    enum err_code code = errno == 0 ? ERR_OK : err_errno(err, "cannot list folder %s", path);
    closedir(folder);
    if (code != ERR_OK) {
        free(found);
        return code;
    }
    *names = arena_alloc(arena, (n + 1) * sizeof **names);
    if (n > 0) {
        qsort(found, n, sizeof *found, compare_text);
        memcpy(*names, found, n * sizeof *found);
    }
    (*names)[n] = NULL;
    *count = n;
    free(found);
    return ERR_OK;
}

/* Both files past what of the first is a hole (lseek(2), SEEK_DATA), which becomes one of the
 * second; where none can be told, nothing is done. */
static void pass_hole(int in, int out)
{
    off_t at = lseek(in, 0, SEEK_CUR);
    off_t data = at < 0 ? -1 : lseek(in, at, SEEK_DATA);
    if (data < 0 && at >= 0 && errno == ENXIO) {
        data = lseek(in, 0, SEEK_END);
    }
    if (data > at && (ftruncate(out, data) != 0 || lseek(out, data, SEEK_SET) != data)) {
        data = -1;
    }
    if (at >= 0 && data <= at) {
        (void)lseek(in, at, SEEK_SET);
    }
}

static enum err_code copy_bytes(int in, int out, const char *from, const char *to,
                                struct err *err)
{
    char chunk[65536];
    for (;;) {
        pass_hole(in, out);
        ssize_t got = read(in, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return err_errno(err, "cannot read %s", from);
        }
        if (got == 0) {
            break;
        }
        TRY(file_write_fd(out, to, str_n(chunk, (size_t)got), err));
    }
    return ERR_OK;
}

static enum err_code copy_file(const char *from, const char *to, mode_t mode, bool lasting,
                               struct err *err)
{
    struct arena *arena = arena_new();
    char *temporary = arena_printf(arena, "%s.tmp-%ld", to, (long)getpid());
    enum err_code code = ERR_OK;
    int out = -1;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        code = err_errno(err, "cannot open %s", from);
        goto out;
    }
    out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (out < 0) {
        code = err_errno(err, "cannot create %s", temporary);
        goto out;
    }
    TRY_OUT(copy_bytes(in, out, from, to, err));
    if (lasting && fsync(out) != 0) {
        code = err_errno(err, "cannot sync %s", to);
        goto out;
    }
    if (rename(temporary, to) != 0) {
        code = err_errno(err, "cannot rename %s to %s", temporary, to);
        goto out;
    }
    if (lasting) {
        TRY_OUT(file_sync_folder(file_folder_of(arena, to), err));
    }
out:
    if (in >= 0) {
        close(in);
    }
    if (out >= 0) {
        close(out);
    }
    if (code != ERR_OK) {
        unlink(temporary);
    }
    arena_free(arena);
    return code;
}

enum err_code file_copy(const char *from, const char *to, mode_t mode, struct err *err)
{
    return copy_file(from, to, mode, true, err);
}

enum err_code file_copy_for_now(const char *from, const char *to, mode_t mode, struct err *err)
{
    return copy_file(from, to, mode, false, err);
}

enum err_code file_lines_open(struct file_lines *lines, const char *path, size_t max_line,
                              struct err *err)
{
    memset(lines, 0, sizeof *lines);
    strbuf_init(&lines->buffer, max_line + 65536 + 1);
    lines->path = path;
    lines->max = max_line;
    lines->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (lines->fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    return ERR_OK;
}

static enum err_code fill_lines(struct file_lines *lines, struct err *err)
{
    strbuf_consume(&lines->buffer, lines->taken);
    lines->taken = 0;
    char chunk[65536];
    ssize_t got;
    do {
        got = read(lines->fd, chunk, sizeof chunk);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return err_errno(err, "cannot read %s", lines->path);
    }
    lines->ended = got == 0;
    strbuf_add(&lines->buffer, chunk, (size_t)got);
    return ERR_OK;
}

enum err_code file_lines_next(struct file_lines *lines, struct str *line, bool *found,
                              struct err *err)
{
    size_t searched = 0;
    for (;;) {
        struct str rest = str_from(strbuf_view(&lines->buffer), lines->taken);
        struct str fresh = str_from(rest, searched);
        const char *newline = fresh.n > 0 ? memchr(fresh.p, '\n', fresh.n) : NULL;
        size_t length = newline != NULL ? (size_t)(newline - rest.p) : rest.n;
        if (length > lines->max) {
            return err_set(err, ERR_LIMIT, "%s line %zu is longer than %zu bytes", lines->path,
                           lines->number + 1, lines->max);
        }
        if (newline != NULL || lines->ended) {
            *found = newline != NULL || length > 0;
            *line = str_sub(rest, 0, length);
            lines->had_newline = newline != NULL;
            lines->taken += length + (newline != NULL);
            lines->number += *found;
            return ERR_OK;
        }
        searched = rest.n;
        TRY(fill_lines(lines, err));
    }
}

void file_lines_close(struct file_lines *lines)
{
    if (lines->fd >= 0) {
        close(lines->fd);
    }
    lines->fd = -1;
    strbuf_release(&lines->buffer);
}
