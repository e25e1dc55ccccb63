/* See report_make.h. */
#include "report/report_make.h"

#include "report/report_state.h"

#include <math.h>
#include <string.h>

static double number_of(const struct js *value)
{
    double number = NAN;
    if (value != NULL && value->type == JS_INT) {
        return (double)value->integer;
    }
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, &number)
               ? number
               : (double)NAN;
}

static int64_t count_of(const struct js *figure, const char *name, int64_t otherwise)
{
    const struct js *value = js_member(figure, name);
    return value != NULL && value->type == JS_INT ? value->integer : otherwise;
}

struct shown_figure report_figure(struct arena *arena, const struct js *js)
{
    const struct js *interval = js_member(js, "interval");
    struct shown_figure figure = {.metric_id = js_text(js, "metric"),
                                  .group = js_text(js, "group"),
                                  .n = count_of(js, "n", 0),
                                  .clusters = count_of(js, "clusters", -1),
                                  .method = js_text(js, "method"),
                                  .undefined = js_text(js, "undefined")};
    figure.metric = metric_lookup(arena_strndup(arena, figure.metric_id.p, figure.metric_id.n));
    figure.value.numerator = number_of(js_member(js, "numerator"));
    figure.value.denominator = number_of(js_member(js, "denominator"));
    figure.value.has_fraction =
        isfinite(figure.value.numerator) && isfinite(figure.value.denominator);
    figure.value.value = number_of(js_member(js, "value"));
    figure.value.defined = isfinite(figure.value.value);
    if (interval != NULL && interval->type == JS_ARRAY && interval->array.count == 2) {
        figure.interval = (struct interval){number_of(&interval->array.items[0]),
                                            number_of(&interval->array.items[1])};
        figure.rate = figure.value.defined && isfinite(figure.interval.low) &&
                      isfinite(figure.interval.high);
    }
    return figure;
}

static enum err_code read_figures(struct report *report, struct err *err)
{
    const struct js *list = report->input->figures;
    const char *first = report->input->bench->task->metrics[0];
    report->figures =
        arena_zalloc(report->arena, (list->array.count + 1) * sizeof *report->figures);
    for (size_t i = 0; i < list->array.count; i++) {
        struct shown_figure *figure = &report->figures[report->figure_count++];
        *figure = report_figure(report->arena, &list->array.items[i]);
        if (figure->metric != NULL && str_is(figure->metric_id, first) &&
            str_is(figure->group, "all")) {
            report->headline = figure;
        }
    }
    return report->headline != NULL
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s has no figure %s of all items",
                         report->input->path, first);
}

struct str report_group_label(const struct report *report, struct str group, struct str value)
{
    const struct js *definition =
        js_member_str(js_member(report->input->bench->json, "groups"), group);
    struct str title = js_text(definition, "title");
    return str_of(arena_printf(report->arena, "%.*s: %.*s",
                               STR_ARG(title.n > 0 ? title : group), STR_ARG(value)));
}

/* A group's own figure is that of the evidence: one number stands for it everywhere. */
static void take_figure(const struct report *report, struct group_result *result)
{
    struct str name = str_of(arena_printf(
        report->arena, "%.*s=%.*s", STR_ARG(result->own.group), STR_ARG(result->own.value)));
    result->group.has_interval = false;
    for (size_t i = 0; i < report->figure_count; i++) {
        const struct shown_figure *figure = &report->figures[i];
        if (figure->metric == report->headline->metric && str_eq(figure->group, name)) {
            result->group.has_interval = figure->rate;
            result->group.value = figure->value;
            result->group.interval = figure->interval;
        }
    }
}

static void judge_groups(struct report *report)
{
    struct group_plan plan = {.rows = &report->input->rows,
                              .metric = report->headline->metric,
                              .margin = report->plan->margin,
                              .seed = bootstrap_seed_of(report->input->predicate.run)};
    if (!report->headline->rate) {
        struct str why = report->headline->undefined;
        plan.no_rate = arena_strndup(report->arena, why.p, why.n);
    }
    group_judge(report->arena, &plan, &report->groups);
    for (size_t i = 0; i < report->groups.count; i++) {
        take_figure(report, &report->groups.groups[i]);
    }
    group_cover_make(report->arena, report->input->bench->json, report->input->figures,
                     report->headline->metric->id, &report->cover);
}

static const char *title_of(const struct report *report)
{
    struct str name = report->input->predicate.title;
    return arena_printf(report->arena, "%s %.*s %s %.*s", label_message_text("report.title"),
                        STR_ARG(name), label_message_text("report.title-on"),
                        STR_ARG(report->input->bench->title));
}

enum err_code report_make(struct arena *arena, const struct report_plan *plan,
                          struct paper *paper, struct err *err)
{
    struct report report = {.arena = arena, .plan = plan, .input = plan->input, .paper = paper};
    paper_begin(paper, arena, "");
    TRY(read_figures(&report, err));
    TRY(run_facts_read(arena, plan->input, &report.facts, err));
    judge_groups(&report);
    paper_release(paper);
    paper_begin(paper, arena, title_of(&report));
    paper_line(paper, "title", title_of(&report));
    report_lead(&report);
    report_annex(&report);
    return ERR_OK;
}

void report_make_comparison(struct arena *arena, const struct compare_set *set,
                            struct paper *paper)
{
    const char *title = label_message_text("compare.title");
    paper_begin(paper, arena, title);
    paper_line(paper, "title", title);
    report_comparison(arena, set, paper);
}
