/* /downloads/forces/ID.csv: the uses that name a force. */
#include "download_model.h"
#include "organisation_register.h"
#include "templates.h"

static enum err_code open_file(struct page_context *page, struct pieces *pieces,
                               struct err *err)
{
    struct organisation_register reg;
    struct str id = page->parts[0];
    if (!str_ends(id, STR(".csv"))) {
        return err_set(err, ERR_NOT_FOUND, "there is no such file");
    }
    id = str_sub(id, 0, id.n - 4);
    TRY(register_read(&reg, page, NULL, err));
    if (register_find(&reg, id) == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    struct export_wanted wanted = {.format = EXPORT_CSV, .force = id};
    return download_open(page, &wanted, pieces, err);
}

const struct page page_download_force = {.pattern = "/downloads/forces/:file",
                                         .section = "downloads",
                                         .type = "text/csv; charset=utf-8",
                                         .open = open_file};
