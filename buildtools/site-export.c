/* site-export PUBLIC.DB REFERENCE OUT: writes every page of the site as a plain file, to look
 * at them without a server. /tools becomes OUT/tools.html, which a browser can be pointed to
 * when OUT is served as the root. For developers. */
#include "base/file.h"
#include "web/crawl.h"

#include <stdio.h>
#include <string.h>

struct export
{
    struct arena *arena;
    const char *out;
    int count;
};

static enum err_code write_page(void *data, const struct crawl_page *page, struct err *err)
{
    struct export *export = data;
    bool html = strncmp(page->answer->type, "text/html", 9) == 0;
    struct str name = str_is(page->address, "/") ? STR("/index") : page->address;
    char *path = arena_printf(export->arena, "%s%.*s%s", export->out, STR_ARG(name),
                              html ? ".html" : "");
    if (page->answer->status != 200) {
        fprintf(stderr, "%d %.*s from %.*s\n", page->answer->status, STR_ARG(page->address),
                STR_ARG(page->from));
    }
    for (char *c = path; *c != '\0'; c++) {
        *c = *c == '?' ? '_' : *c;
    }
    TRY(file_make_folders(file_folder_of(export->arena, path), 0755, err));
    export->count++;
    return file_write(path, page->answer->body, 0644, err);
}

int main(int argc, char **argv)
{
    struct site *site = NULL;
    struct err err;
    struct export export = {arena_new(), argc == 4 ? argv[3] : "", 0};
    if (argc != 4) {
        fputs("usage: site-export PUBLIC.DB REFERENCE OUT\n", stderr);
        return 2;
    }
    struct site_plan plan = {.public_db = argv[1], .reference = argv[2]};
    enum err_code code = site_open(&site, &plan, &err);
    if (code == ERR_OK) {
        code = crawl(site, 20000, write_page, &export, &err);
    }
    if (code != ERR_OK) {
        fprintf(stderr, "site-export: %s\n", err.message);
    }
    printf("%d pages\n", export.count);
    site_close(site);
    arena_free(export.arena);
    return code == ERR_OK ? 0 : 1;
}
