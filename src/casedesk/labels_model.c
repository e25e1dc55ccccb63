/* All that was said in an issue: every document that a batch or a sample holds, or that
 * somebody labelled, by its verdict; and what two people see differently. */
#include "casedesk/casedesk_state.h"
#include "casedesk/choice.h"
#include "casedesk/issue_view.h"
#include "casedesk/words_view.h"
#include "http/http_form.h"
#include "review/review_label.h"

enum { LABELS_SHOWN = 100, DISPUTES_SHOWN = 200 };

struct labels {
    struct jsonw *w;
    int64_t from, shown; /* from: a document */
    int64_t next;        /* the first that is not shown, 0 */
};

static void write_label(void *data, const struct review_row *row)
{
    struct labels *labels = data;
    struct jsonw *w = labels->w;
    if (row->document < labels->from || labels->next > 0) {
        return;
    }
    if (labels->shown == LABELS_SHOWN) {
        labels->next = row->document;
        return;
    }
    labels->shown++;
    jsonw_object(w);
    jsonw_member_int(w, "document", row->document);
    jsonw_member_str(w, "path", row->path);
    jsonw_member(w, "verdict", row->verdict[0] != '\0' ? row->verdict : "open");
    jsonw_key(w, "sensitive");
    jsonw_bool(w, row->sensitive);
    if (row->batch > 0) {
        jsonw_member_int(w, "batch", row->batch);
    }
    jsonw_end(w);
}

static const char *const verdicts[] = {"",         "relevant", "not", "unsure",
                                       "disputed", "open",     NULL};

enum err_code show_labels(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    struct review_issue issue;
    struct labels labels = {.w = w,
                            .from = form_number(desk->arena, request->query, "from", 0)};
    struct str only = choice_of(desk, request->query, "only", verdicts);
    TRY(issue_find(desk, private_number(request), &issue, err));
    TRY(issue_write(desk, w, &issue, err));
    choice_write(w, "verdicts", verdicts, only);
    jsonw_member_str(w, "only", only);
    jsonw_key(w, "labels");
    jsonw_array(w);
    TRY(review_list(desk->db, issue.id, request->who, only, write_label, &labels, err));
    jsonw_end(w);
    if (labels.next > 0) {
        jsonw_member_int(w, "next", labels.next);
    }
    return ERR_OK;
}

/* ---- what two people see differently ---- */

struct disputes {
    struct desk *desk;
    struct private_request *request;
    struct jsonw *w;
    int64_t issue;
    int64_t documents[DISPUTES_SHOWN];
    struct str paths[DISPUTES_SHOWN];
    size_t count;
};

static void take_dispute(void *data, const struct review_row *row)
{
    struct disputes *all = data;
    if (all->count < DISPUTES_SHOWN) {
        all->paths[all->count] = arena_str(all->desk->arena, row->path);
        all->documents[all->count++] = row->document;
    }
}

enum err_code show_disputes(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    struct review_issue issue;
    struct disputes *all = arena_zalloc(desk->arena, sizeof *all);
    all->desk = desk;
    TRY(issue_find(desk, private_number(request), &issue, err));
    TRY(issue_write(desk, w, &issue, err));
    TRY(review_list(desk->db, issue.id, request->who, STR("disputed"), take_dispute, all, err));
    jsonw_key(w, "disputes");
    jsonw_array(w);
    for (size_t i = 0; i < all->count; i++) {
        struct review_state state;
        TRY(review_state(desk->db, desk->arena, issue.id, all->documents[i], request->who,
                         &state, err));
        jsonw_object(w);
        jsonw_member_int(w, "document", all->documents[i]);
        jsonw_member_str(w, "path", all->paths[i]);
        review_words_write(w, &state);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}
