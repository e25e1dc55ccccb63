/* /deployments: the uses of AI tools that forces have published, with filters. */
#include "deployments_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    return deployments_model(page, STR(""), err);
}

const struct page page_deployments = {.pattern = "/deployments",
                                      .section = "deployments",
                                      .template = &template_deployments,
                                      .model = model};
