/* policeai lab report */
#include "base/file.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/evidence_option.h"
#include "cli/held_set.h"
#include "cli/sealed_option.h"
#include "lab/places.h"
#include "report/report_html.h"
#include "report/report_make.h"
#include "report/report_pdf.h"
#include "store/db.h"

#include <stdio.h>

struct report_options {
    struct evidence_options evidence;
    bool json;
    const char *html;
    const char *pdf;
    double group_margin;
    double margin;
    const char *metric;
    const char *baseline;
    const char *baseline_name;
    struct sealed_options sealed;
};

#define AT(member) offsetof(struct report_options, member)
static const struct opt options[] = {
    {"html", 0, OPT_TEXT, AT(html), "FILE", "write one page of HTML", 0, 0},
    {"pdf", 0, OPT_TEXT, AT(pdf), "FILE", "write A4 pages", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL,
     "print the report as JSON: what page and PDF are made of", 0, 0},
    {"group-margin", 0, OPT_REAL, AT(group_margin), "X",
     "differences between groups below it do not matter; fix it before you look", 0, 1},
    {"metric", 0, OPT_TEXT, AT(metric), "ID", "of the comparison (else the task's first)", 0,
     0},
    {"margin", 0, OPT_REAL, AT(margin), "X", "of the comparison; fix it before you look", 0, 1},
    {"baseline", 0, OPT_TEXT, AT(baseline), "FILE",
     "the present way of working: answers to items (.jsonl) or counts (.json)", 0, 0},
    {"baseline-name", 0, OPT_TEXT, AT(baseline_name), "TEXT", "what such answers are called", 0,
     0},
    EVIDENCE_OPTION_ROWS(struct report_options, evidence),
    SEALED_OPTION_ROWS(struct report_options, sealed),
    {.name = NULL}};

static enum err_code print(struct arena *arena, const struct report_options *given,
                           struct str paper, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, PAPER_MAX);
    if (given->json) {
        strbuf_str(&out, paper);
        strbuf_putc(&out, '\n');
    }
    enum err_code code = given->json ? ERR_OK : report_text_write(arena, paper, &out, err);
    if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code write_html(struct arena *arena, const char *path, struct str paper,
                                struct err *err)
{
    struct strbuf page;
    strbuf_init(&page, PAPER_MAX);
    enum err_code code = report_html_write(arena, paper, &page, err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&page), 0644, err);
    }
    strbuf_release(&page);
    return code;
}

static enum err_code write_pdf(struct arena *arena, const char *path, struct str paper,
                               struct err *err)
{
    struct places places;
    TRY(places_find(arena, &places, err));
    return report_pdf_write(arena, places.checks, paper, path, err);
}

/* Where the tables of its log are: what the supplier was asked and says. */
static enum err_code read_said(struct arena *arena, const struct report_options *given,
                               const struct report_input *input, struct supplier_said *said,
                               struct err *err)
{
    struct datadir dir;
    struct db *db;
    *said = (struct supplier_said){.asked = false};
    TRY(data_option(arena, given->evidence.data, &dir, err));
    if (!file_exists(dir.public_db)) {
        return ERR_OK;
    }
    TRY(db_open(&db, dir.public_db, DB_READ, err));
    enum err_code code = supplier_said_read(db, arena, input->verification.sha256, said, err);
    db_close(db);
    return code;
}

static enum err_code write_all(struct command_call *call, const struct report_options *given,
                               const struct report_input *input, const struct compare_set *set,
                               struct err *err)
{
    struct paper paper = {0};
    struct str json;
    struct supplier_said said;
    TRY(read_said(call->arena, given, input, &said, err));
    const struct report_plan plan = {
        .input = input, .set = set, .margin = given->group_margin, .said = &said};
    enum err_code code = report_make(call->arena, &plan, &paper, err);
    if (code == ERR_OK) {
        code = paper_end(&paper, &json, err);
    }
    if (code == ERR_OK && given->html != NULL) {
        code = write_html(call->arena, given->html, json, err);
    }
    if (code == ERR_OK && given->pdf != NULL) {
        code = write_pdf(call->arena, given->pdf, json, err);
    }
    bool to_files = given->html != NULL || given->pdf != NULL;
    if (code == ERR_OK && (given->json || !to_files)) {
        code = print(call->arena, given, json, err);
    }
    paper_release(&paper);
    return code;
}

/* Further evidence, or a baseline, makes a comparison. */
static enum err_code with_comparison(struct command_call *call,
                                     const struct report_options *given,
                                     const struct verify_plan *verify,
                                     const struct report_input *input, struct err *err)
{
    struct compare_set set;
    struct compare_plan plan = {.verify = *verify,
                                .files = call->words,
                                .count = call->count,
                                .metric = given->metric,
                                .margin = given->margin,
                                .baseline = given->baseline,
                                .baseline_name = given->baseline_name,
                                .own = input};
    if (call->count < 2 && given->baseline == NULL) {
        return write_all(call, given, input, NULL, err);
    }
    enum err_code code = compare_set_make(call->arena, &plan, &set, err);
    if (code == ERR_OK) {
        code = write_all(call, given, input, &set, err);
    }
    compare_set_close(&set);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct report_options *given = call->options;
    struct verify_plan verify;
    struct report_input input;
    struct datadir dir;
    struct held_set held = {
        .arena = call->arena, .data = &dir, .terms = sealed_terms(&given->sealed)};
    TRY(data_option(call->arena, given->evidence.data, &dir, err));
    TRY(evidence_option(call->arena, &given->evidence, &verify, err));
    verify.file = call->words[0];
    TRY(held_set_find(&held, &verify, err));
    enum err_code code = report_input_open(call->arena, &verify, &input, err);
    if (code == ERR_OK) {
        code = with_comparison(call, given, &verify, &input, err);
        report_input_close(&input);
    }
    held_set_close(&held);
    return code;
}

const struct command command_lab_report = {
    .name = "lab report",
    .synopsis =
        "EVIDENCE.dsse.json [OTHER.dsse.json …] [--html FILE] [--pdf FILE] [--group-margin X] "
        "[--benchmark FOLDER]\n       [--data FOLDER] [--json]",
    .summary = "a report of what was measured, for a chief officer and for an engineer",
    .help =
        "First two pages: what was tested, on what, the headline with its count and interval, "
        "for whom it works, what\ncould not be tested, limits, who measured and how to check; "
        "then every figure, settings, time, digests and\ncommands. Without --html and --pdf "
        "it is printed. It says what was measured and never what to do.\n\n"
        "The evidence must verify at every level; else it is refused with what fails. Groups "
        "are judged by Fisher's test\nor by resampling clusters, adjusted by Holm. OTHER "
        "evidence of the same benchmark, and --baseline, add the\ncomparison of `policeai lab "
        "compare`.",
    .options = options,
    .options_size = sizeof(struct report_options),
    .words_min = 1,
    .words_max = COMPARE_TOOLS_MAX,
    .run = run,
};
