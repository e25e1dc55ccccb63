/* Who saw and marked what: the lines of the case's audit, the newest first, narrowed to one
 * person, one document or one kind of act. Seeing is noted here too: once a day for each person
 * and document. */
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/choice.h"
#include "casedesk_sql.h"
#include "http/http_form.h"
#include "review/review_label.h"
#include "store/db_ask.h"

enum { ACTS_SHOWN = 50, DAY_BYTES = 10, SEEN_LINE_MAX = 256 };

/* ---- seeing ---- */

static enum err_code note(struct desk *desk, const struct private_request *request,
                          int64_t document, int64_t page, struct str day, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    TRY(db_do(desk->db, sql_casedesk_seen_add, err, "tit", request->who, document, day));
    if (db_changes(desk->db) == 0) {
        return ERR_OK; /* another browser of the same person */
    }
    strbuf_init(&what, SEEN_LINE_MAX);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", document);
    jsonw_member_int(&w, "page", page);
    jsonw_end(&w);
    enum err_code code = case_audit_add(desk->acts.audit, "document-seen", request->who,
                                        request->now, strbuf_view(&what), err);
    strbuf_release(&what);
    return code == ERR_OK ? case_audit_commit(desk->acts.audit, err) : code;
}

/* What cannot be noted (a full disk) keeps nobody from reading: the log says so, and the next
 * look at the document tries again. */
void desk_saw(struct desk *desk, const struct private_request *request, int64_t document,
              int64_t page)
{
    struct err err = {0};
    int64_t known = 0;
    char at[TIME_SIZE];
    time_format(at, request->now);
    const struct str day = str_n(at, DAY_BYTES);
    enum err_code code = db_number(desk->db, sql_casedesk_seen, &known, &err, "tit",
                                   request->who, document, day);
    if (code == ERR_OK && known == 0) {
        struct case_version before;
        struct case_version after;
        code = desk_version(desk, &before, &err);
        code = code == ERR_OK ? db_begin(desk->db, &err) : code;
        code = code == ERR_OK ? note(desk, request, document, page, day, &err) : code;
        db_rollback(desk->db);
        if (code == ERR_OK && (code = desk_version(desk, &after, &err)) == ERR_OK) {
            desk->noted += after.own - before.own;
        }
    }
    if (code != ERR_OK) {
        log_err("seen", &err);
    }
}

/* ---- the page ---- */

static const char *const kinds[] = {"",
                                    "document-seen",
                                    "review-labelled",
                                    "review-carried",
                                    "review-settled",
                                    "review-ranked",
                                    "review-rule-declared",
                                    "review-sample-drawn",
                                    "issue-added",
                                    "schedule-item",
                                    "schedule-block",
                                    "schedule-head",
                                    "schedule-described",
                                    "schedule-made",
                                    "management-document",
                                    "case-checked",
                                    "finding-decided",
                                    NULL};

/* What one of two readers said is nobody else's before they have read the document too, here as
 * on the pages of the review. */
static enum err_code is_blind(struct desk *desk, const struct private_request *request,
                              const struct js *line, bool *blind, struct err *err)
{
    struct review_state state;
    int64_t issue = 0;
    int64_t document = 0;
    const struct js *what = js_member(line, "what");
    *blind = false;
    if (!str_starts(js_text(line, "event"), STR("review-")) ||
        str_eq(js_text(line, "by"), request->who)) {
        return ERR_OK;
    }
    TRY(js_may_int(what, "issue", 1, INT64_MAX, &issue, err));
    TRY(js_may_int(what, "document", 1, INT64_MAX, &document, err));
    if (issue == 0 || document == 0) {
        return ERR_OK;
    }
    TRY(review_state(desk->db, desk->arena, issue, document, request->who, &state, err));
    *blind = state.hidden;
    const struct js *to = js_member(what, "to");
    for (size_t i = 0; to != NULL && to->type == JS_ARRAY && !*blind && i < to->array.count;
         i++) {
        if (to->array.items[i].type == JS_INT) {
            TRY(review_state(desk->db, desk->arena, issue, to->array.items[i].integer,
                             request->who, &state, err));
            *blind = state.hidden;
        }
    }
    return ERR_OK;
}

static struct str cut(struct str text)
{
    return str_sub(text, 0, utf8_offset(text, WORDS_MAX));
}

/* Members as they stand in the line, a text without its quotes. */
static void write_what(struct jsonw *w, const struct js *what)
{
    jsonw_key(w, "what");
    jsonw_array(w);
    for (size_t i = 0; what->type == JS_OBJECT && i < what->object.count; i++) {
        const struct js_member *member = &what->object.members[i];
        const struct js *value = &member->value;
        if (str_is(member->name, "document")) {
            continue; /* a link of its own */
        }
        jsonw_object(w);
        jsonw_member_str(w, "name", member->name);
        jsonw_member_str(w, "value",
                         cut(value->type == JS_STRING ? value->string : value->raw));
        jsonw_end(w);
    }
    jsonw_end(w);
}

static enum err_code write_act(struct desk *desk, const struct private_request *request,
                               struct jsonw *w, int64_t seq, struct str text, struct err *err)
{
    struct js *line;
    const struct js *what;
    bool blind;
    int64_t document = 0;
    TRY(js_parse(desk->arena, text, &line, err));
    TRY(js_need(line, "what", JS_OBJECT, &what, err));
    TRY(js_may_int(what, "document", 1, INT64_MAX, &document, err));
    TRY(is_blind(desk, request, line, &blind, err));
    jsonw_object(w);
    jsonw_member_int(w, "number", seq);
    jsonw_member_str(w, "at", js_text(line, "at"));
    jsonw_member_str(w, "by", js_text(line, "by"));
    jsonw_member_str(w, "event", js_text(line, "event"));
    if (document > 0) {
        jsonw_member_int(w, "document", document);
    }
    jsonw_key(w, "blind");
    jsonw_bool(w, blind);
    if (!blind) {
        write_what(w, what);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_acts(struct desk *desk, struct private_request *request, struct jsonw *w,
                        struct err *err)
{
    struct db_query *rows;
    bool row = false;
    size_t shown = 0;
    int64_t last = 0;
    struct str kind = choice_of(desk, request->query, "kind", kinds);
    struct str by = desk_field(desk, request->query, "by", TITLE_MAX);
    int64_t document = form_number(desk->arena, request->query, "document", 0);
    int64_t before = form_number(desk->arena, request->query, "before", INT64_MAX);
    choice_write(w, "kinds", kinds, kind);
    jsonw_member_str(w, "kind", kind);
    jsonw_member_str(w, "by", by);
    jsonw_member(w, "of",
                 document > 0 ? arena_printf(desk->arena, "%lld", (long long)document) : "");
    TRY(db_ask(desk->db, sql_casedesk_acts, &rows, err, "itti", before, by, kind, document));
    TRY(db_step(rows, &row, err));
    jsonw_key(w, "acts");
    jsonw_array(w);
    while (row && shown < ACTS_SHOWN) {
        shown++;
        last = db_int(rows, 0);
        TRY(write_act(desk, request, w, last, arena_str(desk->arena, db_text(rows, 1)), err));
        TRY(db_step(rows, &row, err));
    }
    jsonw_end(w);
    db_reset(rows);
    if (row) {
        jsonw_member_int(w, "older", last);
    }
    return ERR_OK;
}
