/* /deployments/:subject/versions/INDEX-INDEX: two versions compared, at an address that stays.
 */
#include "templates.h"
#include "versions_model.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct str rest = page->parts[1];
    struct str first;
    uint64_t from;
    uint64_t to;
    if (!str_split(&rest, '-', &first) || !str_to_u64(first, INT64_MAX, &from) ||
        !str_to_u64(rest, INT64_MAX, &to)) {
        return err_set(err, ERR_NOT_FOUND, "versions are compared by two numbers");
    }
    return versions_model(page, (int64_t)from, (int64_t)to, err);
}

const struct page page_deployment_diff = {.pattern = "/deployments/:id/versions/:pair",
                                          .section = "deployments",
                                          .template = &template_deployment_versions,
                                          .model = model};
