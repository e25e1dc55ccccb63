/* /notices: safety notices, those that stand first. */
#include "notice_model.h"
#include "templates.h"

static enum err_code write_list(const struct entry_view *view, const char *key,
                                const struct registry_entries *all, bool lifted,
                                struct err *err)
{
    struct page_context *page = view->page;
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    for (size_t i = all->count; i-- > 0;) {
        if (notice_is_lifted(page, &all->list[i]) != lifted) {
            continue;
        }
        jsonw_object(page->w);
        notice_model(view, &all->list[i]);
        TRY(notice_reached_model(view, &all->list[i], false, err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct registry_entries all;
    TRY(entry_view_open(&view, page, err));
    TRY(registry_of_type(page->db, page->arena, "safety.noticed/1", &all, err));
    TRY(write_list(&view, "standing", &all, false, err));
    return write_list(&view, "lifted", &all, true, err);
}

const struct page page_notices = {
    .pattern = "/notices", .section = "notices", .template = &template_notices, .model = model};
