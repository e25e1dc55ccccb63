/* /deployments/:subject: everything that is said of one deployment. */
#include "deployment_model.h"
#include "field_model.h"
#include "registry/openings.h"
#include "templates.h"
#include "web/registry_data.h"

/* "/fields/ID" and below: the field's id. */
static struct str field_of(struct str pointer)
{
    struct str rest = str_starts(pointer, STR("/fields/"))
                          ? str_sub(pointer, sizeof "/fields/" - 1, pointer.n)
                          : pointer;
    struct str id;
    (void)str_split(&rest, '/', &id);
    return id;
}

/* What this version withholds and was disclosed since. */
static enum err_code write_disclosed(const struct deployment_view *view, struct err *err)
{
    struct page_context *page = view->page;
    struct opened_value *list;
    size_t count;
    TRY(openings_of(page->db, page->arena, view->entry->id, &list, &count, err));
    jsonw_key(page->w, "disclosed");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        const struct vocabulary_field *field =
            vocabulary_find(&page->registry->deployments, field_of(list[i].pointer));
        jsonw_object(page->w);
        jsonw_member_str(page->w, "title", field != NULL ? field->title : list[i].pointer);
        field_value_model(page, field, list[i].value);
        jsonw_member_str(page->w, "opened_by", list[i].opened_by);
        jsonw_member_str(page->w, "opened_at", list[i].logged_at);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

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
    field_route_model(page, view.entry);
    TRY(write_disclosed(&view, err));
    TRY(deployment_gate_model(&view, err));
    deployment_reports_model(&view);
    TRY(deployment_notices_model(&view, err));
    TRY(deployment_alike_model(&view, err));
    deployment_history_model(&view);
    return ERR_OK;
}

const struct page page_deployment = {.pattern = "/deployments/:id",
                                     .section = "deployments",
                                     .template = &template_deployment,
                                     .model = model};
