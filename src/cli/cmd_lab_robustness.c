/* policeai lab robustness */
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/evidence_option.h"
#include "report/report_html.h"
#include "report/severities.h"

#include <stdio.h>

enum { OUT_MAX = 64 << 20 };

struct robustness_options {
    struct evidence_options evidence;
    const char *metric;
    double margin;
    bool json;
    const char *html;
};

#define AT(member) offsetof(struct robustness_options, member)
static const struct opt options[] = {
    {"metric", 0, OPT_TEXT, AT(metric), "ID",
     "what is shown: a metric's id (else the task's first)", 0, 0},
    {"margin", 0, OPT_REAL, AT(margin), "X",
     "differences below it do not matter; fix it before you look (else nothing is called "
     "equivalent)",
     0, 1},
    EVIDENCE_OPTION_ROWS(struct robustness_options, evidence),
    {"json", 0, OPT_FLAG, AT(json), NULL, "print one JSON object", 0, 0},
    {"html", 0, OPT_TEXT, AT(html), "FILE", "write one page of HTML", 0, 0},
    {.name = NULL}};

static enum err_code print_json(const struct severities *set, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, OUT_MAX);
    jsonw_init(&w, &out);
    severities_json(set, &w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "the curves", err);
    if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

/* The paper as a page into `path`, or as text to stdout. */
static enum err_code write_paper(struct arena *arena, const struct severities *set,
                                 const char *path, struct err *err)
{
    struct paper paper;
    struct strbuf out;
    struct str json;
    severities_paper(arena, set, &paper);
    strbuf_init(&out, PAPER_MAX);
    enum err_code code = paper_end(&paper, &json, err);
    if (code == ERR_OK) {
        code = path != NULL ? report_html_write(arena, json, &out, err)
                            : report_text_write(arena, json, &out, err);
    }
    if (code == ERR_OK && path != NULL) {
        code = file_write(path, strbuf_view(&out), 0644, err);
    } else if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    paper_release(&paper);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct robustness_options *given = call->options;
    struct severities_plan plan = {.metric = given->metric, .margin = given->margin};
    struct severities *set = arena_zalloc(call->arena, sizeof *set);
    TRY(evidence_option(call->arena, &given->evidence, &plan.verify, err));
    plan.verify.file = call->words[0];
    enum err_code code = severities_make(call->arena, &plan, set, err);
    if (code == ERR_OK && given->html != NULL) {
        code = write_paper(call->arena, set, given->html, err);
    }
    if (code == ERR_OK && given->json) {
        code = print_json(set, err);
    } else if (code == ERR_OK && given->html == NULL) {
        code = write_paper(call->arena, set, NULL, err);
    }
    severities_close(set);
    return code;
}

const struct command command_lab_robustness = {
    .name = "lab robustness",
    .synopsis = "EVIDENCE.dsse.json [--metric ID] [--margin X] [--benchmark FOLDER]\n"
                "       [--data FOLDER] [--json] [--html FILE]",
    .summary = "show how a tool bears rough input: curves beside the clean figure",
    .help = "The evidence must verify and be of a benchmark that `policeai benchmark perturb` "
            "made. For each perturbation: the\nfigure by severity with its interval, and the "
            "difference to the clean items, item by item, by the tests of\n`policeai lab "
            "compare`, Holm over all severities. Then failures and time-outs by severity, and "
            "whether the tool\nanswered the same when asked again in the opposite order.",
    .options = options,
    .options_size = sizeof(struct robustness_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
