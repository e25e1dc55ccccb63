/* /downloads: the registry as files, and the feeds. */
#include "organisation_register.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"uses.csv", "registry.json", "history.jsonl",
                                        "atrs.json", "atrs.csv"};
    struct organisation_register reg;
    struct jsonw *w = page->w;
    TRY(register_read(&reg, page, NULL, err));
    jsonw_key(w, "files");
    jsonw_array(w);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        jsonw_object(w);
        jsonw_member(w, "name", names[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_key(w, "forces");
    jsonw_array(w);
    for (size_t i = 0; i < reg.count; i++) {
        if (reg.list[i].begun && !organisation_ended(&reg, &reg.list[i])) {
            jsonw_object(w);
            organisation_write(w, &reg.list[i]);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
    return ERR_OK;
}

const struct page page_downloads = {.pattern = "/downloads",
                                    .section = "downloads",
                                    .template = &template_downloads,
                                    .model = model};
