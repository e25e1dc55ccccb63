#include "casefile/source_bytes.h"

#include "base/file.h"
#include "casefile/found_files.h"
#include "casefile/odd_name.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <sys/stat.h>

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

enum err_code source_bytes_forget(struct db *db, int64_t document,
                                  const struct source_bytes *source, bool *other,
                                  struct err *err)
{
    struct stat info;
    struct db_query *query;
    if (lstat(source->path, &info) != 0) {
        TRY(db_do(db, sql_casefile_file_state, err, "it", source->file, STR("gone")));
    } else {
        TRY(db_do(db, sql_casefile_file_again, err, "iii", source->file, (int64_t)info.st_size,
                  found_modified(&info)));
    }
    TRY(db_ask(db, sql_casefile_source_on_disk, &query, err, "i", document));
    TRY(db_step(query, other, err));
    db_reset(query);
    return ERR_OK;
}
