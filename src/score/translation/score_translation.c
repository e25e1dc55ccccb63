/* Reads, scores and reports translations; see score_translation.h. */
#include "score/translation/score_translation.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "score/score_sample.h"
#include "score/translation/paired_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 128 }; /* segments of one piece of work */

extern const struct metric metric_bleu;
extern const struct metric metric_chrf;
extern const struct metric metric_chrf_plus;
extern const struct metric metric_ter;

const struct translation_kind translation_kinds[TRANSLATION_METRICS] = {
    {"bleu", &metric_bleu, BLEU_COUNTS, bleu_single},
    {"chrf", &metric_chrf, 3 * CHRF_ORDERS, chrf_single},
    {"chrf++", &metric_chrf_plus, 3 * (CHRF_ORDERS + CHRF_WORD_ORDERS), chrf_plus_single},
    {"ter", &metric_ter, TER_VECTOR, ter_single},
};

struct work {
    const struct translation_set *set;
    const struct translation_settings *settings;
    const struct str *hypotheses;
    size_t kind;
    double *vectors;
};

static void score_piece(void *data, size_t index)
{
    const struct work *work = data;
    const struct translation_set *set = work->set;
    size_t length = translation_kinds[work->kind].metric->length;
    struct translation_work *memory = translation_work_new();
    struct str references[TRANSLATION_REFERENCES_MAX];
    for (size_t i = index * PIECE; i < (index + 1) * PIECE && i < set->count; i++) {
        for (size_t r = 0; r < set->reference_count; r++) {
            references[r] = set->references[r][i];
        }
        struct translation_segment segment = {work->hypotheses[i], references,
                                              set->reference_count};
        double *vector = work->vectors + i * length;
        if (work->kind == 0) {
            bleu_vector(memory, work->settings, &segment, vector);
        } else if (work->kind == 3) {
            ter_vector(memory, work->settings, &segment, vector);
        } else {
            chrf_vector(memory, work->settings, work->kind == 2 ? CHRF_WORD_ORDERS : 0,
                        &segment, vector);
        }
    }
    translation_work_free(memory);
}

double *translation_vectors(const struct translation_set *set, size_t kind,
                            const struct translation_settings *settings,
                            const struct str *hypotheses)
{
    size_t length = translation_kinds[kind].metric->length;
    struct work work = {set, settings, hypotheses, kind,
                        xmalloc((set->count * length + 1) * sizeof(double))};
    parallel_run((size_t)score_report_options(set->report)->threads,
                 (set->count + PIECE - 1) / PIECE, score_piece, &work);
    return work.vectors;
}

static const char *yes(bool value)
{
    return value ? "yes" : "no";
}

const char *translation_signature(const struct translation_set *set, size_t kind)
{
    struct arena *arena = score_report_arena(set->report);
    const struct translation_settings *s = &set->settings;
    const char *start = arena_printf(arena, "nrefs:%zu|case:%s", set->reference_count,
                                     s->lowercase ? "lc" : "mixed");
    if (kind == 3) {
        return arena_printf(arena,
                            "nrefs:%zu|case:%s|tok:tercom|norm:%s|punct:%s|asian:%s|"
                            "convention:sacrebleu-2.6.0",
                            set->reference_count, s->tercom.case_sensitive ? "mixed" : "lc",
                            yes(s->tercom.normalized), yes(!s->tercom.no_punct),
                            yes(s->tercom.asian));
    }
    if (kind != 0) {
        return arena_printf(
            arena, "%s|eff:%s|nc:%d|nw:%d|space:%s%s|convention:sacrebleu-2.6.0", start,
            yes(!s->eps_smoothing), CHRF_ORDERS, kind == 2 ? CHRF_WORD_ORDERS : 0,
            yes(s->whitespace), s->beta == 2 ? "" : arena_printf(arena, "|beta:%g", s->beta));
    }
    const char *value = "";
    if (s->smoothing == BLEU_FLOOR || s->smoothing == BLEU_ADD_K) {
        value =
            arena_printf(arena, "[%.2f]", bleu_smoothing_value(s->smoothing, s->smooth_value));
    }
    return arena_printf(arena, "%s|eff:%s|tok:%s|smooth:%s%s|convention:sacrebleu-2.6.0", start,
                        yes(s->effective_order), translation_tokenizer_name(s->tokenizer),
                        bleu_smoothing_name(s->smoothing), value);
}

static size_t bleu_parts(const double *sum, struct score_part *parts)
{
    static const char *const names[] = {"precision1", "precision2", "precision3", "precision4"};
    double penalty = 1;
    if (sum[0] < sum[1]) {
        penalty = sum[0] > 0 ? exp(1 - sum[1] / sum[0]) : 0;
    }
    parts[0] = (struct score_part){"brevity_penalty", penalty, false};
    parts[1] = (struct score_part){"hypothesis_length", sum[0], false};
    parts[2] = (struct score_part){"reference_length", sum[1], false};
    for (size_t n = 0; n < BLEU_ORDERS; n++) {
        double total = sum[2 + BLEU_ORDERS + n];
        parts[3 + n] =
            (struct score_part){names[n], total > 0 ? 100 * sum[2 + n] / total : 0, total == 0};
    }
    return 3 + BLEU_ORDERS;
}

