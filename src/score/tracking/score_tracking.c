/* From MOTChallenge's files to the report; see score_tracking.h. */
#include "score/tracking/score_tracking.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "base/prng.h"
#include "score/tracking/mot_folder.h"
#include "score/tracking/mot_sequence.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const struct metric metric_hota;
extern const struct metric metric_clear;
extern const struct metric metric_identity;

static const double THRESHOLD = 0.5;

struct scoring {
    const struct mot_pair *pairs;
    size_t count;
    enum mot_preprocess preprocess;
    bool forget;
    struct track_sums *sums; /* of each sequence */
};

static void score_sequence(void *data, size_t index)
{
    const struct scoring *s = data;
    const struct mot_pair *pair = &s->pairs[index];
    struct mot_sequence *sequence =
        mot_sequence_new(&pair->truth, &pair->tracked, s->preprocess, pair->frames);
    const struct track_sequence *tracks = mot_sequence_tracks(sequence);
    struct track_sums *sums = &s->sums[index];
    *sums = (struct track_sums){.frames = 0};
    track_hota(tracks, sums);
    track_clear(tracks, THRESHOLD, s->forget, sums);
    track_identity(tracks, THRESHOLD, sums);
    mot_sequence_free(sequence);
}

static struct track_sums sum_of(const struct track_sums *sums, size_t count)
{
    struct track_sums sum = {.frames = 0};
    for (size_t i = 0; i < count; i++) {
        track_sums_add(&sum, &sums[i]);
    }
    return sum;
}

static const struct metric *metric_of(const char *id)
{
    static const struct metric *const metrics[] = {&metric_hota, &metric_clear,
                                                   &metric_identity};
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        if (strcmp(metrics[i]->id, id) == 0) {
            return metrics[i];
        }
    }
    BUG("no metric %s", id);
}

static bool is_count(const struct track_value *value)
{
    static const char *const names[] = {"IDSW", "MT", "PT", "ML", "Frag"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], value->name) == 0) {
            return true;
        }
    }
    return false;
}

static struct metric_value value_of(const struct track_value *value,
                                    const struct track_sums *sums)
{
    if (sums->clear_found + sums->clear_missed == 0 && !is_count(value)) {
        return (struct metric_value){.undefined = "no true boxes"};
    }
    return (struct metric_value){.defined = true, .value = value->of(sums)};
}

/* Counts that a headline figure is made of. */
static size_t parts_of(const struct track_value *value, const struct track_sums *s,
                       struct score_part parts[4])
{
    size_t n = 0;
    if (strcmp(value->name, "MOTA") == 0) {
        parts[n++] = (struct score_part){"CLR_TP", s->clear_found, false};
        parts[n++] = (struct score_part){"CLR_FN", s->clear_missed, false};
        parts[n++] = (struct score_part){"CLR_FP", s->clear_wrong, false};
        parts[n++] = (struct score_part){"IDSW", s->switches, false};
    } else if (strcmp(value->name, "IDF1") == 0) {
        parts[n++] = (struct score_part){"IDTP", s->id_found, false};
        parts[n++] = (struct score_part){"IDFN", s->id_missed, false};
        parts[n++] = (struct score_part){"IDFP", s->id_wrong, false};
    }
    return n;
}

/* Draws whole sequences; values[v x resamples + r]. NULL where there are too few. */
static double *resample(const struct score_options *options, const struct track_sums *sums,
                        size_t count)
{
    size_t resamples = (size_t)options->resamples;
    if (count < BOOTSTRAP_CLUSTERS_MIN || resamples == 0) {
        return NULL;
    }
    double *values = xmalloc(track_value_count * resamples * sizeof *values);
    for (size_t r = 0; r < resamples; r++) {
        struct track_sums sum = {.frames = 0};
        struct prng prng;
        prng_seed_stream(&prng, (uint64_t)options->seed, r);
        for (size_t i = 0; i < count; i++) {
            track_sums_add(&sum, &sums[prng_below(&prng, count)]);
        }
        for (size_t v = 0; v < track_value_count; v++) {
            values[v * resamples + r] = track_values[v].of(&sum);
        }
    }
    return values;
}

static struct score_figure make_figure(struct score_report *report,
                                       const struct track_value *value,
                                       const struct track_sums *sums,
                                       struct score_part parts[4])
{
    return (struct score_figure){
        .name = value->name,
        .metric = metric_of(value->metric),
        .settings = arena_printf(score_report_arena(report), "field:%s", value->name),
        .value = value_of(value, sums),
        .n = (int64_t)(sums->clear_found + sums->clear_missed),
        .parts = parts,
        .part_count = parts_of(value, sums, parts),
    };
}

