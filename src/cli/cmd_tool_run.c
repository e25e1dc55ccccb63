/* policeai tool run */
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "cli/tool_notices.h"
#include "cli/tool_option.h"
#include "cli/tool_run_records.h"
#include "run/isolation.h"
#include "trial/use.h"

#include <stdio.h>

struct tool_run_options {
    const char *parameters;
    const char *style;
    const char *out;
    const char *accept_isolation;
    const char *reason;
    const char *data;
    bool force;
    bool json;
    bool quiet;
};

#define AT(member) offsetof(struct tool_run_options, member)
static const struct opt options[] = {
    {"out", 'o', OPT_TEXT, AT(out), "FOLDER", "write each document there, whole or not at all",
     0, 0},
    {"style", 0, OPT_TEXT, AT(style), "NAME",
     "how an answer is shown (policeai tool show lists the styles)", 0, 0},
    {"parameters", 0, OPT_TEXT, AT(parameters), "FILE", "a JSON object over the defaults", 0,
     0},
    {"force", 0, OPT_FLAG, AT(force), NULL, "write over documents that are there", 0, 0},
    {"quiet", 'q', OPT_FLAG, AT(quiet), NULL, "no summary on standard error", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL,
     "print one JSON object a file in place of the document", 0, 0},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "run an outside tool below full isolation", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER",
     "whose safety notices are told first (else $DATA, else policeai-data when it is there)", 0,
     0},
    {.name = NULL}};

struct printing {
    const struct tool_run_options *given;
    size_t files;
};

static void print_json(const struct use_answer *answer)
{
    struct strbuf out;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&out, 8 * LIMIT_LINE);
    strbuf_init(&text, 8 * LIMIT_LINE);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    utf8_visible(&text, str_of(answer->file), false);
    jsonw_member_str(&w, "file", strbuf_view(&text));
    jsonw_member(&w, "outcome", outcome_word(answer->outcome));
    if (answer->outcome == OUTCOME_ANSWERED) {
        jsonw_key(&w, "output");
        jsonw_raw(&w, answer->output);
    }
    if (answer->outcome == OUTCOME_ERROR) {
        jsonw_member_str(&w, "code", answer->error_code);
        jsonw_member_str(&w, "message", answer->error_message);
    }
    if (answer->written != NULL) {
        strbuf_clear(&text);
        utf8_visible(&text, str_of(answer->written), false);
        jsonw_member_str(&w, "written", strbuf_view(&text));
    }
    jsonw_end(&w);
    fwrite(out.p, 1, out.n, stdout);
    putchar('\n');
    strbuf_release(&text);
    strbuf_release(&out);
}

static void print_document(const struct printing *printing, const struct use_answer *answer)
{
    struct str document = strbuf_view(&answer->shown->document);
    if (printing->files > 1) {
        printf("==> %s <==\n", answer->file);
    }
    fwrite(document.p, 1, document.n, stdout);
    if (document.n > 0 && document.p[document.n - 1] != '\n') {
        putchar('\n');
    }
}

/* "FILE:LINE:COLUMN…" a finding, so that an editor can jump there; then one line a file. */
static void print_summary(const struct use_answer *answer)
{
    struct str places = strbuf_view(&answer->shown->places);
    struct str place;
    while (str_split(&places, '\n', &place) && place.n > 0) {
        fprintf(stderr, "%s:%.*s\n", answer->file, STR_ARG(place));
    }
    fprintf(stderr, "%s: %s%s%s\n", answer->file, answer->shown->summary.p,
            answer->written != NULL ? ", written to " : "",
            answer->written != NULL ? answer->written : "");
}

static void print_failure(const struct use_answer *answer)
{
    struct strbuf words;
    strbuf_init(&words, 16 * LIMIT_ERROR_TEXT);
    utf8_visible(&words, answer->error_message, false);
    fprintf(stderr, "policeai: %s: %s%s%.*s%s%s\n", answer->file,
            answer->outcome == OUTCOME_ERROR     ? "the tool gave no answer"
            : answer->outcome == OUTCOME_TIMEOUT ? "the tool took too long"
                                                 : "the tool died on it",
            answer->outcome == OUTCOME_ERROR ? ": " : "", STR_ARG(answer->error_code),
            words.n > 0 ? ": " : "", words.p);
    strbuf_release(&words);
}

