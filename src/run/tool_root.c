/* See tool_root.h. */
#include "run/tool_root.h"

#include "archive/image.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "run/staging.h"
#include "sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct tar_limits limits = {LIMIT_TOOL_BYTES, LIMIT_ROOT_ENTRIES};

/* Where the sandbox puts its own folders the root must have folders, or nothing yet. */
static enum err_code make_places(const char *root, struct err *err)
{
    enum err_code code = ERR_OK;
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", root);
    }
    for (size_t i = 0; code == ERR_OK && sandbox_root_places[i] != NULL; i++) {
        const char *place = sandbox_root_places[i];
        struct stat info;
        if (mkdirat(fd, place, 0755) != 0 &&
            (errno != EEXIST || fstatat(fd, place, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
             !S_ISDIR(info.st_mode))) {
            code = err_set(err, ERR_INVALID,
                           "it has /%s, which is no folder: the sandbox puts its own there",
                           place);
        }
    }
    if (code == ERR_OK && syncfs(fd) != 0) {
        code = err_errno(err, "cannot sync %s", root);
    }
    close(fd);
    return code;
}

/* `made` is a folder of this process alone. */
static enum err_code make(struct arena *arena, const char *tar, const char *made,
                          struct err *err)
{
    const char *root = arena_printf(arena, "%s/tree", made);
    const char *work = arena_printf(arena, "%s/work", made);
    TRY(file_make_folders(made, 0700, err));
    TRY(file_make_folders(root, 0755, err));
    TRY(file_make_folders(work, 0755, err));
    TRY(image_unpack(tar, root, work, limits, err));
    return make_places(root, err);
}

static enum err_code find(struct arena *arena, const char *tar, const char *scratch,
                          const char **folder, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    char random[17];
    TRY(sha256_of_file(tar, &digest, NULL, err));
    sha256_hex(hex, &digest);
    const char *place = arena_printf(arena, "%s/root-%s", scratch, hex);
    *folder = arena_printf(arena, "%s/tree", place);
    if (file_exists(*folder)) {
        return ERR_OK;
    }
    random_hex(random, 8);
    /* A name that the sweep of staging knows, should this process be killed. */
    const char *made =
        arena_printf(arena, "%s/" STAGING_PREFIX "%ld-%s", scratch, (long)getpid(), random);
    enum err_code code = make(arena, tar, made, err);
    if (code == ERR_OK && rename(made, place) == 0) {
        return ERR_OK;
    }
    if (code == ERR_OK && !file_exists(*folder)) { /* else another was quicker */
        code = err_errno(err, "cannot keep the root of %s", tar);
    }
    enum err_code ignored = file_remove_tree(made, NULL);
    (void)ignored; /* tmp/ is emptied at the next start */
    return code;
}

/* tool.json names it within the folder; the self-test anywhere. */
static const char *tar_of(struct arena *arena, const char *folder, const char *root)
{
    return root[0] == '/' ? root : arena_printf(arena, "%s/%s", folder, root);
}

enum err_code tool_root_open(const char *tool_folder, const struct manifest *manifest,
                             const char *scratch, char **folder, struct err *err)
{
    const char *found = NULL;
    *folder = NULL;
    if (manifest->root == NULL) {
        return ERR_OK;
    }
    struct arena *arena = arena_new();
    enum err_code code =
        find(arena, tar_of(arena, tool_folder, manifest->root), scratch, &found, err);
    if (code == ERR_OK) {
        *folder = xstrdup(found);
    } else {
        err_prefix(err, "tool.json: \"root\"");
    }
    arena_free(arena);
    return code;
}
