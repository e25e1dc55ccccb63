/* The part for a chief officer: what was tested, on what, what came out, for whom, what is not
 * known, who measured. */
#include "report/report_state.h"

#include "evidence/judgement.h"

#include <math.h>
#include <string.h>

static void heading(struct report *report, const char *text)
{
    paper_line(report->paper, "heading", text);
}

/* ---- what was tested, and on what ---- */

static void say_tool(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    const struct task *task = input->bench->task;
    const struct tool_identity *tool = &input->predicate.tool;
    heading(report, label_message_text("report.what"));
    say_message_text(p, "say.tool", say_text(p, "tool", report_input_name(p->arena, input)),
                     say_word("task", task->title));
    paper_line(p, "text", task->summary);
    if (tool->kind == IDENTITY_DECLARED) {
        say_message_text(p, "say.declared", say_text(p, "supplier", tool->supplier),
                         say_text(p, "product", tool->product));
    } else if (tool->kind == IDENTITY_SERVICE) {
        say_message_text(p, "say.service", say_text(p, "supplier", tool->supplier),
                         say_text(p, "model", tool->model));
    }
}

static void say_exposure(struct report *report)
{
    struct paper *p = report->paper;
    if (str_is(report->input->predicate.exposure, "open")) {
        plain_message_text(p, "say.open");
    } else if (str_is(report->input->predicate.exposure, "sealed")) {
        plain_message_text(p, "say.sealed");
    } else {
        plain_message_text(p, "say.own");
    }
}

static void say_benchmark(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    const struct bench *bench = input->bench;
    size_t items;
    size_t clusters;
    bench_counts(bench, input->scope.split, &items, &clusters);
    heading(report, label_message_text("report.on"));
    say_message_text(
        p, "say.benchmark", say_text(p, "title", bench->title),
        say_text(p, "version", bench->version), say_text(p, "split", input->scope.split),
        say_count(p, "items", (int64_t)items), say_count(p, "clusters", (int64_t)clusters));
    say_message_text(p, "say.source", say_text(p, "source", bench->source));
    if (str_is(bench->sensitivity, "synthetic")) {
        plain_message_text(p, "say.synthetic");
    }
    if (input->scope.partial) {
        say_message_text(p, "say.partial", say_count(p, "run", (int64_t)input->scope.items),
                         say_count(p, "items", (int64_t)items));
    }
}

/* ---- what came out ---- */

static const struct task_bound *bound_of(const struct task *task, const struct metric *metric)
{
    for (size_t i = 0; i < task->bound_count; i++) {
        if (strcmp(task->bounds[i].metric, metric->id) == 0) {
            return &task->bounds[i];
        }
    }
    return NULL;
}

static void say_bound(struct report *report, const struct shown_figure *figure)
{
    struct paper *p = report->paper;
    const struct task_bound *bound = bound_of(report->input->bench->task, figure->metric);
    char dec[3][DEC_SIZE];
    if (bound == NULL || !figure->rate) {
        return;
    }
    dec_format(dec[0], figure->value.value);
    dec_format(dec[1], figure->interval.low);
    dec_format(dec[2], figure->interval.high);
    struct say value = say_value(p, "bound", figure->metric, bound->bound);
    struct say source = say_word("source", bound->source);
    switch (judge(bound, str_of(dec[0]), str_of(dec[1]), str_of(dec[2]))) {
    case JUDGEMENT_MET:
        if (bound->at_least) {
            say_message_text(p, "say.bound-above", value, source);
        } else {
            say_message_text(p, "say.bound-under", value, source);
        }
        break;
    case JUDGEMENT_BELOW:
        if (bound->at_least) {
            say_message_text(p, "say.bound-not-reached", value, source);
        } else {
            say_message_text(p, "say.bound-passed", value, source);
        }
        break;
    default:
        say_message_text(p, "say.bound-inside", value, source);
    }
}

