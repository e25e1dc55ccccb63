/* Which page and which form stands where, and the small ones. */
#include "casedesk/casedesk_state.h"
#include "http/http_form.h"
#include "templates.h"

enum { NAME_MAX_BYTES = 200 };

const struct private_route casedesk_routes[] = {
    {"/", &template_casedesk_case, show_case, NULL},
    {"/name", &template_casedesk_name, show_name, do_name},
    {"/link", &template_casedesk_link, show_link, NULL},
    {"/search", &template_casedesk_search, show_search, NULL},
    {"/searches", NULL, NULL, do_save_search},
    {"/searches/remove", NULL, NULL, do_remove_search},
    {"/documents/", &template_casedesk_document, show_document, NULL},
    {"/conversations/", &template_casedesk_conversation, show_conversation, NULL},
    {"/files", &template_casedesk_files, show_files, NULL},
    {"/alike", &template_casedesk_pairs, show_pairs, NULL},
    {"/alike/", &template_casedesk_differences, show_differences, NULL},
};

const size_t casedesk_route_count = sizeof casedesk_routes / sizeof casedesk_routes[0];

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
