/* What stands beside the figures: the test of two systems, the scores of lines, conventions. */
#include "base/jsonw.h"
#include "base/mem.h"
#include "metrics/translation/translation_pair.h"
#include "score/translation/score_translation.h"

#include <stdlib.h>
#include <string.h>

enum { JSON_MAX = 1 << 30 };

static struct str in_arena(const struct translation_set *set, struct strbuf *buf)
{
    struct str kept = arena_str(score_report_arena(set->report), strbuf_view(buf));
    strbuf_release(buf);
    return kept;
}

static void member(struct jsonw *w, const char *name, double value)
{
    jsonw_key(w, name);
    jsonw_double(w, value);
}

static struct translation_pair pair_of(const struct translation_set *set, size_t kind)
{
    const struct score_options *options = score_report_options(set->report);
    return (struct translation_pair){.metric = translation_kinds[kind].metric,
                                     .counts = translation_kinds[kind].counts,
                                     .single = translation_kinds[kind].single,
                                     .segments = set->count,
                                     .baseline = set->vectors[kind],
                                     .seed = (uint64_t)options->seed,
                                     .threads = (size_t)options->threads};
}

static double value_of(const struct translation_pair *pair, const double *vectors)
{
    return metric_of_rows(pair->metric, vectors, pair->segments).value;
}

/* One metric's comparison as JSON and as a line. */
static void compare(const struct translation_set *set, size_t kind, struct jsonw *w,
                    struct strbuf *text)
{
    const struct score_translation *wanted = set->wanted;
    double *others = translation_vectors(set, kind, &set->settings, set->others);
    struct translation_pair pair = pair_of(set, kind);
    pair.rival = others;
    double first = value_of(&pair, pair.baseline);
    double second = value_of(&pair, others);
    jsonw_key(w, translation_kinds[kind].name);
    jsonw_object(w);
    member(w, "baseline", first);
    member(w, "system", second);
    member(w, "difference", second - first);
    strbuf_printf(text, "%-8s %.2f against %.2f", translation_kinds[kind].name, second, first);
    if (wanted->pair_resamples > 0) {
        struct pair_bootstrap found =
            translation_bootstrap(&pair, (size_t)wanted->pair_resamples);
        jsonw_key(w, "bootstrap");
        jsonw_object(w);
        jsonw_member_int(w, "resamples", wanted->pair_resamples);
        member(w, "p", found.p);
        member(w, "baseline_mean", found.baseline.mean);
        member(w, "baseline_ci", found.baseline.half_width);
        member(w, "system_mean", found.rival.mean);
        member(w, "system_ci", found.rival.half_width);
        jsonw_end(w);
        strbuf_printf(text, ", bootstrap p %.4f", found.p);
    }
    if (wanted->pair_trials > 0) {
        double p = translation_randomize(&pair, (size_t)wanted->pair_trials);
        jsonw_key(w, "randomisation");
        jsonw_object(w);
        jsonw_member_int(w, "trials", wanted->pair_trials);
        member(w, "p", p);
        jsonw_end(w);
        strbuf_printf(text, ", randomisation p %.4f", p);
    }
    jsonw_end(w);
    strbuf_putc(text, '\n');
    free(others);
}

void translation_significance(const struct translation_set *set)
{
    struct strbuf json;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&json, JSON_MAX);
    strbuf_init(&text, JSON_MAX);
    strbuf_printf(&text, "%s against the baseline %s (sacreBLEU's paired tests, seed %lld)\n",
                  set->wanted->hyp2, set->wanted->hyp,
                  (long long)score_report_options(set->report)->seed);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    jsonw_member(&w, "method", "sacrebleu-2.6.0 paired tests, numpy PCG64");
    jsonw_member_int(&w, "seed", score_report_options(set->report)->seed);
    for (size_t k = 0; k < TRANSLATION_METRICS; k++) {
        if (set->chosen[k]) {
            compare(set, k, &w, &text);
        }
    }
    jsonw_end(&w);
    struct str kept = in_arena(set, &json);
    score_report_extra(set->report, "significance", kept, in_arena(set, &text).p);
}

/* Of one line; BLEU with effective order, as sacreBLEU asks for sentences. */
static double line_value(const struct translation_set *set, size_t kind, size_t line)
{
    const struct metric *metric = translation_kinds[kind].metric;
    double vector[METRIC_VECTOR_MAX];
    memcpy(vector, set->vectors[kind] + line * metric->length, metric->length * sizeof *vector);
    if (kind == 0) {
        vector[BLEU_COUNTS + 2] = 1;
    }
    return metric->finish(vector).value;
}

void translation_segments(const struct translation_set *set)
{
    struct strbuf json;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&json, JSON_MAX);
    strbuf_init(&text, JSON_MAX);
    strbuf_puts(&text, "segments (BLEU with effective order)\n");
    jsonw_init(&w, &json);
    jsonw_array(&w);
    for (size_t i = 0; i < set->count; i++) {
        jsonw_object(&w);
        jsonw_member_int(&w, "line", (int64_t)set->numbers[i]);
        strbuf_printf(&text, "%zu", set->numbers[i]);
        for (size_t k = 0; k < TRANSLATION_METRICS; k++) {
            if (set->chosen[k]) {
                double value = line_value(set, k, i);
                member(&w, translation_kinds[k].name, value);
                strbuf_printf(&text, "  %s %.2f", translation_kinds[k].name, value);
            }
        }
        jsonw_end(&w);
        strbuf_putc(&text, '\n');
    }
    jsonw_end(&w);
    struct str kept = in_arena(set, &json);
    score_report_extra(set->report, "segments", kept, in_arena(set, &text).p);
}
