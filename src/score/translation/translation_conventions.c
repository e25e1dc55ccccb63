/* The same translations by other conventions, each with what it does otherwise. */
#include "metrics/translation/translation_pair.h"
#include "score/translation/score_translation.h"

#include <stdlib.h>

enum { INTERVAL_RESAMPLES = 1000 };

static void report_value(const struct translation_set *set, size_t kind, const char *name,
                         const char *why, const struct translation_settings *settings)
{
    double *vectors = translation_vectors(set, kind, settings, set->hypotheses);
    struct score_convention convention = {
        .quantity = translation_kinds[kind].name,
        .convention = name,
        .value = metric_of_rows(translation_kinds[kind].metric, vectors, set->count),
        .why = why};
    score_report_convention(set->report, &convention);
    free(vectors);
}

static void bleu_conventions(const struct translation_set *set)
{
    static const char *const tokens[TRANSLATION_TOKENIZERS] = {
        "punctuation of ASCII stands alone, points and commas but between digits (mteval-v13a)",
        "words as they stand between white space: for text that is tokenised already",
        "all Unicode punctuation and symbols stand alone, but between digits (mteval-v14)",
        "each character is a token", "Chinese characters stand alone, the rest as 13a"};
    static const char *const smoothing[BLEU_SMOOTHINGS] = {
        "an order without a hit counts half of the one before (NIST); matters where one is 0",
        "0.1 hits in place of none; matters where an order has none",
        "1 is added to hits and n-grams from order 2 on", "an order without a hit makes it 0"};
    struct arena *arena = score_report_arena(set->report);
    for (size_t t = 0; t < TRANSLATION_TOKENIZERS; t++) {
        struct translation_settings settings = set->settings;
        settings.tokenizer = (enum translation_tokenizer)t;
        report_value(
            set, 0,
            arena_printf(arena, "tokens %s", translation_tokenizer_name(settings.tokenizer)),
            tokens[t], &settings);
    }
    for (size_t s = 0; s < BLEU_SMOOTHINGS; s++) {
        struct translation_settings settings = set->settings;
        settings.smoothing = (enum bleu_smoothing)s;
        settings.smooth_value = -1;
        report_value(
            set, 0,
            arena_printf(arena, "smoothing %s", bleu_smoothing_name(settings.smoothing)),
            smoothing[s], &settings);
    }
    struct translation_settings lower = set->settings;
    lower.lowercase = true;
    report_value(set, 0, "lower case", "case does not matter", &lower);
}

static void chrf_conventions(const struct translation_set *set, size_t kind)
{
    struct translation_settings settings = set->settings;
    settings.eps_smoothing = false;
    settings.beta = 2;
    report_value(set, kind, "effective order, b = 2",
                 "orders that one side lacks do not count (sacreBLEU)", &settings);
    settings.eps_smoothing = true;
    report_value(
        set, kind, "eps smoothing",
        "F averaged over all orders, 1e-16 for what is missing (chrF++.py, Moses, NLTK)",
        &settings);
    settings.eps_smoothing = false;
    settings.beta = 3;
    report_value(set, kind, "b = 3", "recall weighs nine times as much: the first chrF3",
                 &settings);
    settings.beta = 2;
    settings.whitespace = true;
    report_value(set, kind, "with white space", "white space is a character too", &settings);
}

static void ter_conventions(const struct translation_set *set)
{
    struct translation_settings settings = set->settings;
    settings.tercom = (struct tercom_settings){false, false, false, false};
    report_value(set, 3, "lower case, as it stands",
                 "words between white space (sacreBLEU's default)", &settings);
    settings.tercom.case_sensitive = true;
    report_value(set, 3, "case counts", "a word in another case is an error", &settings);
    settings.tercom = (struct tercom_settings){true, false, false, false};
    report_value(set, 3, "normalised",
                 "punctuation stands alone (tercom -N); references are tokenised twice, as "
                 "sacreBLEU does",
                 &settings);
    settings.tercom = (struct tercom_settings){false, true, false, false};
    report_value(set, 3, "without punctuation", ". , ? : ; ! \" ( ) are taken away (tercom -P)",
                 &settings);
}

/* What sacreBLEU prints as mean and ±. */
static void interval_convention(const struct translation_set *set, size_t kind)
{
    const struct score_options *options = score_report_options(set->report);
    struct arena *arena = score_report_arena(set->report);
    struct translation_pair pair = {.metric = translation_kinds[kind].metric,
                                    .counts = translation_kinds[kind].counts,
                                    .single = translation_kinds[kind].single,
                                    .segments = set->count,
                                    .baseline = set->vectors[kind],
                                    .seed = (uint64_t)options->seed,
                                    .threads = (size_t)options->threads};
    struct pair_spread spread = translation_resample(&pair, INTERVAL_RESAMPLES);
    struct score_convention convention = {
        .quantity = arena_printf(arena, "%s interval", translation_kinds[kind].name),
        .convention = "sacreBLEU: mean of 1000 resamples",
        .value = {.defined = true, .value = spread.mean},
        .why = "drawn with numpy's PCG64, counts added in single precision"};
    score_report_convention(set->report, &convention);
    convention.convention = "sacreBLEU: half width";
    convention.value.value = spread.half_width;
    convention.why =
        "half the way from the 26th to the 975th of the sorted scores, put round the "
        "mean; ours are the 2.5 % and 97.5 % quantiles themselves";
    score_report_convention(set->report, &convention);
}

void translation_conventions(const struct translation_set *set)
{
    for (size_t k = 0; k < TRANSLATION_METRICS; k++) {
        if (!set->chosen[k]) {
            continue;
        }
        if (k == 0) {
            bleu_conventions(set);
        } else if (k == 3) {
            ter_conventions(set);
        } else {
            chrf_conventions(set, k);
        }
        interval_convention(set, k);
    }
}
