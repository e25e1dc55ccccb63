/* policeai benchmark freeze */
#include "benchmark/freeze.h"
#include "cli/command.h"

#include <stdio.h>

struct benchmark_freeze_options {
    const char *to;
};

static const struct benchmark_freeze_options defaults = {.to = NULL};

static const struct opt options[] = {{"to", 0, OPT_TEXT,
                                      offsetof(struct benchmark_freeze_options, to), "FOLDER",
                                      "the benchmark, a new folder", 0, 0},
                                     {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_freeze_options *given = call->options;
    struct making *making;
    struct labelled labelled;
    struct frozen frozen;
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    TRY(making_open(&making, call->words[0], err));
    enum err_code code = labelled_read(making, &labelled, err);
    if (code == ERR_OK) {
        code = freeze(making, &labelled, given->to, &frozen, err);
    }
    if (code == ERR_OK) {
        printf("%s: %.*s version %.*s, %zu dev and %zu test items\ndigest %s\n", given->to,
               STR_ARG(making->id), STR_ARG(making->version), frozen.dev, frozen.test,
               frozen.digest);
    }
    making_free(making);
    return code;
}

const struct command command_benchmark_freeze = {
    .name = "benchmark freeze",
    .synopsis = "FOLDER --to BENCHMARK",
    .summary = "make the benchmark of a draft that is labelled",
    .help = "Writes the new folder BENCHMARK with what `lab run` needs and nothing else, and "
            "prints its digest. Refused while\na label is missing or two differ. The draft "
            "cannot be changed from then on; `benchmark reopen` begins another\nversion.",
    .options = options,
    .options_size = sizeof(struct benchmark_freeze_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
