/* The outbox: a person's publications wait here unsigned, so that a slip can be taken back
 * before anybody can have seen it. Rows of ledger.db, which only its owner reads. */
#include "record/keeper_state.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "crypto/canon.h"
#include "record/gap_seal.h"
#include "record/organisation_claim.h"
#include "record/removal.h"
#include "record_sql.h"

#include <stdio.h>
#include <string.h>

enum { DELAY_MINUTES = 15, DELAY_MINUTES_MAX = 7 * 24 * 60 };
#define DELAY_SETTING "outbox-minutes"

static enum err_code delay_seconds(struct keeper *keeper, struct arena *arena, int64_t *delay,
                                   struct err *err)
{
    struct str text;
    uint64_t minutes = DELAY_MINUTES;
    TRY(setting_get(keeper->db, arena, DELAY_SETTING, &text, err));
    if (text.n > 0 && !str_to_u64(text, DELAY_MINUTES_MAX, &minutes)) {
        minutes = DELAY_MINUTES;
    }
    *delay = (int64_t)minutes * 60;
    return ERR_OK;
}

enum err_code keep_outbox_delay(struct keeper *keeper, int64_t minutes, struct err *err)
{
    char text[24];
    if (minutes < 0 || minutes > DELAY_MINUTES_MAX) {
        return err_set(err, ERR_USAGE, "the outbox waits 0 to %d minutes", DELAY_MINUTES_MAX);
    }
    snprintf(text, sizeof text, "%lld", (long long)minutes);
    return setting_set(keeper->db, DELAY_SETTING, str_of(text), err);
}

/* Runs and evidence are the program's own and are appended at once. */
static enum err_code may_wait(struct str type, struct err *err)
{
    enum key_file file;
    TRY(keeper_key_for(type, &file, err));
    if (str_starts(type, STR("run.")) || str_starts(type, STR("evidence."))) {
        return err_set(err, ERR_DENIED, "%.*s is appended at once, it waits in no outbox",
                       STR_ARG(type));
    }
    return ERR_OK;
}

/* What the log would refuse when it is due is refused to the person who is still there. */
static enum err_code may_be_said(struct keeper *keeper, struct arena *arena, struct str type,
                                 struct str subject, struct str body, struct err *err)
{
    struct js *value;
    struct sig_public public;
    struct statement header = {.type = type,
                               .subject = subject,
                               .by = str_of(keeper->files.keys[FILE_STATEMENT].name)};
    TRY(canon_parse(arena, body, &value, err));
    TRY(keyring_may(keeper->keyring, &header, value, keeper->logs[LOG_PUBLIC].range.size,
                    &public, err));
    return organisation_claim_check(keeper->keyring, &header, value,
                                    keeper->logs[LOG_PUBLIC].range.size, err);
}

static enum err_code insert(struct keeper *keeper, int log, const struct keeper_entry *entry,
                            struct str body, int64_t now, int64_t due, int64_t *number,
                            struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(keeper->db, sql_outbox_insert, &query, err));
    db_bind_int(query, 1, log);
    db_bind_text(query, 2, entry->type);
    db_bind_text(query, 3, str_of(entry->subject != NULL ? entry->subject : ""));
    db_bind_text(query, 4, body);
    db_bind_int(query, 5, now);
    db_bind_int(query, 6, due);
    TRY(db_step(query, &row, err));
    *number = row ? db_int(query, 0) : 0;
    return db_step(query, &row, err);
}

/* *body: canonical. */
static enum err_code may_submit(struct keeper *keeper, struct arena *arena,
                                const struct keeper_entry *entry, struct str *body,
                                struct err *err)
{
    struct sealed_body sealed;
    bool understood;
    TRY(may_wait(entry->type, err));
    if (!statement_type_valid(entry->type) ||
        (entry->subject != NULL && !subject_valid(str_of(entry->subject)))) {
        return err_set(err, ERR_FORMAT, "not a statement's type or subject");
    }
    TRY(canon_of(arena, entry->body, body, err));
    TRY(gap_seal(arena, STR(""), entry->type, *body, &sealed,
                 err)); /* once more when it is due */
    TRY(body_check(arena, entry->type, sealed.body, &understood, err));
    return may_be_said(keeper, arena, entry->type,
                       str_of(entry->subject != NULL ? entry->subject : ""), *body, err);
}

enum err_code keep_submit_check(struct keeper *keeper, struct arena *arena,
                                const struct keeper_entry *entry, struct err *err)
{
    struct str body;
    int64_t delay;
    TRY(may_submit(keeper, arena, entry, &body, err));
    return delay_seconds(keeper, arena, &delay, err);
}

enum err_code keep_submit(struct keeper *keeper, struct arena *arena, int log,
                          const struct keeper_entry *entry, int64_t *number, int64_t *due,
                          struct err *err)
{
    int64_t now = clock_now(&keeper->clock);
    int64_t delay;
    struct str body;
    TRY(may_submit(keeper, arena, entry, &body, err));
    TRY(delay_seconds(keeper, arena, &delay, err));
    *due = now + delay;
    return insert(keeper, log, entry, body, now, *due, number, err);
}

