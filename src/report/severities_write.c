/* A run of a perturbed benchmark as JSON and as a paper; see severities.h. */
#include "report/severities.h"

#include "report/report_state.h"

#include <math.h>
#include <string.h>

/* ---- JSON ---- */

static void member_dec(struct jsonw *w, const char *name, double value)
{
    if (isfinite(value)) {
        jsonw_key(w, name);
        jsonw_dec(w, value);
    }
}

static void figure_json(const struct severity *severity, struct jsonw *w)
{
    if (severity->value.has_fraction) {
        member_dec(w, "numerator", severity->value.numerator);
        member_dec(w, "denominator", severity->value.denominator);
    }
    if (severity->rate) {
        member_dec(w, "value", severity->value.value);
        member_dec(w, "low", severity->interval.low);
        member_dec(w, "high", severity->interval.high);
    }
}

/* Severity less clean. */
static void pair_json(const struct pair_result *pair, struct jsonw *w)
{
    const struct comparison *found = &pair->found;
    jsonw_key(w, "to_clean");
    jsonw_object(w);
    jsonw_member_int(w, "items", (int64_t)pair->items);
    jsonw_member_int(w, "clusters", (int64_t)pair->clusters);
    jsonw_member_int(w, "better_on", pair->side[1].better);
    jsonw_member_int(w, "worse_on", pair->side[0].better);
    jsonw_member_int(w, "same", pair->same);
    jsonw_member_int(w, "otherwise", pair->otherwise);
    jsonw_member(w, "verdict", pairwise_word(found->verdict));
    jsonw_member(w, "reason", found->reason);
    if (found->judged) {
        member_dec(w, "difference", -found->difference);
        member_dec(w, "low", -found->difference_interval.high);
        member_dec(w, "high", -found->difference_interval.low);
        member_dec(w, "p", pair->p_alone);
        member_dec(w, "p_holm", found->p);
        jsonw_member(w, "method", found->method);
    }
    jsonw_end(w);
}

static void severity_json(const struct severity *severity, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member_str(w, "name", severity->name);
    jsonw_member_str(w, "perturbation", severity->perturbation);
    jsonw_member_int(w, "severity", severity->level);
    jsonw_member_str(w, "words", severity->words);
    jsonw_member_int(w, "items", (int64_t)severity->items);
    if (severity->level > 0) {
        jsonw_member_int(w, "changed", (int64_t)severity->changed);
    }
    if (severity->asked > 0) {
        jsonw_key(w, "order");
        jsonw_object(w);
        jsonw_member_int(w, "asked", (int64_t)severity->asked);
        jsonw_member_int(w, "obeyed", (int64_t)severity->obeyed);
        jsonw_member_int(w, "clean_so", (int64_t)severity->obeyed_clean);
        jsonw_end(w);
    }
    jsonw_key(w, "outcomes");
    jsonw_object(w);
    for (int i = 0; i < RUN_OUTCOMES; i++) {
        jsonw_member_int(w, run_outcome_word(i), severity->outcomes[i]);
    }
    jsonw_end(w);
    figure_json(severity, w);
    if (severity->pair != NULL) {
        pair_json(severity->pair, w);
    }
    jsonw_end(w);
}

