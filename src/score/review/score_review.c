/* From judgements and an order to figures of screening; see score_review.h. */
#include "score/review/score_review.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "metrics/retrieval/screening.h"
#include "score/retrieval/trec_files.h"
#include "score/score_sample.h"

#include <math.h>
#include <stdlib.h>

/* Figures of a topic by place; recall at numbers and at percentages follow. */
enum { WSS_EVEN, WSS_HALF_UP, WSS_COHEN, WSS_ASREVIEW, WSS_100, LOSS, FIXED };
static const char *const fixed[FIXED][2] = {
    {"wss_95", "wss_95/1"},
    {"wss_95.half_up", "wss_95.half_up/1"},
    {"wss_95.cohen", "wss_95.cohen/1"},
    {"wss_95.asreview", "wss_95.asreview/1"},
    {"wss_100", "wss_100/1"},
    {"loss", "review.loss/1"},
};
static const size_t numbers[] = {10, 20, 50, 100, 200, 500, 1000};
static const size_t percents[] = {1, 5, 10, 20, 30, 50};
enum {
    NUMBERS = sizeof numbers / sizeof numbers[0],
    PERCENTS = sizeof percents / sizeof percents[0],
    PLACES = (int)FIXED + (int)NUMBERS + (int)PERCENTS,
    CURVE = 101 /* points of the recall curve: 0 % to 100 % of the documents */
};

struct work {
    struct score_report *report;
    const struct score_review_options *options;
    struct trec_files files;
    double *values; /* of each topic with a relevant document: PLACES */
    size_t count;
    double curve[CURVE]; /* summed over those topics */
};

static size_t percent_of(size_t total, size_t percent)
{
    return total * percent / 100;
}

static void screen(struct work *work, const struct screening *s)
{
    double *values = work->values + work->count++ * PLACES;
    values[WSS_EVEN] = screening_wss(s, screening_needed(s->relevant, SCREENING_HALF_EVEN));
    values[WSS_HALF_UP] = screening_wss(s, screening_needed(s->relevant, SCREENING_HALF_UP));
    values[WSS_COHEN] = screening_wss(s, screening_needed(s->relevant, SCREENING_UP));
    values[WSS_ASREVIEW] = screening_wss_asreview(s);
    values[WSS_100] = screening_wss_100(s);
    values[LOSS] = screening_loss(s);
    for (size_t i = 0; i < NUMBERS; i++) {
        values[FIXED + i] = screening_recall(s, numbers[i]);
    }
    for (size_t i = 0; i < PERCENTS; i++) {
        values[FIXED + NUMBERS + i] = screening_recall(s, percent_of(s->total, percents[i]));
    }
    for (size_t i = 0; i < CURVE; i++) {
        work->curve[i] += screening_recall(s, percent_of(s->total, i));
    }
}

static void screen_topic(struct work *work, struct trec_topic *topic)
{
    struct ranking ranking = trec_ranking(topic, (int32_t)work->options->level, 0, false);
    if (ranking.relevant > 0) {
        size_t judged = 0;
        for (size_t i = 0; i < ranking.level_count; i++) {
            judged += ranking.levels[i];
        }
        size_t *ranks = xmalloc((ranking.found + 1) * sizeof *ranks);
        struct screening s = screening_of(&ranking, judged, ranks);
        screen(work, &s);
        free(ranks);
    }
    trec_ranking_release(&ranking);
}

static void add_figure(struct work *work, const char *name, const char *id, size_t place)
{
    struct arena *arena = work->files.arena;
    double *vectors = arena_alloc(arena, (work->count * 2 + 1) * sizeof *vectors);
    size_t n = 0;
    for (size_t i = 0; i < work->count; i++) {
        double value = work->values[i * PLACES + place];
        if (!isnan(value)) {
            vectors[2 * n] = value;
            vectors[2 * n++ + 1] = 1;
        }
    }
    struct score_sample sample = {
        .count = n, .length = 2, .vectors = vectors, .unit = "topics"};
    score_sample_figure(work->report, name, metric_lookup(id), NULL, &sample, NULL);
}

static void add_figures(struct work *work)
{
    struct arena *arena = work->files.arena;
    for (size_t i = 0; i < FIXED; i++) {
        add_figure(work, fixed[i][0], fixed[i][1], i);
    }
    for (size_t i = 0; i < NUMBERS; i++) {
        add_figure(work, arena_printf(arena, "recall@%zu", numbers[i]), "review.recall/1",
                   FIXED + i);
    }
    for (size_t i = 0; i < PERCENTS; i++) {
        add_figure(work, arena_printf(arena, "recall@%zu%%", percents[i]), "review.recall/1",
                   FIXED + NUMBERS + i);
    }
}

