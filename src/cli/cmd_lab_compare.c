/* policeai lab compare */
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/evidence_option.h"
#include "report/compare_set.h"
#include "report/report_html.h"
#include "report/report_make.h"

#include <stdio.h>

enum { OUT_MAX = 256 << 20 };

struct compare_options {
    struct evidence_options evidence;
    const char *metric;
    double margin;
    const char *baseline;
    const char *baseline_name;
    bool json;
    const char *html;
};

#define AT(member) offsetof(struct compare_options, member)
static const struct opt options[] = {
    {"metric", 0, OPT_TEXT, AT(metric), "ID",
     "what is compared: a metric's id, or all (else the task's first)", 0, 0},
    {"margin", 0, OPT_REAL, AT(margin), "X",
     "differences below it do not matter; fix it before you look (else nothing is called "
     "equivalent)",
     0, 1},
    {"baseline", 0, OPT_TEXT, AT(baseline), "FILE",
     "the present way of working: answers to items (.jsonl) or counts (.json)", 0, 0},
    {"baseline-name", 0, OPT_TEXT, AT(baseline_name), "TEXT", "what such answers are called", 0,
     0},
    EVIDENCE_OPTION_ROWS(struct compare_options, evidence),
    {"json", 0, OPT_FLAG, AT(json), NULL, "print one JSON object", 0, 0},
    {"html", 0, OPT_TEXT, AT(html), "FILE", "write one page of HTML", 0, 0},
    {.name = NULL}};

static enum err_code print(struct arena *arena, const struct compare_options *given,
                           const struct compare_set *set, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, OUT_MAX);
    if (given->json) {
        struct jsonw w;
        jsonw_init(&w, &out);
        compare_set_json(arena, set, &w);
        strbuf_putc(&out, '\n');
    } else {
        compare_set_text(arena, set, &out);
    }
    enum err_code code = strbuf_check(&out, "the comparison", err);
    if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code write_html(struct arena *arena, const char *path,
                                const struct compare_set *set, struct err *err)
{
    struct paper paper;
    struct strbuf page;
    struct str json;
    report_make_comparison(arena, set, &paper);
    strbuf_init(&page, PAPER_MAX);
    enum err_code code = paper_end(&paper, &json, err);
    if (code == ERR_OK) {
        code = report_html_write(arena, json, &page, err);
    }
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&page), 0644, err);
    }
    strbuf_release(&page);
    paper_release(&paper);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct compare_options *given = call->options;
    struct compare_plan plan = {.files = call->words,
                                .count = call->count,
                                .metric = given->metric,
                                .margin = given->margin,
                                .baseline = given->baseline,
                                .baseline_name = given->baseline_name};
    struct compare_set set;
    if (call->count < 2 && given->baseline == NULL) {
        err_set(err, ERR_USAGE, "lab compare needs two files of evidence");
        err_hint(err, "or one and --baseline FILE");
        return ERR_USAGE;
    }
    TRY(evidence_option(call->arena, &given->evidence, &plan.verify, err));
    enum err_code code = compare_set_make(call->arena, &plan, &set, err);
    if (code == ERR_OK && given->html != NULL) {
        code = write_html(call->arena, given->html, &set, err);
    }
    if (code == ERR_OK && (given->json || given->html == NULL)) {
        code = print(call->arena, given, &set, err);
    }
    compare_set_close(&set);
    return code;
}

const struct command command_lab_compare = {
    .name = "lab compare",
    .synopsis = "EVIDENCE.dsse.json … [--metric ID|all] [--margin X] [--baseline FILE] "
                "[--benchmark FOLDER]\n       [--data FOLDER] [--json] [--html FILE]",
    .summary = "compare tools item by item on the same benchmark",
    .help =
        "All evidence must verify, and be of one benchmark and one split; else it says which "
        "differs. Only items that\nboth of a pair have are compared. Which test is used is "
        "fixed "
        "by what is counted: items that each say yes or\nno and stand alone, McNemar's exact "
        "test; all else, permutation and bootstrap over clusters. Several pairs or\nmetrics: "
        "Holm over all. No tool is called better without its test; \"equivalent\" needs "
        "--margin.\n\n"
        "--baseline: NAME.jsonl with {\"id\",\"output\"} a line is scored and paired as a tool "
        "would be; NAME.json with\n{\"title\",\"source\",\"figures\":[{\"metric\","
        "\"numerator\",\"denominator\"}]} is shown beside, with no test.",
    .options = options,
    .options_size = sizeof(struct compare_options),
    .words_min = 1,
    .words_max = COMPARE_TOOLS_MAX,
    .run = run,
};
