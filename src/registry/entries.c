/* See entries.h. */
#include "registry/entries.h"

#include "base/mem.h"
#include "crypto/canon.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

enum err_code registry_entry_read(struct db_query *query, struct arena *arena,
                                  struct registry_entry *entry, struct err *err)
{
    struct js *body;
    *entry = (struct registry_entry){
        .id = arena_str(arena, db_text(query, 0)),
        .log_index = db_int(query, 1),
        .at = arena_str(arena, db_text(query, 2)),
        .logged_at = arena_str(arena, db_text(query, 3)),
        .type = arena_str(arena, db_text(query, 4)),
        .subject = arena_str(arena, db_text(query, 5)),
        .organisation = arena_str(arena, db_text(query, 6)),
        .confirmed = str_is(db_text(query, 7), "own"),
        .about = arena_str(arena, db_text(query, 8)),
        .stage = arena_str(arena, db_text(query, 9)),
        .title = arena_str(arena, db_text(query, 10)),
        .current = db_int(query, 11) != 0,
        .text = arena_str(arena, db_text(query, 12)),
    };
    TRY(js_parse(arena, entry->text, &body, err));
    entry->body = body;
    return ERR_OK;
}

static enum err_code read_all(struct db *db, struct arena *arena, const char *sql,
                              const struct str *texts, size_t text_count,
                              struct registry_entries *entries, struct err *err)
{
    struct db_query *query;
    struct registry_entry *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool row = false;
    *entries = (struct registry_entries){NULL, 0};
    TRY(db_prepare(db, sql, &query, err));
    for (size_t i = 0; i < text_count; i++) {
        db_bind_text(query, (int)i + 1, texts[i]);
    }
    enum err_code code;
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        list = mem_grow(list, count, &capacity, sizeof *list);
        code = registry_entry_read(query, arena, &list[count], err);
        if (code != ERR_OK) {
            break;
        }
        count++;
    }
    db_reset(query);
    if (code == ERR_OK && count > 0) {
        entries->list = arena_alloc(arena, count * sizeof *list);
        memcpy(entries->list, list, count * sizeof *list);
        entries->count = count;
    }
    free(list);
    return code;
}

enum err_code registry_heads(struct db *db, struct arena *arena, struct str subject,
                             struct registry_entries *entries, struct err *err)
{
    return read_all(db, arena, sql_registry_heads, &subject, 1, entries, err);
}

enum err_code registry_versions(struct db *db, struct arena *arena, struct str subject,
                                struct registry_entries *entries, struct err *err)
{
    return read_all(db, arena, sql_registry_versions, &subject, 1, entries, err);
}

enum err_code registry_one(struct db *db, struct arena *arena, struct str id,
                           struct registry_entry *entry, struct err *err)
{
    struct registry_entries entries;
    TRY(read_all(db, arena, sql_registry_one, &id, 1, &entries, err));
    if (entries.count == 0) {
        return err_set(err, ERR_NOT_FOUND, "no statement %.*s in the registry", STR_ARG(id));
    }
    *entry = entries.list[0];
    return ERR_OK;
}

enum err_code registry_about(struct db *db, struct arena *arena, struct str about,
                             const char *type, struct registry_entries *entries,
                             struct err *err)
{
    struct str texts[] = {about, str_of(type)};
    return read_all(db, arena, sql_registry_about, texts, 2, entries, err);
}

enum err_code registry_about_ever(struct db *db, struct arena *arena, struct str about,
                                  const char *type, struct registry_entries *entries,
                                  struct err *err)
{
    struct str texts[] = {about, str_of(type)};
    return read_all(db, arena, sql_registry_about_ever, texts, 2, entries, err);
}

enum err_code registry_of_type(struct db *db, struct arena *arena, const char *type,
                               struct registry_entries *entries, struct err *err)
{
    struct str text = str_of(type);
    return read_all(db, arena, sql_registry_of_type, &text, 1, entries, err);
}

enum err_code registry_by(struct db *db, struct arena *arena, struct str organisation,
                          const char *type, struct registry_entries *entries, struct err *err)
{
    struct str texts[] = {organisation, str_of(type)};
    return read_all(db, arena, sql_registry_by, texts, 2, entries, err);
}

enum err_code registry_naming(struct db *db, struct arena *arena, struct str force,
                              const char *type, struct registry_entries *entries,
                              struct err *err)
{
    struct str texts[] = {force, str_of(type)};
    return read_all(db, arena, sql_registry_naming, texts, 2, entries, err);
}

enum err_code registry_with_tool(struct db *db, struct arena *arena, struct str digest,
                                 const char *role, struct registry_entries *entries,
                                 struct err *err)
{
    struct str texts[] = {digest, str_of(role)};
    return read_all(db, arena, sql_registry_with_tool, texts, 2, entries, err);
}

enum err_code registry_forces_of(struct db *db, struct arena *arena, struct str statement,
                                 struct str **forces, size_t *count, struct err *err)
{
    struct db_query *query;
    struct str *list = NULL;
    size_t capacity = 0;
    bool row = false;
    *count = 0;
    *forces = NULL;
    TRY(db_prepare(db, sql_registry_forces_of, &query, err));
    db_bind_text(query, 1, statement);
    enum err_code code;
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        list = mem_grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = arena_str(arena, db_text(query, 0));
    }
    if (*count > 0) {
        *forces = arena_alloc(arena, *count * sizeof *list);
        memcpy(*forces, list, *count * sizeof *list);
    }
    free(list);
    return code;
}

const struct js *registry_field(const struct registry_entry *entry, struct str id)
{
    return js_member_str(js_member(entry->body, "fields"), id);
}

struct str registry_field_text(const struct registry_entry *entry, struct str id)
{
    const struct js *value = registry_field(entry, id);
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}
