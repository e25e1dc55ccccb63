/* Which files the processes inside have mapped (proc(5), maps). */
#include "base/file.h"
#include "base/str.h"
#include "sandbox/sandbox_state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAPS_MAX = 16 * 1024 * 1024, PATHS_MAX = 20000 };

struct path_list {
    struct arena *arena;
    const char **paths;
    size_t count;
    size_t capacity;
};

static void add_path(struct path_list *list, struct str path)
{
    if (list->count == list->capacity) {
        size_t wider = list->capacity > 0 ? list->capacity * 2 : 64;
        const char **paths = arena_alloc(list->arena, wider * sizeof *paths);
        if (list->count > 0) {
            memcpy(paths, list->paths, list->count * sizeof *paths);
        }
        list->paths = paths;
        list->capacity = wider;
    }
    list->paths[list->count++] = arena_strndup(list->arena, path.p, path.n);
}

/* Not the tool's own, not its inputs and outputs, not memory that has a name. */
static bool belongs_to_runtime(struct str path)
{
    static const char *const elsewhere[] = {"/tool/", "/in/",           "/out/",   "/state/",
                                            "/tmp/",  "/dev/",          "/memfd:", "/SYSV",
                                            "/proc/", "/anon_hugepage", NULL};
    for (size_t i = 0; elsewhere[i] != NULL; i++) {
        if (str_starts(path, str_of(elsewhere[i]))) {
            return false;
        }
    }
    return path.n > 0 && path.p[0] == '/';
}

/* "start-end perms offset dev inode   PATH" */
static void add_map_line(struct path_list *list, struct str line)
{
    for (int field = 0; field < 5; field++) {
        struct str word;
        if (!str_split(&line, ' ', &word)) {
            return;
        }
    }
    struct str path = str_trim(line);
    if (list->count < PATHS_MAX && belongs_to_runtime(path)) {
        add_path(list, path);
    }
}

static enum err_code add_process(struct path_list *list, int proc, const char *pid,
                                 struct err *err)
{
    char path[64];
    struct str text;
    int length = snprintf(path, sizeof path, "%s/maps", pid);
    if (length < 0 || (size_t)length >= sizeof path) {
        return ERR_OK;
    }
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot read a tool's mapped files");
    }
    struct strbuf bytes;
    strbuf_init(&bytes, MAPS_MAX);
    ssize_t got;
    do {
        char *room = strbuf_reserve(&bytes, 65536);
        got = room != NULL ? read(fd, room, 65536) : 0;
        bytes.n += got > 0 ? (size_t)got : 0;
    } while (got > 0);
    bool ended_meanwhile = got < 0 && errno == ESRCH;
    enum err_code code = got < 0 && !ended_meanwhile
                             ? err_errno(err, "cannot read a tool's mapped files")
                             : strbuf_check(&bytes, "a tool's list of mapped files", err);
    close(fd);
    text = strbuf_view(&bytes);
    struct str line;
    while (code == ERR_OK && str_split(&text, '\n', &line)) {
        add_map_line(list, line);
    }
    strbuf_release(&bytes);
    return code;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_once(struct path_list *list)
{
    if (list->count == 0) {
        return;
    }
    qsort(list->paths, list->count, sizeof *list->paths, compare_paths);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++) {
        if (strcmp(list->paths[i], list->paths[kept - 1]) != 0) {
            list->paths[kept++] = list->paths[i];
        }
    }
    list->count = kept;
}

static bool is_process(const char *name)
{
    /* process 1 is ours: a copy of the host */
    return name[0] >= '1' && name[0] <= '9' && strcmp(name, "1") != 0;
}

enum err_code sandbox_mapped_files(struct sandbox *sandbox, struct arena *arena,
                                   const char ***paths, size_t *count, struct err *err)
{
    struct path_list list = {.arena = arena};
    enum err_code code = ERR_OK;
    *paths = NULL;
    *count = 0;
    if (sandbox->launch->root_folder[0] != '\0') {
        return ERR_OK;
    }
    int fd = openat(sandbox->proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (dir == NULL) {
        return err_errno(err, "cannot list the processes of a sandbox");
    }
    const struct dirent *entry;
    while (code == ERR_OK && (entry = readdir(dir)) != NULL) {
        if (is_process(entry->d_name)) {
            code = add_process(&list, sandbox->proc, entry->d_name, err);
        }
    }
    closedir(dir);
    sort_once(&list);
    *paths = list.paths;
    *count = list.count;
    return code;
}
