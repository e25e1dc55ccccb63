/* /feeds/forces/ID.atom: what a force publishes and what names it. */
#include "feed_model.h"
#include "templates.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct str id;
    TRY(feed_name(page->parts[0], &id, err));
    TRY(entry_view_open(&view, page, err));
    const struct organisation *force = register_find(&view.organisations, id);
    if (force == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    struct feed_plan plan = {
        .sql = sql_web_feed_of_force,
        .texts = &id,
        .text_count = 1,
        .name = force->name,
        .self = arena_printf(page->arena, "/feeds/forces/%.*s.atom", STR_ARG(id)),
        .about = arena_printf(page->arena, "/forces/%.*s", STR_ARG(id))};
    return feed_model(&view, &plan, err);
}

const struct page page_feed_force = {.pattern = "/feeds/forces/:file",
                                     .section = "forces",
                                     .template = &template_feed,
                                     .model = model,
                                     .type = FEED_TYPE};
