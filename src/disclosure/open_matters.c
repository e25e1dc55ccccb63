#include "disclosure/open_matters.h"

#include "disclosure/flagged_words.h"
#include "disclosure/review_marks.h"
#include "disclosure/schedule_items.h"
#include "disclosure_sql.h"
#include "review/review.h"
#include "review/review_stop.h"
#include "store/db_ask.h"

#include <string.h>

enum { WORDS_MAX = 1 << 16, NAMED_MAX = 20 /* documents named of each kind */ };

struct matters {
    struct db *db;
    struct arena *arena;
    struct strbuf *out;
    int64_t undecided, holding;
    struct strbuf undecided_list, holding_list;
    enum err_code code;
    struct err err;
};

/* ---- reviews ---- */

static void put_count(struct strbuf *out, struct str issue, int64_t count, const char *what)
{
    if (count > 0) {
        strbuf_printf(out, "Review “%.*s”: %lld %s.\n", STR_ARG(issue), (long long)count, what);
    }
}

static enum err_code put_labels(struct matters *matters, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(matters->db, sql_disclosure_review_unread, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        struct str issue = db_text(query, 0);
        put_count(matters->out, issue, db_int(query, 1), "documents nobody has read for it");
        put_count(matters->out, issue, db_int(query, 4), "read by one of the two who have to");
        put_count(matters->out, issue, db_int(query, 2), "labelled unsure");
        put_count(matters->out, issue, db_int(query, 3), "disputed between readers");
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static void put_rule(void *data, const struct review_issue *issue)
{
    struct matters *matters = data;
    struct review_status status;
    struct strbuf words;
    strbuf_init(&words, WORDS_MAX);
    if (matters->code == ERR_OK) {
        matters->code = review_status(matters->db, matters->arena, issue->id, &status, &words,
                                      &matters->err);
    }
    if (matters->code == ERR_OK && !status.met) {
        strbuf_printf(matters->out, "Review “%.*s”: %s %.*s\n", STR_ARG(issue->name),
                      status.rule.id == 0 ? "no rule for stopping was declared."
                                          : "its rule for stopping is not met.",
                      STR_ARG(strbuf_view(&words)));
    }
    strbuf_release(&words);
}

static enum err_code put_reviews(struct matters *matters, struct err *err)
{
    bool there = false;
    TRY(review_marks_there(matters->db, &there, err));
    if (!there) {
        return ERR_OK;
    }
    TRY(put_labels(matters, err));
    TRY(review_issues(matters->db, put_rule, matters, err));
    if (matters->code != ERR_OK && err != NULL) {
        *err = matters->err;
    }
    return matters->code;
}

/* ---- items ---- */

static void put_document(struct strbuf *list, int64_t count, int64_t document)
{
    if (count <= NAMED_MAX) {
        strbuf_printf(list, "%s%lld", count > 1 ? ", " : "", (long long)document);
    } else if (count == NAMED_MAX + 1) {
        strbuf_puts(list, " and more");
    }
}

static enum err_code add_item(void *data, const struct schedule_item *item, struct err *err)
{
    struct matters *matters = data;
    struct str words = STR("");
    bool listed = item->place == SCHEDULE_NON_SENSITIVE || item->place == SCHEDULE_SENSITIVE;
    bool flagged = item->proposed_sensitive || item->flagged_in_review;
    if (listed && flagged && item->own_sensitive.n == 0) {
        put_document(&matters->undecided_list, ++matters->undecided, item->document);
    }
    if (item->place == SCHEDULE_NON_SENSITIVE && item->proposed_sensitive) {
        TRY(flagged_words(matters->db, matters->arena, item->document, item->description,
                          &words, err));
    }
    if (words.n > 0) {
        put_document(&matters->holding_list, ++matters->holding, item->document);
    }
    return ERR_OK;
}

static enum err_code put_items(struct matters *matters, struct err *err)
{
    TRY(schedule_items(matters->db, 0, INT64_MAX, add_item, matters, err));
    if (matters->undecided > 0) {
        strbuf_printf(matters->out,
                      "Flagged as perhaps sensitive, and no officer has decided: %lld "
                      "(document %.*s).\n",
                      (long long)matters->undecided,
                      STR_ARG(strbuf_view(&matters->undecided_list)));
    }
    if (matters->holding > 0) {
        strbuf_printf(matters->out,
                      "On the non-sensitive schedule with words of a flagged passage in the "
                      "description: %lld (document %.*s).\n",
                      (long long)matters->holding,
                      STR_ARG(strbuf_view(&matters->holding_list)));
    }
    return ERR_OK;
}

enum err_code open_matters(struct db *db, struct arena *arena, struct strbuf *out,
                           struct err *err)
{
    struct matters matters = {.db = db, .arena = arena, .out = out, .code = ERR_OK};
    strbuf_init(&matters.undecided_list, WORDS_MAX);
    strbuf_init(&matters.holding_list, WORDS_MAX);
    enum err_code code = put_reviews(&matters, err);
    code = code == ERR_OK ? put_items(&matters, err) : code;
    strbuf_release(&matters.undecided_list);
    strbuf_release(&matters.holding_list);
    return code;
}
