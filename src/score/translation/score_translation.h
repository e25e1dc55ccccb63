/* `policeai score translation`: BLEU, chrF, chrF++ and TER of lines against lines. */
#ifndef POLICEAI_SCORE_TRANSLATION_SCORE_TRANSLATION_H
#define POLICEAI_SCORE_TRANSLATION_SCORE_TRANSLATION_H

#include "metrics/translation/translation.h"
#include "score/score_report.h"

#include <stdint.h>

struct score_translation {
    const char *ref; /* paths, commas between several */
    const char *hyp;
    const char *hyp2;          /* another system to be tested against hyp, or NULL */
    const char *metrics;       /* "bleu,chrf": these only; NULL: all four */
    const char *tokenize;      /* NULL: 13a */
    const char *smooth_method; /* NULL: exp */
    double smooth_value;       /* below 0: the method's own */
    bool lowercase;
    bool effective_order;
    double chrf_beta; /* 0: 2 */
    bool chrf_whitespace;
    bool chrf_eps_smoothing;
    bool ter_normalized;
    bool ter_no_punct;
    bool ter_asian_support;
    bool ter_case_sensitive;
    bool segments;          /* each line's own scores as well */
    int64_t pair_resamples; /* of the paired bootstrap */
    int64_t pair_trials;    /* of approximate randomisation */
};

/* Fills the report. ERR_USAGE for an unknown name; else what is wrong with which file. */
enum err_code score_translation(struct score_report *report,
                                const struct score_translation *wanted,
                                struct err *err) MUST_USE;

/* For the files of this folder. */
enum { TRANSLATION_METRICS = 4 };
struct translation_kind {
    const char *name;
    const struct metric *metric;
    size_t counts;
    double (*single)(const double *sum);
};
extern const struct translation_kind translation_kinds[TRANSLATION_METRICS];

/* What is scored: one system's lines against all references. */
struct translation_set {
    struct score_report *report;
    const struct score_translation *wanted;
    struct translation_settings settings;
    size_t count;
    const struct str *hypotheses;
    const struct str *others;            /* of hyp2, or NULL */
    const struct str *const *references; /* [reference][line] */
    size_t reference_count;
    const size_t *numbers; /* lines of the files */
    bool chosen[TRANSLATION_METRICS];
    double *vectors[TRANSLATION_METRICS]; /* of hyp, malloc */
};

/* Vectors of all lines, count x length, malloc; the same with any number of threads. */
double *translation_vectors(const struct translation_set *set, size_t kind,
                            const struct translation_settings *settings,
                            const struct str *hypotheses);
/* sacreBLEU's signature of a metric, without what the report adds; in the arena. */
const char *translation_signature(const struct translation_set *set, size_t kind);
/* Adds "significance": hyp against hyp2. */
void translation_significance(const struct translation_set *set);
/* Adds the conventions. */
void translation_conventions(const struct translation_set *set);
/* Adds "segments". */
void translation_segments(const struct translation_set *set);

#endif
