/* The data folder; see datadir.h. */
#include "store/datadir.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code datadir_at(struct arena *arena, const char *root, struct datadir *dir,
                         struct err *err)
{
    if (root[0] != '/') {
        char here[PATH_MAX];
        if (getcwd(here, sizeof here) == NULL) {
            return err_errno(err, "cannot tell the working folder");
        }
        root = arena_printf(arena, "%s/%s", here, root);
    }
    *dir = (struct datadir){
        .root = arena_strdup(arena, root),
        .keys = arena_printf(arena, "%s/keys", root),
        .ledger_db = arena_printf(arena, "%s/ledger.db", root),
        .public_db = arena_printf(arena, "%s/public.db", root),
        .jobs_db = arena_printf(arena, "%s/jobs.db", root),
        .blobs_public = arena_printf(arena, "%s/blobs/public", root),
        .blobs_private = arena_printf(arena, "%s/blobs/private", root),
        .log = arena_printf(arena, "%s/log", root),
        .runs = arena_printf(arena, "%s/runs", root),
        .parcels = arena_printf(arena, "%s/parcels", root),
        .custody = arena_printf(arena, "%s/custody", root),
        .submissions = arena_printf(arena, "%s/submissions", root),
        .evidence = arena_printf(arena, "%s/evidence", root),
        .tmp = arena_printf(arena, "%s/tmp", root),
        .keeper_socket = arena_printf(arena, "%s/keeper.socket", root),
        .keeper_lock = arena_printf(arena, "%s/keeper.lock", root),
    };
    return ERR_OK;
}

enum err_code datadir_make(const struct datadir *dir, struct err *err)
{
    const struct {
        const char *path;
        mode_t mode;
    } folders[] = {{dir->root, 0755},          {dir->keys, 0700}, {dir->blobs_public, 0755},
                   {dir->blobs_private, 0700}, {dir->log, 0755},  {dir->runs, 0700},
                   {dir->evidence, 0755},      {dir->tmp, 0700}};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        TRY(file_make_folders(folders[i].path, folders[i].mode, err));
    }
    if (chmod(dir->keys, 0700) != 0) {
        return err_errno(err, "cannot make %s private", dir->keys);
    }
    return ERR_OK;
}
