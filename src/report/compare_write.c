/* A comparison as JSON and as text; see compare_set.h. */
#include "report/compare_set.h"
#include "report/figure_text.h"

#include "base/utf8.h"

#include <math.h>

/* ---- JSON ---- */

static void contender_json(const struct compare_set *set, size_t i, struct jsonw *w)
{
    const struct contender *contender = &set->contenders[i];
    jsonw_object(w);
    jsonw_member_str(w, "name", contender->name);
    jsonw_member(w, "kind", contender->baseline ? "baseline" : "evidence");
    jsonw_member_int(w, "items", (int64_t)contender->items);
    jsonw_key(w, "partial");
    jsonw_bool(w, contender->partial);
    if (contender->baseline) {
        jsonw_member(w, "sha256", set->baseline.sha256);
    } else {
        jsonw_member_str(w, "sha256", set->inputs[i].verification.sha256);
        jsonw_member_str(w, "run", set->inputs[i].predicate.run);
    }
    jsonw_end(w);
}

static void side_json(const struct pair_side *side, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member_str(w, "name", side->contender->name);
    if (side->value.has_fraction) {
        jsonw_member_dec(w, "numerator", side->value.numerator);
        jsonw_member_dec(w, "denominator", side->value.denominator);
    }
    if (side->has_interval && side->value.defined) {
        jsonw_member_dec(w, "value", side->value.value);
        jsonw_member_dec(w, "low", side->interval.low);
        jsonw_member_dec(w, "high", side->interval.high);
        jsonw_member(w, "method", side->method);
    }
    jsonw_member_int(w, "better_on", side->better);
    jsonw_end(w);
}

