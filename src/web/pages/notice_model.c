/* See notice_model.h. */
#include "notice_model.h"

#include "ledger/identity.h"
#include "web_sql.h"

/* Has this day come? The page changes when it does. */
static bool has_come(struct page_context *page, struct str date)
{
    int64_t seconds;
    if (!date_parse(date, &seconds)) {
        return false;
    }
    page_changes_at(page, seconds);
    return page->now >= seconds;
}

bool notice_is_lifted(struct page_context *page, const struct registry_entry *notice)
{
    return has_come(page, js_text(notice->body, "lifted"));
}

void notice_model(const struct entry_view *view, const struct registry_entry *notice)
{
    struct page_context *page = view->page;
    entry_model(view, notice);
    entry_text_model(page, notice->body, "date");
    entry_text_model(page, notice->body, "due");
    entry_text_model(page, notice->body, "says");
    entry_text_model(page, notice->body, "action");
    if (notice_is_lifted(page, notice)) {
        entry_text_model(page, notice->body, "lifted");
    }
}

/* ---- who answered ---- */

static bool has_answered(const struct registry_entries *answers, struct str force)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_eq(answers->list[i].organisation, force)) {
            return true;
        }
    }
    return false;
}

static void write_answer(const struct entry_view *view, const struct registry_entry *answer)
{
    jsonw_object(view->page->w);
    entry_organisation_model(view, "organisation", answer->organisation);
    jsonw_member_str(view->page->w, "statement", answer->id);
    if (!answer->confirmed) {
        jsonw_member(view->page->w, "by_centre", "yes");
    }
    entry_text_model(view->page, answer->body, "date");
    entry_text_model(view->page, answer->body, "did");
    entry_text_model(view->page, answer->body, "role");
    jsonw_end(view->page->w);
}

enum err_code notice_answers_model(const struct entry_view *view,
                                   const struct registry_entry *notice,
                                   const struct str *forces, size_t count, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries answers;
    bool due = has_come(page, js_text(notice->body, "due"));
    TRY(registry_about(page->db, page->arena, notice->subject, "safety.acknowledged/1",
                       &answers, err));
    jsonw_key(page->w, "acknowledged");
    jsonw_array(page->w);
    for (size_t i = 0; i < answers.count; i++) {
        write_answer(view, &answers.list[i]);
    }
    jsonw_end(page->w);
    jsonw_key(page->w, "unanswered");
    jsonw_array(page->w);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!has_answered(&answers, forces[i])) {
            any = true;
            jsonw_object(page->w);
            entry_organisation_model(view, "organisation", forces[i]);
            jsonw_end(page->w);
        }
    }
    jsonw_end(page->w);
    if (any && due && !notice_is_lifted(page, notice)) {
        jsonw_member(page->w, "overdue", "yes");
    }
    return ERR_OK;
}

enum err_code notice_target_of(const struct entry_view *view, const struct js *identity,
                               struct notice_target *target, struct err *err)
{
    struct arena *arena = view->page->arena;
    struct tool_identity tool;
    struct db_query *query;
    char hex[SHA256_HEX_SIZE];
    bool row = false;
    *target = (struct notice_target){.digest = STR("")};
    TRY(identity_parse(identity, &tool, err));
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    target->digest = str_of(arena_strdup(arena, hex));
    target->supplier = tool.supplier;
    target->product = tool.kind == IDENTITY_SERVICE ? tool.model : tool.product;
    target->version = tool.version;
    TRY(page_query(view->page, sql_web_tool, &target->digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row && tool.kind == IDENTITY_DIGEST) {
        target->product = arena_str(arena, db_text(query, 0));
        target->version = arena_str(arena, db_text(query, 1));
        target->other_name = arena_str(arena, db_text(query, 2));
        target->supplier = arena_str(arena, db_text(query, 4));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code notice_list_model(const struct entry_view *view, const char *key,
                                const struct notice_target *target, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries notices;
    TRY(notices_reaching(page->db, page->arena, target, &notices, err));
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    for (size_t i = notices.count; i-- > 0;) {
        jsonw_object(page->w);
        notice_model(view, &notices.list[i]);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

/* ---- whom it reaches ---- */

struct reach {
    const struct entry_view *view;
    const struct registry_entry *notice;
    struct registry_entries deployments;
    struct str *forces; /* each once */
    size_t force_count;
};

/* Does it reach one of the tools the deployment uses or takes from? */
static enum err_code reaches(const struct reach *reach, const struct registry_entry *one,
                             bool *reached, struct err *err)
{
    static const char *const keys[] = {"tools", "upstream"};
    *reached = false;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct js *list = js_member(one->body, keys[k]);
        for (size_t i = 0; list != NULL && i < list->array.count; i++) {
            const struct js *held = js_member(&list->array.items[i], "tool");
            struct notice_target target;
            TRY(notice_target_of(reach->view, held != NULL ? held : &list->array.items[i],
                                 &target, err));
            *reached = *reached || notice_reaches(reach->notice, &target);
        }
    }
    return ERR_OK;
}

static bool has_force(const struct reach *reach, struct str force)
{
    for (size_t i = 0; i < reach->force_count; i++) {
        if (str_eq(reach->forces[i], force)) {
            return true;
        }
    }
    return false;
}

static enum err_code gather(struct reach *reach, struct err *err)
{
    struct page_context *page = reach->view->page;
    struct registry_entries all;
    size_t most = 0;
    TRY(notice_deployments(page->db, page->arena, reach->notice, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        most += js_member(all.list[i].body, "forces")->array.count;
    }
    reach->deployments.list = all.list;
    reach->forces = arena_alloc(page->arena, (most + 1) * sizeof *reach->forces);
    for (size_t i = 0; i < all.count; i++) {
        bool reached;
        TRY(reaches(reach, &all.list[i], &reached, err));
        if (!reached || str_is(all.list[i].stage, "ended")) {
            continue;
        }
        reach->deployments.list[reach->deployments.count++] = all.list[i];
        const struct js *forces = js_member(all.list[i].body, "forces");
        for (size_t f = 0; f < forces->array.count; f++) {
            if (!has_force(reach, forces->array.items[f].string)) {
                reach->forces[reach->force_count++] = forces->array.items[f].string;
            }
        }
    }
    return ERR_OK;
}

enum err_code notice_reached_model(const struct entry_view *view,
                                   const struct registry_entry *notice, bool list,
                                   struct err *err)
{
    struct jsonw *w = view->page->w;
    struct reach reach = {.view = view, .notice = notice};
    TRY(gather(&reach, err));
    jsonw_member_int(w, "reached", (int64_t)reach.deployments.count);
    if (list) {
        jsonw_key(w, "deployments");
        jsonw_array(w);
        for (size_t i = 0; i < reach.deployments.count; i++) {
            jsonw_object(w);
            entry_model(view, &reach.deployments.list[i]);
            entry_forces_model(view, js_member(reach.deployments.list[i].body, "forces"));
            jsonw_end(w);
        }
        jsonw_end(w);
    }
    return notice_answers_model(view, notice, reach.forces, reach.force_count, err);
}