static void write_row(struct jsonw *w, struct db_query *query)
{
    char at[TIME_SIZE];
    char due[TIME_SIZE];
    time_format(at, db_int(query, 5));
    time_format(due, db_int(query, 6));
    jsonw_object(w);
    jsonw_member_int(w, "number", db_int(query, 0));
    jsonw_member(w, "log", db_int(query, 1) == LOG_PUBLIC ? "public" : "private");
    jsonw_member_str(w, "type", db_text(query, 2));
    if (db_text(query, 3).n > 0) {
        jsonw_member_str(w, "subject", db_text(query, 3));
    }
    jsonw_member(w, "submitted", at);
    jsonw_member(w, "due", due);
    if (db_text(query, 7).n > 0) {
        jsonw_member_str(w, "problem", db_text(query, 7));
    }
    jsonw_key(w, "body");
    jsonw_raw(w, db_text(query, 4));
    jsonw_end(w);
}

enum err_code keep_outbox_list(struct keeper *keeper, struct arena *arena, struct str *json,
                               struct err *err)
{
    struct db_query *query;
    struct strbuf out;
    struct jsonw w;
    bool row;
    TRY(db_prepare(keeper->db, sql_outbox_list, &query, err));
    strbuf_init(&out, LIMIT_KEEPER_MESSAGE);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        write_row(&w, query);
        code = db_step(query, &row, err);
    }
    db_reset(query);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&out, "the outbox's list", err);
    }
    if (code == ERR_OK) {
        *json = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

static enum err_code take_row(struct keeper *keeper, int64_t number, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(keeper->db, sql_outbox_delete, &query, err));
    db_bind_int(query, 1, number);
    TRY(db_run(query, err));
    return db_changes(keeper->db) > 0
               ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "nothing in the outbox has number %lld",
                         (long long)number);
}

/* What was taken back is in no byte afterwards. */
enum err_code keep_outbox_cancel(struct keeper *keeper, int64_t number, struct err *err)
{
    TRY(db_begin(keeper->db, err));
    enum err_code code = take_row(keeper, number, err);
    if (code == ERR_OK) {
        code = scrub_note(keeper->db, "pages", STR(""), err);
    }
    if (code == ERR_OK) {
        code = db_commit(keeper->db, err);
    } else {
        db_rollback(keeper->db);
    }
    TRY(code);
    return keep_scrub(keeper, err);
}

static enum err_code read_row(struct keeper *keeper, struct arena *arena, int64_t number,
                              struct keeper_entry *entry, int *log, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(keeper->db, sql_outbox_get, &query, err));
    db_bind_int(query, 1, number);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "nothing in the outbox has number %lld",
                       (long long)number);
    }
    *log = (int)db_int(query, 0);
    entry->type = arena_str(arena, db_text(query, 1));
    struct str subject = arena_str(arena, db_text(query, 2));
    entry->subject = subject.n > 0 ? subject.p : NULL;
    entry->body = arena_str(arena, db_text(query, 3));
    db_reset(query);
    return ERR_OK;
}

/* The row goes in the transaction that appends: never lost, never sent twice. */
enum err_code keep_outbox_send(struct keeper *keeper, struct arena *arena, int64_t number,
                               struct keeper_receipt *receipt, struct err *err)
{
    struct keeper_entry entry;
    int log;
    TRY(read_row(keeper, arena, number, &entry, &log, err));
    TRY(keeper_begin(keeper, err));
    enum err_code code = take_row(keeper, number, err);
    if (code == ERR_OK) {
        code = keeper_add(keeper, arena, log, &entry, FILE_STATEMENT, receipt, err);
    }
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    TRY(keeper_finish(keeper, log, err));
    receipt->checkpoint =
        arena_str(arena, log == LOG_PUBLIC ? strbuf_view(&keeper->checkpoint) : STR(""));
    return ERR_OK;
}

static enum err_code next_due(struct keeper *keeper, int64_t *number, bool *any,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(keeper->db, sql_outbox_next_due, &query, err));
    db_bind_int(query, 1, clock_now(&keeper->clock));
    TRY(db_step(query, any, err));
    *number = *any ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

static enum err_code note_problem(struct keeper *keeper, int64_t number, const char *problem,
                                  struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(keeper->db, sql_outbox_problem, &query, err));
    db_bind_text(query, 1, str_of(problem));
    db_bind_int(query, 2, number);
    return db_run(query, err);
}

/* One that cannot be appended stays, says why in the list, and holds up no other. */
enum err_code keep_outbox_due(struct keeper *keeper, struct err *err)
{
    int64_t number;
    bool any;
    TRY(next_due(keeper, &number, &any, err));
    while (any) {
        struct keeper_receipt receipt;
        struct err why;
        struct arena *arena = arena_new();
        enum err_code code = keep_outbox_send(keeper, arena, number, &receipt, &why);
        arena_free(arena);
        if (code != ERR_OK) {
            log_err("outbox", &why);
            TRY(note_problem(keeper, number, why.message, err));
        }
        TRY(next_due(keeper, &number, &any, err));
    }
    return ERR_OK;
}
