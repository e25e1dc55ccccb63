/* policeai benchmark unseal */
#include "base/file.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/sealed_option.h"

#include <stdio.h>

struct benchmark_unseal_options {
    struct sealed_options sealed;
    const char *to;
    const char *data;
};

static const struct benchmark_unseal_options defaults = {.to = NULL};

#define AT(member) offsetof(struct benchmark_unseal_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "the copy, a new folder", 0, 0},
    SEALED_OPTION_ROWS(struct benchmark_unseal_options, sealed),
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code copy_out(struct command_call *call, const struct bench *bench,
                              struct err *err)
{
    const struct benchmark_unseal_options *given = call->options;
    const struct js *files = js_member(bench->json, "files");
    struct arena *arena = call->arena;
    TRY(file_make_folders(given->to, 0700, err));
    for (size_t i = 0; i < files->array.count; i++) {
        struct str path = js_text(&files->array.items[i], "path");
        const char *to = arena_printf(arena, "%s/%.*s", given->to, STR_ARG(path));
        TRY(file_make_folders(file_folder_of(arena, to), 0700, err));
        TRY(file_copy(arena_printf(arena, "%s/%.*s", bench->folder, STR_ARG(path)), to, 0600,
                      err));
    }
    return file_copy(arena_printf(arena, "%s/benchmark.json", bench->folder),
                     arena_printf(arena, "%s/benchmark.json", given->to), 0600, err);
}

static enum err_code take_out(struct command_call *call, struct keeper_client *keeper,
                              const struct custody_set *set, struct err *err)
{
    const struct benchmark_unseal_options *given = call->options;
    const struct custody_ask ask = {.act = CUSTODY_TAKEN_OUT,
                                    .terms = sealed_terms(&given->sealed)};
    struct custody_opening opening;
    struct bench *bench;
    TRY(custody_open(call->arena, keeper, set, &ask, &opening, &bench, err));
    enum err_code code = copy_out(call, bench, err);
    bench_free(bench);
    custody_close(set, &opening);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_unseal_options *given = call->options;
    struct keeper_client *keeper = NULL;
    struct custody_set *set;
    struct datadir dir;
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    if (file_exists(given->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", given->to);
    }
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(sealed_set(call->arena, &dir, call->words[0], &set, err));
    TRY(keeper_client_open(&keeper, &dir, err));
    enum err_code code = take_out(call, keeper, set, err);
    keeper_client_close(keeper);
    TRY(code);
    printf("%s: %.*s %.*s with its answers; evidence from now on says that it left the house\n",
           given->to, STR_ARG(set->id), STR_ARG(set->version));
    return ERR_OK;
}

const struct command command_benchmark_unseal = {
    .name = "benchmark unseal",
    .synopsis = "ID --to FOLDER --role TEXT --purpose TEXT [--data FOLDER]",
    .summary = "copy a sealed benchmark out of custody, with its answers",
    .help = "The act is recorded, and evidence of later runs says that the set has left the "
            "house. Its history stays.",
    .options = options,
    .options_size = sizeof(struct benchmark_unseal_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
