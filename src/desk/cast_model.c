/* The people of the case, and who may be who. */
#include "desk/desk_state.h"

enum { PEOPLE_SHOWN = 300 };

static void write_roles(struct desk *desk, struct jsonw *w, struct str chosen)
{
    jsonw_key(w, "roles");
    jsonw_array(w);
    for (size_t i = 0; i < desk->rule.role_count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "id", desk->rule.roles[i]);
        jsonw_key(w, "chosen");
        jsonw_bool(w, str_eq(desk->rule.roles[i], chosen));
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_person(struct desk *desk, struct jsonw *w, const struct case_person *person,
                         const struct case_policy *policy, const struct case_people *people)
{
    struct str role = case_cast_role_of(people, person->id);
    struct case_act act = case_policy_act(policy, role, STR(CASE_NAME_LABEL));
    jsonw_object(w);
    jsonw_member_int(w, "id", person->id);
    jsonw_member_str(w, "name", person->name);
    jsonw_member_int(w, "mentions", person->mentions);
    jsonw_member_int(w, "files", person->files);
    jsonw_member_str(w, "role", person->role);
    jsonw_member_str(w, "suggested", person->role.n == 0 ? person->suggested : STR(""));
    jsonw_member(w, "proposed", act.keep ? "keep" : "redact");
    jsonw_key(w, "forms");
    jsonw_array(w);
    for (size_t i = 0; i < person->form_count; i++) {
        jsonw_str(w, person->forms[i]);
    }
    jsonw_end(w);
    jsonw_key(w, "near");
    jsonw_array(w);
    for (size_t i = 0; i < person->near_count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "label", person->near[i].label);
        jsonw_member_str(w, "text", person->near[i].text);
        jsonw_member_int(w, "mark", person->near[i].mark);
        jsonw_member_int(w, "person", person->id);
        jsonw_key(w, "said");
        jsonw_bool(w, person->near[i].said);
        jsonw_end(w);
    }
    jsonw_end(w);
    write_roles(desk, w, role);
    jsonw_end(w);
}

static enum err_code write_alike(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct case_alike *alike;
    size_t count;
    TRY(case_cast_alike(desk->folder, desk->arena, &alike, &count, err));
    jsonw_key(w, "alike");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "one", alike[i].one);
        jsonw_member_str(w, "other", alike[i].other);
        jsonw_member_str(w, "one_name", alike[i].one_name);
        jsonw_member_str(w, "other_name", alike[i].other_name);
        jsonw_member_str(w, "why", alike[i].why);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code model_cast(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    struct case_people people;
    struct case_policy policy;
    (void)request;
    TRY(case_cast_list(desk->folder, desk->arena, &people, err));
    TRY(desk_policy(desk, &policy, err));
    jsonw_member_str(w, "recipient", policy.title);
    jsonw_member_int(w, "count", (int64_t)people.count);
    jsonw_key(w, "people");
    jsonw_array(w);
    for (size_t i = 0; i < people.count && i < PEOPLE_SHOWN; i++) {
        write_person(desk, w, &people.items[i], &policy, &people);
    }
    jsonw_end(w);
    if (people.count > PEOPLE_SHOWN) {
        jsonw_member_int(w, "unshown", (int64_t)people.count - PEOPLE_SHOWN);
    }
    return write_alike(desk, w, err);
}
