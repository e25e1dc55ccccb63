/* The part for an engineer: every figure, settings, isolation, time, digests, commands. */
#include "report/report_state.h"

#include <string.h>

static void heading(struct report *report, const char *text)
{
    paper_line(report->paper, "subheading", text);
}

/* ---- figures ---- */

static void figure_row(struct report *report, const struct shown_figure *figure)
{
    struct paper *p = report->paper;
    const char *none = label_message_text("figure.none");
    struct str rest = figure->group;
    struct str name;
    paper_row(p);
    if (str_is(figure->group, "all")) {
        paper_cell(p, label_message_text("figure.all"));
    } else {
        (void)str_split(&rest, '=', &name);
        paper_cell_str(p, report_group_label(report, name, rest));
    }
    paper_number(p, figure_count(p->arena, figure->n));
    paper_number(p, figure->clusters < 0 ? none : figure_count(p->arena, figure->clusters));
    paper_number(p, figure_counts(p->arena, &figure->value));
    if (figure->rate) {
        paper_number(p, figure_value(p->arena, figure->metric, figure->value.value));
        paper_number(p, figure_interval(p->arena, figure->metric, &figure->interval));
        paper_cell_str(p, figure->method);
    } else {
        paper_number(p, none);
        paper_number(p, none);
        paper_cell_str(p, figure->undefined);
    }
    paper_row_end(p);
}

static size_t figure_table(struct report *report, size_t from)
{
    struct paper *p = report->paper;
    const struct shown_figure *first = &report->figures[from];
    size_t at = from;
    const char *const head[] = {
        label_message_text("table.group"),    label_message_text("table.items"),
        label_message_text("table.clusters"), label_message_text("table.counts"),
        label_message_text("table.value"),    label_message_text("table.interval"),
        label_message_text("table.method"),   NULL};
    paper_line(p, "text",
               arena_printf(p->arena, "%s (%s): %s", first->metric->title, first->metric->id,
                            first->metric->definition));
    paper_table(p, first->metric->title, head);
    while (at < report->figure_count &&
           str_eq(report->figures[at].metric_id, first->metric_id)) {
        figure_row(report, &report->figures[at++]);
    }
    paper_table_end(p);
    return at;
}

static void all_figures(struct report *report)
{
    heading(report, label_message_text("annex.figures"));
    for (size_t at = 0; at < report->figure_count;) {
        at = report->figures[at].metric != NULL ? figure_table(report, at) : at + 1;
    }
}

static void all_groups(struct report *report)
{
    const struct group_judgement *groups = &report->groups;
    if (groups->count == 0) {
        return;
    }
    heading(report, label_message_text("annex.groups"));
    plain_message_text(report->paper, "say.rule");
    report_group_table(report, label_message_text("table.groups"), groups->groups,
                       groups->count, groups->count);
    if (groups->pair_count > 0) {
        report_group_table(report, label_message_text("table.pairs"), groups->pairs,
                           groups->pair_count, groups->pair_count);
    }
}

/* ---- settings, isolation, time ---- */

static void pair_row(struct paper *p, struct str name, struct str value)
{
    paper_row(p);
    paper_cell_str(p, name);
    paper_cell_str(p, value);
    paper_row_end(p);
}

static void members(struct paper *p, const char *prefix, const struct js *object)
{
    for (size_t i = 0; object != NULL && object->type == JS_OBJECT && i < object->object.count;
         i++) {
        const struct js_member *member = &object->object.members[i];
        const char *name = arena_printf(p->arena, "%s%.*s", prefix, STR_ARG(member->name));
        if (member->value.type == JS_OBJECT) {
            members(p, arena_printf(p->arena, "%s ", name), &member->value);
        } else {
            pair_row(p, str_of(name),
                     member->value.type == JS_STRING ? member->value.string
                                                     : member->value.raw);
        }
    }
}

static void begin_pairs(struct paper *p, const char *caption)
{
    const char *const head[] = {label_message_text("table.name"),
                                label_message_text("table.is"), NULL};
    paper_table(p, caption, head);
}

