/* policeai registry form */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/form_html.h"
#include "registry/form_xlsx.h"

#include <stdio.h>
#include <unistd.h>

struct form_options {
    bool xlsx;
    const char *data;
    const char *force;
    const char *out;
};

#define AT(member) offsetof(struct form_options, member)
static const struct opt options[] = {
    {"force", 0, OPT_TEXT, AT(force), "ID",
     "for this force, with its present records in it: id or name", 0, 0},
    {"xlsx", 0, OPT_FLAG, AT(xlsx), NULL, "a workbook instead", 0, 0},
    {"out", 0, OPT_TEXT, AT(out), "FILE", "where to (else standard output)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code make(struct registry_call *call, const struct form_options *given,
                          struct strbuf *out, struct err *err)
{
    struct str force = STR("");
    if (given->force != NULL) {
        TRY(registry_speaker(call, given->force, NULL, &force, err));
    }
    return given->xlsx ? form_xlsx(call->arena, &call->set, call->db, force, out, err)
                       : form_html(call->arena, &call->set, call->db, force, out, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct form_options *given = call->options;
    struct registry_call registry;
    struct strbuf out;
    TRY(registry_call_open(&registry, call->arena, given->data, false, err));
    strbuf_init(&out, 256 * MIB);
    enum err_code code = make(&registry, given, &out, err);
    if (code == ERR_OK && given->out != NULL) {
        code = file_write(given->out, strbuf_view(&out), 0644, err);
    } else if (code == ERR_OK) {
        code = file_write_fd(STDOUT_FILENO, "standard output", strbuf_view(&out), err);
    }
    strbuf_release(&out);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_form = {
    .name = "registry form",
    .synopsis = "[--force ID] [--xlsx] [--out FILE] [--data FOLDER]",
    .summary = "write the form with which a force fills in its records on any computer",
    .help = "One HTML file that works offline in any browser and saves a file for \"registry "
            "import\"; with --xlsx a workbook\nthat asks for the same. Needs no data folder; "
            "with one, the force's present records stand in the form.",
    .options = options,
    .options_size = sizeof(struct form_options),
    .run = run,
};
