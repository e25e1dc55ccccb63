/* Which page and which form stands where, and the small ones. */
#include "casedesk/casedesk_state.h"
#include "http/http_form.h"
#include "templates.h"

enum { NAME_MAX_BYTES = 200 };

const struct private_route casedesk_routes[] = {
    {"/", &template_casedesk_case, show_case, NULL, "case"},
    {"/name", &template_casedesk_name, show_name, do_name, NULL},
    {"/link", &template_casedesk_link, show_link, NULL, NULL},
    {"/search", &template_casedesk_search, show_search, NULL, "search"},
    {"/searches", NULL, NULL, do_save_search, "search"},
    {"/searches/remove", NULL, NULL, do_remove_search, "search"},
    {"/documents/", &template_casedesk_document, show_document, NULL, NULL},
    {"/conversations/", &template_casedesk_conversation, show_conversation, NULL, NULL},
    {"/files", &template_casedesk_files, show_files, NULL, "files"},
    {"/alike", &template_casedesk_pairs, show_pairs, NULL, "alike"},
    {"/alike/", &template_casedesk_differences, show_differences, NULL, "alike"},
    {"/timeline", &template_casedesk_timeline, show_timeline, NULL, "timeline"},
    {"/people", &template_casedesk_people, show_people, NULL, "people"},
    {"/unindexed", &template_casedesk_unindexed, show_unindexed, NULL, "timeline"},
    {"/mentions", &template_casedesk_mentions, show_mentions, NULL, "people"},
    {"/issues", &template_casedesk_issues, show_issues, do_issue, "review"},
    {"/review/label", NULL, NULL, do_label, "review"},
    {"/review/", &template_casedesk_review, show_review, NULL, "review"},
    {"/disputes/settle", NULL, NULL, do_settle, "review"},
    {"/disputes/", &template_casedesk_disputes, show_disputes, NULL, "review"},
    {"/labels/", &template_casedesk_labels, show_labels, NULL, "review"},
    {"/acts", &template_casedesk_acts, show_acts, NULL, "acts"},
    {"/stop/declare", NULL, NULL, do_declare, "review"},
    {"/stop/draw", NULL, NULL, do_draw, "review"},
    {"/stop/", &template_casedesk_stop, show_stop, NULL, "review"},
    {"/schedule", &template_casedesk_schedule, show_schedule, NULL, "schedule"},
    {"/schedule/change", NULL, NULL, do_schedule_item, "schedule"},
    {"/schedule/several", NULL, NULL, do_several, "schedule"},
    {"/schedule/found", &template_casedesk_found_block, show_found_block, do_found_block,
     "schedule"},
    {"/schedule/block", NULL, NULL, do_block, "schedule"},
    {"/schedule/", &template_casedesk_schedule_item, show_schedule_item, NULL, "schedule"},
    {"/papers", &template_casedesk_papers, show_papers, NULL, "papers"},
    {"/papers/head", NULL, NULL, do_head, "papers"},
    {"/papers/term", NULL, NULL, do_term, "papers"},
    {"/papers/make", NULL, NULL, do_make, "papers"},
    {"/papers/management", NULL, NULL, do_management, "papers"},
    {"/findings", &template_casedesk_findings, show_findings, NULL, "findings"},
    {"/findings/decide", NULL, NULL, do_finding, "findings"},
    {"/findings/", &template_casedesk_finding, show_finding, NULL, "findings"},
};

const size_t casedesk_route_count = sizeof casedesk_routes / sizeof casedesk_routes[0];

const struct private_link casedesk_links[] = {
    {"", "case", NULL},
    {"search", "search", "s"},
    {"files", "files", NULL},
    {"alike", "alike", NULL},
    {"timeline", "timeline", NULL},
    {"people", "people", NULL},
    {"issues", "review", NULL},
    {"schedule", "schedule", NULL},
    {"papers", "papers", NULL},
    {"findings", "findings", NULL},
    {"acts", "acts", NULL},
};

const size_t casedesk_link_count = sizeof casedesk_links / sizeof casedesk_links[0];

struct str desk_field(struct desk *desk, struct str form, const char *name, size_t max)
{
    return str_trim(form_text(desk->arena, form, name, max));
}

enum err_code show_name(struct desk *desk, struct private_request *request, struct jsonw *w,
                        struct err *err)
{
    (void)desk;
    (void)request;
    (void)w;
    (void)err;
    return ERR_OK;
}

enum err_code do_name(struct desk *desk, struct private_request *request,
                      struct private_went *went, struct err *err)
{
    struct str who = desk_field(desk, request->form, "who", NAME_MAX_BYTES);
    struct str role = desk_field(desk, request->form, "role", TITLE_MAX);
    if (who.n == 0) {
        err_set(err, ERR_INVALID, "your name is missing");
        err_hint(err, "each decision carries the name of who takes it");
        return ERR_INVALID;
    }
    went->location = "/";
    return private_session_name(desk->db, request->session, who, role, err);
}

/* A link for another browser of this machine: each look at the page makes a new one. */
enum err_code show_link(struct desk *desk, struct private_request *request, struct jsonw *w,
                        struct err *err)
{
    char secret[PRIVATE_SECRET_SIZE];
    (void)request;
    TRY(private_link_make(desk->db, secret, err));
    jsonw_key(w, "link");
    jsonw_printf(w, "http://127.0.0.1:%d/open/%s", desk->port, secret);
    return ERR_OK;
}
