#include "store/jobs.h"

#include "base/mem.h"
#include "crypto/random.h"
#include "store/db.h"
#include "store_sql.h"

#include <stdlib.h>

struct jobs {
    struct db *db;
    struct clock clock;
    char owner[17];
};

enum err_code jobs_open(struct jobs **out, const char *path, const struct clock *clock,
                        struct err *err)
{
    const char *const steps[] = {sql_jobs_schema_1};
    struct jobs *jobs = xcalloc(1, sizeof *jobs);
    enum err_code code = ERR_OK;
    jobs->clock = *clock;
    random_hex(jobs->owner, 8);
    TRY_OUT(db_open(&jobs->db, path, DB_WRITE, err));
    TRY_OUT(db_migrate(jobs->db, steps, 1, err));
    *out = jobs;
    return ERR_OK;
out:
    jobs_close(jobs);
    *out = NULL;
    return code;
}

void jobs_close(struct jobs *jobs)
{
    if (jobs != NULL) {
        db_close(jobs->db);
        free(jobs);
    }
}

static struct str now(const struct jobs *jobs, int64_t ahead, char text[TIME_SIZE])
{
    time_format(text, clock_now(&jobs->clock) + ahead);
    return str_of(text);
}

/* Runs a statement whose parameters are texts. */
static enum err_code run(struct jobs *jobs, const char *sql, const struct str *texts, int count,
                         struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(jobs->db, sql, &query, err));
    for (int i = 0; i < count; i++) {
        db_bind_text(query, i + 1, texts[i]);
    }
    return db_run(query, err);
}

static enum err_code insert(struct jobs *jobs, struct str key, struct str kind,
                            struct str input, struct err *err)
{
    struct db_query *query;
    char text[TIME_SIZE];
    bool row;
    TRY(db_prepare(jobs->db, sql_jobs_next_position, &query, err));
    TRY(db_step(query, &row, err));
    int64_t position = db_int(query, 0);
    db_reset(query);
    TRY(db_prepare(jobs->db, sql_jobs_insert, &query, err));
    db_bind_text(query, 1, key);
    db_bind_text(query, 2, kind);
    db_bind_text(query, 3, input);
    db_bind_text(query, 4, now(jobs, 0, text));
    db_bind_int(query, 5, position);
    TRY(db_run(query, err));
    return run(jobs, sql_jobs_again, &key, 1, err);
}

/* Commits on success, else rolls back. */
static enum err_code end(struct jobs *jobs, enum err_code code, struct err *err)
{
    if (code == ERR_OK) {
        code = db_commit(jobs->db, err);
    }
    if (code != ERR_OK) {
        db_rollback(jobs->db);
    }
    return code;
}

enum err_code jobs_add(struct jobs *jobs, struct str key, struct str kind, struct str input,
                       struct err *err)
{
    TRY(db_begin(jobs->db, err));
    return end(jobs, insert(jobs, key, kind, input, err), err);
}

enum err_code jobs_release(struct jobs *jobs, struct err *err)
{
    return run(jobs, sql_jobs_release, NULL, 0, err);
}

enum err_code jobs_forget_attempts(struct jobs *jobs, struct err *err)
{
    return run(jobs, sql_jobs_forget_attempts, NULL, 0, err);
}

static enum err_code claim(struct jobs *jobs, struct arena *arena, struct job *job, bool *found,
                           struct err *err)
{
    struct db_query *query;
    char text[TIME_SIZE];
    TRY(db_prepare(jobs->db, sql_jobs_find, &query, err));
    db_bind_text(query, 1, now(jobs, 0, text));
    TRY(db_step(query, found, err));
    if (!*found) {
        return ERR_OK;
    }
    job->key = arena_str(arena, db_text(query, 0));
    job->kind = arena_str(arena, db_text(query, 1));
    job->input = arena_str(arena, db_text(query, 2));
    job->attempts = db_int(query, 3) + 1;
    db_reset(query);
    struct str texts[] = {str_of(jobs->owner), now(jobs, JOB_LEASE_SECONDS, text), job->key};
    return run(jobs, sql_jobs_lease, texts, 3, err);
}

enum err_code jobs_claim(struct jobs *jobs, struct arena *arena, struct job *job, bool *found,
                         struct err *err)
{
    TRY(db_begin(jobs->db, err));
    return end(jobs, claim(jobs, arena, job, found, err), err);
}

static enum err_code still_ours(struct jobs *jobs, struct str key, struct err *err)
{
    return db_changes(jobs->db) == 1
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "job %.*s is no longer held here", STR_ARG(key));
}

enum err_code jobs_beat(struct jobs *jobs, struct str key, int64_t done, int64_t total,
                        bool *cancel, struct err *err)
{
    struct db_query *query;
    char text[TIME_SIZE];
    bool row;
    TRY(db_prepare(jobs->db, sql_jobs_beat, &query, err));
    db_bind_text(query, 1, now(jobs, JOB_LEASE_SECONDS, text));
    db_bind_int(query, 2, done);
    db_bind_int(query, 3, total);
    db_bind_text(query, 4, key);
    db_bind_text(query, 5, str_of(jobs->owner));
    TRY(db_run(query, err));
    TRY(still_ours(jobs, key, err));
    TRY(db_prepare(jobs->db, sql_jobs_cancelled, &query, err));
    db_bind_text(query, 1, key);
    TRY(db_step(query, &row, err));
    *cancel = row && db_int(query, 0) != 0;
    db_reset(query);
    return ERR_OK;
}

enum err_code jobs_finish(struct jobs *jobs, struct str key, struct str reason, struct err *err)
{
    struct str texts[] = {reason.n == 0 ? STR("done") : STR("failed"), reason, key,
                          str_of(jobs->owner)};
    TRY(run(jobs, sql_jobs_finish, texts, 4, err));
    return still_ours(jobs, key, err);
}

enum err_code jobs_give_back(struct jobs *jobs, struct str key, struct err *err)
{
    struct str texts[] = {key, str_of(jobs->owner)};
    TRY(run(jobs, sql_jobs_give_back, texts, 2, err));
    return still_ours(jobs, key, err);
}

enum err_code jobs_cancel(struct jobs *jobs, struct str key, struct err *err)
{
    return run(jobs, sql_jobs_cancel, &key, 1, err);
}

enum err_code jobs_state(struct jobs *jobs, struct arena *arena, struct str key,
                         struct job_state *state, bool *found, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(jobs->db, sql_jobs_state, &query, err));
    db_bind_text(query, 1, key);
    TRY(db_step(query, found, err));
    if (*found) {
        *state = (struct job_state){arena_str(arena, db_text(query, 0)),
                                    arena_str(arena, db_text(query, 1)), db_int(query, 2),
                                    db_int(query, 3)};
    }
    db_reset(query);
    return ERR_OK;
}
