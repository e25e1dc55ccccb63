/* Reads, scores and reports summaries; see score_summary.h. */
#include "score/summary/score_summary.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "metrics/summary/citations.h"
#include "metrics/summary/entities.h"
#include "metrics/summary/summary.h"
#include "score/score_sample.h"
#include "score/translation/paired_lines.h"

#include <stdlib.h>
#include <string.h>

extern const struct metric metric_rouge1;
extern const struct metric metric_rouge2;
extern const struct metric metric_rouge_l;
extern const struct metric metric_rouge_lsum;
extern const struct metric metric_coverage;
extern const struct metric metric_density;
extern const struct metric metric_compression;
extern const struct metric metric_unsupported_entities;
extern const struct metric metric_citation_precision;
extern const struct metric metric_citation_recall;

/* The first four need a reference, the others a source. */
enum figure {
    COVERAGE = ROUGE_KINDS,
    DENSITY,
    COMPRESSION,
    UNSUPPORTED,
    CITATION_PRECISION,
    CITATION_RECALL,
    FIGURES
};

static const struct metric *const metrics[FIGURES] = {&metric_rouge1,
                                                      &metric_rouge2,
                                                      &metric_rouge_l,
                                                      &metric_rouge_lsum,
                                                      &metric_coverage,
                                                      &metric_density,
                                                      &metric_compression,
                                                      &metric_unsupported_entities,
                                                      &metric_citation_precision,
                                                      &metric_citation_recall};
static const char *const names[FIGURES] = {"rouge1",
                                           "rouge2",
                                           "rougeL",
                                           "rougeLsum",
                                           "coverage",
                                           "density",
                                           "compression",
                                           "unsupported_entities",
                                           "citation_precision",
                                           "citation_recall"};

struct summary_set {
    struct score_report *report;
    const struct score_summary *wanted;
    size_t count;
    struct summary_text *references;
    struct summary_text *summaries;
    struct summary_text *sources; /* or NULL */
    const size_t *numbers;
    double *vectors[FIGURES]; /* malloc */
    enum err_code *codes;     /* per summary */
};

static size_t figures_of(const struct summary_set *set)
{
    return set->sources != NULL ? FIGURES : (size_t)COVERAGE;
}

static double *vector_of(const struct summary_set *set, size_t figure, size_t i)
{
    return set->vectors[figure] + i * metrics[figure]->length;
}

static void mean_vector(double *vector, double value)
{
    vector[0] = 1;
    vector[1] = value;
}

static void score_entities(struct arena *arena, const struct summary_set *set, size_t i)
{
    double *vector = vector_of(set, UNSUPPORTED, i);
    struct entities entities = entities_find(arena, set->summaries[i].text);
    bool *supported = arena_alloc(arena, entities.count + 1);
    entities_support(arena, &entities, set->sources[i].text, supported);
    memset(vector, 0, metrics[UNSUPPORTED]->length * sizeof *vector);
    vector[1] = (double)entities.count;
    for (size_t e = 0; e < entities.count; e++) {
        vector[0] += !supported[e];
        vector[2 + entities.items[e].kind] += !supported[e];
    }
}

static void score_source(const struct summary_set *set, size_t i)
{
    struct arena *arena = arena_new();
    struct str summary = set->summaries[i].text;
    struct fragments f = fragments_find(summary, set->sources[i].text);
    double words = (double)f.summary_words;
    bool any = f.summary_words > 0;
    mean_vector(vector_of(set, COVERAGE, i), any ? (double)f.covered / words : 0);
    mean_vector(vector_of(set, DENSITY, i), any ? f.squares / words : 0);
    mean_vector(vector_of(set, COMPRESSION, i), any ? (double)f.source_words / words : 0);
    score_entities(arena, set, i);
    struct citations c =
        citations_check(arena, summary, set->sources[i].pages, set->sources[i].page_count);
    double *precision = vector_of(set, CITATION_PRECISION, i);
    double *recall = vector_of(set, CITATION_RECALL, i);
    precision[0] = (double)c.valid;
    precision[1] = (double)c.citations;
    recall[0] = (double)c.supported;
    recall[1] = (double)c.sentences;
    arena_free(arena);
}

