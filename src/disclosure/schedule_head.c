#include "disclosure/schedule_head.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

enum { HEAD_TEXT_MAX = 500, LINE_MAX_BYTES = 1 << 14 };

static const char *const names[SCHEDULE_HEAD_FIELDS] = {"urn", "defendant", "offence",
                                                        "officer"};

const char *schedule_head_title(enum schedule_head_field field)
{
    static const char *const titles[SCHEDULE_HEAD_FIELDS] = {
        "Unique reference number", "Defendant", "Offence", "Disclosure officer"};
    return titles[field];
}

const char *schedule_head_name(enum schedule_head_field field)
{
    return names[field];
}

enum err_code schedule_head_read(struct db *db, struct arena *arena, struct schedule_head *head,
                                 struct err *err)
{
    struct db_query *query;
    bool row = false;
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        head->says[i] = STR("");
    }
    TRY(db_ask(db, sql_disclosure_head, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
            if (str_is(db_text(query, 0), names[i])) {
                head->says[i] = arena_str(arena, db_text(query, 1));
            }
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code check(const char *const given[SCHEDULE_HEAD_FIELDS], struct err *err)
{
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        struct str text = given[i] != NULL ? str_of(given[i]) : STR("");
        bool bad = text.n > HEAD_TEXT_MAX || !utf8_valid(text);
        for (size_t k = 0; k < text.n; k++) {
            bad = bad || (unsigned char)text.p[k] < ' ';
        }
        if (bad) {
            return err_set(err, ERR_INVALID,
                           "the %s is longer than %d bytes, not UTF-8, or holds a line end",
                           schedule_head_title(i), HEAD_TEXT_MAX);
        }
    }
    return ERR_OK;
}

static enum err_code check_seen(const struct schedule_head *head,
                                const struct schedule_head *seen,
                                const char *const given[SCHEDULE_HEAD_FIELDS], struct err *err)
{
    for (int i = 0; seen != NULL && i < SCHEDULE_HEAD_FIELDS; i++) {
        if (given[i] != NULL && !str_is(head->says[i], given[i]) &&
            !str_eq(head->says[i], seen->says[i])) {
            err_set(err, ERR_CONFLICT, "somebody changed the head meanwhile: %s is \"%.*s\"",
                    schedule_head_title(i), STR_ARG(head->says[i]));
            err_hint(err, "look at it again; nothing of yours was written");
            return ERR_CONFLICT;
        }
    }
    return ERR_OK;
}

static enum err_code set(struct casefile_acts *acts, const struct disclosure_act *act,
                         const char *const given[SCHEDULE_HEAD_FIELDS],
                         const struct schedule_head *seen, struct arena *arena, bool *changed,
                         struct err *err)
{
    struct schedule_head head;
    struct strbuf what;
    struct jsonw w;
    *changed = false;
    TRY(schedule_head_read(acts->db, arena, &head, err));
    TRY(check_seen(&head, seen, given, err));
    strbuf_init(&what, LINE_MAX_BYTES);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    enum err_code code = ERR_OK;
    for (int i = 0; code == ERR_OK && i < SCHEDULE_HEAD_FIELDS; i++) {
        if (given[i] != NULL && !str_is(head.says[i], given[i])) {
            *changed = true;
            jsonw_member(&w, names[i], given[i]);
            code = db_do(acts->db, sql_disclosure_head_set, err, "tt", str_of(names[i]),
                         str_of(given[i]));
        }
    }
    jsonw_end(&w);
    code = code == ERR_OK ? strbuf_check(&what, "a line of the audit", err) : code;
    if (code == ERR_OK && *changed) {
        code = case_audit_add(acts->audit, "schedule-head", act->by, act->now,
                              strbuf_view(&what), err);
        code = code == ERR_OK ? case_audit_commit(acts->audit, err) : code;
    }
    strbuf_release(&what);
    return code;
}

enum err_code schedule_head_set(struct casefile_acts *acts, const struct disclosure_act *act,
                                const char *const given[SCHEDULE_HEAD_FIELDS],
                                const struct schedule_head *seen, bool *changed,
                                struct err *err)
{
    TRY(check(given, err));
    TRY(db_begin(acts->db, err));
    struct arena *arena = arena_new();
    enum err_code code = set(acts, act, given, seen, arena, changed, err);
    db_rollback(acts->db);
    arena_free(arena);
    return code;
}
