/* See case_review.h. */
#include "casefolder/case_review.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder_sql.h"

#include <stdlib.h>

enum { READERS_MAX = 32 };

enum err_code case_words_on(struct case_folder *folder, struct arena *arena, int64_t mark,
                            struct case_word **words, size_t *count, struct err *err)
{
    struct db_query *query;
    struct case_word *list = NULL;
    size_t capacity = 0;
    bool row = false;
    *count = 0;
    TRY(db_ask(folder->db, sql_case_decisions_of, &query, err, "i", mark));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        list = mem_grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = (struct case_word){.who = arena_str(arena, db_text(query, 1)),
                                              .choice = arena_str(arena, db_text(query, 2)),
                                              .reason = arena_str(arena, db_text(query, 3)),
                                              .at = arena_str(arena, db_text(query, 4))};
        code = db_step(query, &row, err);
    }
    *words = arena_alloc(arena, (*count + 1) * sizeof *list);
    if (*count > 0) {
        memcpy(*words, list, *count * sizeof *list);
    }
    free(list);
    return code;
}

/* The latest word of each reader. */
static const char *weigh(const struct case_word *words, size_t count, int64_t *readers)
{
    struct str heard[READERS_MAX];
    struct str first = STR("");
    bool same = true;
    *readers = 0;
    for (size_t i = count; i-- > 0;) {
        bool again = false;
        for (int64_t k = 0; k < *readers; k++) {
            again = again || str_eq(heard[k], words[i].who);
        }
        if (again || *readers == READERS_MAX) {
            continue;
        }
        heard[(*readers)++] = words[i].who;
        same = same && (first.n == 0 || str_eq(first, words[i].choice));
        first = words[i].choice;
    }
    return *readers == 0 ? "" : !same ? "disputed" : str_is(first, "keep") ? "keep" : "redact";
}

static enum err_code settle(struct case_folder *folder, int64_t mark, struct err *err)
{
    struct arena *arena = arena_new();
    struct case_word *words;
    size_t count;
    int64_t readers;
    int64_t last;
    enum err_code code = case_words_on(folder, arena, mark, &words, &count, err);
    if (code == ERR_OK) {
        code = db_number(folder->db, sql_case_decision_last, &last, err, "i", mark);
    }
    if (code == ERR_OK) {
        const char *verdict = weigh(words, count, &readers);
        code = db_do(folder->db, sql_case_mention_verdict, err, "itii", mark, str_of(verdict),
                     readers, last);
    }
    arena_free(arena);
    return code;
}

static enum err_code add_row(struct case_folder *folder, int64_t act, int64_t mark,
                             const char *choice, int64_t undoes, struct str reason,
                             struct str who, int64_t now, struct err *err)
{
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(db_do(folder->db, sql_case_decision_add, err, "iitittt", act, mark, str_of(choice),
              undoes, reason, who, str_of(at)));
    return settle(folder, mark, err);
}