static void answered(void *data, const struct use_answer *answer)
{
    const struct printing *printing = data;
    if (printing->given->json) {
        print_json(answer);
    } else if (answer->shown != NULL && answer->written == NULL) {
        print_document(printing, answer);
    }
    fflush(stdout);
    if (answer->shown == NULL) {
        print_failure(answer);
    } else if (!printing->given->quiet) {
        print_summary(answer);
    }
}

/* What goes to the tool as one table, not file by file. */
static enum err_code use_table(struct arena *arena, const struct tool_run_options *given,
                               const struct use_plan *plan, int *status, struct err *err)
{
    const struct use_records_plan records = {.tool_folder = plan->tool_folder,
                                             .manifest = plan->manifest,
                                             .parameters = plan->parameters,
                                             .table = plan->files[0],
                                             .stopped = plan->stopped};
    if (plan->count != 1 || given->json || given->style != NULL) {
        err_set(err, ERR_USAGE,
                "a tool that links records takes one table (CSV), without "
                "--json and --style");
        err_hint(err, "put the records of several tables into one");
        return ERR_USAGE;
    }
    return tool_run_records(arena, &records, given->out, given->force, given->quiet, status,
                            err);
}

static enum err_code use(struct arena *arena, const struct tool_run_options *given,
                         const char *const *words, size_t count, int *status, struct err *err)
{
    struct tool_option tool;
    const struct js *parameters = NULL;
    struct strbuf for_start;
    struct strbuf for_record;
    struct printing printing = {given, count - 1};
    size_t failed = 0;
    TRY(tool_option(arena, words[0], &tool, err));
    struct isolation_terms terms = {tool.built_in, given->accept_isolation, given->reason};
    TRY(tool_parameters(arena, given->parameters, &parameters, err));
    strbuf_init(&for_start, LIMIT_MANIFEST);
    strbuf_init(&for_record, LIMIT_MANIFEST);
    struct use_plan plan = {.tool_folder = tool.folder,
                            .manifest = &tool.manifest,
                            .files = words + 1,
                            .count = count - 1,
                            .style = given->style,
                            .out_folder = given->out,
                            .checks = tool.checks,
                            .force = given->force,
                            .stopped = lab_progress_stopped,
                            .answered = answered,
                            .data = &printing};
    enum err_code code =
        manifest_parameters(&tool.manifest, parameters, &for_start, &for_record, err);
    plan.parameters = strbuf_view(&for_start);
    if (code != ERR_OK && given->parameters != NULL) {
        err_prefix(err, "%s", given->parameters);
    }
    if (code == ERR_OK) {
        code = isolation_check(&terms, err);
    }
    if (code == ERR_OK) {
        (void)tool_notices_tell(arena, given->data, &tool, stderr);
        lab_progress_catch_signals();
        code = use_records_is(&tool.manifest) ? use_table(arena, given, &plan, status, err)
                                              : use_run(arena, &plan, &failed, err);
    }
    strbuf_release(&for_start);
    strbuf_release(&for_record);
    *status = failed > 0 ? 1 : *status;
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return use(call->arena, call->options, call->words, call->count, &call->status, err);
}

const struct command command_tool_run = {
    .name = "tool run",
    .synopsis = "TOOL FILE… [--out FOLDER] [--style NAME] [--parameters FILE] [--json] "
                "[--data FOLDER]",
    .summary = "run a tool on your own files",
    .help =
        "TOOL is the name of a built-in tool or a folder with tool.json. It runs in the "
        "sandbox: no network, nothing\nof this machine in sight but the files named. Each "
        "answer is printed, or written to --out as\nNAME.SUFFIX; where something was found "
        "(line:column) goes to standard error, never what it was. Nothing\nis recorded "
        "anywhere else. Safety notices of the data folder that reach the tool and its version "
        "are "
        "told on standard\nerror first; they keep nobody from using it.\n\nA tool that links "
        "records takes one table: a CSV whose columns are the fields. It comes back with a "
        "column\n\"cluster\": rows of one number belong together (--out: NAME.linked.csv)."
        "\n\nA person must check "
        "what a tool did before anybody relies on "
        "it.\n\nExit status: 0 every file was answered; 1 one was not, or the tool could not "
        "run; 4 a file could not be\nread or written.",
    .options = options,
    .options_size = sizeof(struct tool_run_options),
    .words_min = 2,
    .words_max = 100000,
    .run = run,
};
