/* Findings as they are kept and told; see casecheck.h. */
#include "casecheck/casecheck.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "casecheck_sql.h"
#include "store/db_ask.h"

enum { EVENT_MAX = 8192, NAME_MAX_BYTES = 100 };

bool casecheck_tables_there(struct db *db)
{
    int64_t count = 0;
    struct err ignored = {0};
    return db_number(db, sql_casecheck_there, &count, &ignored, "") == ERR_OK && count > 0;
}

static bool rules_there(struct db *db)
{
    int64_t count = 0;
    struct err ignored = {0};
    return db_number(db, sql_casecheck_rules_there, &count, &ignored, "") == ERR_OK &&
           count > 0;
}

static bool unindexed_there(struct db *db)
{
    int64_t count = 0;
    struct err ignored = {0};
    return db_number(db, sql_casecheck_unindexed_there, &count, &ignored, "") == ERR_OK &&
           count > 0;
}

enum err_code casecheck_open_tables(struct db *db, struct err *err)
{
    if (casecheck_tables_there(db) && rules_there(db) && unindexed_there(db)) {
        return ERR_OK;
    }
    TRY(db_begin(db, err));
    enum err_code code = ERR_OK;
    if (!casecheck_tables_there(db)) { /* another process may have made them */
        code = db_exec(db, sql_casecheck_schema_1, err);
    }
    if (code == ERR_OK) { /* a case that an earlier version checked has none */
        code = db_exec(db, sql_casecheck_schema_rules, err);
    }
    if (code == ERR_OK) {
        code = db_exec(db, sql_casecheck_schema_unindexed, err);
    }
    if (code == ERR_OK) {
        code = db_commit(db, err);
    }
    if (code != ERR_OK) {
        db_rollback(db);
    }
    return code;
}

/* Calls `each` with the source of the finding's rule beside it. */
static enum err_code tell_finding(struct db *db, struct casecheck_finding *finding,
                                  void (*each)(void *data,
                                               const struct casecheck_finding *finding),
                                  void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_rule, &query, err, "t", finding->rule));
    TRY(db_step(query, &row, err));
    if (row) {
        finding->source = db_text(query, 0);
        finding->source_read = db_int(query, 1) != 0;
    }
    each(data, finding);
    db_reset(query);
    return ERR_OK;
}

/* Columns as casecheck_findings has them; the run that was newest, and `second`, are its
 * parameters. */
