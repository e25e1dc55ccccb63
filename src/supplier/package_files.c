/* See package_files.h. */
#include "supplier/package_files.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "protocol/manifest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct gathering {
    struct arena *arena;
    const char *folder;
    struct submission_file *files; /* of the heap while it grows */
    size_t count;
    size_t capacity;
};

static enum err_code gather(struct gathering *gathering, const char *below, struct err *err);

static enum err_code add_file(struct gathering *gathering, const char *full, const char *below,
                              mode_t mode, struct err *err)
{
    struct submission_file file = {
        .path = str_of(arena_printf(gathering->arena, "package/%s", below)),
        .executable = (mode & 0111) != 0};
    if (!submission_path_valid(file.path)) {
        err_set(err, ERR_INVALID, "%s: this path does not go into a submission", full);
        err_hint(err,
                 "at most 255 bytes, the file's own name at most 100, no control characters");
        return ERR_INVALID;
    }
    TRY(sha256_of_file(full, &file.digest, &file.bytes, err));
    gathering->files =
        mem_grow(gathering->files, gathering->count, &gathering->capacity, sizeof file);
    gathering->files[gathering->count++] = file;
    return ERR_OK;
}

static enum err_code gather_one(struct gathering *gathering, const char *below, struct err *err)
{
    struct stat info;
    const char *full = arena_printf(gathering->arena, "%s/%s", gathering->folder, below);
    if (lstat(full, &info) != 0) {
        return err_errno(err, "cannot look at %s", full);
    }
    if (S_ISDIR(info.st_mode)) {
        return gather(gathering, below, err);
    }
    return S_ISREG(info.st_mode) ? add_file(gathering, full, below, info.st_mode, err)
                                 : err_set(err, ERR_INVALID, "%s is no regular file", full);
}

static enum err_code gather(struct gathering *gathering, const char *below, struct err *err)
{
    const char **names;
    size_t count;
    const char *slash = below[0] != '\0' ? "/" : "";
    TRY(file_list(gathering->arena,
                  arena_printf(gathering->arena, "%s%s%s", gathering->folder, slash, below),
                  &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        TRY(gather_one(gathering,
                       arena_printf(gathering->arena, "%s%s%s", below, slash, names[i]), err));
    }
    return ERR_OK;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct submission_file *)a)->path,
                   ((const struct submission_file *)b)->path);
}

enum err_code package_files(struct arena *arena, const char *folder,
                            struct submission_file **files, size_t *count, struct err *err)
{
    struct gathering gathering = {.arena = arena, .folder = folder};
    struct sha256 digest;
    TRY(folder_digest(folder, &digest, err)); /* limits, links and names are judged there */
    enum err_code code = gather(&gathering, "", err);
    if (code == ERR_OK && gathering.count > 0) {
        qsort(gathering.files, gathering.count, sizeof *gathering.files, by_path);
        *files = arena_alloc(arena, gathering.count * sizeof **files);
        memcpy(*files, gathering.files, gathering.count * sizeof **files);
        *count = gathering.count;
    } else if (code == ERR_OK) {
        code = err_set(err, ERR_NOT_FOUND, "%s holds no file", folder);
    }
    free(gathering.files);
    return code;
}
