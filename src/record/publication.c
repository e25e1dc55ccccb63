/* See publication.h. A partial tile goes when the full one is there (c2sp.org/tlog-tiles). */
#include "record/publication.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/tile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct publishing {
    const char *folder;
    struct leaf_log *log;
    struct arena *arena;
    struct strbuf bytes;
};

/* Nobody looks for the file before a checkpoint speaks of it. */
static enum err_code write_plain(const char *path, struct str bytes, struct err *err)
{
    struct arena *arena;
    enum err_code code = ERR_OK;
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
    int fd = open(path, flags, 0644);
    if (fd < 0 && errno == ENOENT) {
        arena = arena_new();
        code = file_make_folders(file_folder_of(arena, path), 0755, err);
        arena_free(arena);
        TRY(code);
        fd = open(path, flags, 0644);
    }
    if (fd < 0) {
        return err_errno(err, "cannot write %s", path);
    }
    code = file_write_fd(fd, path, bytes, err);
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    return code;
}

static enum err_code publish_body(void *data, const struct leaf *leaf, struct err *err)
{
    struct publishing *publishing = data;
    struct arena *arena = publishing->arena;
    if (leaf->body.n == 0) {
        return ERR_OK; /* removed */
    }
    arena_reset(arena);
    strbuf_clear(&publishing->bytes);
    body_compose(&publishing->bytes, &leaf->salt, leaf->body);
    TRY(strbuf_check(&publishing->bytes, "a body", err));
    return write_plain(
        arena_printf(arena, "%s/body/%.*s", publishing->folder, STR_ARG(leaf->id)),
        strbuf_view(&publishing->bytes), err);
}

static enum err_code add_entry(void *data, const struct leaf *leaf, struct err *err)
{
    struct publishing *publishing = data;
    return bundle_add(&publishing->bytes, leaf->note, err);
}

static enum err_code drop_partial(struct arena *arena, const char *path, struct err *err)
{
    char *partial = arena_printf(arena, "%s.p", path);
    return file_exists(partial) ? file_remove_tree(partial, err) : ERR_OK;
}

static enum err_code publish_tile(void *data, const struct tile *tile, struct err *err)
{
    struct publishing *publishing = data;
    char name[TILE_PATH_SIZE];
    uint64_t first = tile->index * TILE_WIDTH;
    arena_reset(publishing->arena);
    tile_path(name, tile);
    char *path = arena_printf(publishing->arena, "%s/%s", publishing->folder, name);
    strbuf_clear(&publishing->bytes);
    if (tile->entries) {
        TRY(leaf_log_each(publishing->log, first, first + tile->width, add_entry, publishing,
                          err));
    } else {
        TRY(tile_compose(&publishing->bytes, tile, leaf_log_node, publishing->log, err));
    }
    TRY(strbuf_check(&publishing->bytes, "a tile", err));
    TRY(write_plain(path, strbuf_view(&publishing->bytes), err));
    return tile->width == TILE_WIDTH ? drop_partial(publishing->arena, path, err) : ERR_OK;
}

enum err_code publish_range(const char *folder, struct leaf_log *log, uint64_t from,
                            uint64_t to, struct err *err)
{
    struct publishing publishing = {folder, log, arena_new(), {0}};
    strbuf_init(&publishing.bytes, TILE_WIDTH * (LIMIT_LEAF + 2) + SALT_SIZE + LIMIT_BODY);
    enum err_code code = leaf_log_each(log, from, to, publish_body, &publishing, err);
    if (code == ERR_OK) {
        code = tile_growth(from, to, publish_tile, &publishing, err);
    }
    strbuf_release(&publishing.bytes);
    arena_free(publishing.arena);
    return code;
}

static enum err_code publish_note(const char *folder, const char *name, struct str note,
                                  struct err *err)
{
    struct arena *arena = arena_new();
    char *path = arena_printf(arena, "%s/%s", folder, name);
    char *fresh = arena_printf(arena, "%s/%s.new", folder, name);
    enum err_code code = write_plain(fresh, note, err);
    if (code == ERR_OK && rename(fresh, path) != 0) {
        code = err_errno(err, "cannot rename %s", fresh);
    }
    arena_free(arena);
    return code;
}

enum err_code publish_checkpoint(const char *folder, struct str note, struct err *err)
{
    return publish_note(folder, "checkpoint", note, err);
}

enum err_code publish_cosigned(const char *folder, struct str note, struct err *err)
{
    return publish_note(folder, "checkpoint.cosigned", note, err);
}

enum err_code publish_sync(const char *folder, struct err *err)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", folder);
    }
    int status = syncfs(fd);
    close(fd);
    return status == 0 ? ERR_OK : err_errno(err, "cannot sync %s", folder);
}
