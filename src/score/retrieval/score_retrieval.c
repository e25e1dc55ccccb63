/* From judgements and a run to figures; see score_retrieval.h. */
#include "score/retrieval/score_retrieval.h"

#include "base/jsonw.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "score/retrieval/trec_files.h"
#include "score/retrieval/trec_measures.h"
#include "score/score_sample.h"

#include <math.h>
#include <string.h>

struct work {
    struct score_report *report;
    const struct score_retrieval_options *options;
    struct trec_files files;
    struct trec_topic **topics; /* in the order of their names */
    size_t count;
    double *values; /* a topic a row of TREC_MEASURES_MAX */
};

static void measure_one(void *data, size_t i)
{
    struct work *work = data;
    struct ranking ranking =
        trec_ranking(work->topics[i], (int32_t)work->options->level,
                     (size_t)work->options->most, work->options->judged_only);
    trec_measure_topic(&ranking, work->values + i * TREC_MEASURES_MAX);
    trec_ranking_release(&ranking);
}

/* With every topic trec_eval counts as relevant what is judged above 0, whatever the level. */
static double relevant_in_all(const struct work *work)
{
    double count = 0;
    for (size_t i = 0; i < work->count; i++) {
        for (size_t j = 0; j < work->topics[i]->judged; j++) {
            count += work->topics[i]->levels[j] > 0;
        }
    }
    return count;
}

static bool is_count(const struct metric *metric)
{
    return metric->length == 1;
}

/* A sum over topics, no sample of anything: it has no interval. */
static void add_count(struct work *work, const struct trec_measure *measure,
                      const struct metric *metric)
{
    double sum = 0;
    for (size_t i = 0; i < work->count; i++) {
        sum += work->values[i * TREC_MEASURES_MAX + measure->place];
    }
    if (work->options->complete && strcmp(measure->name, "num_rel") == 0) {
        sum = relevant_in_all(work);
    }
    struct score_figure figure = {.name = measure->name,
                                  .metric = metric,
                                  .value = metric->finish(&sum),
                                  .n = (int64_t)work->count};
    score_report_figure(work->report, &figure);
}

static void add_figures(struct work *work)
{
    size_t count;
    const struct trec_measure *measures = trec_measures(&count);
    struct arena *arena = work->files.arena;
    for (size_t m = 0; m < count; m++) {
        const struct metric *metric = metric_lookup(measures[m].metric);
        if (is_count(metric)) {
            add_count(work, &measures[m], metric);
            continue;
        }
        double *vectors = arena_alloc(arena, (work->count * 2 + 1) * sizeof *vectors);
        for (size_t i = 0; i < work->count; i++) {
            vectors[2 * i] = work->values[i * TREC_MEASURES_MAX + measures[m].place];
            vectors[2 * i + 1] = 1;
        }
        struct score_sample sample = {
            .count = work->count, .length = 2, .vectors = vectors, .unit = "topics"};
        score_sample_figure(work->report, measures[m].name, metric, NULL, &sample, NULL);
    }
}

static bool is_logarithm(const struct trec_measure *measure)
{
    return strncmp(measure->name, "gm_", 3) == 0;
}

/* Every topic's values; geometric means and num_q say nothing of one topic. */
static enum err_code add_topics(struct work *work, struct err *err)
{
    size_t count;
    const struct trec_measure *measures = trec_measures(&count);
    struct strbuf json;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&json, (size_t)1 << 31);
    strbuf_init(&text, (size_t)1 << 31);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    for (size_t i = 0; i < work->count; i++) {
        jsonw_key(&w, work->topics[i]->name);
        jsonw_object(&w);
        for (size_t m = 0; m < count; m++) {
            double value = work->values[i * TREC_MEASURES_MAX + measures[m].place];
            if (is_logarithm(&measures[m]) || m == 0) {
                continue;
            }
            jsonw_key(&w, measures[m].name);
            jsonw_double(&w, value);
            strbuf_printf(&text, "%-22s\t", measures[m].name);
            utf8_visible(&text, str_of(work->topics[i]->name), false);
            strbuf_printf(&text, "\t%.*f\n", value == floor(value) && m < 4 ? 0 : 4, value);
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&json, "every topic's values", err);
    if (code == ERR_OK) {
        score_report_extra(work->report, "topics",
                           arena_str(work->files.arena, strbuf_view(&json)),
                           arena_strdup(work->files.arena, text.p));
    }
    strbuf_release(&json);
    strbuf_release(&text);
    return code;
}

static void say_what_is_missing(const struct work *work)
{
    size_t absent = 0;
    for (size_t i = 0; i < work->files.count; i++) {
        absent += work->files.topics[i].judged > 0 && !work->files.topics[i].in_run;
    }
    if (absent > 0) {
        score_report_note(
            work->report, "%zu judged topics are not in the run and %s", absent,
            work->options->complete ? "count 0" : "are left out (--complete counts them as 0)");
    }
    if (work->files.run_only > 0) {
        score_report_note(work->report, "%zu topics of the run are not judged and left out",
                          work->files.run_only);
    }
    if (work->files.tags_differ) {
        score_report_note(work->report, "the run's lines bear different tags");
    }
}

static void add_settings(struct work *work)
{
    const struct score_retrieval_options *given = work->options;
    struct arena *arena = work->files.arena;
    score_report_setting(work->report, "conventions", "trec_eval-10.0");
    score_report_setting(work->report, "ties", "document-descending");
    score_report_setting(work->report, "topics", given->complete ? "all-judged" : "in-both");
    score_report_setting(work->report, "level",
                         arena_printf(arena, "%lld", (long long)given->level));
    if (given->most > 0) {
        score_report_setting(work->report, "most",
                             arena_printf(arena, "%lld", (long long)given->most));
    }
    if (given->judged_only) {
        score_report_setting(work->report, "documents", "judged-only");
    }
}

static enum err_code fill(struct work *work, struct err *err)
{
    work->topics = trec_files_order(&work->files, work->options->complete, &work->count);
    if (work->count == 0) {
        err_set(err, ERR_FORMAT, "no topic is in both %s and %s", work->options->qrels,
                work->options->run);
        err_hint(err, "topics are compared by name, byte for byte");
        return ERR_FORMAT;
    }
    work->values =
        arena_zalloc(work->files.arena, work->count * TREC_MEASURES_MAX * sizeof *work->values);
    parallel_run((size_t)work->options->shared.threads, work->count, measure_one, work);
    add_settings(work);
    say_what_is_missing(work);
    add_figures(work);
    return work->options->per_topic ? add_topics(work, err) : ERR_OK;
}

enum err_code score_retrieval(struct score_report *report,
                              const struct score_retrieval_options *options, struct err *err)
{
    struct work work = {.report = report, .options = options};
    TRY(trec_files_read(report, options->qrels, options->run, &work.files, err));
    enum err_code code = fill(&work, err);
    trec_files_release(&work.files);
    return code;
}