static void say_headline(struct report *report)
{
    struct paper *p = report->paper;
    const struct shown_figure *figure = report->headline;
    struct say metric = say_word("metric", figure->metric->title);
    struct say n = say_count(p, "items", figure->n);
    struct say numerator = say_count(p, "numerator", 0);
    struct say denominator = say_count(p, "denominator", 0);
    if (figure->value.has_fraction &&
        figure->value.numerator == floor(figure->value.numerator)) {
        numerator = say_count(p, "numerator", (int64_t)figure->value.numerator);
        denominator = say_count(p, "denominator", (int64_t)figure->value.denominator);
    }
    bool counts =
        figure->value.has_fraction && figure->value.numerator == floor(figure->value.numerator);
    if (!figure->rate) {
        say_message_text(p, "say.no-rate", metric, say_text(p, "reason", figure->undefined), n);
        return;
    }
    struct say value = say_value(p, "value", figure->metric, figure->value.value);
    struct say low = say_value(p, "low", figure->metric, figure->interval.low);
    struct say high = say_value(p, "high", figure->metric, figure->interval.high);
    if (counts) {
        say_message_text(p, "say.headline", metric, value, numerator, denominator, low, high,
                         n);
    } else {
        say_message_text(p, "say.headline-value", metric, value, low, high, n);
    }
    if (figure->metric->higher_is_better) {
        plain_message_text(p, "say.higher");
    } else {
        plain_message_text(p, "say.lower");
    }
    say_bound(report, figure);
}

static void overall_row(struct report *report, const struct shown_figure *figure)
{
    struct paper *p = report->paper;
    paper_row(p);
    paper_cell(p, figure->metric->title);
    if (figure->rate) {
        paper_number(p, figure_value(p->arena, figure->metric, figure->value.value));
        paper_number(p, figure_interval(p->arena, figure->metric, &figure->interval));
    } else {
        paper_number(p, label_message_text("figure.none"));
        paper_number(p, label_message_text("figure.none"));
    }
    paper_number(p, figure_counts(p->arena, &figure->value));
    paper_number(p, figure_count(p->arena, figure->n));
    paper_row_end(p);
}

static void say_result(struct report *report)
{
    struct paper *p = report->paper;
    const struct run_facts *facts = &report->facts;
    const char *const head[] = {
        label_message_text("table.metric"),   label_message_text("table.value"),
        label_message_text("table.interval"), label_message_text("table.counts"),
        label_message_text("table.items"),    NULL};
    heading(report, label_message_text("report.result"));
    say_headline(report);
    int64_t failed = facts->items - facts->outcomes[0];
    say_message_text(p, "say.failed", say_count(p, "failed", failed),
                     say_count(p, "items", facts->items));
    paper_table(p, label_message_text("table.overall"), head);
    for (size_t i = 0; i < report->figure_count; i++) {
        if (str_is(report->figures[i].group, "all") && report->figures[i].metric != NULL) {
            overall_row(report, &report->figures[i]);
        }
    }
    paper_table_end(p);
}

/* ---- limits, and who measured ---- */

void report_repeats(const struct report_input *input, struct paper *p)
{
    struct str varies = input->predicate.varies;
    struct js *json;
    int64_t numerator;
    int64_t denominator;
    if (varies.n == 0 || js_parse(p->arena, varies, &json, NULL) != ERR_OK ||
        js_need_int(json, "numerator", 0, INT64_MAX, &numerator, NULL) != ERR_OK ||
        js_need_int(json, "denominator", 0, INT64_MAX, &denominator, NULL) != ERR_OK) {
        plain_message_text(p, "say.not-repeated");
        return;
    }
    say_message_text(p, "say.repeated", say_count(p, "differ", numerator),
                     say_count(p, "asked", denominator));
}

static void say_limits(struct report *report)
{
    struct paper *p = report->paper;
    struct str level = js_text(report->input->isolation, "level");
    heading(report, label_message_text("report.limits"));
    paper_list(p);
    plain_message_text(p, "say.these-items");
    plain_message_text(p, "say.chance");
    say_exposure(report);
    report_repeats(report->input, p);
    say_message_text(p, "say.isolation", say_text(p, "level", level));
    if (str_is(report->input->predicate.observed, "no")) {
        plain_message_text(p, "say.not-observed");
    }
    paper_list_end(p);
}

static void say_who(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    const char *name = strrchr(input->path, '/');
    heading(report, label_message_text("report.who"));
    say_message_text(p, "say.who", say_text(p, "engine", input->predicate.engine),
                     say_text(p, "key", input->signer));
    say_message_text(p, "say.registered",
                     say_text(p, "run", str_sub(input->predicate.run, 0, 12)));
    if (report->plan->before_issue) {
        plain_message_text(p, "say.checked-before");
        return;
    }
    plain_message_text(p, "say.checked");
    paper_line(p, "code",
               arena_printf(p->arena, "policeai verify %s --benchmarks FOLDER",
                            name != NULL ? name + 1 : input->path));
}

void report_lead(struct report *report)
{
    plain_message_text(report->paper, "say.lead");
    say_tool(report);
    say_benchmark(report);
    say_result(report);
    report_supplier(report);
    report_groups(report);
    report_confusion(report);
    report_not_tested(report);
    say_limits(report);
    say_who(report);
}
