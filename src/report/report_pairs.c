/* A comparison of tools in a paper. */
#include "report/report_state.h"

#include <string.h>

static void say_contenders(const struct compare_set *set, struct paper *p)
{
    const struct report_input *first = &set->inputs[0];
    say_message_text(p, "say.compared", say_text(p, "title", first->bench->title),
                     say_text(p, "version", first->bench->version),
                     say_text(p, "split", first->scope.split));
    paper_list(p);
    for (size_t i = 0; i < set->contender_count; i++) {
        const struct contender *contender = &set->contenders[i];
        struct say name = say_text(p, "tool", contender->name);
        struct say items = say_count(p, "items", (int64_t)contender->items);
        if (contender->baseline) {
            say_message_text(p, "say.baseline", name, items);
        } else if (contender->partial) {
            say_message_text(p, "say.contender-part", name, items);
        } else {
            say_message_text(p, "say.contender", name, items);
        }
    }
    paper_list_end(p);
    if (set->margin > 0) {
        say_message_text(p, "say.pair-margin",
                         say_value(p, "margin", set->metrics[0], set->margin));
    } else {
        plain_message_text(p, "say.no-margin");
    }
    if (set->pairs.judged > 1) {
        say_message_text(p, "say.holm", say_count(p, "tests", (int64_t)set->pairs.judged));
    }
}

static void side_row(struct paper *p, const struct pair_result *pair, int i)
{
    const struct pair_side *side = &pair->side[i];
    const char *none = label_message_text("figure.none");
    bool rate = side->has_interval && side->value.defined;
    paper_row(p);
    paper_cell_str(p, side->contender->name);
    paper_number(p, rate ? figure_value(p->arena, pair->metric, side->value.value) : none);
    paper_number(p, rate ? figure_interval(p->arena, pair->metric, &side->interval) : none);
    paper_number(p, figure_counts(p->arena, &side->value));
    paper_number(p, figure_count(p->arena, side->better));
    paper_row_end(p);
}

static void pair_table(struct paper *p, const struct pair_result *pair)
{
    const char *const head[] = {
        label_message_text("table.tool"),      label_message_text("table.value"),
        label_message_text("table.interval"),  label_message_text("table.counts"),
        label_message_text("table.better-on"), NULL};
    paper_table(
        p, arena_printf(p->arena, "%s: %zu", label_message_text("table.both"), pair->items),
        head);
    side_row(p, pair, 0);
    side_row(p, pair, 1);
    paper_table_end(p);
}

static struct say difference_of(struct paper *p, const char *name, const struct metric *metric,
                                double value)
{
    return (struct say){name, figure_difference(p->arena, metric, value), true, value};
}

static void say_verdict(struct paper *p, const struct pair_result *pair)
{
    const struct comparison *found = &pair->found;
    bool first = (found->difference > 0) == pair->metric->higher_is_better;
    struct say one = say_text(p, "first", pair->side[0].contender->name);
    struct say other = say_text(p, "second", pair->side[1].contender->name);
    struct say metric = say_word("metric", pair->metric->title);
    if (!found->judged) {
        say_message_text(p, "say.not-judged", metric, one, other,
                         say_word("reason", found->reason));
        return;
    }
    if (found->verdict == VERDICT_DIFFERENT) {
        say_message_text(p, "say.better", metric,
                         first ? (struct say){"better", one.text, false, 0}
                               : (struct say){"better", other.text, false, 0},
                         first ? (struct say){"worse", other.text, false, 0}
                               : (struct say){"worse", one.text, false, 0});
    } else if (found->verdict == VERDICT_EQUIVALENT) {
        say_message_text(p, "say.equivalent", metric, one, other,
                         say_value(p, "margin", pair->metric, found->margin));
    } else {
        say_message_text(p, "say.tie", metric, one, other);
    }
    say_message_text(p, "say.difference", one, other,
                     difference_of(p, "difference", pair->metric, found->difference),
                     difference_of(p, "low", pair->metric, found->difference_interval.low),
                     difference_of(p, "high", pair->metric, found->difference_interval.high),
                     say_word("p", figure_p(p->arena, found->p)),
                     say_word("method", found->method));
}

static void say_differ(struct paper *p, const struct pair_result *pair)
{
    const char *text = "";
    say_message_text(p, "say.disagree", say_count(p, "differ", (int64_t)pair->differ_count),
                     say_count(p, "items", (int64_t)pair->items));
    for (size_t i = 0; i < pair->differ_count && i < COMPARE_SHOWN; i++) {
        text = arena_printf(p->arena, "%s%s%.*s", text, i > 0 ? " " : "",
                            STR_ARG(pair->differ[i]->id));
    }
    if (pair->differ_count > COMPARE_SHOWN) {
        text = arena_printf(p->arena, "%s …", text);
    }
    if (pair->differ_count > 0) {
        paper_line(p, "code", text);
    }
}

static void say_given(const struct baseline *baseline, struct paper *p)
{
    say_message_text(p, "say.given", say_text(p, "title", baseline->title),
                     say_text(p, "source", baseline->source));
    paper_list(p);
    for (size_t i = 0; i < baseline->count; i++) {
        const struct baseline_figure *figure = &baseline->figures[i];
        say_message_text(p, "say.given-figure", say_word("metric", figure->metric->title),
                         say_count(p, "numerator", figure->numerator),
                         say_count(p, "denominator", figure->denominator));
    }
    paper_list_end(p);
}

void report_comparison(struct arena *arena, const struct compare_set *set, struct paper *paper)
{
    (void)arena;
    paper_line(paper, "heading", label_message_text("annex.comparison"));
    say_contenders(set, paper);
    for (size_t i = 0; i < set->pairs.count; i++) {
        const struct pair_result *pair = &set->pairs.list[i];
        paper_line(paper, "subheading", pair->metric->title);
        say_verdict(paper, pair);
        pair_table(paper, pair);
        say_differ(paper, pair);
    }
    if (set->has_baseline && !set->baseline.outcomes) {
        say_given(&set->baseline, paper);
    }
}
