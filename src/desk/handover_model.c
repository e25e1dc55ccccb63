/* The hand-overs of the case, and what the next one needs. */
#include "casefolder/case_handover.h"
#include "desk/differences_model.h"

static void write_orders(struct jsonw *w, const struct case_order *orders, size_t count)
{
    bool making = false;
    jsonw_key(w, "orders");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        making = making || str_is(orders[i].state, "waiting");
        jsonw_object(w);
        jsonw_member_str(w, "at", orders[i].at);
        jsonw_member_str(w, "recipient", orders[i].recipient);
        jsonw_member_str(w, "who", orders[i].who);
        jsonw_member_int(w, "doubts", orders[i].doubts);
        jsonw_member_str(w, "state", orders[i].state);
        jsonw_member_str(w, "why", orders[i].why);
        jsonw_member_str(w, "folder", orders[i].folder);
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_key(w, "making");
    jsonw_bool(w, making);
}

enum err_code model_handover(struct desk *desk, struct private_request *request,
                             struct jsonw *w, struct err *err)
{
    struct case_policy policy;
    struct case_tally tally;
    struct case_order *orders;
    size_t count;
    int64_t need;
    int64_t doubts;
    struct case_difference *differences;
    size_t different;
    (void)request;
    TRY(desk_policy(desk, &policy, err));
    TRY(desk_need(desk, &need, err));
    TRY(case_files_tally(desk->folder, &tally, err));
    TRY(case_marks_doubt_count(desk->folder, 0, need, &doubts, err));
    TRY(differences_open(desk, &differences, &different, err));
    TRY(case_handover_list(desk->folder, desk->arena, &orders, &count, err));
    jsonw_member_str(w, "recipient", policy.title);
    jsonw_member_str(w, "about", policy.about);
    jsonw_key(w, "reading");
    jsonw_bool(w, tally.waiting > 0);
    if (doubts + (int64_t)different > 0) {
        jsonw_member_int(w, "doubts", doubts + (int64_t)different);
    }
    if (different > 0) {
        jsonw_member_int(w, "differences", (int64_t)different);
    }
    if (tally.refused + tally.changed + tally.gone > 0) {
        jsonw_member_int(w, "aside", tally.refused + tally.changed + tally.gone);
    }
    write_orders(w, orders, count);
    return ERR_OK;
}
