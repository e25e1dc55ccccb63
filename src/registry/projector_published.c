/* When each current deployment was first published, in public.db (sql/published.sql). */
#include "record/projector.h"
#include "registry/settle.h"
#include "registry_sql.h"

enum { PUBLISHED_RULES = 1 };

static enum err_code run_with(struct db *db, const char *sql, struct str subject,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, subject);
    return db_run(query, err);
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    return run_with(projected->projection->db, sql_published_due_note,
                    projected->statement->header.subject, err);
}

static enum err_code settle_subject(struct db *db, struct arena *arena, struct str subject,
                                    struct err *err)
{
    (void)arena;
    TRY(run_with(db, sql_published_drop, subject, err));
    return run_with(db, sql_published_insert, subject, err);
}

static enum err_code settle(const struct projection *projection, struct err *err)
{
    return registry_settle(projection->db, sql_published_due_next, sql_published_due_done,
                           settle_subject, err);
}

static const char *const types[] = {"deployment.described/1", NULL};

const struct projector projector_published = {
    sql_published_schema, sql_published_clear, PUBLISHED_RULES, types, project, settle};