static void pair_json(const struct pair_result *pair, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member(w, "metric", pair->metric->id);
    jsonw_member_int(w, "items", (int64_t)pair->items);
    jsonw_member_int(w, "clusters", (int64_t)pair->clusters);
    jsonw_key(w, "sides");
    jsonw_array(w);
    side_json(&pair->side[0], w);
    side_json(&pair->side[1], w);
    jsonw_end(w);
    pairwise_found_json(pair, w);
    jsonw_member_int(w, "same", pair->same);
    jsonw_member_int(w, "otherwise", pair->otherwise);
    jsonw_key(w, "differ");
    jsonw_array(w);
    for (size_t i = 0; i < pair->differ_count; i++) {
        jsonw_str(w, pair->differ[i]->id);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void given_json(const struct baseline *baseline, struct jsonw *w)
{
    jsonw_key(w, "given");
    jsonw_object(w);
    jsonw_member_str(w, "title", baseline->title);
    jsonw_member_str(w, "source", baseline->source);
    jsonw_member(w, "sha256", baseline->sha256);
    jsonw_key(w, "figures");
    jsonw_array(w);
    for (size_t i = 0; i < baseline->count; i++) {
        jsonw_object(w);
        jsonw_member(w, "metric", baseline->figures[i].metric->id);
        jsonw_member_int(w, "numerator", baseline->figures[i].numerator);
        jsonw_member_int(w, "denominator", baseline->figures[i].denominator);
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void benchmark_json(const struct report_input *input, struct jsonw *w)
{
    jsonw_key(w, "benchmark");
    jsonw_object(w);
    jsonw_member_str(w, "digest", input->predicate.benchmark_digest);
    jsonw_member_str(w, "exposure", input->predicate.exposure);
    jsonw_member_str(w, "id", input->predicate.benchmark_id);
    jsonw_member_str(w, "split", input->scope.split);
    jsonw_member_str(w, "version", input->predicate.benchmark_version);
    jsonw_end(w);
}

void compare_set_json(struct arena *arena, const struct compare_set *set, struct jsonw *w)
{
    (void)arena;
    jsonw_object(w);
    benchmark_json(&set->inputs[0], w);
    if (set->margin > 0) {
        jsonw_member_dec(w, "margin", set->margin);
    }
    jsonw_key(w, "tools");
    jsonw_array(w);
    for (size_t i = 0; i < set->contender_count; i++) {
        contender_json(set, i, w);
    }
    jsonw_end(w);
    jsonw_member_int(w, "tests", (int64_t)set->pairs.judged);
    jsonw_key(w, "pairs");
    jsonw_array(w);
    for (size_t i = 0; i < set->pairs.count; i++) {
        pair_json(&set->pairs.list[i], w);
    }
    jsonw_end(w);
    if (set->has_baseline && !set->baseline.outcomes) {
        given_json(&set->baseline, w);
    }
    jsonw_end(w);
}

/* ---- text ---- */

/* Names come from files: nothing in them may steer a terminal. */
static void visible(struct strbuf *out, struct str text)
{
    struct strbuf shown;
    strbuf_init(&shown, 10 * text.n + 1);
    utf8_visible(&shown, text, false);
    strbuf_str(out, strbuf_view(&shown));
    strbuf_release(&shown);
}

static void contenders_text(const struct compare_set *set, struct strbuf *out)
{
    const struct report_input *first = &set->inputs[0];
    strbuf_puts(out, "Benchmark ");
    visible(out, first->predicate.benchmark_id);
    strbuf_puts(out, " ");
    visible(out, first->predicate.benchmark_version);
    strbuf_puts(out, ", split ");
    visible(out, first->scope.split);
    strbuf_puts(out, ", ");
    visible(out, first->predicate.exposure);
    strbuf_puts(out, "\n");
    for (size_t i = 0; i < set->contender_count; i++) {
        const struct contender *contender = &set->contenders[i];
        strbuf_printf(out, "  %c  ", (char)('A' + (int)i));
        visible(out, contender->name);
        strbuf_printf(out, ", %zu items%s%s\n", contender->items,
                      contender->partial ? ", a part of the split" : "",
                      contender->baseline ? "; given by a file, no evidence" : "");
    }
}

static char letter_of(const struct compare_set *set, const struct pair_side *side)
{
    return (char)('A' + (int)(side->contender - set->contenders));
}

static void side_text(struct arena *arena, const struct compare_set *set,
                      const struct pair_result *pair, int i, struct strbuf *out)
{
    const struct pair_side *side = &pair->side[i];
    const char *counts = figure_counts(arena, &side->value);
    strbuf_printf(out, "  %c  ", letter_of(set, side));
    if (side->has_interval && side->value.defined) {
        strbuf_printf(out, "%s, %s%s95%% interval %s, %s",
                      figure_value(arena, pair->metric, side->value.value), counts,
                      counts[0] != '\0' ? ", " : "",
                      figure_interval(arena, pair->metric, &side->interval), side->method);
    } else {
        strbuf_printf(out, "%s%sno rate", counts, counts[0] != '\0' ? ", " : "");
    }
    strbuf_puts(out, "\n");
}

static void found_text(struct arena *arena, const struct compare_set *set,
                       const struct pair_result *pair, struct strbuf *out)
{
    const struct comparison *found = &pair->found;
    strbuf_printf(out, "  %s: %s\n", pairwise_word(found->verdict), found->reason);
    if (found->judged) {
        int better = (found->difference > 0) == pair->metric->higher_is_better ? 0 : 1;
        if (found->verdict == VERDICT_DIFFERENT) {
            strbuf_printf(out, "  %c is better\n", letter_of(set, &pair->side[better]));
        }
        strbuf_printf(
            out, "  %c less %c: %s, 95%% interval %s; p %s", letter_of(set, &pair->side[0]),
            letter_of(set, &pair->side[1]),
            figure_difference(arena, pair->metric, found->difference),
            figure_difference_interval(arena, pair->metric, &found->difference_interval),
            figure_p(arena, pair->p_alone));
        if (set->pairs.judged > 1) {
            strbuf_printf(out, ", %s by Holm of %zu", figure_p(arena, found->p),
                          set->pairs.judged);
        }
        strbuf_printf(out, "; %s\n", found->method);
    }
    if (found->verdict == VERDICT_NOT_ENOUGH && found->n_enough > 0) {
        strbuf_printf(out, "  enough to tell would be %s %s\n",
                      figure_count(arena, found->n_enough),
                      pair->yes_no ? "items" : "clusters");
    }
}

static void differ_text(const struct compare_set *set, const struct pair_result *pair,
                        struct strbuf *out)
{
    strbuf_printf(out,
                  "  same on %lld of %zu items; %c better on %lld, %c better on %lld, else "
                  "different on %lld\n",
                  (long long)pair->same, pair->items, letter_of(set, &pair->side[0]),
                  (long long)pair->side[0].better, letter_of(set, &pair->side[1]),
                  (long long)pair->side[1].better, (long long)pair->otherwise);
    if (pair->differ_count == 0) {
        return;
    }
    strbuf_puts(out, "  differ on:");
    for (size_t i = 0; i < pair->differ_count && i < COMPARE_SHOWN; i++) {
        strbuf_puts(out, " ");
        visible(out, pair->differ[i]->id);
    }
    if (pair->differ_count > COMPARE_SHOWN) {
        strbuf_printf(out, " and %zu more (--json has all)",
                      pair->differ_count - COMPARE_SHOWN);
    }
    strbuf_puts(out, "\n");
}

static void given_text(struct arena *arena, const struct baseline *baseline, struct strbuf *out)
{
    strbuf_puts(out, "\n");
    visible(out, baseline->title);
    strbuf_puts(out, " (given by a file, no evidence; compared with nothing): ");
    visible(out, baseline->source);
    strbuf_puts(out, "\n");
    for (size_t i = 0; i < baseline->count; i++) {
        const struct baseline_figure *figure = &baseline->figures[i];
        strbuf_printf(out, "  %s: %s of %s\n", figure->metric->title,
                      figure_count(arena, figure->numerator),
                      figure_count(arena, figure->denominator));
    }
}

void compare_set_text(struct arena *arena, const struct compare_set *set, struct strbuf *out)
{
    contenders_text(set, out);
    if (set->margin > 0) {
        strbuf_printf(out, "Margin, given before: %g\n", set->margin);
    }
    for (size_t i = 0; i < set->pairs.count; i++) {
        const struct pair_result *pair = &set->pairs.list[i];
        strbuf_printf(out, "\n%s, %c and %c, %zu items and %zu clusters that both have\n",
                      pair->metric->title, letter_of(set, &pair->side[0]),
                      letter_of(set, &pair->side[1]), pair->items, pair->clusters);
        side_text(arena, set, pair, 0, out);
        side_text(arena, set, pair, 1, out);
        found_text(arena, set, pair, out);
        differ_text(set, pair, out);
    }
    if (set->has_baseline && !set->baseline.outcomes) {
        given_text(arena, &set->baseline, out);
    }
}
