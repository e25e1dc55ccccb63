/* See notice_answers.h. */
#include "registry/notice_answers.h"

#include "base/mem.h"
#include "ledger/identity.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

static enum err_code find_listed(struct db *db, struct arena *arena,
                                 struct notice_target *target, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_search_listed_one, &query, err));
    db_bind_text(query, 1, target->digest);
    TRY(db_step(query, &row, err));
    if (row) {
        target->supplier = arena_str(arena, db_text(query, 0));
        target->product = arena_str(arena, db_text(query, 1));
        target->other_name = arena_str(arena, db_text(query, 2));
        target->version = arena_str(arena, db_text(query, 3));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code notice_target_of(struct db *db, struct arena *arena, const struct js *identity,
                               struct notice_target *target, struct err *err)
{
    struct tool_identity tool;
    char hex[SHA256_HEX_SIZE];
    *target = (struct notice_target){.digest = STR("")};
    TRY(identity_parse(identity, &tool, err));
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    target->digest = str_of(arena_strdup(arena, hex));
    target->supplier = tool.supplier;
    target->product = tool.kind == IDENTITY_SERVICE ? tool.model : tool.product;
    target->version = tool.version;
    return tool.kind == IDENTITY_DIGEST ? find_listed(db, arena, target, err) : ERR_OK;
}

struct gathered {
    struct str *list;
    size_t count;
    size_t capacity;
};

static void gather(struct gathered *forces, struct str force)
{
    for (size_t i = 0; i < forces->count; i++) {
        if (str_eq(forces->list[i], force)) {
            return;
        }
    }
    forces->list =
        mem_grow(forces->list, forces->count, &forces->capacity, sizeof *forces->list);
    forces->list[forces->count++] = force;
}

static enum err_code gather_forces(struct db *db, struct arena *arena,
                                   const struct registry_entries *uses, struct gathered *forces,
                                   struct err *err)
{
    for (size_t i = 0; i < uses->count; i++) {
        struct str *list;
        size_t count;
        TRY(registry_forces_of(db, arena, uses->list[i].id, &list, &count, err));
        for (size_t f = 0; f < count; f++) {
            gather(forces, list[f]);
        }
    }
    return ERR_OK;
}

enum err_code notice_answers_of(struct db *db, struct arena *arena,
                                const struct registry_entry *notice,
                                struct notice_answers *found, struct err *err)
{
    struct gathered forces = {NULL, 0, 0};
    *found = (struct notice_answers){.force_count = 0};
    TRY(notice_uses(db, arena, notice, &found->uses, err));
    enum err_code code = gather_forces(db, arena, &found->uses, &forces, err);
    if (code == ERR_OK && forces.count > 0) {
        found->forces = arena_alloc(arena, forces.count * sizeof *found->forces);
        memcpy(found->forces, forces.list, forces.count * sizeof *found->forces);
        found->force_count = forces.count;
    }
    free(forces.list);
    TRY(code);
    return registry_about(db, arena, notice->subject, "safety.acknowledged/1", &found->answers,
                          err);
}

bool notice_has_answered(const struct registry_entries *answers, struct str organisation)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_eq(answers->list[i].organisation, organisation)) {
            return true;
        }
    }
    return false;
}
