/* policeai lab outputs */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/lab_outcome.h"
#include "cli/sealed_option.h"
#include "lab/lab_parcel.h"

#include <stdio.h>

struct lab_outputs_options {
    bool json;
    bool check;
    bool accept_broken;
    const char *missing;
    const char *benchmark;
    const char *data;
    struct sealed_options sealed;
    bool issue;
};

static const struct lab_outputs_options defaults = {.missing = NULL};

#define AT(member) offsetof(struct lab_outputs_options, member)
static const struct opt options[] = {
    {"check", 0, OPT_FLAG, AT(check), NULL, "only look: nothing is taken or scored", 0, 0},
    {"missing", 0, OPT_TEXT, AT(missing), "OUTCOME",
     "what ids without an answer are: not-attempted or error", 0, 0},
    {"accept-broken", 0, OPT_FLAG, AT(accept_broken), NULL,
     "count answers that break the task's contract as failures", 0, 0},
    {"benchmark", 0, OPT_TEXT, AT(benchmark), "FOLDER", "where the benchmark lies now", 0, 0},
    SEALED_OPTION_ROWS(struct lab_outputs_options, sealed),
    {"issue", 0, OPT_FLAG, AT(issue), NULL,
     "of a sealed benchmark: issue the run's full figures as evidence", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print one JSON object", 0, 0},
    {.name = NULL}};

static void tell(void *data, size_t line, const char *words)
{
    const char *file = *(const char **)data;
    if (line > 0) {
        fprintf(stderr, "%s line %zu: %s\n", file, line, words);
    } else {
        fprintf(stderr, "%s: %s\n", file, words);
    }
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct lab_outputs_options *given = call->options;
    const char *file = call->words[1];
    struct lab_result result;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    const struct lab_outputs_plan plan = {.data = &dir,
                                          .parcel = call->words[0],
                                          .file = call->words[1],
                                          .missing = given->missing,
                                          .accept_broken = given->accept_broken,
                                          .check = given->check,
                                          .benchmark = given->benchmark,
                                          .terms = sealed_terms(&given->sealed),
                                          .issue = given->issue,
                                          .tell = tell,
                                          .tell_data = &file};
    enum err_code code = lab_outputs(call->arena, &plan, &result, err);
    call->status = given->check && code == ERR_OK ? 0 : lab_outcome_status(&result);
    if (given->json) {
        lab_outcome_print(&result);
    } else if (code == ERR_OK && given->check) {
        puts("every row can be taken");
    } else if (code == ERR_OK) {
        if (result.told.query > 0) {
            sealed_print_told(call->words[0], "the requester", &result.told);
        }
        lab_outcome_tell(call->arena, NULL, &result);
    }
    return code;
}

const struct command command_lab_outputs = {
    .name = "lab outputs",
    .synopsis = "PARCEL FILE [--check] [--missing OUTCOME] [--accept-broken] …",
    .summary = "score answers that were made elsewhere and issue evidence",
    .help =
        "PARCEL is the name that `policeai lab parcel` printed, or the folder that left. FILE "
        "is outputs.jsonl or outputs.csv\nas it came back. Each row that cannot be taken is "
        "told with its line; then none is. The evidence says that the\nanswers were made by "
        "the supplier and not observed.\n\nExit status: 0 scored (or --check found nothing); 1 "
        "it failed after the run was registered; 2 refused.",
    .options = options,
    .options_size = sizeof(struct lab_outputs_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
