/* /feeds/tools/DIGEST.atom: what names a tool, by the digest of its identity. */
#include "base/encode.h"
#include "feed_model.h"
#include "templates.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct str digest;
    TRY(feed_name(page->parts[0], &digest, err));
    if (!hex_is(digest, 64)) {
        return err_set(err, ERR_NOT_FOUND, "there is no such tool");
    }
    TRY(entry_view_open(&view, page, err));
    struct feed_plan plan = {
        .sql = sql_web_feed_of_tool,
        .texts = &digest,
        .text_count = 1,
        .name = str_sub(digest, 0, 12),
        .self = arena_printf(page->arena, "/feeds/tools/%.*s.atom", STR_ARG(digest)),
        .about = arena_printf(page->arena, "/products/%.*s", STR_ARG(digest))};
    return feed_model(&view, &plan, err);
}

const struct page page_feed_tool = {.pattern = "/feeds/tools/:file",
                                    .section = "tools",
                                    .template = &template_feed,
                                    .model = model,
                                    .type = FEED_TYPE};
