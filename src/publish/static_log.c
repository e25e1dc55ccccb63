/* The log's part of a static publication. */
#include "publish/static_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/tlogproof.h"
#include "record/published_log.h"
#include "store/blob.h"

#include <string.h>

struct logging {
    struct publishing_site *publishing;
    struct published_log log;
    struct arena *arena; /* for as long as the log is copied */
    struct note_key key;
};

/* The log's own word for its key: a proof made by an earlier publication is judged by it. */
static enum err_code key_of_genesis(struct logging *logging, struct err *err)
{
    struct signed_statement statement;
    struct salt salt;
    struct js *value;
    struct str bytes;
    struct str canonical;
    struct str vkey;
    const struct log_files *files = &logging->log.files;
    TRY(published_entry(&logging->log, 0, &bytes, err));
    TRY(statement_parse(logging->arena, arena_str(logging->arena, bytes), &statement, err));
    TRY(files->read(files->data, logging->arena,
                    arena_printf(logging->arena, "body/%s", statement.id),
                    SALT_SIZE + LIMIT_BODY, &bytes, err));
    TRY(body_parse(logging->arena, bytes, &salt, &canonical, &value, err));
    TRY(js_need_str(value, "log_key", &vkey, err));
    TRY(vkey_parse(vkey, &logging->key, err));
    return checkpoint_verify(&logging->log.checkpoint, &logging->key, err);
}

static enum err_code copy_file(struct logging *logging, const char *name, size_t max,
                               struct err *err)
{
    struct arena *arena = logging->publishing->arena;
    const struct log_files *files = &logging->log.files;
    struct str bytes;
    arena_reset(arena);
    TRY(files->read(files->data, arena, name, max, &bytes, err));
    return static_folder_put(&logging->publishing->folder, name, bytes, err);
}

static enum err_code copy_tile(void *data, const struct tile *tile, struct err *err)
{
    char name[TILE_PATH_SIZE];
    tile_path(name, tile);
    return copy_file(data, name, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2), err);
}

/* A proof against an earlier head is as good: it stays when it still proves this leaf and
 * carries the same body, so a log that grows does not change every file. */
static bool old_proof_serves(struct logging *logging, const char *name, uint64_t index,
                             struct str fresh, struct str *old)
{
    struct arena *arena = logging->publishing->arena;
    struct tlogproof proof;
    struct tlogproof now;
    struct tlogproof_extra extra = {.entry = STR("")};
    struct signed_checkpoint checkpoint;
    return static_folder_old(&logging->publishing->folder, arena, name, 4 * LIMIT_BODY, old,
                             NULL) == ERR_OK &&
           tlogproof_parse(arena, *old, &proof, NULL) == ERR_OK &&
           tlogproof_parse(arena, fresh, &now, NULL) == ERR_OK && proof.index == index &&
           proof.has_extra && now.has_extra && str_eq(proof.extra, now.extra) &&
           tlogproof_extra_parse(proof.extra, &extra, NULL) == ERR_OK &&
           tlogproof_verify(arena, &proof, extra.entry, &logging->key, &checkpoint, NULL) ==
               ERR_OK;
}

static enum err_code put_proof(struct logging *logging, uint64_t index,
                               char id[STATEMENT_ID_SIZE], struct err *err)
{
    struct arena *arena = logging->publishing->arena;
    struct str text;
    struct str old;
    arena_reset(arena);
    TRY(published_proof(&logging->log, arena, index, id, &text, err));
    char *name = arena_printf(arena, "proof/%s.tlog-proof", id);
    bool serves = old_proof_serves(logging, name, index, text, &old);
    return static_folder_put(&logging->publishing->folder, name, serves ? old : text, err);
}

static enum err_code copy_leaf(struct logging *logging, uint64_t index, struct err *err)
{
    char id[STATEMENT_ID_SIZE];
    char name[sizeof "body/" + STATEMENT_ID_SIZE];
    TRY(put_proof(logging, index, id, err));
    snprintf(name, sizeof name, "body/%s", id);
    enum err_code code = copy_file(logging, name, SALT_SIZE + LIMIT_BODY, err);
    if (code == ERR_NOT_FOUND) {
        logging->publishing->report->removed++;
        return ERR_OK;
    }
    return code;
}

static enum err_code copy_log(struct logging *logging, struct err *err)
{
    struct static_folder *folder = &logging->publishing->folder;
    uint64_t size = logging->log.checkpoint.head.size;
    TRY(key_of_genesis(logging, err));
    TRY(static_folder_put(folder, "checkpoint", logging->log.checkpoint.bytes, err));
    enum err_code code = copy_file(logging, "checkpoint.cosigned", LIMIT_NOTE, err);
    if (code != ERR_OK && code != ERR_NOT_FOUND) {
        return code;
    }
    TRY(tile_growth(0, size, copy_tile, logging, err));
    for (uint64_t index = 0; index < size; index++) {
        TRY(copy_leaf(logging, index, err));
    }
    logging->publishing->report->leaves = size;
    return ERR_OK;
}

enum err_code static_log(struct publishing_site *publishing, struct err *err)
{
    struct logging logging = {.publishing = publishing, .arena = arena_new()};
    const struct log_files files = log_files_in(publishing->plan->data->log);
    enum err_code code = published_open(&logging.log, logging.arena, &files, err);
    if (code == ERR_OK) {
        code = copy_log(&logging, err);
    }
    published_close(&logging.log);
    arena_free(logging.arena);
    return code;
}

static enum err_code copy_blob(struct publishing_site *publishing, const char *first,
                               const char *rest, struct err *err)
{
    struct str bytes;
    arena_reset(publishing->arena);
    char *hex = arena_printf(publishing->arena, "%s%s", first, rest);
    TRY(blob_read(publishing->arena, publishing->plan->data->blobs_public, str_of(hex),
                  LIMIT_TOOL_BYTES, &bytes, err));
    publishing->report->blobs++;
    return static_folder_put(&publishing->folder,
                             arena_printf(publishing->arena, "blob/%s", hex), bytes, err);
}

enum err_code static_blobs(struct publishing_site *publishing, struct err *err)
{
    struct arena *arena = arena_new();
    const char *root = publishing->plan->data->blobs_public;
    const char **folders = NULL;
    const char **names;
    size_t folder_count = 0;
    size_t count;
    enum err_code code = ERR_OK;
    if (file_exists(root)) {
        code = file_list(arena, root, &folders, &folder_count, err);
    }
    for (size_t i = 0; i < folder_count && code == ERR_OK; i++) {
        if (strlen(folders[i]) != 2) {
            continue; /* being written */
        }
        code = file_list(arena, arena_printf(arena, "%s/%s", root, folders[i]), &names, &count,
                         err);
        for (size_t k = 0; code == ERR_OK && k < count; k++) {
            if (strlen(names[k]) == 62) {
                code = copy_blob(publishing, folders[i], names[k], err);
            }
        }
    }
    arena_free(arena);
    return code;
}