static void score_one(void *data, size_t i)
{
    struct summary_set *set = data;
    struct rouge scores[ROUGE_KINDS];
    struct err unused; /* asked for again by the one thread that reports */
    set->codes[i] = rouge_score(set->references[i].text, set->summaries[i].text,
                                set->wanted->stem, scores, &unused);
    for (size_t k = 0; k < ROUGE_KINDS && set->codes[i] == ERR_OK; k++) {
        rouge_vector(&scores[k], vector_of(set, k, i));
    }
    if (set->sources != NULL) {
        score_source(set, i);
    }
}

static size_t rouge_parts(const double *sum, struct score_part *parts)
{
    bool none = sum[0] == 0;
    parts[0] = (struct score_part){"precision", none ? 0 : sum[2] / sum[0], none};
    parts[1] = (struct score_part){"recall", none ? 0 : sum[3] / sum[0], none};
    return 2;
}

static size_t entity_parts(const double *sum, struct score_part *parts)
{
    for (size_t k = 0; k < ENTITY_KINDS; k++) {
        parts[k] =
            (struct score_part){entity_kind_name((enum entity_kind)k), sum[2 + k], false};
    }
    return ENTITY_KINDS;
}

static void report_figures(const struct summary_set *set)
{
    const char *stem = set->wanted->stem ? "tok:ascii-alnum|case:lower|stem:porter-nltk"
                                         : "tok:ascii-alnum|case:lower|stem:none";
    for (size_t k = 0; k < figures_of(set); k++) {
        struct score_sample sample = {.count = set->count,
                                      .length = metrics[k]->length,
                                      .vectors = set->vectors[k],
                                      .unit = "summaries"};
        const char *settings = k < COVERAGE      ? stem
                               : k < UNSUPPORTED ? "tok:whitespace|case:lower"
                                                 : NULL;
        score_sample_figure(set->report, names[k], metrics[k], settings, &sample,
                            k < COVERAGE       ? rouge_parts
                            : k == UNSUPPORTED ? entity_parts
                                               : NULL);
    }
}

/* Each summary's values as "segments". */
static void report_segments(const struct summary_set *set)
{
    struct arena *arena = score_report_arena(set->report);
    struct strbuf json;
    struct jsonw w;
    strbuf_init(&json, 1 << 30);
    jsonw_init(&w, &json);
    jsonw_array(&w);
    for (size_t i = 0; i < set->count; i++) {
        jsonw_object(&w);
        jsonw_member_int(&w, "line", (int64_t)set->numbers[i]);
        for (size_t k = 0; k < figures_of(set); k++) {
            struct metric_value value = metrics[k]->finish(vector_of(set, k, i));
            jsonw_key(&w, names[k]);
            value.defined ? jsonw_double(&w, value.value) : jsonw_null(&w);
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    score_report_extra(set->report, "segments", arena_str(arena, strbuf_view(&json)), NULL);
    strbuf_release(&json);
}

static void pooled_convention(const struct summary_set *set, enum figure figure,
                              const char *what)
{
    struct fragments all = {0};
    for (size_t i = 0; i < set->count; i++) {
        struct fragments f = fragments_find(set->summaries[i].text, set->sources[i].text);
        all.covered += f.covered;
        all.squares += f.squares;
        all.summary_words += f.summary_words;
        all.source_words += f.source_words;
    }
    double above = figure == COVERAGE  ? (double)all.covered
                   : figure == DENSITY ? all.squares
                                       : (double)all.source_words;
    struct score_convention convention = {
        .quantity = names[figure],
        .convention = "over all words",
        .value = metric_fraction(above, (double)all.summary_words, "no words"),
        .why = what};
    score_report_convention(set->report, &convention);
}

/* ROUGE with and without stems; figures of the source over all words. */
static void report_conventions(const struct summary_set *set)
{
    for (int stem = 0; stem <= 1; stem++) {
        double sums[ROUGE_KINDS] = {0};
        for (size_t i = 0; i < set->count; i++) {
            struct rouge scores[ROUGE_KINDS] = {0};
            if (rouge_score(set->references[i].text, set->summaries[i].text, stem == 1, scores,
                            NULL) != ERR_OK) {
                continue; /* such summaries have ended the run before */
            }
            for (size_t k = 0; k < ROUGE_KINDS; k++) {
                sums[k] += scores[k].f;
            }
        }
        for (size_t k = 0; k < ROUGE_KINDS; k++) {
            struct score_convention convention = {
                .quantity = names[k],
                .convention = stem == 1 ? "stemmed" : "not stemmed",
                .value = metric_fraction(sums[k], (double)set->count, "no summaries"),
                .why = stem == 1 ? "words longer than 3 by the Porter stemmer (NLTK's mode)"
                                 : "words as they are: rouge_score's default"};
            score_report_convention(set->report, &convention);
        }
    }
    for (size_t k = COVERAGE; set->sources != NULL && k <= COMPRESSION; k++) {
        pooled_convention(set, (enum figure)k,
                          "a long summary weighs as its words do, not as one summary");
    }
}

/* Texts of a file's lines. A bad one ends the run or, leniently, is marked by codes[i]. */
static enum err_code read_texts(struct summary_set *set, const char *path,
                                const struct str *lines, struct summary_text **texts,
                                struct err *err)
{
    struct arena *arena = score_report_arena(set->report);
    bool json = lines[0].n > 0 && lines[0].p[0] == '{';
    *texts = arena_zalloc(arena, set->count * sizeof **texts);
    for (size_t i = 0; i < set->count; i++) {
        enum err_code code = summary_text_read(arena, lines[i], json, &(*texts)[i], err);
        if (code != ERR_OK) {
            TRY(score_report_skip(set->report, path, set->numbers[i], code, err));
            set->codes[i] = code;
        }
    }
    return ERR_OK;
}

/* Takes out the summaries that codes[] marks. */
static void leave_out(struct summary_set *set, size_t *numbers)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (set->codes[i] != ERR_OK) {
            continue;
        }
        set->references[kept] = set->references[i];
        set->summaries[kept] = set->summaries[i];
        if (set->sources != NULL) {
            set->sources[kept] = set->sources[i];
        }
        numbers[kept] = numbers[i];
        kept++;
    }
    set->count = kept;
    memset(set->codes, 0, kept * sizeof *set->codes);
}