static void add_figures(struct score_report *report, const struct scoring *s)
{
    const struct score_options *options = score_report_options(report);
    size_t resamples = (size_t)options->resamples;
    struct track_sums all = sum_of(s->sums, s->count);
    double *values = resample(options, s->sums, s->count);
    struct score_part parts[4];
    for (size_t v = 0; v < track_value_count; v++) {
        struct score_figure figure = make_figure(report, &track_values[v], &all, parts);
        figure.clusters = (int64_t)s->count;
        if (values != NULL && figure.value.defined &&
            percentile_interval(values + v * resamples, resamples, 0.95, &figure.interval)) {
            figure.has_interval = true;
            figure.method = "bootstrap.cluster.95/1";
        } else {
            figure.no_interval = values != NULL ? "undefined" : "fewer than 20 sequences";
        }
        score_report_figure(report, &figure);
    }
    free(values);
}

static void add_sequences(struct score_report *report, const struct scoring *s)
{
    static const char *const shown[] = {"HOTA", "DetA", "AssA", "MOTA", "IDSW", "IDF1"};
    struct score_part parts[4];
    for (size_t i = 0; i < s->count; i++) {
        for (size_t v = 0; v < track_value_count; v++) {
            for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
                if (strcmp(track_values[v].name, shown[k]) == 0) {
                    struct score_figure figure =
                        make_figure(report, &track_values[v], &s->sums[i], parts);
                    figure.no_interval = "one sequence";
                    score_report_group_figure(report, "sequence", s->pairs[i].name, &figure);
                }
            }
        }
    }
}

static void add_convention(struct score_report *report, const char *quantity,
                           const char *convention, double value, const char *why)
{
    score_report_convention(
        report, &(struct score_convention){.quantity = quantity,
                                           .convention = convention,
                                           .value = {.defined = true, .value = value},
                                           .why = why});
}

static double named(const char *name, const struct track_sums *sums)
{
    for (size_t v = 0; v < track_value_count; v++) {
        if (strcmp(track_values[v].name, name) == 0) {
            return track_values[v].of(sums);
        }
    }
    BUG("no figure %s", name);
}

static void add_conventions(struct score_report *report, const struct scoring *s)
{
    struct track_sums all = sum_of(s->sums, s->count);
    struct scoring other = *s;
    double hota = 0;
    if (all.clear_found + all.clear_missed == 0) {
        return;
    }
    other.sums = xcalloc(s->count, sizeof *other.sums);
    other.forget = true;
    parallel_run((size_t)score_report_options(report)->threads, s->count, score_sequence,
                 &other);
    struct track_sums forgetful = sum_of(other.sums, s->count);
    add_convention(report, "MOTA", "TrackEval", named("MOTA", &all), "as in the figures above");
    add_convention(report, "MOTA", "every frame counts as the one before",
                   named("MOTA", &forgetful),
                   "TrackEval skips frames without a box on one side and keeps the matches of "
                   "the frame before them; here they end");
    add_convention(report, "MOTP", "TrackEval", named("MOTP", &all),
                   "mean similarity of matches, higher is better");
    add_convention(report, "MOTP", "distance (Bernardin and Stiefelhagen 2008)",
                   1 - named("MOTP", &all), "mean distance of matches, lower is better");
    add_convention(report, "HOTA", "TrackEval", named("HOTA", &all),
                   "mean over 19 thresholds of sqrt(DetA AssA)");
    hota = named("DetA", &all) * named("AssA", &all);
    add_convention(report, "HOTA", "of the mean DetA and AssA", hota > 0 ? sqrt(hota) : 0,
                   "the root of the product of means is not the mean of the roots");
    add_convention(report, "HOTA", "HOTA(0)", named("HOTA(0)", &all),
                   "at the lowest threshold, .05, alone: localisation hardly matters");
    free(other.sums);
}

static enum err_code preprocess_of(const char *name, enum mot_preprocess *preprocess,
                                   struct err *err)
{
    static const char *const names[] = {"none", "mot17", "mot20"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0) {
            *preprocess = (enum mot_preprocess)i;
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "no preprocessing is called \"%s\"", name);
    err_hint(err, "--preprocess is none, mot17 (also for MOT16) or mot20");
    return ERR_USAGE;
}

enum err_code score_tracking(struct score_report *report, const char *gt, const char *dt,
                             const char *preprocess, struct err *err)
{
    struct mot_pair *pairs;
    struct scoring s = {.count = 0};
    TRY(preprocess_of(preprocess, &s.preprocess, err));
    TRY(mot_folder_read(report, gt, dt, &pairs, &s.count, err));
    for (size_t i = 0; i < s.count; i++) {
        TRY(mot_sequence_check_classes(&pairs[i].truth, &pairs[i].tracked, s.preprocess, err));
    }
    score_report_setting(report, "similarity", "box iou");
    score_report_setting(report, "preprocess", preprocess);
    score_report_setting(report, "reference", "trackeval-12c8791");
    s.pairs = pairs;
    s.sums = xcalloc(s.count, sizeof *s.sums);
    parallel_run((size_t)score_report_options(report)->threads, s.count, score_sequence, &s);
    add_figures(report, &s);
    add_sequences(report, &s);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(report, &s);
    }
    free(s.sums);
    return ERR_OK;
}