static void report_figures(struct translation_set *set)
{
    for (size_t k = 0; k < TRANSLATION_METRICS; k++) {
        if (!set->chosen[k]) {
            continue;
        }
        const struct translation_kind *kind = &translation_kinds[k];
        set->vectors[k] = translation_vectors(set, k, &set->settings, set->hypotheses);
        struct score_sample sample = {.count = set->count,
                                      .length = kind->metric->length,
                                      .vectors = set->vectors[k],
                                      .unit = "segments"};
        score_sample_figure(set->report, kind->name, kind->metric,
                            translation_signature(set, k), &sample, k == 0 ? bleu_parts : NULL);
    }
}

static enum err_code choose(struct translation_set *set, struct err *err)
{
    struct str rest =
        str_of(set->wanted->metrics != NULL ? set->wanted->metrics : "bleu,chrf,chrf++,ter");
    struct str name;
    while (str_split(&rest, ',', &name)) {
        size_t k = 0;
        while (k < TRANSLATION_METRICS && !str_is(name, translation_kinds[k].name)) {
            k++;
        }
        if (k == TRANSLATION_METRICS) {
            return err_set(err, ERR_USAGE,
                           "--metrics: \"%.*s\" is none of bleu, chrf, chrf++, ter",
                           STR_ARG(name));
        }
        set->chosen[k] = true;
    }
    return ERR_OK;
}

static enum err_code take_settings(struct translation_set *set, struct err *err)
{
    const struct score_translation *w = set->wanted;
    set->settings =
        (struct translation_settings){.lowercase = w->lowercase,
                                      .smooth_value = w->smooth_value,
                                      .effective_order = w->effective_order,
                                      .beta = w->chrf_beta > 0 ? w->chrf_beta : 2,
                                      .whitespace = w->chrf_whitespace,
                                      .eps_smoothing = w->chrf_eps_smoothing,
                                      .tercom = {w->ter_normalized, w->ter_no_punct,
                                                 w->ter_asian_support, w->ter_case_sensitive}};
    if (w->tokenize != NULL &&
        !translation_tokenizer_find(str_of(w->tokenize), &set->settings.tokenizer)) {
        return err_set(err, ERR_USAGE,
                       "--tokenize: \"%s\" is none of 13a, none, intl, char, zh", w->tokenize);
    }
    if (w->smooth_method != NULL &&
        !bleu_smoothing_find(str_of(w->smooth_method), &set->settings.smoothing)) {
        return err_set(err, ERR_USAGE,
                       "--smooth-method: \"%s\" is none of exp, floor, add-k, none",
                       w->smooth_method);
    }
    return choose(set, err);
}

/* Paths: hypothesis, the other hypothesis if any, references. */
static enum err_code list_paths(struct translation_set *set, const char **paths, size_t *count,
                                struct err *err)
{
    struct arena *arena = score_report_arena(set->report);
    struct str rest = str_of(set->wanted->ref);
    struct str path;
    paths[(*count)++] = set->wanted->hyp;
    if (set->wanted->hyp2 != NULL) {
        paths[(*count)++] = set->wanted->hyp2;
    }
    while (str_split(&rest, ',', &path)) {
        if (set->reference_count == TRANSLATION_REFERENCES_MAX) {
            return err_set(err, ERR_USAGE, "--ref: more than %d references",
                           TRANSLATION_REFERENCES_MAX);
        }
        paths[(*count)++] = arena_strndup(arena, path.p, path.n);
        set->reference_count++;
    }
    return ERR_OK;
}

enum err_code score_translation(struct score_report *report,
                                const struct score_translation *wanted, struct err *err)
{
    struct translation_set set = {.report = report, .wanted = wanted};
    struct paired_lines lines;
    const char *paths[PAIRED_FILES_MAX];
    size_t files = 0;
    TRY(take_settings(&set, err));
    TRY(list_paths(&set, paths, &files, err));
    TRY(paired_lines_read(report, paths, files, TRANSLATION_SEGMENT_MAX, &lines, err));
    set.count = lines.count;
    set.numbers = lines.numbers;
    set.hypotheses = lines.texts[0];
    set.others = wanted->hyp2 != NULL ? lines.texts[1] : NULL;
    const struct str *references[TRANSLATION_REFERENCES_MAX];
    for (size_t r = 0; r < set.reference_count; r++) {
        references[r] = lines.texts[files - set.reference_count + r];
    }
    set.references = references;
    report_figures(&set);
    if (set.others != NULL) {
        translation_significance(&set);
    }
    if (wanted->segments) {
        translation_segments(&set);
    }
    if (score_report_options(report)->compare_conventions) {
        translation_conventions(&set);
    }
    for (size_t k = 0; k < TRANSLATION_METRICS; k++) {
        free(set.vectors[k]);
    }
    return ERR_OK;
}
