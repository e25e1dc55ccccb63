/* policeai score translation */
#include "cli/score_call.h"
#include "score/translation/score_translation.h"

struct translation_options {
    struct score_translation wanted;
    struct score_options shared;
};

#define TEXT(name, member, value, help)                                                        \
    {                                                                                          \
        name, 0, OPT_TEXT, offsetof(struct translation_options, wanted.member), value, help,   \
            0, 0                                                                               \
    }
#define FLAG(name, member, help)                                                               \
    {                                                                                          \
        name, 0, OPT_FLAG, offsetof(struct translation_options, wanted.member), NULL, help, 0, \
            0                                                                                  \
    }

static const struct opt options[] = {
    TEXT("ref", ref, "R.txt[,R2.txt]", "reference translations, one a line"),
    TEXT("hyp", hyp, "H.txt", "the translations to score, one a line"),
    TEXT("hyp2", hyp2, "H2.txt", "another system's, tested against --hyp"),
    TEXT("metrics", metrics, "LIST", "of bleu, chrf, chrf++, ter (all)"),
    TEXT("tokenize", tokenize, "NAME", "for BLEU: 13a (default), none, intl, char, zh"),
    TEXT("smooth-method", smooth_method, "NAME", "for BLEU: exp (default), floor, add-k, none"),
    {"smooth-value", 0, OPT_REAL, offsetof(struct translation_options, wanted.smooth_value),
     "X", "of floor (0.1) or add-k (1)", 0, 1000},
    FLAG("lowercase", lowercase, "case does not matter to BLEU and chrF"),
    FLAG("effective-order", effective_order, "BLEU leaves out orders without n-grams"),
    {"chrf-beta", 0, OPT_REAL, offsetof(struct translation_options, wanted.chrf_beta), "X",
     "weight of recall (2)", 0, 100},
    FLAG("chrf-whitespace", chrf_whitespace, "chrF counts white space too"),
    FLAG("chrf-eps-smoothing", chrf_eps_smoothing, "chrF as chrF++.py, Moses and NLTK have it"),
    FLAG("ter-normalized", ter_normalized, "TER sets punctuation apart"),
    FLAG("ter-no-punct", ter_no_punct, "TER leaves out punctuation"),
    FLAG("ter-asian-support", ter_asian_support, "with either: Chinese and Japanese too"),
    FLAG("ter-case-sensitive", ter_case_sensitive, "case matters to TER"),
    FLAG("segments", segments, "each line's scores as well"),
    {"pair-resamples", 0, OPT_INT, offsetof(struct translation_options, wanted.pair_resamples),
     "N", "of the paired bootstrap (1000); 0: none", 0, 1000000},
    {"pair-trials", 0, OPT_INT, offsetof(struct translation_options, wanted.pair_trials), "N",
     "of approximate randomisation (10000); 0: none", 0, 1000000},
    SCORE_OPTION_ROWS(struct translation_options, shared),
    {.name = NULL}};

static const struct translation_options defaults = {
    .wanted = {.smooth_value = -1, .pair_resamples = 1000, .pair_trials = 10000},
    .shared = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct translation_options *o = given;
    TRY(score_needs(o->wanted.ref, "ref", err));
    TRY(score_needs(o->wanted.hyp, "hyp", err));
    return score_translation(report, &o->wanted, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct translation_options *o = call->options;
    return score_call(call, "translation", &o->shared, score, err);
}

const struct command command_score_translation = {
    .name = "score translation",
    .synopsis = "--ref R.txt[,R2.txt] --hyp H.txt [--hyp2 H2.txt] [--json]",
    .summary = "BLEU, chrF, chrF++ and TER to sacreBLEU's digits",
    .help = "One segment a line, line 7 of one file belongs to line 7 of the others; several "
            "references are divided by\ncommas. --hyp2 tests a second system against the first "
            "with sacreBLEU's paired bootstrap and approximate\nrandomisation (--seed is its "
            "SACREBLEU_SEED). doc/score/translation.md says what each figure is.",
    .options = options,
    .options_size = sizeof(struct translation_options),
    .defaults = &defaults,
    .run = run,
};
