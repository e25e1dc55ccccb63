/* /deployments/:subject/versions[?from=INDEX&to=INDEX]: every version; two of them compared. */
#include "templates.h"
#include "versions_model.h"

/* -1 when it is not asked for or no number. */
static int64_t asked_index(struct page_context *page, const char *name)
{
    struct str text;
    struct err ignored;
    uint64_t value;
    return page_parameter(page, name, 20, &text, &ignored) == ERR_OK &&
                   str_to_u64(text, INT64_MAX, &value)
               ? (int64_t)value
               : -1;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    return versions_model(page, asked_index(page, "from"), asked_index(page, "to"), err);
}

const struct page page_deployment_versions = {.pattern = "/deployments/:id/versions",
                                              .section = "deployments",
                                              .template = &template_deployment_versions,
                                              .model = model};
