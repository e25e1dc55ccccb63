/* Whether somebody read the files of a set outside an opening: a trace, not a proof.
 *
 * When an opening ends, each file's time of access is set to a second after the epoch, and its
 * time of change to the epoch. Under Linux's "relatime" (the default since 2.6.30, mount(8))
 * and under "strictatime" whoever reads it moves the time of access, since it is older than the
 * inode's change; whoever writes it moves the time of change. Where the file system keeps no
 * such times ("noatime") a file of our own tells, and nothing is concluded. */
#include "custody/custody_state.h"

#include "base/file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_MARK = 1, WRITE_MARK = 0, DEPTH_MAX = 16 };

enum { SEEN_READ = 1, SEEN_CHANGED = 2 };

typedef void file_fn(void *data, const char *path, const struct stat *info);

static void each_file(struct arena *arena, const char *folder, int depth, file_fn *visit,
                      void *data)
{
    const char **names;
    size_t count;
    if (depth == DEPTH_MAX || file_list(arena, folder, &names, &count, NULL) != ERR_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        const char *path = arena_printf(arena, "%s/%s", folder, names[i]);
        if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            each_file(arena, path, depth + 1, visit, data);
        } else if (S_ISREG(info.st_mode)) {
            visit(data, path, &info);
        }
    }
}

static void mark_file(void *data, const char *path, const struct stat *info)
{
    const struct timespec times[2] = {{.tv_sec = READ_MARK}, {.tv_sec = WRITE_MARK}};
    (void)data;
    (void)info;
    (void)utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

void custody_mark(const struct custody_set *set)
{
    struct arena *arena = arena_new();
    each_file(arena, set->items, 0, mark_file, NULL);
    arena_free(arena);
}

static void look_at_file(void *data, const char *path, const struct stat *info)
{
    int *seen = data;
    (void)path;
    if (info->st_mtim.tv_sec != WRITE_MARK) {
        *seen |= SEEN_CHANGED;
    }
    if (info->st_atim.tv_sec != READ_MARK) {
        *seen |= SEEN_READ;
    }
}

/* Does reading move a file's time of access here? */
static bool times_are_kept(const struct custody_set *set)
{
    struct arena *arena = arena_new();
    struct str text;
    struct stat info;
    const char *path = arena_printf(arena, "%s/probe-%ld", set->folder, (long)getpid());
    bool kept = false;
    if (file_write(path, STR("probe\n"), 0600, NULL) == ERR_OK) {
        mark_file(NULL, path, NULL);
        kept = file_read(arena, path, 100, &text, NULL) == ERR_OK && stat(path, &info) == 0 &&
               info.st_atim.tv_sec != READ_MARK;
        unlink(path);
    }
    arena_free(arena);
    return kept;
}

/* An opening that lasts, or one that was killed: what was read since cannot be told apart. */
static bool is_open(struct arena *arena, const struct custody_set *set)
{
    const char **names;
    size_t count;
    if (file_list(arena, set->folder, &names, &count, NULL) != ERR_OK) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (str_starts(str_of(names[i]), STR("open-"))) {
            return true;
        }
    }
    return false;
}

const char *custody_look(const struct custody_set *set)
{
    struct arena *arena = arena_new();
    int seen = 0;
    bool open = is_open(arena, set);
    each_file(arena, set->items, 0, look_at_file, &seen);
    arena_free(arena);
    if ((seen & SEEN_CHANGED) != 0) {
        return "changed since";
    }
    if (open || !times_are_kept(set)) {
        return "not told";
    }
    return (seen & SEEN_READ) != 0 ? "read since" : "as left";
}
