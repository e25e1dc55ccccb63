/* See notice_model.h. */
#include "notice_model.h"

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
        if (!notice_has_answered(&answers, forces[i])) {
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

static enum err_code write_uses(const struct entry_view *view,
                                const struct registry_entries *uses, struct err *err)
{
    struct page_context *page = view->page;
    for (size_t i = 0; i < uses->count; i++) {
        struct str *forces;
        size_t count;
        TRY(registry_forces_of(page->db, page->arena, uses->list[i].id, &forces, &count, err));
        jsonw_object(page->w);
        entry_model(view, &uses->list[i]);
        jsonw_key(page->w, "forces");
        jsonw_array(page->w);
        for (size_t f = 0; f < count; f++) {
            entry_force_model(view, forces[f]);
        }
        jsonw_end(page->w);
        jsonw_end(page->w);
    }
    return ERR_OK;
}

enum err_code notice_reached_model(const struct entry_view *view,
                                   const struct registry_entry *notice, bool list,
                                   struct err *err)
{
    struct page_context *page = view->page;
    struct notice_answers reach;
    TRY(notice_answers_of(page->db, page->arena, notice, &reach, err));
    jsonw_member_int(page->w, "reached", (int64_t)reach.uses.count);
    if (list) {
        jsonw_key(page->w, "deployments");
        jsonw_array(page->w);
        TRY(write_uses(view, &reach.uses, err));
        jsonw_end(page->w);
    }
    return notice_answers_model(view, notice, reach.forces, reach.force_count, err);
}
