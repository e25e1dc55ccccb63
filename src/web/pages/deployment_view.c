/* See deployment_model.h: what every page of a deployment begins with. */
#include "deployment_model.h"

enum err_code deployment_view_open(struct deployment_view *view, struct page_context *page,
                                   struct err *err)
{
    view->page = page;
    view->arena = page->arena;
    TRY(entry_view_open(&view->entries, page, err));
    TRY(gate_rows_read(page->db, page->arena, page->parts[0], &view->rows, err));
    view->entry = view->rows.deployment;
    return ERR_OK;
}

/* Heads of the subject beside each other, when there are several. */
static void write_conflict(struct deployment_view *view)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.versions;
    size_t heads = 0;
    for (size_t i = 0; i < all->count; i++) {
        heads += all->list[i].current;
    }
    if (heads < 2) {
        return;
    }
    jsonw_key(w, "conflict");
    jsonw_array(w);
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].current) {
            jsonw_object(w);
            entry_model(&view->entries, &all->list[i]);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

enum err_code deployment_head_model(struct deployment_view *view, struct err *err)
{
    struct jsonw *w = view->page->w;
    const struct js *body = view->entry->body;
    jsonw_key(w, "deployment");
    jsonw_object(w);
    entry_model(&view->entries, view->entry);
    entry_forces_model(&view->entries, js_member(body, "forces"));
    TRY(entry_tools_model(&view->entries, "tools", js_member(body, "tools"), err));
    TRY(entry_tools_model(&view->entries, "upstream", js_member(body, "upstream"), err));
    TRY(entry_tools_model(&view->entries, "downstream", js_member(body, "downstream"), err));
    jsonw_end(w);
    write_conflict(view);
    return ERR_OK;
}

void deployment_state_model(struct page_context *page, const struct gate_rows *rows,
                            struct str force)
{
    char until[TIME_SIZE];
    if (rows->now_used == NULL) {
        return;
    }
    struct evidence_finding finding =
        evidence_of_version(rows->now_used, force, page->now, NULL);
    int64_t next = evidence_next_change(rows->now_used, force, page->now);
    if (next != INT64_MAX) {
        page_changes_at(page, next);
    }
    jsonw_member(page->w, "state", evidence_state_word(finding.state));
    if (finding.until > 0) {
        time_format(until, finding.until);
        jsonw_member(page->w, "state_until", until);
    }
    if (finding.row != NULL) {
        jsonw_member_str(page->w, "state_envelope", finding.row->envelope);
    }
}
