/* What a tool left in /state, copied out of its sandbox once all its processes have ended:
 * regular files and folders, nothing that leads anywhere else. Bytes and files are bounded by
 * the tmpfs they lie in. */
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "sandbox/sandbox_state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 32, COPY = 65536 };

int sandbox_state(const struct sandbox *sandbox)
{
    return sandbox->state < 0 ? -1 : fcntl(sandbox->state, F_DUPFD_CLOEXEC, 3);
}

static enum err_code set_time(const char *path, struct err *err)
{
    const struct timespec times[2] = {{.tv_sec = 0}, {.tv_sec = 0}};
    return utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0
               ? ERR_OK
               : err_errno(err, "cannot set the time of %s", path);
}

static enum err_code copy_bytes(int from, int to, const char *path, struct err *err)
{
    char block[COPY];
    ssize_t got;
    while ((got = read(from, block, sizeof block)) != 0) {
        if (got < 0 && errno != EINTR) {
            return err_errno(err, "cannot read what the tool left in /state");
        }
        if (got > 0) {
            TRY(file_write_fd(to, path, str_n(block, (size_t)got), err));
        }
    }
    return ERR_OK;
}

static enum err_code copy_file(int from, const char *path, struct err *err)
{
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    if (to < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    enum err_code code = copy_bytes(from, to, path, err);
    if (close(to) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    return code == ERR_OK ? set_time(path, err) : code;
}

static enum err_code copy_folder(int from, const char *to, const char *shown, int depth,
                                 struct err *err);

static enum err_code copy_entry(struct arena *arena, int from, const char *name, const char *to,
                                const char *shown, int depth, struct err *err)
{
    struct stat info;
    const char *path = arena_printf(arena, "%s/%s", to, name);
    const char *inside = arena_printf(arena, "%s/%s", shown, name);
    if (fstatat(from, name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))) {
        return err_set(err, ERR_INVALID,
                       "%s is a link or a special file; only files and folders are kept",
                       inside);
    }
    int fd = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", inside);
    }
    enum err_code code = S_ISDIR(info.st_mode) ? copy_folder(fd, path, inside, depth + 1, err)
                                               : copy_file(fd, path, err);
    close(fd);
    return code;
}

static enum err_code copy_folder(int from, const char *to, const char *shown, int depth,
                                 struct err *err)
{
    enum err_code code = ERR_OK;
    const struct dirent *entry;
    if (depth > DEPTH_MAX) {
        return err_set(err, ERR_INVALID, "%s lies deeper than %d folders", shown, DEPTH_MAX);
    }
    TRY(file_make_folders(to, 0755, err));
    int again = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again >= 0 ? fdopendir(again) : NULL;
    if (dir == NULL) {
        return err_errno(err, "cannot list %s", shown);
    }
    struct arena *arena = arena_new();
    while (code == ERR_OK && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            code = copy_entry(arena, from, entry->d_name, to, shown, depth, err);
        }
    }
    arena_free(arena);
    closedir(dir);
    return code == ERR_OK ? set_time(to, err) : code;
}

enum err_code sandbox_state_copy(int state, const char *to, struct err *err)
{
    return copy_folder(state, to, "/state", 0, err);
}
