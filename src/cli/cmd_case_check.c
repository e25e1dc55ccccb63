/* policeai case check */
#include "base/clock.h"
#include "casecheck/casecheck.h"
#include "casecheck/offences.h"
#include "cli/case_person.h"
#include "cli/command.h"
#include "cli/finding_print.h"
#include "cli/lab_progress.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <unistd.h>

struct check_options {
    const char *offence, *plea, *test, *tool, *as;
    bool unverified, all, json;
};

#define AT(member) offsetof(struct check_options, member)
static const struct opt options[] = {
    {"offence", 0, OPT_TEXT, AT(offence), "OFFENCE",
     "what is charged, as reference/case-file/offences.json names it (theft); without it the "
     "last check is shown",
     0, 0},
    {"plea", 0, OPT_TEXT, AT(plea), "PLEA", "guilty, \"not guilty\" or unknown (unknown)", 0,
     0},
    {"test", 0, OPT_TEXT, AT(test), "TEST", "\"full code\" or threshold (full code)", 0, 0},
    {"unverified-rules", 0, OPT_FLAG, AT(unverified), NULL,
     "also rules whose source this project did not read: which forms a file needs is one of "
     "them",
     0, 0},
    {"all", 0, OPT_FLAG, AT(all), NULL, "show what was dealt with and what is gone, too", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "findings as JSON, one object a line", 0, 0},
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL", "another tool of the task case-file-check", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who checks (the login name)", 0, 0},
    {.name = NULL}};

/* Asked several times a second while the tool is at work: what it was given has no end that
 * could be told before, so how long it takes so far is shown. */
static int64_t began_ms;

static bool show_and_stop(void)
{
    int64_t seconds = (clock_monotonic_ms() - began_ms) / 1000;
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\rchecking, %lld:%02lld so far   ", (long long)(seconds / 60),
                (long long)(seconds % 60));
    }
    return lab_progress_stopped();
}

static enum err_code run_check(struct command_call *call, const char *scratch,
                               struct casefile_acts *acts, struct err *err)
{
    const struct check_options *given = call->options;
    struct casecheck_report report;
    struct places places;
    struct str title;
    struct casecheck_plan plan = {.scratch = scratch,
                                  .offence = str_of(given->offence),
                                  .plea = str_of(given->plea),
                                  .test = str_of(given->test),
                                  .unverified = given->unverified,
                                  .stopped = show_and_stop,
                                  .now = clock_now(&(struct clock){0})};
    TRY(places_find(call->arena, &places, err));
    plan.checks = places.checks;
    TRY(offence_title(call->arena, places.reference, plan.offence, &title, err));
    TRY(places_resolve(call->arena, places.tools, given->tool, "tool.json", &plan.tool, err));
    TRY(case_person(call->arena, given->as, &plan.who, err));
    lab_progress_catch_signals();
    TRY(casecheck_open_tables(acts->db, err));
    began_ms = clock_monotonic_ms();
    enum err_code code = casecheck_run(acts, &plan, &report, err);
    if (isatty(STDERR_FILENO)) {
        fputc('\n', stderr);
    }
    TRY(code);
    if (given->json) {
        return ERR_OK;
    }
    printf("%.*s: %lld documents looked at: %lld findings, %lld new, %lld gone since the last "
           "check\n",
           STR_ARG(title), (long long)report.documents, (long long)report.findings,
           (long long)report.fresh, (long long)report.gone);
    return ERR_OK;
}

static enum err_code check(struct command_call *call, struct err *err)
{
    const struct isolation_terms terms = {true, NULL, NULL};
    struct casefile_acts acts;
    const char *scratch;
    TRY(isolation_check(&terms, err));
    TRY(casefile_open_to_act(&acts, call->words[0], err));
    enum err_code code = scratch_make(call->arena, &scratch, err);
    if (code == ERR_OK) {
        code = run_check(call, scratch, &acts, err);
        scratch_remove(scratch);
    }
    casefile_close_acts(&acts);
    return code;
}

/* What the findings rest on, so that nobody takes their absence for a whole file. */
static void print_last(const struct casecheck_last *last)
{
    printf("checked %.*s by %.*s: %.*s, plea %.*s, %.*s test; %.*s; rules whose source was not "
           "read are %s\n",
           STR_ARG(last->at), STR_ARG(last->who), STR_ARG(last->offence), STR_ARG(last->plea),
           STR_ARG(last->test), STR_ARG(last->tool), last->unverified ? "on" : "off");
    if (last->unread > 0) {
        printf("%lld files were read in part or not: what is told as missing may stand there\n",
               (long long)last->unread);
    }
    if (last->changed) {
        printf("documents were read into the case since: check again\n");
    }
}

static enum err_code print_all(struct command_call *call, struct db *db, struct err *err)
{
    const struct check_options *given = call->options;
    struct casecheck_last last;
    int64_t open = 0;
    TRY(casecheck_last(db, call->arena, &last, err));
    if (last.run == 0) {
        err_set(err, ERR_NOT_FOUND, "%s was not checked yet", call->words[0]);
        err_hint(err, "--offence OFFENCE --plea PLEA --test TEST checks it");
        return ERR_NOT_FOUND;
    }
    if (given->json) {
        TRY(finding_print_json(db, given->all, &open, err));
        call->status = open > 0 ? 1 : 0;
        return ERR_OK;
    }
    print_last(&last);
    TRY(finding_print(db, given->all, 0, &open, err));
    printf("%lld open finding%s\n", (long long)open, open == 1 ? "" : "s");
    call->status = open > 0 ? 1 : 0;
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct check_options *given = call->options;
    struct db *db;
    if (given->offence != NULL) {
        TRY(check(call, err));
    }
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = print_all(call, db, err);
    db_close(db);
    return code;
}

static const struct check_options defaults = {
    .plea = "unknown", .test = "full code", .tool = "check-case-file"};

const struct command command_case_check = {
    .name = "case check",
    .synopsis = "CASE [--offence OFFENCE] [--plea PLEA] [--test TEST] [--unverified-rules] "
                "[--all] [--json] [--as NAME]",
    .summary = "what a case file lacks and where its papers differ, each with its place",
    .help =
        "Looks at everything in CASE in a sandbox: forms and fields that are missing, "
        "statements without signature, date or\ndeclaration, exhibits and witnesses that the "
        "lists and the statements do not agree on, dates, times, places,\nplates and names "
        "that differ, points to prove to which nothing goes. Every finding names its rule and "
        "where it stands.\nFindings are kept; the next check tells what is new and what is "
        "gone. `policeai case finding` marks one as dealt\nwith. It decides nothing.\n\nExit "
        "status: 0 nothing is open; 1 something is, or the check could not be made.",
    .options = options,
    .options_size = sizeof(struct check_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
