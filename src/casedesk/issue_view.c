/* See issue_view.h. */
#include "casedesk/issue_view.h"

#include "review/review_stop.h"

enum { STATUS_MAX = 16384 };

enum err_code issue_find(struct desk *desk, int64_t number, struct review_issue *issue,
                         struct err *err)
{
    return review_issue_find(desk->db, desk->arena,
                             str_of(arena_printf(desk->arena, "%lld", (long long)number)),
                             issue, err);
}

static void write_counts(struct jsonw *w, const struct review_counts *counts)
{
    jsonw_key(w, "counts");
    jsonw_object(w);
    jsonw_member_int(w, "documents", counts->documents);
    jsonw_member_int(w, "unreadable", counts->unreadable);
    jsonw_member_int(w, "in_batches", counts->in_batches);
    jsonw_member_int(w, "open", counts->open);
    jsonw_member_int(w, "done",
                     counts->in_batches - counts->open > 0 ? counts->in_batches - counts->open
                                                           : 0);
    jsonw_member_int(w, "relevant", counts->relevant);
    jsonw_member_int(w, "not_relevant", counts->not_relevant);
    jsonw_member_int(w, "unsure", counts->unsure);
    jsonw_member_int(w, "disputed", counts->disputed);
    jsonw_member_int(w, "sensitive", counts->sensitive);
    jsonw_member_int(w, "rounds", counts->rounds);
    jsonw_end(w);
}

static enum err_code write_status(struct desk *desk, struct jsonw *w, int64_t issue,
                                  struct err *err)
{
    struct review_status status;
    struct strbuf words;
    strbuf_init(&words, STATUS_MAX);
    enum err_code code = review_status(desk->db, desk->arena, issue, &status, &words, err);
    if (code == ERR_OK) {
        jsonw_member(w, "state", status.state);
        jsonw_key(w, "met");
        jsonw_bool(w, status.met);
        jsonw_key(w, "declared");
        jsonw_bool(w, status.rule.id > 0);
        jsonw_key(w, "elusion");
        jsonw_bool(w, status.rule.id > 0 && !status.rule.rule.control);
        jsonw_member_str(w, "status", strbuf_view(&words));
    }
    strbuf_release(&words);
    return code;
}

enum err_code issue_write(struct desk *desk, struct jsonw *w, const struct review_issue *issue,
                          struct err *err)
{
    struct review_counts counts;
    TRY(review_count(desk->db, issue->id, &counts, err));
    jsonw_member_int(w, "issue", issue->id);
    jsonw_member_str(w, "name", issue->name);
    jsonw_member_str(w, "asked_by", issue->who);
    jsonw_key(w, "two");
    jsonw_bool(w, issue->reviewers == 2);
    write_counts(w, &counts);
    return write_status(desk, w, issue->id, err);
}
