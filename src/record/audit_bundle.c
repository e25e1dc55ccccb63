/* See audit_bundle.h. */
#include "record/audit_bundle.h"

#include "base/limits.h"
#include "ledger/body.h"
#include "ledger/merkle.h"

/* Of bodies that are held parsed at a time; a tree of JSON is many times its text. */
enum { BODIES_BYTES = 256 * 1024 };

enum err_code audit_bundle_read(const struct bundle_reader *reader, struct arena *arena,
                                uint64_t index, unsigned width, struct str *bytes,
                                struct err *err)
{
    struct tile tile = {.entries = true, .index = index, .width = width};
    char name[TILE_PATH_SIZE];
    tile_path(name, &tile);
    return reader->files->read(reader->files->data, arena, name,
                               (size_t)TILE_WIDTH * (LIMIT_LEAF + 2), bytes, err);
}

/* *body with p == NULL when it is not there. */
static enum err_code read_body(const struct bundle_reader *reader, struct arena *arena,
                               const struct signed_statement *statement, struct str *body,
                               struct err *err)
{
    const struct log_files *files = reader->files;
    char *name = arena_printf(arena, "body/%s", statement->id);
    enum err_code code =
        files->read(files->data, arena, name, SALT_SIZE + LIMIT_BODY, body, err);
    if (code == ERR_NOT_FOUND) {
        *body = str_n(NULL, 0);
        return ERR_OK;
    }
    return code;
}

static enum err_code judge_body(struct arena *arena, struct checked_entry *entry,
                                struct str body, struct err *err)
{
    const struct statement *header = &entry->statement.header;
    struct str canonical;
    struct salt salt;
    bool understood;
    if (body.p == NULL) {
        return ERR_OK;
    }
    TRY(body_parse(arena, body, &salt, &canonical, &entry->value, err));
    TRY(body_verify(header, &salt, canonical, err));
    return body_judge(header->type, entry->value, &understood, err);
}

static bool signature_holds(const struct bundle_reader *reader,
                            const struct signed_statement *statement)
{
    const struct keyring_key *key = keyring_find(reader->keyring, statement->header.by);
    return key != NULL && statement_verify(statement, &key->public, NULL) == ERR_OK;
}

/* Its form, and the bytes of its body. */
static enum err_code begin_entry(const struct bundle_reader *reader, struct arena *arena,
                                 struct str *rest, unsigned at, unsigned width,
                                 struct checked_entry *entry, struct str *body, struct err *err)
{
    struct str bytes;
    bool found;
    TRY(bundle_next(rest, &bytes, &found, err));
    if (found != (at < width)) {
        return err_set(err, ERR_INVALID, "its bundle has not %u entries", width);
    }
    *body = str_n(NULL, 0);
    if (!found) {
        return ERR_OK;
    }
    *entry = (struct checked_entry){.bytes = bytes, .hash = merkle_leaf(bytes)};
    if (reader->tree_only) {
        return ERR_OK;
    }
    TRY(statement_parse(arena, bytes, &entry->statement, err));
    return read_body(reader, arena, &entry->statement, body, err);
}

static enum err_code end_entry(const struct bundle_reader *reader, struct arena *arena,
                               struct checked_entry *entry, struct str body, struct err *err)
{
    if (reader->tree_only) {
        return ERR_OK;
    }
    TRY(judge_body(arena, entry, body, err));
    entry->signature = signature_holds(reader, &entry->statement);
    return ERR_OK;
}

enum err_code bundle_take(const struct bundle_reader *reader, struct arena *arena,
                          struct str *rest, unsigned at, unsigned width,
                          struct checked_entry *entry, struct err *err)
{
    struct str body;
    TRY(begin_entry(reader, arena, rest, at, width, entry, &body, err));
    return at < width ? end_entry(reader, arena, entry, body, err) : ERR_OK;
}

static enum err_code check_entries(const struct bundle_reader *reader,
                                   struct checked_bundle *bundle, struct err *err)
{
    size_t bodies = 0;
    TRY(audit_bundle_read(reader, bundle->arena, bundle->index, bundle->width, &bundle->rest,
                          err));
    while (bundle->count < bundle->width) {
        struct checked_entry *entry = &bundle->entries[bundle->count];
        struct str rest = bundle->rest;
        struct str body;
        TRY(begin_entry(reader, bundle->arena, &rest, bundle->count, bundle->width, entry,
                        &body, err));
        bodies += body.n;
        if (bodies > BODIES_BYTES) {
            return ERR_OK;
        }
        TRY(end_entry(reader, bundle->arena, entry, body, err));
        bundle->rest = rest;
        bundle->count++;
    }
    return ERR_OK;
}

void bundle_check(const struct bundle_reader *reader, struct checked_bundle *bundle)
{
    bundle->count = 0;
    bundle->rest = str_n(NULL, 0);
    bundle->code = check_entries(reader, bundle, &bundle->err);
}
