/* /deployments/:subject: everything that is said of one deployment. */
#include "deployment_model.h"
#include "field_model.h"
#include "templates.h"
#include "web/registry_data.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct deployment_view view;
    struct field_counts counts;
    TRY(deployment_view_open(&view, page, err));
    TRY(deployment_head_model(&view, err));
    field_groups_model(page, &page->registry->deployments, view.entry, view.entry->stage,
                       &counts);
    jsonw_key(page->w, "complete");
    jsonw_object(page->w);
    jsonw_member_int(page->w, "required", counts.required);
    jsonw_member_int(page->w, "stated", counts.stated);
    jsonw_member_int(page->w, "missing", counts.required - counts.stated);
    jsonw_member_int(page->w, "withheld", counts.withheld);
    if (counts.required > counts.stated) {
        jsonw_member(page->w, "some_missing", "yes");
    }
    if (counts.withheld > 0) {
        jsonw_member(page->w, "some_withheld", "yes");
    }
    jsonw_end(page->w);
    deployment_gate_model(&view);
    deployment_reports_model(&view);
    TRY(deployment_notices_model(&view, err));
    deployment_history_model(&view);
    return ERR_OK;
}

const struct page page_deployment = {.pattern = "/deployments/:id",
                                     .section = "deployments",
                                     .template = &template_deployment,
                                     .model = model};
