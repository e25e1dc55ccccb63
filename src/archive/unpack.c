/* See unpack.h. Each step of a path is opened from the folder before it, without following
 * links, so that no entry can be led out of the folder by another. */
#include "archive/unpack.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY = 65536 };
static const char whiteout[] = ".wh.";
static const char opaque[] = ".wh..wh..opq";

struct unpacking {
    const char *archive;
    const char *folder;
    int root;
    bool layer;
    struct tar_read *tar;
};

/* Opens the folder that holds the entry; *name is its last step. Folders on the way that no
 * entry made are made (0755); false in *there when one is missing and `make` is not. */
static enum err_code open_parent(const struct unpacking *u, const char *path, bool make,
                                 int *parent, const char **name, bool *there, struct err *err)
{
    char step[TAR_STEP_MAX + 1];
    int at = fcntl(u->root, F_DUPFD_CLOEXEC, 3);
    *there = true;
    *name = path;
    *parent = -1;
    for (const char *slash = strchr(path, '/'); at >= 0 && slash != NULL;
         path = slash + 1, slash = strchr(path, '/')) {
        size_t n = (size_t)(slash - path);
        memcpy(step, path, n);
        step[n] = '\0';
        if (make && mkdirat(at, step, 0755) != 0 && errno != EEXIST) {
            close(at);
            return err_errno(err, "cannot make the folder of an entry");
        }
        int below = openat(at, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(at);
        if (below < 0 && errno == ENOENT && !make) {
            *there = false;
            return ERR_OK;
        }
        if (below < 0) {
            return err_set(err, ERR_INVALID, "it lies below a file or a link");
        }
        at = below;
    }
    *parent = at;
    *name = path;
    return at >= 0 ? ERR_OK : err_errno(err, "cannot open %s", u->folder);
}

static enum err_code copy_file(const struct unpacking *u, int parent, const char *name,
                               bool executable, struct err *err)
{
    char bytes[COPY];
    size_t got;
    int fd = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    executable ? 0755 : 0644);
    if (fd < 0) {
        return errno == EEXIST ? err_set(err, ERR_INVALID, "the name stands there twice")
                               : err_errno(err, "cannot be made");
    }
    enum err_code code = ERR_OK;
    do {
        code = tar_read_bytes(u->tar, bytes, sizeof bytes, &got, err);
        if (code == ERR_OK && got > 0) {
            code = file_write_fd(fd, name, str_n(bytes, got), err);
        }
    } while (code == ERR_OK && got > 0);
    if (code == ERR_OK && fchmod(fd, executable ? 0755 : 0644) != 0) {
        code = err_errno(err, "cannot be made");
    }
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot be written");
    }
    return code;
}

/* An absolute target is one of the root; a relative one may not climb above it. */
static bool climbs_out(const char *path, const char *target)
{
    struct str rest = str_of(target);
    struct str step;
    int depth = 0;
    if (target[0] == '/') {
        path = "";
    }
    for (; *path != '\0'; path++) {
        depth += *path == '/';
    }
    while (rest.p != NULL && str_split(&rest, '/', &step)) {
        if (str_is(step, "..")) {
            depth--;
        } else if (step.n > 0 && !str_is(step, ".")) {
            depth++;
        }
        if (depth < 0) {
            return true;
        }
    }
    return false;
}

static enum err_code make_symlink(const struct tar_entry *entry, int parent, const char *name,
                                  struct err *err)
{
    if (climbs_out(entry->path, entry->target)) {
        return err_set(err, ERR_INVALID, "a link that leads out of the root");
    }
    if (symlinkat(entry->target, parent, name) == 0) {
        return ERR_OK;
    }
    return errno == EEXIST ? err_set(err, ERR_INVALID, "the name stands there twice")
                           : err_errno(err, "cannot be made");
}

