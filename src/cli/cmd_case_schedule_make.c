/* policeai case schedule make */
#include "cli/lab_progress.h"
#include "cli/schedule_call.h"
#include "disclosure/schedule_make.h"

#include <stdio.h>

struct make_options {
    const char *out, *as;
};

#define AT(member) offsetof(struct make_options, member)
static const struct opt options[] = {
    {"out", 0, OPT_TEXT, AT(out), "FOLDER", "a new folder for the papers", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who makes it (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code make(struct command_call *call, struct casefile_acts *acts,
                          struct err *err)
{
    const struct make_options *given = call->options;
    struct schedule_words words;
    struct schedule_made made;
    struct disclosure_act act;
    TRY(schedule_call_words(call->arena, &words, err));
    TRY(schedule_call_act(call->arena, given->as, &act, err));
    lab_progress_catch_signals();
    act.stopped = lab_progress_stopped;
    TRY(schedule_make(acts, call->arena, &act, &words, given->out, &made, err));
    if (made.open.n > 0) {
        printf("still open:\n%.*s\n", STR_ARG(made.open));
    }
    printf("schedule %lld written to %s: %lld items on the non-sensitive schedule (%lld "
           "withdrawn), %lld on the sensitive one (%lld withdrawn)\n",
           (long long)made.id, given->out, (long long)made.lines[0],
           (long long)made.withdrawn[0], (long long)made.lines[1],
           (long long)made.withdrawn[1]);
    schedule_call_sums(&made.sums);
    printf("%lld descriptions lack something: `policeai case schedule list %s --thin`\n",
           (long long)made.thin, call->words[0]);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct make_options *given = call->options;
    struct casefile_acts acts;
    if (given->out == NULL) {
        err_set(err, ERR_USAGE, "where the papers go is not said");
        err_hint(err, "--out FOLDER names a new folder");
        return ERR_USAGE;
    }
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = make(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct make_options defaults = {.out = NULL};

const struct command command_case_schedule_make = {
    .name = "case schedule make",
    .synopsis = "CASE --out FOLDER [--as NAME]",
    .summary = "the schedules of unused material and the officer's report, as DOCX and CSV",
    .help = "An item that was numbered keeps its number in every later schedule; one that is "
            "no longer on it stays as withdrawn.\nFOLDER/non-sensitive holds the one paper "
            "that may go to the defence, FOLDER/not-for-the-defence the others. The\nfolder is "
            "there whole or not at all.",
    .options = options,
    .options_size = sizeof(struct make_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
