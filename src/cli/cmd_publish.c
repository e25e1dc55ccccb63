/* policeai publish */
#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "lab/places.h"
#include "publish/static_site.h"

#include <inttypes.h>
#include <stdio.h>

struct publish_options {
    bool json;
    const char *data;
    const char *folder;
};

#define AT(member) offsetof(struct publish_options, member)
static const struct opt options[] = {
    {"static", 0, OPT_TEXT, AT(folder), "FOLDER",
     "where the plain files go; not there yet, or published before", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(const struct static_report *report)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 4096);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "pages", (int64_t)report->pages);
    jsonw_member_int(&w, "statements", (int64_t)report->leaves);
    jsonw_member_int(&w, "removed", (int64_t)report->removed);
    jsonw_member_int(&w, "blobs", (int64_t)report->blobs);
    jsonw_member_int(&w, "files", (int64_t)report->files);
    jsonw_member_int(&w, "written", (int64_t)report->written);
    jsonw_member_int(&w, "bytes", (int64_t)report->bytes);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static enum err_code publish(struct arena *arena, const struct publish_options *given,
                             struct err *err)
{
    struct datadir dir;
    struct places places;
    struct static_report report;
    if (given->folder == NULL) {
        return err_set(err, ERR_USAGE, "say where the files go: --static FOLDER");
    }
    TRY(data_option(arena, given->data, &dir, err));
    TRY(places_find(arena, &places, err));
    if (!file_exists(dir.public_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s holds no public tables", dir.root);
    }
    const struct static_plan plan = {
        .data = &dir, .reference = places.reference, .folder = given->folder};
    TRY(static_publish(&plan, &report, err));
    if (given->json) {
        print_json(&report);
        return ERR_OK;
    }
    printf("%s: %" PRIu64 " pages, %" PRIu64 " statements each with a proof, %" PRIu64
           " blobs; %" PRIu64 " bodies removed\n"
           "%" PRIu64 " files, %" PRIu64 " bytes; %" PRIu64
           " files written, the rest as before\n",
           given->folder, report.pages, report.leaves, report.blobs, report.removed,
           report.files, report.bytes, report.written);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return publish(call->arena, call->options, err);
}

const struct command command_publish = {
    .name = "publish",
    .synopsis = "--static FOLDER [--data FOLDER] [--json]",
    .summary = "write the public site and log as plain files",
    .help =
        "Writes everything the public side serves as plain files, which any web server serves "
        "under the same addresses:\npages and their data, the log, bodies, blobs, and a proof "
        "for each statement. README.txt in it says what is what.\nThe folder changes in one "
        "step; files that are as before are not written again. Also while a server runs.",
    .options = options,
    .options_size = sizeof(struct publish_options),
    .run = run,
};