/* Mean recall at each percent of the documents. */
static void add_curve(struct work *work)
{
    struct strbuf json;
    struct jsonw w;
    strbuf_init(&json, 1 << 16);
    jsonw_init(&w, &json);
    jsonw_array(&w);
    for (size_t i = 0; i < CURVE; i++) {
        jsonw_double(&w, work->curve[i] / (double)work->count);
    }
    jsonw_end(&w);
    score_report_extra(work->report, "recall_curve",
                       arena_str(work->files.arena, strbuf_view(&json)), NULL);
    strbuf_release(&json);
}

static void add_conventions(struct work *work)
{
    static const char *const named[][2] = {
        {"CLEF-TAR tar_eval, Python 3", "0.95 R is rounded to the nearest, halves to even"},
        {"CLEF-TAR tar_eval, Python 2 (published results)",
         "0.95 R is rounded to the nearest, halves up"},
        {"Cohen et al. 2006", "no fewer than 0.95 R documents, so rounded up"},
        {"ASReview insights",
         "against a rounded straight line, at the last k with k/R <= 0.95"},
    };
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        double sum[2] = {0, (double)work->count};
        for (size_t t = 0; t < work->count; t++) {
            sum[0] += work->values[t * PLACES + i];
        }
        struct score_convention one = {"WSS@95", named[i][0], rank_mean(sum), named[i][1]};
        score_report_convention(work->report, &one);
    }
}

static enum err_code fill(struct work *work, struct err *err)
{
    size_t count;
    struct trec_topic **topics = trec_files_order(&work->files, true, &count);
    work->values = arena_alloc(work->files.arena, (count * PLACES + 1) * sizeof *work->values);
    for (size_t i = 0; i < count; i++) {
        screen_topic(work, topics[i]);
    }
    if (work->count == 0) {
        return err_set(err, ERR_FORMAT, "%s: no topic has a relevant document",
                       work->options->qrels);
    }
    if (work->count < count) {
        score_report_note(work->report, "%zu topics without a relevant document are left out",
                          count - work->count);
    }
    score_report_setting(work->report, "order", "score,document-descending");
    score_report_setting(
        work->report, "level",
        arena_printf(work->files.arena, "%lld", (long long)work->options->level));
    add_figures(work);
    add_curve(work);
    if (work->options->shared.compare_conventions) {
        add_conventions(work);
    }
    return ERR_OK;
}

static enum err_code check_elusion(const struct score_review_options *o, struct err *err)
{
    const char *missing = o->sample_found < 0 ? "sample-found"
                          : o->unreviewed < 0 ? "unreviewed"
                                              : NULL;
    if (missing != NULL) {
        return err_set(err, ERR_USAGE, "elusion: give --%s too", missing);
    }
    if (o->sample_found > o->sampled || o->sampled > o->unreviewed) {
        err_set(err, ERR_USAGE, "elusion: %lld relevant of %lld sampled of %lld",
                (long long)o->sample_found, (long long)o->sampled, (long long)o->unreviewed);
        err_hint(err, "each is no more than the next: --sample-found, --sampled, --unreviewed");
        return ERR_USAGE;
    }
    return ERR_OK;
}

static enum err_code add_elusion(struct score_report *report,
                                 const struct score_review_options *o, struct err *err)
{
    TRY(check_elusion(o, err));
    struct elusion elusion = {o->sampled, o->sample_found, o->unreviewed, o->reviewed_found};
    double rate = (double)o->sample_found / (double)o->sampled;
    struct interval interval = elusion_interval(&elusion);
    struct score_figure figure = {
        .name = "elusion",
        .metric = metric_lookup("elusion/1"),
        .value = metric_fraction((double)o->sample_found, (double)o->sampled, "no sample"),
        .n = o->sampled,
        .has_interval = true,
        .interval = interval,
        .method = "clopper-pearson.95/1"};
    score_report_figure(report, &figure);
    if (o->reviewed_found >= 0) {
        figure.name = "recall.estimate";
        figure.metric = metric_lookup("recall.estimate/1");
        figure.value = metric_fraction((double)o->reviewed_found,
                                       (double)o->reviewed_found + rate * (double)o->unreviewed,
                                       "nothing relevant found or estimated");
        figure.interval.low = elusion_recall(&elusion, interval.high);
        figure.interval.high = elusion_recall(&elusion, interval.low);
        figure.has_interval = figure.value.defined;
        score_report_figure(report, &figure);
    }
    return ERR_OK;
}

enum err_code score_review(struct score_report *report,
                           const struct score_review_options *options, struct err *err)
{
    if (options->qrels != NULL) {
        struct work work = {.report = report, .options = options};
        TRY(trec_files_read(report, options->qrels, options->run, &work.files, err));
        enum err_code code = fill(&work, err);
        trec_files_release(&work.files);
        TRY(code);
    }
    return options->sampled >= 0 ? add_elusion(report, options, err) : ERR_OK;
}
