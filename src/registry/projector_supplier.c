/* What suppliers were asked and said, in public.db (sql/supplier.sql). */
#include "base/limits.h"
#include "ledger/supplier_reply.h"
#include "record/projector.h"
#include "registry_sql.h"

enum { SUPPLIER_RULES = 1 };

static enum err_code run_with(struct db *db, const char *sql, struct str subject,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, subject);
    return db_run(query, err);
}

/* A version that another has taken the place of gets no row. */
static enum err_code is_head(const struct projected *projected, bool *head, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projected->projection->db, sql_supplier_is_head, &query, err));
    db_bind_text(query, 1, projected->statement->header.subject);
    db_bind_text(query, 2, str_of(projected->statement->id));
    TRY(db_step(query, head, err));
    db_reset(query);
    return ERR_OK;
}

/* The columns that both tables begin with. */
static enum err_code begin(const struct projected *projected, const char *sql,
                           const struct keyring_key *key, struct db_query **query,
                           struct err *err)
{
    TRY(db_prepare(projected->projection->db, sql, query, err));
    db_bind_text(*query, 1, str_of(projected->statement->id));
    db_bind_int(*query, 2, (int64_t)projected->index);
    db_bind_text(*query, 3, str_of(projected->logged_at));
    db_bind_text(*query, 4, projected->statement->header.subject);
    db_bind_text(*query, 5, str_of(key->organisation));
    db_bind_text(*query, 6, js_text(projected->value, "envelope"));
    db_bind_text(*query, 7, js_text(projected->value, "supplier"));
    return ERR_OK;
}

static enum err_code add_asked(const struct projected *projected, const struct keyring_key *key,
                               struct err *err)
{
    struct db_query *query;
    TRY(begin(projected, sql_supplier_asked_insert, key, &query, err));
    db_bind_text(query, 8, js_text(projected->value, "served"));
    db_bind_text(query, 9, js_text(projected->value, "until"));
    db_bind_int(query, 10, js_member(projected->value, "days")->integer);
    db_bind_text(query, 11, js_text(projected->value, "source"));
    db_bind_text(query, 12, js_text(projected->value, "outcome"));
    return db_run(query, err);
}

/* The shape was checked with the statement, its signature too. */
static enum err_code add_reply(const struct projected *projected, const struct keyring_key *key,
                               struct err *err)
{
    struct supplier_reply reply;
    struct note_key signer;
    struct db_query *query;
    struct str vkey = js_text(projected->value, "key");
    TRY(supplier_vkey_parse(vkey, &signer, err));
    TRY(supplier_reply_parse(projected->arena, js_text(projected->value, "note"), &signer,
                             &reply, err));
    TRY(begin(projected, sql_supplier_reply_insert, key, &query, err));
    db_bind_text(query, 8, js_text(projected->value, "received"));
    db_bind_text(query, 9, reply.text);
    db_bind_text(query, 10, vkey);
    return db_run(query, err);
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    struct db *db = projected->projection->db;
    struct str subject = projected->statement->header.subject;
    const struct keyring_key *key =
        keyring_find(projected->projection->keyring, projected->statement->header.by);
    bool asked = str_is(projected->statement->header.type, "supplier.asked/1");
    bool head;
    TRY(run_with(db, sql_supplier_asked_older, subject, err));
    TRY(run_with(db, sql_supplier_reply_older, subject, err));
    TRY(is_head(projected, &head, err));
    if (!head || key == NULL ||
        !str_is(js_text(projected->value, "organisation"), key->organisation)) {
        return ERR_OK;
    }
    return asked ? add_asked(projected, key, err) : add_reply(projected, key, err);
}

static const char *const types[] = {"supplier.asked/1", "supplier.reply/1", NULL};

const struct projector projector_supplier = {
    sql_supplier_schema, sql_supplier_clear, SUPPLIER_RULES, types, project, NULL};
