/* For whom it works: groups against the rest; and for whom that was not tested. */
#include "report/report_state.h"

enum { SHOWN_ON_PAPER = 14, CHARTED = 10 };

struct tally {
    int64_t judged;
    int64_t different;
    int64_t equivalent;
    int64_t open;
};

static struct tally tally_of(const struct group_result *list, size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++) {
        const struct comparison *found = &list[i].found;
        tally.judged += found->judged;
        tally.different += found->judged && found->verdict == VERDICT_DIFFERENT;
        tally.equivalent += found->judged && found->verdict == VERDICT_EQUIVALENT;
    }
    tally.open = tally.judged - tally.different - tally.equivalent;
    return tally;
}

static void tell_margin(struct report *report)
{
    struct paper *p = report->paper;
    const struct metric *metric = report->headline->metric;
    if (report->plan->margin > 0) {
        say_message_text(p, "say.margin",
                         say_margin(p, "margin", metric, report->plan->margin));
    } else {
        plain_message_text(p, "say.no-margin");
    }
}

static void say_tally(struct report *report)
{
    struct paper *p = report->paper;
    const struct group_judgement *groups = &report->groups;
    struct tally singles = tally_of(groups->groups, groups->count);
    struct tally pairs = tally_of(groups->pairs, groups->pair_count);
    say_message_text(
        p, "say.groups", say_word("metric", report->headline->metric->title),
        say_count(p, "values", (int64_t)groups->count), say_count(p, "judged", singles.judged),
        say_count(p, "different", singles.different),
        say_count(p, "equivalent", singles.equivalent), say_count(p, "open", singles.open));
    say_message_text(p, "say.pairs", say_count(p, "pairs", (int64_t)groups->pair_count),
                     say_count(p, "different", pairs.different),
                     say_count(p, "equivalent", pairs.equivalent),
                     say_count(p, "few", (int64_t)groups->pairs_too_few));
    tell_margin(report);
}

const char *report_verdict(const struct comparison *found)
{
    switch (found->verdict) {
    case VERDICT_DIFFERENT:
        return label_message_text("verdict.different");
    case VERDICT_EQUIVALENT:
        return label_message_text("verdict.equivalent");
    default:
        return found->judged ? label_message_text("verdict.open")
                             : label_message_text("verdict.few");
    }
}

static struct str label_of(const struct report *report, const struct group_result *result)
{
    struct str own = report_group_label(report, result->own.group, result->own.value);
    if (result->second.group.n == 0) {
        return own;
    }
    struct str second = report_group_label(report, result->second.group, result->second.value);
    return str_of(arena_printf(report->arena, "%.*s; %.*s", STR_ARG(own), STR_ARG(second)));
}

static void group_row(struct report *report, const struct group_result *result)
{
    struct paper *p = report->paper;
    const struct metric *metric = report->headline->metric;
    const struct group_side *side = &result->group;
    const char *none = label_message_text("figure.none");
    paper_row(p);
    paper_cell_str(p, label_of(report, result));
    paper_number(p, figure_count(p->arena, (int64_t)side->n));
    paper_number(p,
                 side->has_interval ? figure_value(p->arena, metric, side->value.value) : none);
    paper_number(p, side->has_interval ? figure_interval(p->arena, metric, &side->interval)
                                       : none);
    paper_number(p, result->found.judged
                        ? figure_difference(p->arena, metric, result->found.difference)
                        : none);
    paper_number(p, result->found.judged ? figure_p(p->arena, result->found.p) : none);
    paper_cell(p, report_verdict(&result->found));
    paper_row_end(p);
}

void report_group_table(struct report *report, const char *caption,
                        const struct group_result *list, size_t count, size_t most)
{
    const char *const head[] = {
        label_message_text("table.group"),      label_message_text("table.items"),
        label_message_text("table.value"),      label_message_text("table.interval"),
        label_message_text("table.difference"), label_message_text("table.p"),
        label_message_text("table.verdict"),    NULL};
    paper_table(report->paper, caption, head);
    for (size_t i = 0; i < count && i < most; i++) {
        group_row(report, &list[i]);
    }
    paper_table_end(report->paper);
}

/* Those that differ first, then those not told apart, by their p. */
static void sort_for_paper(struct report *report, struct group_result *sorted)
{
    const struct group_judgement *groups = &report->groups;
    for (size_t i = 0; i < groups->count; i++) {
        size_t at = i;
        while (at > 0 && groups->groups[i].found.judged &&
               (!sorted[at - 1].found.judged ||
                sorted[at - 1].found.p > groups->groups[i].found.p)) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = groups->groups[i];
    }
}

enum { CHART_LABEL = 54 };

