/* Which page and which form stands where. */
#include "desk/desk_state.h"
#include "templates.h"

const struct private_route desk_routes[] = {
    {"/", &template_desk_folder, model_folder, NULL, "folder"},
    {"/name", &template_desk_name, model_name, act_name, NULL},
    {"/link", &template_desk_link, model_link, NULL, NULL},
    {"/cast", &template_desk_cast, model_cast, NULL, "cast"},
    {"/role", NULL, NULL, act_role, "cast"},
    {"/join", NULL, NULL, act_join, "cast"},
    {"/doubts", &template_desk_mark, model_doubts, NULL, "doubts"},
    {"/marks/", &template_desk_mark, model_mark, NULL, NULL},
    {"/files/", &template_desk_file, model_file, NULL, NULL},
    {"/decide", NULL, NULL, act_decide, NULL},
    {"/undo", NULL, NULL, act_undo, NULL},
    {"/mark", NULL, NULL, act_mark, NULL},
    {"/region", NULL, NULL, act_region, NULL},
    {"/owner", NULL, NULL, act_owner, NULL},
    {"/differences", &template_desk_differences, model_differences, act_differs, NULL},
    {"/again", NULL, NULL, act_again, NULL},
    {"/settings", NULL, NULL, act_settings, "folder"},
    {"/hand-over", &template_desk_handover, model_handover, act_handover, "hand-over"},
};

const size_t desk_route_count = sizeof desk_routes / sizeof desk_routes[0];

const struct private_link desk_links[] = {
    {"", "folder", NULL},
    {"cast", "cast", NULL},
    {"doubts", "doubts", NULL},
    {"hand-over", "hand-over", NULL},
};

const size_t desk_link_count = sizeof desk_links / sizeof desk_links[0];

enum err_code desk_need(struct desk *desk, int64_t *need, struct err *err)
{
    struct str value;
    TRY(case_setting(desk->folder, desk->arena, "second_reader", &value, err));
    *need = str_is(value, "yes") ? 2 : 1;
    return ERR_OK;
}

enum err_code desk_policy(struct desk *desk, struct case_policy *policy, struct err *err)
{
    struct str recipient;
    TRY(case_setting(desk->folder, desk->arena, "recipient", &recipient, err));
    return case_policy_read(desk->arena, desk->reference,
                            recipient.n > 0 ? recipient : STR("prosecutor"), policy, err);
}
