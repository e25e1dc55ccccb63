/* Matching the utterances of two systems and writing what the tests say; see speech_systems.h.
 */
#include "score/speech/speech_systems.h"

#include "base/jsonw.h"
#include "metrics/speech/paired_systems.h"
#include "score/score_sample.h"

#include <math.h>

enum { JSON_MAX = 1 << 20 };

static const char all_equal[] =
    "all differences are equal: there is no spread to judge them by";

struct tests {
    size_t utterances;
    size_t wrong[2]; /* utterances that only this system has an error in */
    struct segment_test segments;
    struct paired_test mcnemar;
    struct paired_test sign;
    struct paired_test wilcoxon;
};

static void add_utterance(struct tests *tests, struct segment_list *list,
                          const struct speech_item *first, const struct speech_item *second)
{
    bool wrong[2];
    const struct speech_item *both[2] = {first, second};
    for (int k = 0; k < 2; k++) {
        wrong[k] = both[k]->words[1] + both[k]->words[2] + both[k]->words[3] > 0;
    }
    tests->utterances++;
    tests->wrong[0] += wrong[0] && !wrong[1];
    tests->wrong[1] += wrong[1] && !wrong[0];
    segment_list_add(list, &first->sclite, &second->sclite);
}

static void add_counts(double *sum, const struct speech_item *item)
{
    for (int k = 0; k < 4; k++) {
        sum[k] += item->words[k];
    }
}

static double percent_wrong(const double *sum)
{
    double words = sum[0] + sum[1] + sum[2];
    return words > 0 ? (sum[1] + sum[2] + sum[3]) / words * 100 : 0;
}

static struct tests run_tests(const struct speech_systems *s)
{
    struct arena *arena = score_report_arena(s->report);
    size_t speakers = name_table_count(s->speaker_names);
    double *sums[2];
    double *rates[2];
    struct tests tests = {.utterances = 0};
    struct segment_list *list = segment_list_new();
    for (int k = 0; k < 2; k++) {
        sums[k] = arena_zalloc(arena, (speakers + 1) * 4 * sizeof(double));
        rates[k] = arena_zalloc(arena, (speakers + 1) * sizeof(double));
    }
    size_t i = 0;
    size_t j = 0;
    while (i < s->pairs[0]->count && j < s->pairs[1]->count) {
        const struct utterance *a = s->pairs[0]->items[i].reference;
        const struct utterance *b = s->pairs[1]->items[j].reference;
        if (a == b) {
            const struct speech_item *first = &s->items[0]->items[i];
            const struct speech_item *second = &s->items[1]->items[j];
            add_utterance(&tests, list, first, second);
            if (s->speakers[i] != SCORE_NOT_RECORDED) {
                add_counts(sums[0] + (size_t)s->speakers[i] * 4, first);
                add_counts(sums[1] + (size_t)s->speakers[i] * 4, second);
            }
        }
        i += a <= b;
        j += b <= a;
    }
    for (size_t k = 0; k < speakers; k++) {
        rates[0][k] = percent_wrong(sums[0] + 4 * k);
        rates[1][k] = percent_wrong(sums[1] + 4 * k);
    }
    tests.segments = segment_list_test(list);
    tests.mcnemar = mcnemar_sc_stats(tests.wrong[0], tests.wrong[1]);
    tests.sign = sign_sc_stats(rates[0], rates[1], speakers);
    tests.wilcoxon = wilcoxon_sc_stats(rates[0], rates[1], speakers);
    segment_list_free(list);
    return tests;
}

static void number(struct jsonw *w, const char *name, double value)
{
    jsonw_key(w, name);
    jsonw_double(w, value);
}

static void write_test(struct jsonw *w, const struct speech_systems *s,
                       const struct paired_test *test, const char *statistic,
                       const char *p_method)
{
    if (!test->defined) {
        jsonw_key(w, "p");
        jsonw_null(w);
        jsonw_member(w, "reason", test->undefined);
        return;
    }
    number(w, statistic, test->statistic);
    if (isfinite(test->p)) {
        number(w, "p", test->p);
        jsonw_member(w, "p_method", p_method);
    } else {
        jsonw_key(w, "p");
        jsonw_null(w);
        jsonw_member(w, "reason", all_equal);
    }
    number(w, "p_sc_stats", test->p_sc_stats);
    jsonw_key(w, "differs_sc_stats");
    jsonw_bool(w, test->differs);
    jsonw_key(w, "better_sc_stats");
    if (test->better == 0) {
        jsonw_null(w);
    } else {
        jsonw_puts(w, s->names[test->better - 1]);
    }
}