/* A drawing has room for so much: the group's title is cut, never the value. */
static struct str chart_label(const struct report *report, const struct group_result *result)
{
    struct str label = label_of(report, result);
    size_t value = result->own.value.n + 2;
    if (label.n <= CHART_LABEL || value + 8 > CHART_LABEL) {
        return label;
    }
    size_t keep = CHART_LABEL - value;
    while (keep > 0 && ((unsigned char)label.p[keep] & 0xC0) == 0x80) {
        keep--;
    }
    return str_of(arena_printf(report->arena, "%.*s…: %.*s", (int)keep, label.p,
                               STR_ARG(result->own.value)));
}

static void chart_groups(struct report *report, const struct group_result *list, size_t count)
{
    struct paper *p = report->paper;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        shown += list[i].group.has_interval;
    }
    if (shown == 0 || !metric_is_proportion(report->headline->metric)) {
        return;
    }
    paper_chart(p, arena_printf(p->arena, "%s: %s", label_message_text("chart.groups"),
                                report->headline->metric->title));
    size_t drawn = 0;
    for (size_t i = 0; i < count && drawn < CHARTED; i++) {
        const struct group_side *side = &list[i].group;
        if (side->has_interval) {
            paper_chart_row(p, chart_label(report, &list[i]), side->value.value,
                            side->interval.low, side->interval.high);
            drawn++;
        }
    }
    paper_chart_end(p, NULL);
}

void report_groups(struct report *report)
{
    struct paper *p = report->paper;
    size_t count = report->groups.count;
    paper_line(p, "heading", label_message_text("report.groups"));
    if (count == 0) {
        plain_message_text(p, "say.no-groups");
        return;
    }
    struct group_result *sorted = arena_alloc(report->arena, count * sizeof *sorted);
    sort_for_paper(report, sorted);
    say_tally(report);
    size_t shown = count < SHOWN_ON_PAPER ? count : SHOWN_ON_PAPER;
    report_group_table(report, label_message_text("table.groups"), sorted, shown, shown);
    if (shown < count) {
        say_message_text(p, "say.more-groups", say_count(p, "more", (int64_t)(count - shown)));
    }
    chart_groups(report, sorted, shown);
}

/* ---- what could not be tested ---- */

static const char *state_text(enum cover_state state)
{
    switch (state) {
    case COVER_ABSENT:
        return label_message_text("cover.absent");
    case COVER_NONE:
        return label_message_text("cover.none");
    case COVER_PART:
        return label_message_text("cover.part");
    default:
        return label_message_text("cover.whole");
    }
}

enum { VALUES_SHOWN = 10 };

/* "welsh (12), irish (3)": values without a rate, with their items; so many of them. */
static const char *values_without(struct report *report, const struct cover_row *row)
{
    const char *text = "";
    size_t shown = 0;
    size_t more = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (!row->values[i].rate && shown < VALUES_SHOWN) {
            text = arena_printf(report->arena, "%s%s%.*s (%s)", text, shown > 0 ? ", " : "",
                                STR_ARG(row->values[i].value),
                                figure_count(report->arena, row->values[i].n));
            shown++;
        } else {
            more += !row->values[i].rate;
        }
    }
    if (more > 0) {
        text = arena_printf(report->arena, "%s %s %zu", text, label_message_text("cover.more"),
                            more);
    }
    return shown > 0 ? text : label_message_text("figure.none");
}

static void say_not_covered(struct report *report)
{
    struct paper *p = report->paper;
    const struct js *list = report->cover.not_covered;
    if (list == NULL || list->array.count == 0) {
        plain_message_text(p, "say.not-said");
        return;
    }
    plain_message_text(p, "say.not-covered");
    paper_list(p);
    for (size_t i = 0; i < list->array.count; i++) {
        paper_list_text(p, list->array.items[i].string);
    }
    paper_list_end(p);
}

void report_not_tested(struct report *report)
{
    struct paper *p = report->paper;
    const struct group_cover *cover = &report->cover;
    int64_t absent = 0;
    const char *const head[] = {label_message_text("table.subject"),
                                label_message_text("table.state"),
                                label_message_text("table.without"), NULL};
    for (size_t i = 0; i < cover->count; i++) {
        absent += cover->rows[i].is_protected && cover->rows[i].state == COVER_ABSENT;
    }
    paper_line(p, "heading", label_message_text("report.not-tested"));
    say_message_text(p, "say.characteristics", say_count(p, "absent", absent));
    paper_table(p, label_message_text("table.not-tested"), head);
    for (size_t i = 0; i < cover->count; i++) {
        const struct cover_row *row = &cover->rows[i];
        paper_row(p);
        paper_cell_str(p, row->group.n > 0 && row->is_protected
                              ? str_of(arena_printf(p->arena, "%.*s (%.*s)",
                                                    STR_ARG(row->subject), STR_ARG(row->group)))
                              : row->subject);
        paper_cell(p, state_text(row->state));
        paper_cell(p, values_without(report, row));
        paper_row_end(p);
    }
    paper_table_end(p);
    say_not_covered(report);
}
