/* policeai lab run */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/lab_outcome.h"
#include "cli/lab_progress.h"
#include "cli/sealed_option.h"
#include "cli/tool_option.h"
#include "lab/lab.h"
#include "lab/pairs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct lab_run_options {
    bool all;
    bool json;
    bool remote;
    const char *service;
    const char *data;
    const char *split;
    const char *parameters;
    const char *set;
    const char *accept_isolation;
    const char *reason;
    int64_t workers;
    int64_t quick;
    const char *until;
    struct sealed_options sealed;
    bool issue;
};

static const struct lab_run_options defaults = {.split = "test", .workers = 1};

#define AT(member) offsetof(struct lab_run_options, member)
static const struct opt options[] = {
    {"all", 0, OPT_FLAG, AT(all), NULL,
     "every built-in tool on every benchmark of its task, with each of its parameter sets", 0,
     0},
    {"service", 0, OPT_TEXT, AT(service), "FILE",
     "a service over HTTP in place of TOOL: its service.json", 0, 0},
    {"remote", 0, OPT_FLAG, AT(remote), NULL, "the service may be on another machine", 0, 0},
    {"split", 0, OPT_TEXT, AT(split), "NAME", "which items: test (default) or dev", 0, 0},
    {"workers", 0, OPT_INT, AT(workers), "N", "processes of the tool side by side", 1, 64},
    {"quick", 0, OPT_INT, AT(quick), "SECONDS",
     "only as many items as go in this time; the evidence is marked partial", 1, 86400},
    {"until", 0, OPT_TEXT, AT(until), "HH:MM", "the same, to be done by this time of day", 0,
     0},
    {"parameters", 0, OPT_TEXT, AT(parameters), "FILE", "a JSON object over the defaults", 0,
     0},
    {"set", 0, OPT_TEXT, AT(set), "NAME",
     "the values that the tool's tool.json names so under \"parameter_sets\"", 0, 0},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "run an outside tool below full isolation", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    SEALED_OPTION_ROWS(struct lab_run_options, sealed),
    SEALED_REQUESTER_ROWS(struct lab_run_options, sealed),
    {"issue", 0, OPT_FLAG, AT(issue), NULL,
     "of a sealed benchmark: issue the run's full figures as evidence", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print one JSON object a run", 0, 0},
    {.name = NULL}};

enum { STATUS_REFUSED = 2 };

/* What never came to a run is told in the same form. */
static enum err_code refuse(const struct lab_run_options *given, enum err_code code,
                            const struct err *err, int *status)
{
    const struct lab_result result = {.status = "refused",
                                      .reason = err->message,
                                      .run = "",
                                      .evidence = "",
                                      .sha256 = "",
                                      .results = "",
                                      .isolation = STR("{}")};
    *status = STATUS_REFUSED;
    if (given->json) {
        lab_outcome_print(&result);
    }
    return code;
}

/* When it is HH:MM next, local time. */
static enum err_code time_of_day(const char *text, int64_t *seconds, struct err *err)
{
    struct tm tm;
    time_t now = time(NULL);
    uint64_t hour = 0;
    uint64_t minute = 0;
    struct str rest = str_of(text);
    bool good = rest.n == 5 && text[2] == ':' && isdigit((unsigned char)text[0]) &&
                isdigit((unsigned char)text[1]) && isdigit((unsigned char)text[3]) &&
                isdigit((unsigned char)text[4]) && localtime_r(&now, &tm) != NULL;
    if (good) {
        hour = (uint64_t)(text[0] - '0') * 10 + (uint64_t)(text[1] - '0');
        minute = (uint64_t)(text[3] - '0') * 10 + (uint64_t)(text[4] - '0');
    }
    if (!good || hour > 23 || minute > 59) {
        err_set(err, ERR_USAGE, "--until \"%.20s\" is no time of day", text);
        err_hint(err, "write it as 17:00");
        return ERR_USAGE;
    }
    enum { DAY = 86400 };
    int64_t left =
        (int64_t)(hour * 3600 + minute * 60) - (tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec);
    *seconds = (int64_t)now + (left > 0 ? left : left + DAY);
    return ERR_OK;
}

/* A test set that was run before is a test no more of what was chosen by looking at it. */
static void tell_before(void *data, int64_t runs, int64_t unseen)
{
    const struct lab_progress *progress = data;
    fprintf(stderr, "policeai: %s: not the first test run; %lld before it stand in the log",
            progress->title, (long long)runs);
    if (unseen > 0) {
        fprintf(stderr, ", %lld of them without results here", (long long)unseen);
    }
    fputc('\n', stderr);
}

static enum err_code run_pair(struct arena *arena, const struct lab_run_options *given,
                              const struct datadir *dir, const struct lab_pair *pair,
                              int *status, struct err *err)
{
    struct lab_plan plan = lab_plan_defaults();
    struct lab_result result;
    bool named = pair->set != NULL && pair->set[0] != '\0';
    struct lab_progress progress = {
        .title = arena_printf(arena, named ? "%s on %s (%s)" : "%s on %s", pair->tool,
                              pair->benchmark, pair->set)};
    plan.data = dir;
    plan.tool_folder = pair->tool_folder;
    plan.service_file = given->service;
    plan.remote = given->remote;
    plan.benchmark_folder = pair->benchmark_folder;
    plan.split = given->split;
    plan.workers = given->workers;
    plan.quick_seconds = given->quick;
    plan.accept_isolation = given->accept_isolation;
    plan.accept_reason = given->reason;
    plan.terms = sealed_terms(&given->sealed);
    plan.issue = given->issue;
    plan.progress = lab_progress_show;
    plan.progress_data = &progress;
    plan.before = tell_before;
    plan.parameters = pair->parameters;
    enum err_code code = tool_parameters(arena, given->parameters, &plan.parameters, err);
    if (code == ERR_OK && given->until != NULL) {
        code = time_of_day(given->until, &plan.until, err);
    }
    if (code != ERR_OK) {
        return refuse(given, code, err, status);
    }
    code = lab_run(arena, &plan, &result, err);
    lab_progress_end(&progress);
    int own = lab_outcome_status(&result);
    *status = own > *status ? own : *status;
    if (given->json) {
        lab_outcome_print(&result);
    } else if (code == ERR_OK) {
        if (result.told.query > 0) {
            sealed_print_told(pair->benchmark, given->sealed.requester, &result.told);
        }
        lab_outcome_tell(arena, progress.title, &result);
    }
    if (code == ERR_CANCELLED) {
        err_hint(err, "the same command goes on where it stopped");
    }
    return code;
}

static enum err_code find_pair(struct arena *arena, const struct places *places,
                               const struct datadir *dir, bool service, struct lab_pair *pair,
                               struct err *err)
{
    if (!service) {
        TRY(places_resolve(arena, places->tools, pair->tool, "tool.json", &pair->tool_folder,
                           err));
    }
    return sealed_resolve(arena, dir, places, pair->benchmark, &pair->benchmark_folder, err);
}

/* What --set names, over the defaults. */
static enum err_code find_set(struct arena *arena, const struct lab_run_options *given,
                              struct lab_pair *pair, struct err *err)
{
    struct manifest manifest;
    if (given->set == NULL) {
        return ERR_OK;
    }
    TRY(manifest_read(arena, pair->tool_folder, &manifest, err));
    const struct manifest_set *set = manifest_set_named(&manifest, str_of(given->set));
    if (set == NULL || set->name.n == 0) {
        err_set(err, ERR_NOT_FOUND, "tool %s names no parameter set \"%.64s\"", pair->tool,
                given->set);
        err_hint(err, "`policeai tool show %s` lists them", pair->tool);
        return ERR_NOT_FOUND;
    }
    pair->set = given->set;
    pair->parameters = set->parameters;
    return ERR_OK;
}

static enum err_code run_named(struct arena *arena, const struct lab_run_options *given,
                               const struct places *places, const struct datadir *dir,
                               const char *const *words, int *status, struct err *err)
{
    bool service = given->service != NULL;
    struct lab_pair pair = {.tool = service ? given->service : words[0],
                            .benchmark = words[service ? 0 : 1]};
    enum err_code code = find_pair(arena, places, dir, service, &pair, err);
    if (code == ERR_OK) {
        code = find_set(arena, given, &pair, err);
    }
    return code != ERR_OK ? refuse(given, code, err, status)
                          : run_pair(arena, given, dir, &pair, status, err);
}

/* With --parameters each tool runs once on a benchmark, whatever sets it names. */
static bool passed_over(const struct lab_run_options *given, const struct lab_pair *pairs,
                        size_t i)
{
    return given->parameters != NULL && i > 0 &&
           strcmp(pairs[i].tool, pairs[i - 1].tool) == 0 &&
           strcmp(pairs[i].benchmark, pairs[i - 1].benchmark) == 0;
}

/* One that fails does not keep the others from being measured. */
static enum err_code run_all(struct arena *arena, const struct lab_run_options *given,
                             const struct places *places, const struct datadir *dir,
                             int *status, struct err *err)
{
    struct lab_pair *pairs;
    size_t count;
    enum err_code first = ERR_OK;
    TRY(lab_pairs(arena, places, &pairs, &count, err));
    for (size_t i = 0; i < count && !lab_progress_stopped(); i++) {
        struct err own;
        if (passed_over(given, pairs, i)) {
            continue;
        }
        enum err_code code = run_pair(arena, given, dir, &pairs[i], status, &own);
        if (code != ERR_OK && first == ERR_OK) {
            first = code;
            *err = own;
            err_prefix(err, "%s on %s", pairs[i].tool, pairs[i].benchmark);
        }
    }
    return first;
}

static enum err_code lab(struct arena *arena, const struct lab_run_options *given,
                         const char *const *words, size_t count, int *status, struct err *err)
{
    struct places places;
    struct datadir dir;
    size_t wanted = given->all ? 0 : given->service != NULL ? 1 : 2;
    if (count != wanted || (given->all && given->service != NULL)) {
        return err_set(err, ERR_USAGE,
                       "give TOOL and BENCHMARK, or BENCHMARK with --service, or --all");
    }
    if (given->remote && given->service == NULL) {
        return err_set(err, ERR_USAGE, "--remote goes with --service");
    }
    if (given->set != NULL &&
        (given->all || given->service != NULL || given->parameters != NULL)) {
        return err_set(err, ERR_USAGE,
                       "--set goes with TOOL and BENCHMARK, and not with --parameters; --all "
                       "runs every set");
    }
    if (given->until != NULL && given->quick > 0) {
        return err_set(err, ERR_USAGE, "give --quick or --until, not both");
    }
    lab_progress_catch_signals();
    TRY(places_find(arena, &places, err));
    TRY(data_option(arena, given->data, &dir, err));
    return given->all ? run_all(arena, given, &places, &dir, status, err)
                      : run_named(arena, given, &places, &dir, words, status, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return lab(call->arena, call->options, call->words, call->count, &call->status, err);
}

const struct command command_lab_run = {
    .name = "lab run",
    .synopsis = "TOOL BENCHMARK | --service FILE BENCHMARK | --all  [--split test] [--workers "
                "N] [--json] …",
    .summary = "measure a tool on a benchmark and issue evidence",
    .help =
        "TOOL and BENCHMARK are names of what ships with the program, or folders. The run is "
        "registered in the log\nbefore the first item is scored; at its end evidence is "
        "issued and published. A run that was stopped or\nkilled goes on when the same "
        "command is given again.\n\nBENCHMARK may be a sealed one in custody (`benchmark "
        "seal`): the opening is recorded, one query of NAME is\nspent, and what is printed is "
        "what NAME may be told. --issue with the same command issues the full figures.\n\nExit "
        "status: 0 every item has an outcome; 1 the run "
        "failed after it was registered; 2 it was refused before.",
    .options = options,
    .options_size = sizeof(struct lab_run_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 2,
    .run = run,
};
