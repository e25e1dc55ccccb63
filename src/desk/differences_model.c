/* Words that a person kept in one place and that are hidden in another. */
#include "desk/differences_model.h"

enum err_code differences_open(struct desk *desk, struct case_difference **list, size_t *count,
                               struct err *err)
{
    struct case_policy policy;
    struct case_people people;
    TRY(desk_policy(desk, &policy, err));
    TRY(case_cast_list(desk->folder, desk->arena, &people, err));
    return case_differences(desk->folder, desk->arena, &policy, &people, list, count, err);
}

enum err_code model_differences(struct desk *desk, struct private_request *request,
                                struct jsonw *w, struct err *err)
{
    struct case_difference *list;
    size_t count;
    (void)request;
    TRY(differences_open(desk, &list, &count, err));
    jsonw_member_int(w, "count", (int64_t)count);
    jsonw_key(w, "differences");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "words", list[i].words);
        jsonw_member_str(w, "text", list[i].text);
        jsonw_member_int(w, "kept", list[i].kept);
        jsonw_member_int(w, "hidden", list[i].hidden);
        jsonw_member_int(w, "kept_mark", list[i].kept_mark);
        jsonw_member_int(w, "hidden_mark", list[i].hidden_mark);
        jsonw_member_int(w, "seen", list[i].seen);
        jsonw_member_int(w, "marks", list[i].marks);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}
