/* /feeds/all.atom: everything that is published in the registry. */
#include "feed_model.h"
#include "templates.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct feed_plan plan = {.sql = sql_web_feed,
                             .name = STR(""),
                             .self = "/feeds/all.atom",
                             .about = "/deployments"};
    TRY(entry_view_open(&view, page, err));
    return feed_model(&view, &plan, err);
}

const struct page page_feed = {.pattern = "/feeds/all.atom",
                               .section = "deployments",
                               .template = &template_feed,
                               .model = model,
                               .type = FEED_TYPE};
