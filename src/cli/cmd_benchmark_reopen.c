/* policeai benchmark reopen */
#include "benchmark/freeze.h"
#include "cli/command.h"

#include <stdio.h>

struct benchmark_reopen_options {
    const char *version;
};

static const struct benchmark_reopen_options defaults = {.version = NULL};

static const struct opt options[] = {{"version", 0, OPT_TEXT,
                                      offsetof(struct benchmark_reopen_options, version),
                                      "VERSION", "of the next benchmark", 0, 0},
                                     {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_reopen_options *given = call->options;
    struct making *making;
    if (given->version == NULL) {
        return err_set(err, ERR_USAGE, "say which it will be: --version VERSION");
    }
    TRY(making_open(&making, call->words[0], err));
    enum err_code code = freeze_reopen(making, given->version, err);
    if (code == ERR_OK) {
        printf("%s: can be changed, as version %s\n", making->folder, given->version);
    }
    making_free(making);
    return code;
}

const struct command command_benchmark_reopen = {
    .name = "benchmark reopen",
    .synopsis = "FOLDER --version VERSION",
    .summary = "begin another version of a benchmark that was frozen",
    .help = "Labels and decisions stay and can be changed again. What was frozen is another "
            "folder and is not touched.",
    .options = options,
    .options_size = sizeof(struct benchmark_reopen_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