static enum err_code each_finding(struct db *db, const char *sql, int64_t second,
                                  void (*each)(void *data,
                                               const struct casecheck_finding *finding),
                                  void *data, struct err *err)
{
    struct db_query *query;
    int64_t run;
    bool row = false;
    if (!casecheck_tables_there(db)) {
        return ERR_OK;
    }
    bool sources = rules_there(db);
    TRY(db_number(db, sql_casecheck_run_newest, &run, err, ""));
    TRY(db_ask(db, sql, &query, err, "ii", run, second));
    TRY(db_step(query, &row, err));
    while (row) {
        struct casecheck_finding finding = {.id = db_int(query, 0),
                                            .kind = db_text(query, 1),
                                            .subject = db_text(query, 2),
                                            .says = db_text(query, 3),
                                            .rule = db_text(query, 4),
                                            .standing = db_text(query, 5),
                                            .reason = db_text(query, 6),
                                            .who = db_text(query, 7),
                                            .at = db_text(query, 8),
                                            .fresh = db_int(query, 9) != 0,
                                            .places = db_int(query, 10)};
        if (sources) {
            TRY(tell_finding(db, &finding, each, data, err));
        } else {
            each(data, &finding);
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code casecheck_findings(struct db *db, bool all,
                                 void (*each)(void *data,
                                              const struct casecheck_finding *finding),
                                 void *data, struct err *err)
{
    return each_finding(db, sql_casecheck_findings, (int64_t)all, each, data, err);
}

enum err_code casecheck_findings_of(struct db *db, int64_t document,
                                    void (*each)(void *data,
                                                 const struct casecheck_finding *finding),
                                    void *data, struct err *err)
{
    return each_finding(db, sql_casecheck_findings_of, document, each, data, err);
}

static enum err_code need_finding(struct db *db, int64_t finding, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (casecheck_tables_there(db)) {
        TRY(db_ask(db, sql_casecheck_finding, &query, err, "i", finding));
        TRY(db_step(query, &row, err));
        db_reset(query);
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no finding %lld", (long long)finding);
    }
    return ERR_OK;
}

enum err_code casecheck_places(struct db *db, int64_t finding,
                               void (*each)(void *data, const struct casecheck_place *place),
                               void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(need_finding(db, finding, err));
    TRY(db_ask(db, sql_casecheck_places, &query, err, "i", finding));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct casecheck_place place = {.document = db_int(query, 0),
                                              .page = db_int(query, 1),
                                              .start = db_int(query, 2),
                                              .end = db_int(query, 3),
                                              .path = db_text(query, 4),
                                              .text = db_text(query, 5)};
        each(data, &place);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code check_words(struct str standing, struct str reason, struct str who,
                                 struct err *err)
{
    if (!str_is(standing, "dealt with") && !str_is(standing, "not a defect") &&
        !str_is(standing, "open")) {
        return err_set(err, ERR_INVALID, "\"%.*s\" is none of: dealt with, not a defect, open",
                       STR_ARG(str_sub(standing, 0, 40)));
    }
    if (str_trim(reason).n == 0 || reason.n > CHECK_REASON_MAX || !utf8_valid(reason)) {
        return err_set(err, ERR_INVALID, "a reason must be text of 1 to %d bytes",
                       CHECK_REASON_MAX);
    }
    if (str_trim(who).n == 0 || who.n > NAME_MAX_BYTES || !utf8_valid(who)) {
        return err_set(err, ERR_INVALID, "who decides must be a name of 1 to %d bytes",
                       NAME_MAX_BYTES);
    }
    return ERR_OK;
}

static enum err_code add_decision(struct casefile_acts *acts, int64_t finding,
                                  struct str standing, struct str reason, struct str who,
                                  int64_t now, struct err *err)
{
    char at[TIME_SIZE];
    struct strbuf what;
    struct jsonw w;
    time_format(at, now);
    TRY(need_finding(acts->db, finding, err));
    TRY(db_do(acts->db, sql_casecheck_decision_add, err, "itttt", finding, standing, reason,
              who, str_of(at)));
    strbuf_init(&what, EVENT_MAX * 2);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "finding", finding);
    jsonw_member_str(&w, "reason", reason);
    jsonw_member_str(&w, "standing", standing);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "the line of the audit", err);
    if (code == ERR_OK) {
        code =
            case_audit_add(acts->audit, "finding-decided", who, now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

enum err_code casecheck_decide(struct casefile_acts *acts, int64_t finding, struct str standing,
                               struct str reason, struct str who, int64_t now, struct err *err)
{
    TRY(check_words(standing, reason, who, err));
    TRY(db_begin(acts->db, err));
    enum err_code code = add_decision(acts, finding, standing, reason, who, now, err);
    if (code == ERR_OK) {
        code = case_audit_commit(acts->audit, err);
    }
    if (code != ERR_OK) {
        db_rollback(acts->db);
    }
    return code;
}

enum err_code casecheck_last(struct db *db, struct arena *arena, struct casecheck_last *last,
                             struct err *err)
{
    struct db_query *query;
    bool row = false;
    *last = (struct casecheck_last){0};
    if (!casecheck_tables_there(db)) {
        return ERR_OK;
    }
    TRY(db_ask(db, sql_casecheck_run_last, &query, err, ""));
    TRY(db_step(query, &row, err));
    if (row) {
        last->run = db_int(query, 0);
        last->at = arena_str(arena, db_text(query, 1));
        last->who = arena_str(arena, db_text(query, 2));
        last->offence = arena_str(arena, db_text(query, 3));
        last->plea = arena_str(arena, db_text(query, 4));
        last->test = arena_str(arena, db_text(query, 5));
        last->unverified = db_int(query, 6) != 0;
        last->tool = arena_str(arena, db_text(query, 7));
        last->documents = db_int(query, 8);
        last->unread = db_int(query, 9);
        last->changed = db_int(query, 10) != 0;
    }
    db_reset(query);
    return ERR_OK;
}
