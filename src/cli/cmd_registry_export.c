/* policeai registry export */
#include "base/pieces.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/export.h"

#include <unistd.h>

struct export_options {
    const char *data;
    const char *format;
    const char *force;
    const char *kind;
};

static const struct export_options defaults = {.format = "json"};

#define AT(member) offsetof(struct export_options, member)
static const struct opt options[] = {
    {"format", 0, OPT_TEXT, AT(format), "WORD",
     "json (default), history, csv, atrs or atrs-csv", 0, 0},
    {"force", 0, OPT_TEXT, AT(force), "ID", "what this force says and what names it alone", 0,
     0},
    {"kind", 0, OPT_TEXT, AT(kind), "KIND",
     "of csv: deployment (default), tool, report, notice, ...", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code export_to_output(struct registry_call *call,
                                      const struct export_options *given, struct err *err)
{
    struct export_wanted wanted = {.force = STR(""), .kind = given->kind};
    struct pieces pieces;
    uint64_t size;
    if (!export_format_of(str_of(given->format), &wanted.format)) {
        return err_set(err, ERR_USAGE,
                       "\"%.40s\" is no format: json, history, csv, atrs, atrs-csv",
                       given->format);
    }
    if (given->force != NULL) {
        TRY(registry_speaker(call, given->force, NULL, &wanted.force, err));
    }
    TRY(export_open(&pieces, &call->set, call->db, &wanted, err));
    enum err_code code = pieces_write_fd(&pieces, STDOUT_FILENO, "standard output", &size, err);
    pieces.close(pieces.data);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena,
                           ((const struct export_options *)call->options)->data, true, err));
    enum err_code code = export_to_output(&registry, call->options, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_export = {
    .name = "registry export",
    .synopsis = "[--format WORD] [--force ID] [--kind KIND] [--data FOLDER]",
    .summary = "write what is published: as JSON, CSV, whole history, or shaped after ATRS",
    .help =
        "json is what \"registry import\" reads; history has every statement, one JSON object "
        "a line; atrs has deployments in the\norder of the Algorithmic Transparency Recording "
        "Standard, version 3, from secondary copies of its template.",
    .options = options,
    .options_size = sizeof(struct export_options),
    .defaults = &defaults,
    .run = run,
};
