/* policeai lab tune */
#include "cli/data_option.h"
#include "cli/guide_call.h"
#include "cli/lab_progress.h"
#include "cli/tool_option.h"
#include "crypto/digest.h"
#include "lab/places.h"
#include "tuning/parameter_search.h"

#include <stdio.h>
#include <string.h>

struct tune_options {
    const char *best;
    const char *require;
    bool by_value;
    const char *split;
    const char *parameters;
    int64_t seed;
    int64_t workers;
    const char *to;
    const char *data;
    const char *accept_isolation;
    const char *reason;
};

static const struct tune_options defaults = {.split = "dev", .seed = 1, .workers = 1};

#define AT(member) offsetof(struct tune_options, member)
static const struct opt options[] = {
    {"best", 0, OPT_TEXT, AT(best), "METRIC", "what the chosen setting is best in", 0, 0},
    {"require", 0, OPT_TEXT, AT(require), "METRIC>=NUMBER",
     "only settings that keep this (or METRIC<=NUMBER) are chosen from", 0, 0},
    {"by-value", 0, OPT_FLAG, AT(by_value), NULL,
     "the figure itself keeps it; else its whole 95 % interval", 0, 0},
    {"split", 0, OPT_TEXT, AT(split), "NAME", "dev; any other is refused", 0, 0},
    {"parameters", 0, OPT_TEXT, AT(parameters), "FILE", "a JSON object of those not varied", 0,
     0},
    {"seed", 0, OPT_INT, AT(seed), "N", "of the order of items and of the tool", 0, UINT32_MAX},
    {"workers", 0, OPT_INT, AT(workers), "N", "processes of the tool side by side", 1, 64},
    {"to", 0, OPT_TEXT, AT(to), "FILE", "where the guide goes", 0, 0},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "run an outside tool below full isolation", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

/* The folder of unfinished rehearsals: of this tool and benchmark, so that the same call finds
 * it again. */
static const char *rehearsal_folder(struct arena *arena, const struct datadir *dir,
                                    const char *const *words)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(str_of(arena_printf(arena, "%s\n%s", words[0], words[1])));
    sha256_hex(hex, &digest);
    return arena_printf(arena, "%s/rehearsals-%.16s", dir->runs, hex);
}

static enum err_code read_rule(struct arena *arena, const struct tune_options *given,
                               struct search_rule *rule, struct err *err)
{
    if (given->best == NULL || given->to == NULL) {
        err_set(err, ERR_USAGE, "--%s is not given", given->best == NULL ? "best" : "to");
        err_hint(err, "%s",
                 given->best == NULL ? "name the metric that the chosen setting is best in"
                                     : "say where the guide goes: --to FILE");
        return ERR_USAGE;
    }
    *rule = (struct search_rule){.best = given->best, .by_value = given->by_value};
    return given->require == NULL ? ERR_OK
                                  : search_rule_require(arena, given->require, rule, err);
}

static enum err_code search(struct command_call *call, const struct search_plan *plan,
                            struct err *err)
{
    const struct tune_options *given = call->options;
    struct strbuf guide;
    strbuf_init(&guide, GUIDE_MAX);
    enum err_code code = parameter_search(call->arena, plan, &guide, err);
    lab_progress_end(plan->lab->progress_data);
    if (code == ERR_OK) {
        code = guide_call_keep(call, given->to, &guide, err);
    }
    if (code == ERR_CANCELLED) {
        err_hint(err, "the same command goes on where it stopped");
    }
    strbuf_release(&guide);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct tune_options *given = call->options;
    struct arena *arena = call->arena;
    struct places places;
    struct datadir dir;
    struct tool_option tool;
    struct search_rule rule;
    struct settings_grid grid;
    struct lab_plan lab = lab_plan_defaults();
    struct lab_progress progress = {
        .title = arena_printf(arena, "%s on %s", call->words[0], call->words[1])};
    const struct js *base = NULL;
    TRY(read_rule(arena, given, &rule, err));
    TRY(places_find(arena, &places, err));
    TRY(data_option(arena, given->data, &dir, err));
    TRY(tool_option(arena, call->words[0], &tool, err));
    TRY(places_resolve(arena, places.benchmarks, call->words[1], "benchmark.json",
                       &lab.benchmark_folder, err));
    TRY(tool_parameters(arena, given->parameters, &base, err));
    TRY(settings_grid_make(arena, &tool.manifest, call->words + 2, call->count - 2, base, &grid,
                           err));
    lab_progress_catch_signals();
    lab.data = &dir;
    lab.tool_folder = tool.folder;
    lab.split = given->split;
    lab.workers = given->workers;
    lab.accept_isolation = given->accept_isolation;
    lab.accept_reason = given->reason;
    lab.progress = lab_progress_show;
    lab.progress_data = &progress;
    const struct search_plan plan = {.lab = &lab,
                                     .grid = &grid,
                                     .rule = &rule,
                                     .seed = (uint32_t)given->seed,
                                     .folder = rehearsal_folder(arena, &dir, call->words)};
    return search(call, &plan, err);
}

const struct command command_lab_tune = {
    .name = "lab tune",
    .synopsis =
        "TOOL BENCHMARK PARAMETER=VALUE,VALUE… --best METRIC [--require METRIC>=NUMBER] "
        "--to FILE …",
    .summary = "choose among settings of a tool on split dev",
    .help =
        "Every combination of the values given is rehearsed on all items of split dev, with "
        "the same seed. Nothing is\nregistered or published. A value \"@FILE\" is the text "
        "in that file: prompts are compared so. The outcome is a\nparameter guide with all "
        "settings and their figures; `policeai lab confirm` tries the chosen one once on "
        "split\ntest, after `policeai lab run` with the same parameters.",
    .options = options,
    .options_size = sizeof(struct tune_options),
    .defaults = &defaults,
    .words_min = 3,
    .words_max = 10,
    .run = run,
};