static enum err_code make_hard_link(const struct unpacking *u, const struct tar_entry *entry,
                                    int parent, const char *name, struct err *err)
{
    int from = -1;
    const char *old = "";
    bool there;
    struct stat info;
    TRY(open_parent(u, entry->target, false, &from, &old, &there, err));
    bool file =
        there && fstatat(from, old, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
    int made = file ? linkat(from, old, parent, name, 0) : 0;
    int why = errno;
    if (there) {
        close(from);
    }
    if (!file) {
        return err_set(err, ERR_INVALID, "a hard link to what is no file of the archive");
    }
    errno = why;
    if (made == 0) {
        return ERR_OK;
    }
    return errno == EEXIST ? err_set(err, ERR_INVALID, "the name stands there twice")
                           : err_errno(err, "cannot be made");
}

static enum err_code make_folder(const struct unpacking *u, int parent, const char *name,
                                 bool *existed, struct err *err)
{
    struct stat info;
    *existed = false;
    if (mkdirat(parent, name, 0755) == 0) {
        return fchmodat(parent, name, 0755, 0) == 0 ? ERR_OK : err_errno(err, "cannot be made");
    }
    if (errno != EEXIST) {
        return err_errno(err, "cannot be made");
    }
    /* A folder may come after what lies in it, and again in another layer. */
    *existed = fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
    (void)u;
    return *existed ? ERR_OK : err_set(err, ERR_INVALID, "the name stands there twice");
}

/* What has the name in a lower layer goes, but for a folder that stays one. */
static enum err_code make_way(const struct unpacking *u, const struct tar_entry *entry,
                              int parent, const char *name, struct err *err)
{
    struct stat info;
    char path[8192];
    if (!u->layer || fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return ERR_OK;
    }
    if (!S_ISDIR(info.st_mode)) {
        return unlinkat(parent, name, 0) == 0 ? ERR_OK : err_errno(err, "cannot be replaced");
    }
    if (entry->kind == TAR_FOLDER) {
        return ERR_OK;
    }
    /* open_parent went there without a link, and nobody else writes below the folder. */
    snprintf(path, sizeof path, "%s/%s", u->folder, entry->path);
    return file_remove_tree(path, err);
}

static enum err_code place(const struct unpacking *u, const struct tar_entry *entry,
                           struct err *err)
{
    int parent = -1;
    const char *name = "";
    bool there;
    bool existed;
    if (entry->path[0] == '\0') {
        return ERR_OK; /* the root */
    }
    TRY(open_parent(u, entry->path, true, &parent, &name, &there, err));
    enum err_code code = make_way(u, entry, parent, name, err);
    if (code == ERR_OK) {
        switch (entry->kind) {
        case TAR_FILE:
            code = copy_file(u, parent, name, entry->executable, err);
            break;
        case TAR_FOLDER:
            code = make_folder(u, parent, name, &existed, err);
            break;
        case TAR_SYMLINK:
            code = make_symlink(entry, parent, name, err);
            break;
        case TAR_HARD_LINK:
            code = make_hard_link(u, entry, parent, name, err);
            break;
        }
    }
    close(parent);
    return code;
}

static const char *last_step(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool is_whiteout(const struct unpacking *u, const struct tar_entry *entry)
{
    return u->layer && strncmp(last_step(entry->path), whiteout, sizeof whiteout - 1) == 0;
}

static enum err_code empty_folder(const char *path, struct err *err)
{
    struct arena *arena = arena_new();
    const char **names;
    size_t count = 0;
    enum err_code code = file_list(arena, path, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = file_remove_tree(arena_printf(arena, "%s/%s", path, names[i]), err);
    }
    arena_free(arena);
    return code;
}

/* Takes away what the layers below have. */
static enum err_code take_away(const struct unpacking *u, const struct tar_entry *entry,
                               struct err *err)
{
    const char *name = last_step(entry->path);
    int parent = -1;
    const char *step = "";
    bool there;
    struct stat info;
    char path[8192];
    TRY(open_parent(u, entry->path, false, &parent, &step, &there, err));
    if (!there) {
        return ERR_OK;
    }
    size_t folder = strlen(entry->path) - strlen(name);
    bool all = strcmp(name, opaque) == 0;
    const char *victim = name + sizeof whiteout - 1;
    bool plain = victim[0] != '\0' && strcmp(victim, ".") != 0 && strcmp(victim, "..") != 0;
    bool found = !all && plain && fstatat(parent, victim, &info, AT_SYMLINK_NOFOLLOW) == 0;
    close(parent);
    if (!all && !plain) {
        return err_set(err, ERR_INVALID, "a whiteout of nothing");
    }
    snprintf(path, sizeof path, "%s/%.*s%s", u->folder, (int)folder, entry->path,
             all ? "" : victim);
    if (all) {
        return empty_folder(path, err);
    }
    return found ? file_remove_tree(path, err) : ERR_OK;
}

static void tell_entry(const struct unpacking *u, const struct tar_entry *entry,
                       struct err *err)
{
    struct strbuf shown;
    strbuf_init(&shown, 1024);
    utf8_visible(&shown, str_sub(str_of(entry->path), 0, 100), false);
    err_prefix(err, "%s: %s", u->archive, shown.p);
    strbuf_release(&shown);
}

/* Whiteouts speak of lower layers alone, wherever they stand, so they go first. */
static enum err_code walk(struct unpacking *u, bool whiteouts, struct err *err)
{
    struct tar_entry entry;
    bool found;
    for (;;) {
        TRY(tar_read_next(u->tar, &entry, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (is_whiteout(u, &entry) != whiteouts) {
            continue;
        }
        enum err_code code = whiteouts ? take_away(u, &entry, err) : place(u, &entry, err);
        if (code != ERR_OK) {
            tell_entry(u, &entry, err);
            return code;
        }
    }
}

static enum err_code pass(struct unpacking *u, struct tar_limits *limits, bool whiteouts,
                          struct err *err)
{
    int fd = open(u->archive, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", u->archive);
    }
    enum err_code code = tar_read_open(&u->tar, fd, u->archive, *limits, err);
    if (code == ERR_OK) {
        code = walk(u, whiteouts, err);
        *limits = whiteouts ? *limits : tar_read_left(u->tar);
        tar_read_close(u->tar);
    }
    close(fd);
    return code;
}

enum err_code unpack_tar(const char *archive, const char *folder, bool layer,
                         struct tar_limits *limits, struct err *err)
{
    struct unpacking u = {.archive = archive, .folder = folder, .layer = layer};
    u.root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (u.root < 0) {
        return err_errno(err, "cannot open %s", folder);
    }
    enum err_code code = layer ? pass(&u, limits, true, err) : ERR_OK;
    if (code == ERR_OK) {
        code = pass(&u, limits, false, err);
    }
    close(u.root);
    return code;
}