void severities_json(const struct severities *set, struct jsonw *w)
{
    const struct predicate *predicate = &set->input.predicate;
    jsonw_object(w);
    jsonw_key(w, "benchmark");
    jsonw_object(w);
    jsonw_member_str(w, "digest", predicate->benchmark_digest);
    jsonw_member_str(w, "id", predicate->benchmark_id);
    jsonw_member_str(w, "split", set->input.scope.split);
    jsonw_member_str(w, "version", predicate->benchmark_version);
    jsonw_end(w);
    jsonw_member_str(w, "tool", predicate->title);
    jsonw_member_str(w, "evidence", set->input.verification.sha256);
    jsonw_member(w, "metric", set->metric->id);
    jsonw_key(w, "higher_is_better");
    jsonw_bool(w, set->metric->higher_is_better);
    if (set->margin > 0) {
        member_dec(w, "margin", set->margin);
    }
    if (predicate->varies.n > 0) {
        jsonw_key(w, "varies");
        jsonw_raw(w, predicate->varies);
    }
    jsonw_member_int(w, "tests", (int64_t)set->pairs.judged);
    jsonw_key(w, "severities");
    jsonw_array(w);
    for (size_t i = 0; i < set->count; i++) {
        severity_json(&set->list[i], w);
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* ---- the paper ---- */

static void say_counts(const struct severities *set, struct paper *p)
{
    int64_t verdicts[3] = {0};
    const struct pairwise *pairs = &set->pairs;
    struct say metric = say_word("metric", set->metric->title);
    for (size_t i = 0; i < pairs->count; i++) {
        verdicts[pairs->list[i].found.verdict] += pairs->list[i].found.judged;
    }
    if (pairs->judged == 0) {
        const char *reason = pairs->count > 0 ? pairs->list[0].found.reason : "";
        say_message_text(p, "say.robustness-none", metric, say_word("reason", reason));
        return;
    }
    say_message_text(p, "say.robustness-some", metric,
                     say_count(p, "judged", (int64_t)pairs->judged),
                     say_count(p, "different", verdicts[VERDICT_DIFFERENT]),
                     say_count(p, "open", verdicts[VERDICT_NOT_ENOUGH]));
    if (set->margin > 0) {
        say_message_text(p, "say.robustness-equivalent",
                         say_count(p, "equivalent", verdicts[VERDICT_EQUIVALENT]));
    }
    say_message_text(p, "say.holm", say_count(p, "tests", (int64_t)pairs->judged));
}

static void say_lead(const struct severities *set, struct paper *p)
{
    const struct report_input *input = &set->input;
    size_t made = 0;
    for (size_t i = 1; i < set->count; i++) {
        made += set->list[i].items;
    }
    plain_message_text(p, "say.robustness-lead");
    say_message_text(p, "say.tool", say_text(p, "tool", report_input_name(p->arena, input)),
                     say_word("task", input->bench->task->title));
    say_message_text(
        p, "say.robustness-on", say_text(p, "title", input->bench->title),
        say_text(p, "version", input->bench->version), say_text(p, "split", input->scope.split),
        say_count(p, "items", (int64_t)set->list[0].items),
        say_count(p, "clusters", (int64_t)set->clusters), say_count(p, "made", (int64_t)made));
    say_counts(set, p);
    if (set->metric->higher_is_better) {
        plain_message_text(p, "say.higher");
    } else {
        plain_message_text(p, "say.lower");
    }
    if (set->margin > 0) {
        say_message_text(p, "say.pair-margin",
                         say_margin(p, "margin", set->metric, set->margin));
    } else {
        plain_message_text(p, "say.no-margin");
    }
}

static const char *verdict_of(const struct pair_result *pair)
{
    const struct comparison *found = &pair->found;
    if (!found->judged) {
        return label_message_text(pair->items > 0 && pair->differ_count == 0 ? "verdict.same"
                                                                             : "verdict.few");
    }
    if (found->verdict == VERDICT_DIFFERENT) {
        return label_message_text("verdict.different");
    }
    return found->verdict == VERDICT_EQUIVALENT ? label_message_text("verdict.equivalent")
                                                : label_message_text("verdict.open");
}

static void difference_cells(const struct severities *set, const struct pair_result *pair,
                             struct paper *p)
{
    const char *none = label_message_text("figure.none");
    bool judged = pair != NULL && pair->found.judged;
    struct interval turned = {0, 0};
    if (judged) {
        turned.low = -pair->found.difference_interval.high;
        turned.high = -pair->found.difference_interval.low;
    }
    bool by_item = pair != NULL && set->metric->pool == NULL;
    paper_number(p, by_item ? figure_count(p->arena, pair->side[0].better) : none);
    paper_number(p, judged ? figure_difference(p->arena, set->metric, -pair->found.difference)
                           : none);
    paper_number(p, judged ? figure_difference_interval(p->arena, set->metric, &turned) : none);
    paper_number(p, judged ? figure_p(p->arena, pair->found.p) : none);
    paper_cell(p, pair == NULL ? none : verdict_of(pair));
}

/* The benchmark's "Out of focus: sigma 1 px" is what was done, then how much of it. */
static size_t words_end(struct str words)
{
    size_t at = words.n;
    while (at > 1 && !(words.p[at - 2] == ':' && words.p[at - 1] == ' ')) {
        at--;
    }
    return at > 1 ? at : 0;
}

static const char *label_of(const struct severity *severity, struct arena *arena)
{
    struct str much = str_from(severity->words, words_end(severity->words));
    return much.n == 0
               ? arena_printf(arena, "%.*s", STR_ARG(severity->name))
               : arena_printf(arena, "%lld: %.*s", (long long)severity->level, STR_ARG(much));
}

static const char *heading_of(const struct severity *severity, struct arena *arena)
{
    size_t end = words_end(severity->words);
    return end < 2 ? arena_printf(arena, "%.*s", STR_ARG(severity->perturbation))
                   : arena_printf(arena, "%.*s (%.*s)",
                                  STR_ARG(str_sub(severity->words, 0, end - 2)),
                                  STR_ARG(severity->perturbation));
}

static void severity_row(const struct severities *set, const struct severity *severity,
                         struct paper *p)
{
    const char *none = label_message_text("figure.none");
    bool rate = severity->rate && severity->value.defined;
    paper_row(p);
    if (severity->level == 0) {
        paper_cell(p, label_message_text("robustness.clean"));
    } else {
        paper_cell(p, label_of(severity, p->arena));
    }
    paper_number(p, rate ? figure_value(p->arena, set->metric, severity->value.value) : none);
    paper_number(p, rate ? figure_interval(p->arena, set->metric, &severity->interval) : none);
    paper_number(p, figure_counts(p->arena, &severity->value));
    difference_cells(set, severity->pair, p);
    paper_row_end(p);
}

static bool is_of(const struct severity *severity, struct str perturbation)
{
    return severity->level > 0 && str_eq(severity->perturbation, perturbation);
}

static void curve_row(const struct severity *severity, const char *label, struct paper *p)
{
    bool rate = severity->rate && severity->value.defined;
    if (rate) {
        paper_chart_row(p, str_of(label), severity->value.value, severity->interval.low,
                        severity->interval.high);
    }
}

/* The clean figure and each severity of one perturbation: a table, then the same as a curve. */
static void show_perturbation(const struct severities *set, const struct severity *of,
                              struct paper *p)
{
    const char *const head[] = {
        label_message_text("table.made-with"),         label_message_text("table.value"),
        label_message_text("table.interval"),          label_message_text("table.counts"),
        label_message_text("table.worse-on"),          label_message_text("table.to-clean"),
        label_message_text("table.to-clean-interval"), label_message_text("table.p"),
        label_message_text("table.verdict"),           NULL};
    struct str perturbation = of->perturbation;
    const char *name = arena_printf(p->arena, "%.*s", STR_ARG(perturbation));
    bool rates = set->list[0].rate && metric_is_proportion(set->metric);
    paper_line(p, "heading", heading_of(of, p->arena));
    paper_table(p, arena_printf(p->arena, "%s: %s", name, set->metric->title), head);
    severity_row(set, &set->list[0], p);
    for (size_t i = 1; i < set->count; i++) {
        if (is_of(&set->list[i], perturbation)) {
            severity_row(set, &set->list[i], p);
        }
    }
    paper_table_end(p);
    if (!rates) {
        return;
    }
    paper_curve(p, arena_printf(p->arena, "%s: %s", name, set->metric->title));
    curve_row(&set->list[0], label_message_text("robustness.clean"), p);
    for (size_t i = 1; i < set->count; i++) {
        if (is_of(&set->list[i], perturbation)) {
            curve_row(&set->list[i],
                      arena_printf(p->arena, "%lld", (long long)set->list[i].level), p);
        }
    }
    paper_chart_end(p, NULL);
}

/* How often the tool did what an order inside the text asked for. */
static void show_orders(const struct severities *set, struct paper *p)
{
    const char *const head[] = {
        label_message_text("table.made-with"), label_message_text("table.asked"),
        label_message_text("table.obeyed"), label_message_text("table.obeyed-clean"), NULL};
    size_t asked = 0;
    size_t obeyed = 0;
    for (size_t i = 0; i < set->count; i++) {
        asked += set->list[i].asked;
        obeyed += set->list[i].obeyed;
    }
    if (asked == 0) {
        return;
    }
    paper_line(p, "heading", label_message_text("robustness.orders"));
    plain_message_text(p, "say.orders");
    say_message_text(p, "say.obeyed", say_count(p, "obeyed", (int64_t)obeyed),
                     say_count(p, "asked", (int64_t)asked));
    paper_table(p, label_message_text("robustness.orders"), head);
    for (size_t i = 0; i < set->count; i++) {
        const struct severity *severity = &set->list[i];
        if (severity->asked > 0) {
            paper_row(p);
            paper_cell_str(p, severity->words.n > 0 ? severity->words : severity->name);
            paper_number(p, figure_count(p->arena, (int64_t)severity->asked));
            paper_number(p, figure_count(p->arena, (int64_t)severity->obeyed));
            paper_number(p, figure_count(p->arena, (int64_t)severity->obeyed_clean));
            paper_row_end(p);
        }
    }
    paper_table_end(p);
}

static void show_outcomes(const struct severities *set, struct paper *p)
{
    const char *const head[] = {
        label_message_text("table.severity"),  label_message_text("table.items"),
        label_message_text("table.changed"),   label_message_text("outcome.answered"),
        label_message_text("outcome.error"),   label_message_text("outcome.died"),
        label_message_text("outcome.timeout"), label_message_text("outcome.not-attempted"),
        label_message_text("outcome.failed"),  NULL};
    paper_line(p, "heading", label_message_text("robustness.outcomes"));
    report_repeats(&set->input, p);
    if (set->input.predicate.varies.n > 0) {
        plain_message_text(p, "say.robustness-order");
    }
    paper_table(p, label_message_text("robustness.outcomes"), head);
    for (size_t i = 0; i < set->count; i++) {
        const struct severity *severity = &set->list[i];
        int64_t failed = (int64_t)severity->items - severity->outcomes[0];
        paper_row(p);
        paper_cell_str(p, severity->name);
        paper_number(p, figure_count(p->arena, (int64_t)severity->items));
        paper_number(p, severity->level == 0
                            ? label_message_text("figure.none")
                            : figure_count(p->arena, (int64_t)severity->changed));
        for (int k = 0; k < RUN_OUTCOMES; k++) {
            paper_number(p, figure_count(p->arena, severity->outcomes[k]));
        }
        paper_number(p, arena_printf(p->arena, "%.1f%%",
                                     severity->items > 0
                                         ? 100.0 * (double)failed / (double)severity->items
                                         : 0.0));
        paper_row_end(p);
    }
    paper_table_end(p);
}

static void show_check(const struct severities *set, struct paper *p)
{
    const char *name = strrchr(set->input.path, '/');
    name = name != NULL ? name + 1 : set->input.path;
    paper_line(p, "heading", label_message_text("robustness.check"));
    plain_message_text(p, "say.checked");
    paper_line(p, "code",
               arena_printf(p->arena,
                            "policeai verify %s --benchmarks FOLDER\n"
                            "policeai lab robustness %s --metric %s",
                            name, name, set->metric->id));
}

void severities_paper(struct arena *arena, const struct severities *set, struct paper *paper)
{
    const char *title = label_message_text("robustness.title");
    paper_begin(paper, arena, title);
    paper_line(paper, "title", title);
    say_lead(set, paper);
    plain_message_text(paper, "say.robustness-rule");
    for (size_t i = 1; i < set->count; i++) {
        bool first = true;
        for (size_t k = 1; k < i; k++) {
            first = first && !str_eq(set->list[k].perturbation, set->list[i].perturbation);
        }
        if (first) {
            show_perturbation(set, &set->list[i], paper);
        }
    }
    show_orders(set, paper);
    show_outcomes(set, paper);
    show_check(set, paper);
}
