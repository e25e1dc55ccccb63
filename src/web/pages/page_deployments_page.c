/* /deployments/page/:n: the list further on, so that a copy in plain files has it too. */
#include "deployments_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    return deployments_model(page, page->parts[0], err);
}

const struct page page_deployments_page = {.pattern = "/deployments/page/:n",
                                           .section = "deployments",
                                           .template = &template_deployments,
                                           .model = model};
