/* policeai submit result */
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"
#include "lab/places.h"
#include "report/report_html.h"
#include "report/report_make.h"
#include "report/report_pdf.h"
#include "supplier/claim_answer.h"
#include "supplier/reply_acts.h"

#include <stdio.h>

struct result_options {
    const char *data;
    const char *run;
    const char *to;
    const char *benchmark;
};

#define AT(member) offsetof(struct result_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "what the supplier is sent, a new folder", 0, 0},
    {"run", 0, OPT_TEXT, AT(run), "ID", "which result, by its run or the first digits of it", 0,
     0},
    {"benchmark", 0, OPT_TEXT, AT(benchmark), "FOLDER",
     "the benchmark's folder (else those that ship)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

struct serving {
    struct command_call *call;
    const struct result_options *given;
    struct datadir dir;
    struct places places;
    struct received received;
    struct result result;
    const char *folder; /* that is being made */
};

static const char *file_of(const struct serving *serving, const char *name)
{
    return arena_printf(serving->call->arena, "%s/%s", serving->folder, name);
}

static enum err_code write_report(const struct serving *serving, struct str paper,
                                  struct err *err)
{
    struct arena *arena = serving->call->arena;
    struct strbuf page;
    strbuf_init(&page, PAPER_MAX);
    enum err_code code = report_html_write(arena, paper, &page, err);
    if (code == ERR_OK) {
        code = file_write(file_of(serving, "report.html"), strbuf_view(&page), 0644, err);
    }
    strbuf_release(&page);
    TRY(code);
    return report_pdf_write(arena, serving->places.checks, paper,
                            file_of(serving, "report.pdf"), err);
}

static enum err_code make_report(const struct serving *serving, struct err *err)
{
    struct arena *arena = serving->call->arena;
    const char *own = serving->given->benchmark;
    const char *benchmarks[] = {own != NULL ? arena_printf(arena, "%s/..", own)
                                            : serving->places.benchmarks,
                                serving->places.benchmarks, NULL};
    const struct verify_plan verify = {.file = arena_printf(arena, "%s/%.*s.dsse.json",
                                                            serving->result.folder,
                                                            STR_ARG(serving->result.held.name)),
                                       .public_db = serving->dir.public_db,
                                       .benchmarks = benchmarks,
                                       .before_issue = true};
    struct report_input input;
    struct paper paper = {0};
    struct str json;
    TRY(report_input_open(arena, &verify, &input, err));
    const struct report_plan plan = {.input = &input, .before_issue = true};
    enum err_code code = report_make(arena, &plan, &paper, err);
    if (code == ERR_OK) {
        code = paper_end(&paper, &json, err);
    }
    if (code == ERR_OK) {
        code = write_report(serving, json, err);
    }
    paper_release(&paper);
    report_input_close(&input);
    return code;
}

/* Never an expected answer, and of a benchmark that is not public no answer item by item. */
static enum err_code copy_evidence(const struct serving *serving, struct err *err)
{
    struct arena *arena = serving->call->arena;
    static const char *const files[] = {"dsse.json", "figures.json"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const char *from = arena_printf(arena, "%s/%.*s.%s", serving->result.folder,
                                        STR_ARG(serving->result.held.name), files[i]);
        TRY(file_copy(from, file_of(serving, i == 0 ? "evidence.dsse.json" : files[i]), 0644,
                      err));
    }
    return ERR_OK;
}

static enum err_code write_claims(struct jsonw *w, const struct serving *serving,
                                  struct err *err)
{
    jsonw_key(w, "claims");
    jsonw_array(w);
    for (size_t i = 0; i < serving->received.submission.claim_count; i++) {
        struct claim_answer answer;
        TRY(claim_answer_read(serving->call->arena, &serving->received, i, &answer, err));
        jsonw_object(w);
        jsonw_member_str(w, "about", serving->received.submission.claims[i].about);
        jsonw_member_str(w, "answer", answer.answer.n > 0 ? answer.answer : STR("none yet"));
        jsonw_member_str(w, "date", answer.date);
        jsonw_member_str(w, "reason", answer.reason);
        jsonw_member_str(w, "role", answer.role);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_result(const struct serving *serving, struct err *err)
{
    const struct result *result = &serving->result;
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 20);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "benchmark", result->held.benchmark);
    enum err_code code = write_claims(&w, serving, err);
    jsonw_member_int(&w, "days", result->days);
    jsonw_member_str(&w, "envelope", result->held.envelope);
    jsonw_member_str(&w, "run", result->held.run);
    jsonw_member_str(&w, "served", result->served_on);
    jsonw_member_str(&w, "source", result->source);
    jsonw_member_str(&w, "submission", serving->received.submission.id);
    jsonw_member_str(&w, "tool", result->held.title);
    jsonw_member_str(&w, "until", result->until);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    if (code == ERR_OK) {
        code = file_write(file_of(serving, "result.json"), strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code write_words(const struct serving *serving, struct err *err)
{
    const struct result *result = &serving->result;
    const char *text = arena_printf(
        serving->call->arena,
        "The result of %.*s on %.*s.\n"
        "\n"
        "report.html, report.pdf  what was measured, and how sure that is\n"
        "evidence.dsse.json       the same, signed\n"
        "figures.json             every figure\n"
        "result.json              what this is of, and the answers to what you claimed\n"
        "\n"
        "It is not published yet. You may reply until the end of %.*s (UTC; %lld days, %.*s).\n"
        "Your reply is printed beside the result, as your words:\n"
        "\n"
        "    policeai submit reply FOLDER --text FILE --key YOUR-KEY --out answer.reply\n"
        "\n"
        "and send answer.reply back. --waive in place of --text says that you will not reply.\n"
        "Without either the result is published after that day, with the words \"no reply by\n"
        "%.*s\"; a later reply is added with its date.\n",
        STR_ARG(result->held.title), STR_ARG(result->held.benchmark), STR_ARG(result->until),
        (long long)result->days, STR_ARG(result->source), STR_ARG(result->until));
    return file_write(file_of(serving, "README.txt"), str_of(text), 0644, err);
}

/* Everything that can fail is made first; then the window opens; the folder appears whole. */
static enum err_code fill(struct serving *serving, struct err *err)
{
    struct reply_window window;
    TRY(reply_window_load(serving->call->arena, serving->places.reference, &window, err));
    TRY(make_report(serving, err));
    TRY(copy_evidence(serving, err));
    TRY(result_serve(serving->call->arena, &serving->dir, &serving->received, &serving->result,
                     &window, submit_now(), err));
    TRY(write_result(serving, err));
    TRY(write_words(serving, err));
    return rename(serving->folder, serving->given->to) == 0
               ? ERR_OK
               : err_errno(err, "cannot make %s", serving->given->to);
}

static enum err_code serve(struct serving *serving, struct err *err)
{
    struct arena *arena = serving->call->arena;
    if (file_exists(serving->given->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", serving->given->to);
    }
    serving->folder = arena_printf(arena, "%s.unfinished", serving->given->to);
    TRY(file_remove_tree(serving->folder, err));
    TRY(file_make_folders(serving->folder, 0755, err));
    enum err_code code = fill(serving, err);
    if (code != ERR_OK) {
        enum err_code ignored = file_remove_tree(serving->folder, NULL);
        (void)ignored; /* the error that is told came before */
    }
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct serving serving = {.call = call, .given = call->options};
    if (serving.given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    TRY(submit_open(call->arena, serving.given->data, call->words[0], &serving.dir,
                    &serving.received, err));
    TRY(results_pick(call->arena, &serving.received, serving.given->run, &serving.result, err));
    TRY(places_find(call->arena, &serving.places, err));
    TRY(serve(&serving, err));
    printf("%s: to be sent to %.*s\n", serving.given->to,
           STR_ARG(serving.received.submission.supplier));
    printf("served on %.*s; the supplier may reply until %.*s\n",
           STR_ARG(serving.result.served_on), STR_ARG(serving.result.until));
    return ERR_OK;
}

const struct command command_submit_result = {
    .name = "submit result",
    .synopsis = "ID --to FOLDER [--run ID] [--benchmark FOLDER] [--data FOLDER]",
    .summary = "make what the supplier is sent: the result, which opens the time for a reply",
    .help =
        "Report, signed evidence, figures and the answers to the supplier's claims. The first "
        "time "
        "it is made the window of\nreference/supplier-reply.json opens; made again, the day "
        "stands.",
    .options = options,
    .options_size = sizeof(struct result_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
