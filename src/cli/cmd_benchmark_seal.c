/* policeai benchmark seal */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/sealed_option.h"

#include <stdio.h>

struct benchmark_seal_options {
    const char *data;
    const char *holder;
    int64_t budget;
    double step;
};

static const struct benchmark_seal_options defaults = {.budget = 10, .step = 0.01};

#define AT(member) offsetof(struct benchmark_seal_options, member)
static const struct opt options[] = {
    {"holder", 0, OPT_TEXT, AT(holder), "NAME", "which organisation holds it", 0, 0},
    {"budget", 0, OPT_INT, AT(budget), "N", "queries of each requester (10)", 1, 10000},
    {"step", 0, OPT_REAL, AT(step), "X", "by how much a score must be better to be told (0.01)",
     0, 1},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_seal_options *given = call->options;
    struct keeper_client *keeper = NULL;
    struct custody_set *set;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    const struct custody_plan plan = {&dir, call->words[0], given->holder, given->budget,
                                      given->step};
    TRY(datadir_make(&dir, err));
    TRY(keeper_client_open(&keeper, &dir, err));
    enum err_code code = custody_take(call->arena, keeper, &plan, &set, err);
    keeper_client_close(keeper);
    TRY(code);
    printf("%.*s %.*s is in custody: %lld items in %lld clusters, %zu planted answers\n"
           "budget %lld queries a requester, step %.12g of %.*s\nstatement %s\n",
           STR_ARG(set->id), STR_ARG(set->version), (long long)set->item_count,
           (long long)set->cluster_count, set->planted->array.count, (long long)set->budget,
           set->step, STR_ARG(set->metric), set->statement);
    fprintf(stderr, "%s is a copy that nobody guards: keep it off this machine, or remove it\n",
            call->words[0]);
    return ERR_OK;
}

const struct command command_benchmark_seal = {
    .name = "benchmark seal",
    .synopsis = "FOLDER --holder NAME [--budget N] [--step X] [--data FOLDER]",
    .summary = "take a sealed benchmark into custody",
    .help =
        "FOLDER is a benchmark whose exposure is \"sealed\". Its files are copied to where "
        "only "
        "this program's user can read\nthem; a public statement says that the set exists, and "
        "nothing of its items. From then on each opening is recorded\nbefore a file of it is "
        "read (`benchmark openings`), and a requester is told no more than the Ladder allows: "
        "a "
        "score\nagain, unless it is better by more than the step. `benchmark canary` plants "
        "answers beforehand.",
    .options = options,
    .options_size = sizeof(struct benchmark_seal_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