static enum err_code tell(struct case_folder *folder, const char *event, int64_t act,
                          const int64_t *marks, size_t count, const char *choice,
                          struct str reason, struct str who, int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 1 << 19);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "act", act);
    jsonw_member(&w, "choice", choice);
    if (reason.n > 0) {
        jsonw_member_str(&w, "reason", reason);
    }
    jsonw_key(&w, "marks");
    jsonw_array(&w);
    for (size_t i = 0; i < count; i++) {
        jsonw_int(&w, marks[i]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "one act", err);
    if (code == ERR_OK) {
        code = case_audit_add(folder->audit, event, who, now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static enum err_code refuse_stale(struct case_folder *folder, int64_t last, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_decision_who, &query, err, "i", last));
    TRY(db_step(query, &row, err));
    err_set(err, ERR_CONFLICT, "%.*s decided about this meanwhile: %.*s, at %.*s",
            row ? (int)db_text(query, 0).n : 0, row ? db_text(query, 0).p : "",
            row ? (int)db_text(query, 1).n : 0, row ? db_text(query, 1).p : "",
            row ? (int)db_text(query, 2).n : 0, row ? db_text(query, 2).p : "");
    err_hint(err, "nothing was written; look at it again");
    db_reset(query);
    return ERR_CONFLICT;
}

/* The marks an act is about: the one, and those alike that nobody decided about. */
static enum err_code gather(struct case_folder *folder, const struct case_choice *choice,
                            const struct case_mark *mark, int64_t **marks, size_t *count,
                            struct case_done *done, struct err *err)
{
    struct db_query *query;
    size_t capacity = 0;
    bool row = false;
    *marks = mem_grow(NULL, 0, &capacity, sizeof **marks);
    (*marks)[0] = mark->id;
    *count = 1;
    if (!choice->all_alike) {
        return ERR_OK;
    }
    TRY(db_ask(folder->db, sql_case_mention_like, &query, err, "t", mark->likeness));
    TRY(db_step(query, &row, err));
    while (row) {
        if (db_int(query, 0) != mark->id && db_int(query, 1) == 0) {
            *marks = mem_grow(*marks, *count, &capacity, sizeof **marks);
            (*marks)[(*count)++] = db_int(query, 0);
        } else if (db_int(query, 0) != mark->id) {
            done->left++;
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code decide(struct case_folder *folder, const struct case_choice *choice,
                            struct arena *arena, int64_t **marks, int64_t now,
                            struct case_done *done, struct err *err)
{
    struct case_mark mark;
    size_t count;
    const char *word = choice->keep ? "keep" : "redact";
    TRY(case_mark_lookup(folder, arena, choice->mark, &mark, err));
    if (mark.last != choice->seen) {
        return refuse_stale(folder, mark.last, err);
    }
    TRY(gather(folder, choice, &mark, marks, &count, done, err));
    TRY(db_number(folder->db, sql_case_act_next, &done->act, err, ""));
    for (size_t i = 0; i < count; i++) {
        TRY(add_row(folder, done->act, (*marks)[i], word, 0, choice->reason, choice->who, now,
                    err));
    }
    done->marks = (int64_t)count;
    return tell(folder, "decided", done->act, *marks, count, word, choice->reason, choice->who,
                now, err);
}

enum err_code case_decide(struct case_folder *folder, const struct case_choice *choice,
                          int64_t now, struct case_done *done, struct err *err)
{
    struct arena *arena = arena_new();
    int64_t *marks = NULL;
    *done = (struct case_done){0};
    enum err_code code =
        choice->who.n == 0
            ? err_set(err, ERR_INVALID, "a decision needs the name of who takes it")
            : db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = decide(folder, choice, arena, &marks, now, done, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    free(marks);
    arena_free(arena);
    return code;
}

static enum err_code marks_of_act(struct case_folder *folder, int64_t act, struct str who,
                                  int64_t **marks, size_t *count, struct err *err)
{
    struct db_query *query;
    size_t capacity = 0;
    bool row = false;
    *count = 0;
    TRY(db_ask(folder->db, sql_case_act_mentions, &query, err, "i", act));
    TRY(db_step(query, &row, err));
    while (row) {
        if (!str_eq(db_text(query, 1), who)) {
            db_reset(query);
            return err_set(err, ERR_DENIED, "act %lld is another's: each takes back their own",
                           (long long)act);
        }
        *marks = mem_grow(*marks, *count, &capacity, sizeof **marks);
        (*marks)[(*count)++] = db_int(query, 0);
        TRY(db_step(query, &row, err));
    }
    return *count > 0 ? ERR_OK
                      : err_set(err, ERR_NOT_FOUND, "there is nothing of yours to take back");
}

static enum err_code undo(struct case_folder *folder, int64_t act, struct str who, int64_t now,
                          int64_t **marks, struct case_done *done, struct err *err)
{
    size_t count;
    int64_t before;
    if (act == 0) {
        TRY(db_number(folder->db, sql_case_act_last, &act, err, "t", who));
    }
    TRY(marks_of_act(folder, act, who, marks, &count, err));
    TRY(db_number(folder->db, sql_case_act_undone, &before, err, "i", act));
    if (before > 0) {
        return err_set(err, ERR_CONFLICT, "act %lld was taken back before", (long long)act);
    }
    TRY(db_number(folder->db, sql_case_act_next, &done->act, err, ""));
    for (size_t i = 0; i < count; i++) {
        TRY(add_row(folder, done->act, (*marks)[i], "undo", act, STR(""), who, now, err));
    }
    done->marks = (int64_t)count;
    return tell(folder, "undone", act, *marks, count, "undo", STR(""), who, now, err);
}

enum err_code case_undo(struct case_folder *folder, int64_t act, struct str who, int64_t now,
                        struct case_done *done, struct err *err)
{
    int64_t *marks = NULL;
    *done = (struct case_done){0};
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = undo(folder, act, who, now, &marks, done, err);
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    free(marks);
    return code;
}