static struct str as_json(const struct speech_systems *s, const struct tests *tests)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, JSON_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "first", s->names[0]);
    jsonw_member(&w, "second", s->names[1]);
    jsonw_member_int(&w, "utterances", (int64_t)tests->utterances);
    jsonw_key(&w, "mapsswe");
    jsonw_object(&w);
    jsonw_member_int(&w, "segments", (int64_t)tests->segments.segments);
    jsonw_member_int(&w, "words", (int64_t)tests->segments.words);
    jsonw_member_int(&w, "errors_first", (int64_t)tests->segments.errors[0]);
    jsonw_member_int(&w, "errors_second", (int64_t)tests->segments.errors[1]);
    number(&w, "mean_difference", tests->segments.mean);
    number(&w, "standard_deviation", tests->segments.deviation);
    write_test(&w, s, &tests->segments.test, "z", "normal");
    jsonw_end(&w);
    jsonw_key(&w, "mcnemar");
    jsonw_object(&w);
    jsonw_member_int(&w, "only_first_wrong", (int64_t)tests->wrong[0]);
    jsonw_member_int(&w, "only_second_wrong", (int64_t)tests->wrong[1]);
    write_test(&w, s, &tests->mcnemar, "least", "exact binomial");
    jsonw_end(&w);
    jsonw_key(&w, "sign");
    jsonw_object(&w);
    write_test(&w, s, &tests->sign, "least", "exact binomial");
    jsonw_end(&w);
    jsonw_key(&w, "wilcoxon");
    jsonw_object(&w);
    write_test(&w, s, &tests->wilcoxon, "z", "normal");
    jsonw_end(&w);
    jsonw_end(&w);
    struct str json = arena_str(score_report_arena(s->report), strbuf_view(&out));
    strbuf_release(&out);
    return json;
}

static void say(struct strbuf *out, const struct speech_systems *s, const char *name,
                const struct paired_test *test)
{
    if (!test->defined) {
        strbuf_printf(out, "  %-10s %s\n", name, test->undefined);
        return;
    }
    if (!isfinite(test->p)) {
        strbuf_printf(out, "  %-10s %s (as sc_stats: %.4g)\n", name, all_equal,
                      test->p_sc_stats);
        return;
    }
    strbuf_printf(out, "  %-10s p %.4g (as sc_stats: %.4g, %s%s)\n", name, test->p,
                  test->p_sc_stats, test->differs ? "different, better is " : "the same",
                  test->better > 0 ? s->names[test->better - 1] : "");
}

static const char *as_text(const struct speech_systems *s, const struct tests *tests)
{
    struct strbuf out;
    strbuf_init(&out, JSON_MAX);
    strbuf_printf(&out, "%s against %s, %zu utterances\n", s->names[0], s->names[1],
                  tests->utterances);
    strbuf_printf(&out, "  %zu segments of %zu words, %zu and %zu errors, z %.3f\n",
                  tests->segments.segments, tests->segments.words, tests->segments.errors[0],
                  tests->segments.errors[1], tests->segments.test.statistic);
    say(&out, s, "MAPSSWE", &tests->segments.test);
    say(&out, s, "McNemar", &tests->mcnemar);
    say(&out, s, "sign", &tests->sign);
    say(&out, s, "Wilcoxon", &tests->wilcoxon);
    const char *text = arena_strndup(score_report_arena(s->report), out.p, out.n);
    strbuf_release(&out);
    return text;
}

void speech_systems_compare(const struct speech_systems *systems)
{
    struct tests tests = run_tests(systems);
    score_report_extra(systems->report, "systems", as_json(systems, &tests),
                       as_text(systems, &tests));
}