static enum err_code read_all(struct summary_set *set, struct err *err)
{
    const char *paths[3] = {set->wanted->ref, set->wanted->hyp, set->wanted->source};
    struct paired_lines lines;
    bool source = paths[2] != NULL;
    TRY(paired_lines_read(set->report, paths, source ? 3 : 2, SUMMARY_TEXT_MAX, &lines, err));
    set->count = lines.count;
    set->numbers = lines.numbers;
    set->codes = arena_zalloc(score_report_arena(set->report), set->count * sizeof *set->codes);
    TRY(read_texts(set, paths[0], lines.texts[0], &set->references, err));
    TRY(read_texts(set, paths[1], lines.texts[1], &set->summaries, err));
    if (source) {
        TRY(read_texts(set, paths[2], lines.texts[2], &set->sources, err));
    }
    leave_out(set, lines.numbers);
    return set->count > 0 ? ERR_OK
                          : err_set(err, ERR_FORMAT, "%s: no summary can be used", paths[1]);
}

/* What a summary failed by, said by the thread that reports. */
static enum err_code check(const struct summary_set *set, struct err *err)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->codes[i] != ERR_OK) {
            struct rouge scores[ROUGE_KINDS];
            enum err_code code = rouge_score(set->references[i].text, set->summaries[i].text,
                                             set->wanted->stem, scores, err);
            err_prefix(err, "%s line %zu", set->wanted->hyp, set->numbers[i]);
            return code;
        }
    }
    return ERR_OK;
}

enum err_code score_summary(struct score_report *report, const struct score_summary *wanted,
                            struct err *err)
{
    struct summary_set set = {.report = report, .wanted = wanted};
    enum err_code code = ERR_OK;
    TRY(read_all(&set, err));
    for (size_t k = 0; k < figures_of(&set); k++) {
        set.vectors[k] = xcalloc(set.count * metrics[k]->length + 1, sizeof(double));
    }
    parallel_run((size_t)score_report_options(report)->threads, set.count, score_one, &set);
    TRY_OUT(check(&set, err));
    report_figures(&set);
    if (wanted->segments) {
        report_segments(&set);
    }
    if (score_report_options(report)->compare_conventions) {
        report_conventions(&set);
    }
out:
    for (size_t k = 0; k < FIGURES; k++) {
        free(set.vectors[k]);
    }
    return code;
}
