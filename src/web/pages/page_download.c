/* /downloads/NAME: the registry as a file. */
#include "download_model.h"
#include "templates.h"

struct file {
    const char *name;
    const char *type;
    enum export_format format;
};

static const struct file files[] = {
    {"uses.csv", "text/csv; charset=utf-8", EXPORT_CSV},
    {"registry.json", "application/json", EXPORT_JSON},
    {"history.jsonl", "application/jsonl; charset=utf-8", EXPORT_HISTORY},
    {"atrs.json", "application/json", EXPORT_ATRS},
    {"atrs.csv", "text/csv; charset=utf-8", EXPORT_ATRS_CSV}};

static enum err_code open_file(struct page_context *page, struct pieces *pieces,
                               struct err *err)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (str_is(page->parts[0], files[i].name)) {
            struct export_wanted wanted = {.format = files[i].format, .force = STR("")};
            page->type = files[i].type;
            return download_open(page, &wanted, pieces, err);
        }
    }
    return err_set(err, ERR_NOT_FOUND, "there is no such file");
}

const struct page page_download = {.pattern = "/downloads/:file",
                                   .section = "downloads",
                                   .type = "application/octet-stream",
                                   .open = open_file};
