#include "casefile/source_bytes.h"

#include "base/file.h"
#include "casefile/found_files.h"
#include "casefile/odd_name.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code find_within(struct db *db, struct arena *arena, const char *scratch,
                                 int64_t document, struct source_bytes *source, bool *found,
                                 struct err *err)
{
    struct db_query *query;
    TRY(db_ask(db, sql_casefile_source_within, &query, err, "i", document));
    TRY(db_step(query, found, err));
    if (!*found) {
        return ERR_OK;
    }
    const char *path = arena_printf(arena, "%s/source", scratch);
    enum err_code code = file_write(path, db_text(query, 0), 0600, err);
    db_reset(query);
    *source = (struct source_bytes){.path = path};
    return code;
}

enum err_code source_bytes_find(struct db *db, struct arena *arena, struct str root,
                                const char *scratch, int64_t document,
                                struct source_bytes *source, bool *found, struct err *err)
{
    struct db_query *query;
    TRY(find_within(db, arena, scratch, document, source, found, err));
    if (*found) {
        return ERR_OK;
    }
    TRY(db_ask(db, sql_casefile_source_on_disk, &query, err, "i", document));
    TRY(db_step(query, found, err));
    if (*found) {
        *source =
            (struct source_bytes){.file = db_int(query, 0),
                                  .path = odd_name_on_disk(arena, root, db_text(query, 1)),
                                  .bytes = db_int(query, 2),
                                  .modified = db_int(query, 3)};
        db_reset(query);
    }
    return ERR_OK;
}

bool source_bytes_unchanged(const struct source_bytes *source)
{
    struct stat info;
    return source->file == 0 || (lstat(source->path, &info) == 0 && S_ISREG(info.st_mode) &&
                                 (int64_t)info.st_size == source->bytes &&
                                 found_modified(&info) == source->modified);
}

bool source_bytes_reachable(const struct source_bytes *source)
{
    char byte;
    if (source->file == 0) {
        return true;
    }
    int fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool good = fd >= 0 && pread(fd, &byte, 1, 0) >= 0;
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = reason;
    return good;
}

/* It was taken out of its folder, which can be listed and holds other things: a folder on which
 * nothing is mounted any more is empty, or not there. */
static bool is_gone(struct arena *arena, const char *path)
{
    const char **names;
    size_t count;
    struct stat info;
    return lstat(path, &info) != 0 && errno == ENOENT &&
           file_list(arena, file_folder_of(arena, path), &names, &count, NULL) == ERR_OK &&
           count > 0;
}

static enum err_code forget_file(struct db *db, struct arena *arena,
                                 const struct source_bytes *source, bool *kept, struct err *err)
{
    struct stat info;
    struct err why = {0};
    *kept = false;
    if (is_gone(arena, source->path)) {
        return db_do(db, sql_casefile_file_state, err, "it", source->file, STR("gone"));
    }
    if (lstat(source->path, &info) == 0 && source_bytes_reachable(source)) {
        return db_do(db, sql_casefile_file_again, err, "iii", source->file,
                     (int64_t)info.st_size, found_modified(&info));
    }
    *kept = true;
    enum err_code ignored = err_errno(&why, "it cannot be opened");
    (void)ignored;
    return db_do(db, sql_casefile_unlooked_file, err, "it", source->file, str_of(why.message));
}

enum err_code source_bytes_forget(struct db *db, int64_t document,
                                  const struct source_bytes *source, bool *over,
                                  struct err *err)
{
    struct db_query *query;
    bool kept;
    bool other;
    struct arena *arena = arena_new();
    enum err_code code = forget_file(db, arena, source, &kept, err);
    arena_free(arena);
    TRY(code);
    TRY(db_ask(db, sql_casefile_source_on_disk, &query, err, "i", document));
    TRY(db_step(query, &other, err));
    db_reset(query);
    *over = !other && !kept;
    return ERR_OK;
}
