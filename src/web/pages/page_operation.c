/* /operations/:subject: one report of use, of an operation or a period. */
#include "deployment_model.h"
#include "templates.h"
#include "use_model.h"

/* The deployment it is about, and the state of its evidence today for who reports. */
static enum err_code write_deployment(struct entry_view *view,
                                      const struct registry_entry *report, struct err *err)
{
    struct page_context *page = view->page;
    struct gate_rows rows;
    struct registry_entries heads;
    TRY(registry_heads(page->db, page->arena, report->about, &heads, err));
    if (heads.count == 0 || !str_is(heads.list[0].type, "deployment.described/1")) {
        return ERR_OK; /* of another log that has not come, or removed */
    }
    TRY(gate_rows_read(page->db, page->arena, report->about, &rows, err));
    jsonw_key(page->w, "deployment");
    jsonw_object(page->w);
    entry_model(view, rows.deployment);
    TRY(entry_tools_model(view, "tools", js_member(rows.deployment->body, "tools"), err));
    jsonw_end(page->w);
    jsonw_key(page->w, "evidence");
    jsonw_object(page->w);
    deployment_state_model(page, &rows, report->organisation);
    jsonw_end(page->w);
    return ERR_OK;
}

static void write_report(struct entry_view *view, const struct registry_entry *report)
{
    jsonw_object(view->page->w);
    entry_model(view, report);
    use_report_model(view, report);
    jsonw_end(view->page->w);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct registry_entries heads;
    TRY(entry_view_open(&view, page, err));
    TRY(registry_heads(page->db, page->arena, page->parts[0], &heads, err));
    if (heads.count == 0 || !str_is(heads.list[0].type, "use.reported/1")) {
        return err_set(err, ERR_NOT_FOUND, "there is no such report");
    }
    const struct registry_entry *report = &heads.list[heads.count - 1];
    jsonw_key(page->w, "report");
    write_report(&view, report);
    jsonw_key(page->w, "reports");
    jsonw_array(page->w);
    write_report(&view, report);
    jsonw_end(page->w);
    jsonw_key(page->w, "conflict");
    jsonw_array(page->w);
    for (size_t i = 0; heads.count > 1 && i < heads.count; i++) {
        jsonw_object(page->w);
        entry_model(&view, &heads.list[i]);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return write_deployment(&view, report, err);
}

const struct page page_operation = {.pattern = "/operations/:id",
                                    .section = "deployments",
                                    .template = &template_operation,
                                    .model = model};
