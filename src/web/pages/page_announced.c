/* /announced: uses that have not begun and may not begin yet. There is no such page where no
 * notice before use is asked for. */
#include "entry_model.h"
#include "templates.h"
#include "use_notice_model.h"
#include "web/registry_data.h"

enum { ANNOUNCED_SHOWN = 50 };

static enum err_code write_one(const struct entry_view *view, struct str subject,
                               struct err *err)
{
    struct page_context *page = view->page;
    struct gate_rows rows;
    TRY(gate_rows_read(page->db, page->arena, subject, &rows, err));
    struct use_notice notice = use_notice_of(&page->registry->gate.notice, &rows, page->now);
    jsonw_object(page->w);
    entry_model(view, rows.deployment);
    entry_forces_model(view, js_member(rows.deployment->body, "forces"));
    use_notice_model(page, &notice);
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    const struct gate_notice *rule = &page->registry->gate.notice;
    struct entry_view view;
    struct str *subjects;
    size_t count;
    int64_t all;
    if (rule->days == 0) {
        return err_set(err, ERR_NOT_FOUND, "no notice before use is asked for");
    }
    TRY(entry_view_open(&view, page, err));
    TRY(use_notice_running(page->db, page->arena, rule, page->now, 0, ANNOUNCED_SHOWN,
                           &subjects, &count, &all, err));
    jsonw_member_int(page->w, "days", rule->days);
    jsonw_member_str(page->w, "source", rule->source);
    if (rule->checked.n > 0) {
        jsonw_member_str(page->w, "checked", rule->checked);
    }
    jsonw_member_int(page->w, "count", all);
    jsonw_key(page->w, "list");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        TRY(write_one(&view, subjects[i], err));
    }
    jsonw_end(page->w);
    if (all > (int64_t)count) {
        jsonw_member_int(page->w, "rest", all - (int64_t)count);
    }
    if (rule->in_force_from > page->now) {
        page_changes_at(page, rule->in_force_from);
    }
    return ERR_OK;
}

const struct page page_announced = {.pattern = "/announced",
                                    .section = "deployments",
                                    .template = &template_announced,
                                    .model = model};