static void settings(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    heading(report, label_message_text("annex.settings"));
    if (input->parameters->object.count == 0) {
        plain_message_text(p, "say.no-parameters");
    }
    begin_pairs(p, label_message_text("table.settings"));
    members(p, "", input->parameters);
    pair_row(p, STR("seed"),
             str_of(arena_printf(p->arena, "%lld", (long long)input->predicate.seed)));
    paper_table_end(p);
    begin_pairs(p, label_message_text("table.isolation"));
    members(p, "", input->isolation);
    paper_table_end(p);
}

static const char *milliseconds(struct paper *p, int64_t microseconds)
{
    return arena_printf(p->arena, "%.3f", (double)microseconds / 1000);
}

static void timing(struct report *report)
{
    struct paper *p = report->paper;
    const struct run_facts *facts = &report->facts;
    heading(report, label_message_text("annex.timing"));
    begin_pairs(p, label_message_text("table.outcomes"));
    for (int i = 0; i < RUN_OUTCOMES; i++) {
        pair_row(p, str_of(run_outcome_word(i)),
                 str_of(figure_count(p->arena, facts->outcomes[i])));
    }
    paper_table_end(p);
    if (!facts->timed) {
        plain_message_text(p, "say.not-timed");
        return;
    }
    if (facts->latencies > 0) {
        if (facts->pass == 2) {
            say_message_text(p, "say.alone", say_count(p, "answers", facts->latencies));
        } else {
            say_message_text(p, "say.together", say_count(p, "answers", facts->latencies));
        }
        begin_pairs(p, label_message_text("table.times"));
        pair_row(p, str_of(label_message_text("time.median")),
                 str_of(milliseconds(p, facts->median)));
        pair_row(p, str_of(label_message_text("time.ninety-five")),
                 str_of(milliseconds(p, facts->ninety_five)));
        pair_row(p, str_of(label_message_text("time.longest")),
                 str_of(milliseconds(p, facts->longest)));
        paper_table_end(p);
    }
    if (facts->summary != NULL) {
        begin_pairs(p, label_message_text("table.machine"));
        members(p, "", facts->summary);
        paper_table_end(p);
    }
}

/* ---- digests and commands ---- */

static void digests(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    const struct predicate *predicate = &input->predicate;
    struct sha256 tool = identity_digest(&predicate->tool);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &tool);
    heading(report, label_message_text("annex.digests"));
    begin_pairs(p, label_message_text("table.digests"));
    pair_row(p, str_of(label_message_text("digest.envelope")), input->verification.sha256);
    pair_row(p, str_of(label_message_text("digest.run")), predicate->run);
    pair_row(p, str_of(label_message_text("digest.tool")), str_of(arena_strdup(p->arena, hex)));
    pair_row(p, str_of(label_message_text("digest.benchmark")), predicate->benchmark_digest);
    pair_row(p, STR("results.jsonl"), predicate->results_sha256);
    pair_row(p, STR("stats.jsonl"), predicate->stats_sha256);
    pair_row(p, STR("figures.json"), predicate->figures_sha256);
    if (predicate->timing_sha256.n > 0) {
        pair_row(p, STR("timing.jsonl"), predicate->timing_sha256);
    }
    paper_table_end(p);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void commands(struct report *report)
{
    struct paper *p = report->paper;
    const struct report_input *input = report->input;
    const char *name = base_name(input->path);
    heading(report, label_message_text("annex.commands"));
    plain_message_text(p, "say.commands");
    paper_line(p, "code",
               arena_printf(p->arena,
                            "policeai verify %s --benchmarks FOLDER\n"
                            "policeai lab report %s --benchmark FOLDER --html report.html\n"
                            "policeai lab run TOOL FOLDER --split %.*s",
                            name, name, STR_ARG(input->scope.split)));
}

void report_annex(struct report *report)
{
    paper_line(report->paper, "page", "");
    paper_line(report->paper, "heading", label_message_text("report.annex"));
    all_figures(report);
    all_groups(report);
    if (report->plan->set != NULL) {
        report_comparison(report->arena, report->plan->set, report->paper);
    }
    settings(report);
    timing(report);
    digests(report);
    commands(report);
}
