/* See static_site.h. */
#include "publish/static_state.h"

#include "base/jsonw.h"
#include "publish/static_name.h"
#include "web/crawl.h"

#include <string.h>

enum { ADDRESSES_MAX = 20000000 };

static const char readme[] =
    "This folder is a copy, in plain files, of everything a policeai server publishes: pages,\n"
    "data, and the signed log behind them. Any web server can serve it; nothing here runs.\n"
    "\n"
    "  index.html, NAME/index.html   the page at / and at /NAME\n"
    "  index.json, NAME.json         the same page's data\n"
    "  publication.json              when this copy was made, and of how much\n"
    "  404.html                      for addresses that are not here\n"
    "  assets/                       style sheet and icon; their names tell their content\n"
    "  checkpoint                    the log's size and root, signed "
    "(c2sp.org/tlog-checkpoint)\n"
    "  checkpoint.cosigned           the newest one that a witness has cosigned, if any\n"
    "  tile/                         the log's tree and entries (c2sp.org/tlog-tiles)\n"
    "  body/ID                       what statement ID says: 32 bytes of salt, then JSON\n"
    "  proof/ID.tlog-proof           that statement ID is in the log (c2sp.org/tlog-proof@v1)\n"
    "  blob/SHA256                   files that statements name\n"
    "\n"
    "A body that was removed is not here; a statement in the log says so. The page of "
    "evidence\n"
    "that was withdrawn is served with status 410 by the live server, here as any page.\n"
    "Search needs the live server.\n"
    "\n"
    "A server must show index.html for a folder and serve what has no ending as\n"
    "application/octet-stream. nginx:\n"
    "\n"
    "  root THIS_FOLDER; index index.html; absolute_redirect off; error_page 404 /404.html;\n"
    "  default_type application/octet-stream; charset utf-8;\n"
    "\n"
    "To check all of it: policeai verify THIS_FOLDER --key VKEY, with the log's key as you "
    "know\n"
    "it. To check one statement: policeai verify proof/ID.tlog-proof --key VKEY.\n";

static bool is_html(const struct site_answer *answer)
{
    return strncmp(answer->type, "text/html", 9) == 0;
}

static enum err_code next_piece(void *data, struct strbuf *out, bool *more, struct err *err)
{
    return site_stream_next(data, out, more, err);
}

static enum err_code put_page(void *data, const struct crawl_page *page, struct err *err)
{
    struct publishing_site *publishing = data;
    const struct site_answer *answer = page->answer;
    const char *name;
    if (answer->status != 200 && answer->status != 410) {
        return err_set(err, ERR_INVALID, "%.*s, linked from %.*s, answers with status %d%s%s",
                       STR_ARG(page->address), STR_ARG(page->from), answer->status,
                       page->why[0] != '\0' ? ": " : "", page->why);
    }
    arena_reset(publishing->arena);
    TRY(static_name(publishing->arena, page->address, is_html(answer), &name, err));
    publishing->report->pages++;
    if (answer->stream != NULL) {
        const struct pieces pieces = {next_piece, NULL, answer->stream};
        return static_folder_put_pieces(&publishing->folder, name, &pieces, err);
    }
    return static_folder_put(&publishing->folder, name, answer->body, err);
}

static enum err_code put_missing(struct publishing_site *publishing, struct site *site,
                                 struct err *err)
{
    struct site_answer answer;
    struct err why;
    const struct site_request request = {STR("/404"), STR("")};
    arena_reset(publishing->arena);
    site_respond(site, publishing->arena, &request, &answer, &why);
    if (answer.status != 404) {
        return err_set(err, ERR_INVALID, "the page for what is missing cannot be made");
    }
    return static_folder_put(&publishing->folder, "404.html", answer.body, err);
}

static enum err_code put_pages(struct publishing_site *publishing, struct err *err)
{
    struct site *site;
    const struct static_plan *plan = publishing->plan;
    const struct site_plan site_plan = {.public_db = plan->data->public_db,
                                        .reference = plan->reference,
                                        .clock = {true, clock_now(&plan->clock)},
                                        .is_copy = true};
    TRY(site_open(&site, &site_plan, err));
    enum err_code code = crawl(site, ADDRESSES_MAX, put_page, publishing, err);
    if (code == ERR_OK) {
        code = put_missing(publishing, site, err);
    }
    site_close(site);
    return code;
}

/* The one file that says when, so that the others change only with what they show. */
static enum err_code put_summary(struct publishing_site *publishing, struct err *err)
{
    char at[TIME_SIZE];
    struct strbuf out;
    struct jsonw w;
    const struct static_report *report = publishing->report;
    time_format(at, clock_now(&publishing->plan->clock));
    strbuf_init(&out, 4096);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "at", at);
    jsonw_member_int(&w, "blobs", (int64_t)report->blobs);
    jsonw_member_int(&w, "pages", (int64_t)report->pages);
    jsonw_member_int(&w, "removed", (int64_t)report->removed);
    jsonw_member_int(&w, "statements", (int64_t)report->leaves);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code =
        static_folder_put(&publishing->folder, "publication.json", strbuf_view(&out), err);
    strbuf_release(&out);
    return code;
}

static enum err_code publish_all(struct publishing_site *publishing, struct err *err)
{
    TRY(static_folder_open(&publishing->folder, publishing->plan->folder, err));
    TRY(static_folder_put(&publishing->folder, "README.txt", str_of(readme), err));
    TRY(put_pages(publishing, err));
    TRY(static_log(publishing, err));
    TRY(static_blobs(publishing, err));
    TRY(put_summary(publishing, err));
    return static_folder_finish(&publishing->folder, err);
}

enum err_code static_publish(const struct static_plan *plan, struct static_report *report,
                             struct err *err)
{
    struct publishing_site publishing = {.plan = plan, .report = report, .arena = arena_new()};
    *report = (struct static_report){0};
    enum err_code code = publish_all(&publishing, err);
    report->files = publishing.folder.files;
    report->written = publishing.folder.written;
    report->bytes = publishing.folder.bytes;
    static_folder_close(&publishing.folder);
    arena_free(publishing.arena);
    return code;
}
