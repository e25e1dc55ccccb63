/* The first page: the whole folder, how far reading is, what is left to do. And who one is. */
#include "http/http_form.h"
#include "desk/differences_model.h"

enum { FILES_A_PAGE = 100 };

static enum err_code write_tally(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct case_tally tally;
    TRY(case_files_tally(desk->folder, &tally, err));
    int64_t total = tally.waiting + tally.read + tally.refused + tally.changed + tally.gone;
    jsonw_key(w, "tally");
    jsonw_object(w);
    jsonw_member_int(w, "all", total);
    jsonw_member_int(w, "read", tally.read);
    if (tally.waiting > 0) {
        jsonw_member_int(w, "waiting", tally.waiting);
        jsonw_member_int(w, "done", total - tally.waiting);
    }
    if (tally.waiting > 0 && tally.left_ms >= 0) {
        jsonw_member_int(w, tally.left_ms > 90000 ? "left_minutes" : "left_seconds",
                         tally.left_ms > 90000 ? (tally.left_ms + 59999) / 60000
                                               : (tally.left_ms + 999) / 1000);
    }
    if (tally.refused + tally.changed + tally.gone > 0) {
        jsonw_member_int(w, "aside", tally.refused + tally.changed + tally.gone);
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_files(struct desk *desk, struct jsonw *w, int64_t from, int64_t need,
                                 struct err *err)
{
    struct case_file *files = arena_alloc(desk->arena, (FILES_A_PAGE + 1) * sizeof *files);
    size_t count;
    TRY(case_files_list(desk->folder, desk->arena, from, FILES_A_PAGE + 1, files, &count, err));
    jsonw_key(w, "files");
    jsonw_array(w);
    for (size_t i = 0; i < count && i < FILES_A_PAGE; i++) {
        int64_t doubts;
        TRY(case_marks_doubt_count(desk->folder, files[i].id, need, &doubts, err));
        jsonw_object(w);
        jsonw_member_int(w, "id", files[i].id);
        jsonw_member_str(w, "path", files[i].path);
        jsonw_member_str(w, "state", files[i].state);
        jsonw_member_str(w, "why", files[i].why);
        if (files[i].pages > 0) {
            jsonw_member_int(w, "pages", files[i].pages);
            jsonw_member_int(w, "pages_read", files[i].pages_read);
        }
        if (doubts > 0 && str_is(files[i].state, "read")) {
            jsonw_member_int(w, "doubts", doubts);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
    if (count > FILES_A_PAGE) {
        jsonw_member_int(w, "next", from + FILES_A_PAGE);
    }
    if (from > 0) {
        jsonw_member_int(w, "previous", from > FILES_A_PAGE ? from - FILES_A_PAGE : 0);
    }
    return ERR_OK;
}

static enum err_code write_policies(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct case_policy chosen;
    struct case_policy *policies;
    size_t count;
    TRY(desk_policy(desk, &chosen, err));
    TRY(case_policy_list(desk->arena, desk->reference, &policies, &count, err));
    jsonw_member_str(w, "recipient", chosen.title);
    jsonw_key(w, "policies");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "id", policies[i].recipient);
        jsonw_member_str(w, "title", policies[i].title);
        jsonw_key(w, "chosen");
        jsonw_bool(w, str_eq(policies[i].recipient, chosen.recipient));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code model_folder(struct desk *desk, struct private_request *request, struct jsonw *w,
                           struct err *err)
{
    struct str trouble;
    int64_t need;
    int64_t doubts;
    struct case_difference *differences;
    size_t different;
    TRY(desk_need(desk, &need, err));
    TRY(case_setting(desk->folder, desk->arena, "trouble", &trouble, err));
    TRY(case_marks_doubt_count(desk->folder, 0, need, &doubts, err));
    TRY(write_tally(desk, w, err));
    TRY(differences_open(desk, &differences, &different, err));
    jsonw_member_int(w, "doubts", doubts);
    if (different > 0) {
        jsonw_member_int(w, "differences", (int64_t)different);
    }
    jsonw_member_str(w, "trouble", trouble);
    jsonw_key(w, "second");
    jsonw_bool(w, need == 2);
    TRY(write_policies(desk, w, err));
    return write_files(desk, w, form_number(desk->arena, request->query, "from", 0), need, err);
}

enum err_code model_name(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    (void)desk;
    (void)request;
    (void)w;
    (void)err;
    return ERR_OK;
}

/* A link for another browser of this machine: each look at the page makes a new one. */
enum err_code model_link(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    char secret[PRIVATE_SECRET_SIZE];
    (void)request;
    TRY(private_link_make(desk->folder->db, secret, err));
    jsonw_key(w, "link");
    jsonw_printf(w, "http://127.0.0.1:%d/open/%s", desk->port, secret);
    return ERR_OK;
}
