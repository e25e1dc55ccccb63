/* Withheld values that were disclosed: gap.opened/1 in public.db. A value that is not what the
 * gap commits to, or that somebody else opens, has no row. */
#include "base/encode.h"
#include "ledger/body.h"
#include "ledger/gap.h"
#include "record/projector.h"
#include "registry_sql.h"

enum { OPENING_RULES = 1 };

/* The statement with the gap. */
struct opened {
    struct str subject;
    struct str type;
    struct str organisation; /* of its key */
    const struct js *body;   /* NULL: it is not here, or its body is gone */
};

static enum err_code find_statement(const struct projected *projected, struct str id,
                                    struct opened *opened, struct err *err)
{
    struct arena *arena = projected->arena;
    struct db_query *query;
    struct js *body = NULL;
    bool row;
    TRY(db_prepare(projected->projection->db, sql_openings_statement, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, &row, err));
    *opened = (struct opened){.body = NULL};
    if (row && db_text(query, 2).n > 0) {
        struct str text = arena_str(arena, db_text(query, 2));
        opened->subject = arena_str(arena, db_text(query, 0));
        opened->type = arena_str(arena, db_text(query, 1));
        opened->organisation = arena_str(arena, db_text(query, 3));
        db_reset(query);
        TRY(js_parse(arena, text, &body, err));
        opened->body = body;
        return ERR_OK;
    }
    db_reset(query);
    return ERR_OK;
}

static bool proved(const struct opened *opened, const struct js *opening)
{
    struct salt salt;
    char hex[SHA256_HEX_SIZE];
    struct str pointer = js_member(opening, "pointer")->string;
    const struct js *gap = js_at(opened->body, pointer);
    const struct js *withheld = gap != NULL ? js_member(gap, "withheld") : NULL;
    if (withheld == NULL || js_member(withheld, "commitment") == NULL ||
        !hex_decode(salt.bytes, SALT_SIZE, js_member(opening, "salt")->string)) {
        return false;
    }
    struct sha256 sum = gap_commitment(&salt, opened->subject, opened->type, pointer,
                                       js_member(opening, "value")->raw);
    sha256_hex(hex, &sum);
    return js_is(js_member(withheld, "commitment"), hex);
}

static enum err_code open_one(const struct projected *projected, const struct js *opening,
                              struct err *err)
{
    struct str id = js_member(opening, "statement")->string;
    const struct keyring_key *key =
        keyring_find(projected->projection->keyring, projected->statement->header.by);
    struct opened opened;
    struct db_query *query;
    TRY(find_statement(projected, id, &opened, err));
    if (opened.body == NULL || key == NULL || !str_is(opened.organisation, key->organisation) ||
        !proved(&opened, opening)) {
        return ERR_OK;
    }
    TRY(db_prepare(projected->projection->db, sql_openings_insert, &query, err));
    db_bind_text(query, 1, id);
    db_bind_text(query, 2, js_member(opening, "pointer")->string);
    db_bind_text(query, 3, js_member(opening, "value")->raw);
    db_bind_text(query, 4, str_of(projected->statement->id));
    db_bind_text(query, 5, str_of(projected->logged_at));
    return db_run(query, err);
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    const struct js *list;
    TRY(js_need(projected->value, "openings", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(open_one(projected, &list->array.items[i], err));
    }
    return ERR_OK;
}

static const char *const types[] = {"gap.opened/1", NULL};

const struct projector projector_openings = {
    sql_openings_schema, sql_openings_clear, OPENING_RULES, types, project, NULL};
