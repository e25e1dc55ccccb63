/* /notices/:subject: a safety notice, what it reaches, who has answered. */
#include "notice_model.h"
#include "templates.h"

static void write_about(const struct entry_view *view, const struct js *about)
{
    struct jsonw *w = view->page->w;
    jsonw_key(w, "products");
    jsonw_array(w);
    for (size_t i = 0; about != NULL && i < about->array.count; i++) {
        const struct js *one = &about->array.items[i];
        if (js_member(one, "tool") == NULL) {
            jsonw_object(w);
            entry_text_model(view->page, one, "product");
            entry_text_model(view->page, one, "supplier");
            entry_text_model(view->page, one, "from");
            entry_text_model(view->page, one, "to");
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

static enum err_code write_tools(const struct entry_view *view, const struct js *about,
                                 struct err *err)
{
    struct jsonw *w = view->page->w;
    jsonw_key(w, "tools");
    jsonw_array(w);
    for (size_t i = 0; about != NULL && i < about->array.count; i++) {
        const struct js *identity = js_member(&about->array.items[i], "tool");
        if (identity != NULL) {
            jsonw_object(w);
            TRY(entry_tool_model(view, identity, err));
            jsonw_end(w);
        }
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct registry_entries heads;
    struct registry_entries versions;
    TRY(entry_view_open(&view, page, err));
    TRY(registry_heads(page->db, page->arena, page->parts[0], &heads, err));
    if (heads.count == 0 || !str_is(heads.list[0].type, "safety.noticed/1")) {
        return err_set(err, ERR_NOT_FOUND, "there is no such notice");
    }
    const struct registry_entry *notice = &heads.list[heads.count - 1];
    jsonw_key(page->w, "notice");
    jsonw_array(page->w);
    jsonw_object(page->w);
    notice_model(&view, notice);
    TRY(notice_reached_model(&view, notice, true, err));
    jsonw_end(page->w);
    jsonw_end(page->w);
    jsonw_member_str(page->w, "title", notice->title);
    write_about(&view, js_member(notice->body, "about"));
    TRY(write_tools(&view, js_member(notice->body, "about"), err));
    TRY(registry_versions(page->db, page->arena, page->parts[0], &versions, err));
    jsonw_key(page->w, "versions");
    jsonw_array(page->w);
    for (size_t i = versions.count; i-- > 0;) {
        jsonw_object(page->w);
        entry_model(&view, &versions.list[i]);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

const struct page page_notice = {.pattern = "/notices/:id",
                                 .section = "notices",
                                 .template = &template_notice,
                                 .model = model};
