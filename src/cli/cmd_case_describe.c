/* policeai case describe */
#include "base/clock.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "cli/case_actor.h"
#include "cli/case_progress.h"
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "cli/tool_option.h"
#include "disclosure/describe_case.h"
#include "disclosure/schedule_items.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>

struct describe_options {
    const char *tool, *as;
    int64_t workers;
    bool again;
};

#define AT(member) offsetof(struct describe_options, member)
static const struct opt options[] = {
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL", "a tool of the task disclosure-schedule", 0, 0},
    {"workers", 0, OPT_INT, AT(workers), "N",
     "how many documents are described side by side (one a core)", 1, PARALLEL_THREADS_MAX},
    {"again", 0, OPT_FLAG, AT(again), NULL,
     "also what another version of the tool described; what officers decided stays", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who does it (the login name)", 0, 0},
    {.name = NULL}};

static void show(void *data, int64_t done, int64_t waiting)
{
    case_progress_show(data, done, waiting);
}

static enum err_code describe(struct command_call *call, struct casefile_acts *acts,
                              struct tool_option *tool, const char *scratch, struct err *err)
{
    const struct describe_options *given = call->options;
    struct disclosure_act act = {.now = clock_now(&(struct clock){.fixed = false})};
    struct describe_counts counts;
    struct strbuf start;
    struct strbuf record;
    struct case_progress progress = {.what = "describing"};
    TRY(case_actor(call->arena, given->as, &act.by, err));
    strbuf_init(&start, LIMIT_MANIFEST);
    strbuf_init(&record, LIMIT_MANIFEST);
    enum err_code code = manifest_parameters(&tool->manifest, NULL, &start, &record, err);
    const struct describe_plan plan = {
        .tool_folder = tool->folder,
        .manifest = &tool->manifest,
        .parameters = strbuf_view(&start),
        .scratch = scratch,
        .workers = given->workers > 0 ? given->workers : (int64_t)parallel_cores(),
        .again = given->again,
        .stopped = lab_progress_stopped,
        .progress = show,
        .data = &progress};
    if (code == ERR_OK) {
        code = describe_case(acts, &act, &plan, &counts, err);
    }
    strbuf_release(&start);
    strbuf_release(&record);
    case_progress_end(&progress);
    TRY(code);
    printf("%lld documents described, %lld not (`policeai case schedule list --place held`)\n",
           (long long)counts.described, (long long)counts.failed);
    printf("of these %lld are proposed as of the presumption list, %lld hold passages that may "
           "be sensitive\n",
           (long long)counts.categories, (long long)counts.sensitive);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct describe_options *given = call->options;
    struct tool_option tool;
    struct casefile_acts acts;
    const char *scratch;
    TRY(tool_option(call->arena, given->tool, &tool, err));
    if (!str_is(tool.manifest.task, "disclosure-schedule")) {
        return err_set(err, ERR_UNSUPPORTED, "%s is no tool of disclosure-schedule",
                       given->tool);
    }
    const struct isolation_terms terms = {tool.built_in, NULL, NULL};
    TRY(isolation_check(&terms, err));
    lab_progress_catch_signals();
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = scratch_make(call->arena, &scratch, err);
    if (code == ERR_OK) {
        code = describe(call, &acts, &tool, scratch, err);
        scratch_remove(scratch);
    }
    casefile_close_acts(&acts);
    return code;
}

static const struct describe_options defaults = {.tool = "describe-documents"};

const struct command command_case_describe = {
    .name = "case describe",
    .synopsis = "CASE [--tool TOOL] [--workers N] [--again] [--as NAME]",
    .summary = "propose category, sensitive passages and description of each document",
    .help = "Each document that was read is shown to a tool in a sandbox; what it proposes is "
            "kept for `policeai case schedule`,\nwhere officers decide. Stopped or killed, the "
            "same command goes on; run again later, it describes what is new.\nThe tool sees "
            "texts, never the case.",
    .options = options,
    .options_size = sizeof(struct describe_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
