/* See notice_answers.h. */
#include "registry/notice_answers.h"

#include "ledger/identity.h"
#include "registry_sql.h"

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

/* Does it reach one of the tools the deployment uses or takes from? */
static enum err_code reaches(struct db *db, struct arena *arena,
                             const struct registry_entry *notice,
                             const struct registry_entry *one, bool *reached, struct err *err)
{
    static const char *const keys[] = {"tools", "upstream"};
    *reached = false;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct js *list = js_member(one->body, keys[k]);
        for (size_t i = 0; list != NULL && i < list->array.count; i++) {
            const struct js *held = js_member(&list->array.items[i], "tool");
            struct notice_target target;
            TRY(notice_target_of(db, arena, held != NULL ? held : &list->array.items[i],
                                 &target, err));
            *reached = *reached || notice_reaches(notice, &target);
        }
    }
    return ERR_OK;
}

static void add_forces(struct notice_answers *found, const struct js *forces)
{
    for (size_t f = 0; f < forces->array.count; f++) {
        bool known = false;
        for (size_t i = 0; i < found->force_count; i++) {
            known = known || str_eq(found->forces[i], forces->array.items[f].string);
        }
        if (!known) {
            found->forces[found->force_count++] = forces->array.items[f].string;
        }
    }
}

enum err_code notice_answers_of(struct db *db, struct arena *arena,
                                const struct registry_entry *notice,
                                struct notice_answers *found, struct err *err)
{
    struct registry_entries all;
    size_t most = 0;
    *found = (struct notice_answers){.force_count = 0};
    TRY(notice_deployments(db, arena, notice, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        most += js_member(all.list[i].body, "forces")->array.count;
    }
    found->deployments.list = all.list;
    found->forces = arena_alloc(arena, (most + 1) * sizeof *found->forces);
    for (size_t i = 0; i < all.count; i++) {
        bool reached;
        TRY(reaches(db, arena, notice, &all.list[i], &reached, err));
        if (reached && !str_is(all.list[i].stage, "ended")) {
            found->deployments.list[found->deployments.count++] = all.list[i];
            add_forces(found, js_member(all.list[i].body, "forces"));
        }
    }
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
