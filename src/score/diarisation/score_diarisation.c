/* Recordings, one after the other, by both conventions; see score_diarisation.h. */
#include "score/diarisation/score_diarisation.h"

#include "score/diarisation/rttm.h"
#include "score/score_sample.h"

#include <math.h>
#include <string.h>

enum { DER_LENGTH = 5, JER_LENGTH = 2 };

struct scoring {
    struct score_report *report;
    struct arena *arena;
    const struct score_diarisation_plan *plan;
    struct recordings reference;
    struct recordings hypothesis;
    struct recordings regions;
    size_t count;
    const char **names; /* of the recordings scored */
    double *md_eval;    /* count x DER_LENGTH */
    double *pyannote;
    double *jaccard; /* count x JER_LENGTH */
    size_t sounds;   /* NON-LEX rows of the reference: zones that md-eval does not score */
};

static enum err_code check_recordings(const struct scoring *s, struct err *err)
{
    for (size_t i = 0; i < s->hypothesis.count; i++) {
        const struct recording *recording = &s->hypothesis.items[i];
        if (recordings_find(&s->reference, recording->name) == NULL) {
            err_set(err, ERR_FORMAT, "recording %s is not in %s", recording->name,
                    s->plan->reference);
            err_hint(err,
                     "give the reference that belongs to this hypothesis, or take its rows "
                     "out (md-eval leaves them out)");
            TRY(score_report_skip(s->report, s->plan->hypothesis, recording->line, ERR_FORMAT,
                                  err));
        }
    }
    return ERR_OK;
}

static struct turns turns_of(const struct recording *recording)
{
    if (recording == NULL) {
        return (struct turns){NULL, 0, 0};
    }
    return (struct turns){recording->turns, recording->turn_count,
                          name_table_count(recording->speakers)};
}

static void put_times(double *vector, const struct diarisation_times *times)
{
    vector[0] = times->missed;
    vector[1] = times->false_alarm;
    vector[2] = times->confusion;
    vector[3] = times->total;
    vector[4] = times->correct;
}

/* Around the sounds of a reference; in the arena. */
static struct regions zones_of(struct scoring *s, const struct recording *reference)
{
    if (reference->sounds == 0) {
        return (struct regions){NULL, 0};
    }
    struct region *zones = arena_alloc(s->arena, reference->sounds * sizeof *zones);
    size_t count = no_score_zones(reference->events, reference->event_count, zones);
    return (struct regions){zones, count};
}

static struct diarisation_plan plan_of(struct scoring *s, const struct recording *reference,
                                       enum diarisation_rule rule, double collar)
{
    const struct recording *regions =
        s->plan->regions != NULL ? recordings_find(&s->regions, reference->name) : NULL;
    struct diarisation_plan plan = {
        .reference = turns_of(reference),
        .hypothesis = turns_of(recordings_find(&s->hypothesis, reference->name)),
        .left_out = {reference->regions, reference->region_count},
        .rule = rule,
        .collar = collar,
        .skip_overlap = s->plan->skip_overlap,
    };
    if (regions != NULL) {
        plan.evaluated = (struct regions){regions->regions, regions->region_count};
    } else if (rule == RULE_MD_EVAL && reference->extent.end > reference->extent.start) {
        plan.evaluated = (struct regions){&reference->extent, 1};
    }
    if (rule == RULE_MD_EVAL) {
        plan.unscored = zones_of(s, reference);
    }
    return plan;
}

static void measure(struct scoring *s, const struct recording *reference)
{
    struct diarisation_times times;
    size_t i = s->count++;
    struct diarisation_plan plan = plan_of(s, reference, RULE_MD_EVAL, s->plan->collar);
    diarisation_times(&plan, &times);
    put_times(s->md_eval + i * DER_LENGTH, &times);
    plan = plan_of(s, reference, RULE_PYANNOTE, s->plan->collar);
    diarisation_times(&plan, &times);
    put_times(s->pyannote + i * DER_LENGTH, &times);
    s->jaccard[i * JER_LENGTH] = times.jaccard_errors;
    s->jaccard[i * JER_LENGTH + 1] = (double)times.jaccard_speakers;
    s->names[i] = reference->name;
}

static void measure_all(struct scoring *s)
{
    size_t n = s->reference.count + 1;
    size_t missing = 0;
    s->names = arena_alloc(s->arena, n * sizeof *s->names);
    s->md_eval = arena_zalloc(s->arena, n * DER_LENGTH * sizeof(double));
    s->pyannote = arena_zalloc(s->arena, n * DER_LENGTH * sizeof(double));
    s->jaccard = arena_zalloc(s->arena, n * JER_LENGTH * sizeof(double));
    for (size_t i = 0; i < s->reference.count; i++) {
        measure(s, &s->reference.items[i]);
        s->sounds += s->reference.items[i].sounds;
        missing += recordings_find(&s->hypothesis, s->reference.items[i].name) == NULL;
    }
    if (missing > 0) {
        score_report_note(s->report,
                          "%zu recordings of the reference are not in the hypothesis: all of "
                          "their speech is missed",
                          missing);
    }
}

static size_t der_parts(const double *sum, struct score_part *parts)
{
    static const char *const names[DER_LENGTH] = {"missed", "false_alarm", "confusion", "total",
                                                  "correct"};
    for (size_t i = 0; i < DER_LENGTH; i++) {
        parts[i] = (struct score_part){.name = names[i], .value = sum[i]};
    }
    return DER_LENGTH;
}

static size_t jer_parts(const double *sum, struct score_part *parts)
{
    parts[0] = (struct score_part){.name = "speakers", .value = sum[1]};
    return 1;
}

static void add_figure(struct scoring *s, const char *name, const double *vectors,
                       size_t length, const char *settings, score_parts_fn *parts)
{
    const struct metric *metric = metric_lookup(arena_printf(s->arena, "%s/1", name));
    struct score_sample sample = {
        .count = s->count, .length = length, .vectors = vectors, .unit = "recordings"};
    score_sample_figure(s->report, name, metric, settings, &sample, parts);
    for (size_t i = 0; s->count > 1 && i < s->count; i++) {
        struct score_part room[SCORE_PARTS_MAX];
        struct score_figure figure = {.name = name,
                                      .metric = metric,
                                      .settings = settings,
                                      .value = metric->finish(vectors + i * length),
                                      .n = 1,
                                      .no_interval = "one recording",
                                      .parts = room};
        figure.part_count = parts(vectors + i * length, room);
        score_report_group_figure(s->report, "recording", s->names[i], &figure);
    }
}

static const char *regions_word(const struct scoring *s, const char *otherwise)
{
    return s->plan->regions != NULL ? "uem" : otherwise;
}

static void add_figures(struct scoring *s)
{
    const char *overlap = s->plan->skip_overlap ? "left-out" : "scored";
    double collar = s->plan->collar;
    add_figure(s, "der", s->md_eval, DER_LENGTH,
               arena_printf(s->arena,
                            "convention:md-eval-22|collar:%g-each-side|overlap:%s|regions:%s%s",
                            collar, overlap, regions_word(s, "reference-extent"),
                            s->sounds > 0 ? "|non-lex:left-out" : ""),
               der_parts);
    const char *pyannote =
        arena_printf(s->arena, "convention:pyannote|collar:%g-in-all|overlap:%s|regions:%s",
                     collar, overlap, regions_word(s, "extent-of-both"));
    add_figure(s, "der.pyannote", s->pyannote, DER_LENGTH, pyannote, der_parts);
    add_figure(s, "jer", s->jaccard, JER_LENGTH, pyannote, jer_parts);
}

/* The other reading of the same collar, so that the two can be seen to meet. */
static void add_convention(struct scoring *s, const char *name, enum diarisation_rule rule,
                           double collar, const char *why)
{
    double sum[DER_LENGTH] = {0};
    for (size_t i = 0; i < s->reference.count; i++) {
        struct diarisation_times times;
        const struct diarisation_plan plan = plan_of(s, &s->reference.items[i], rule, collar);
        double vector[DER_LENGTH];
        diarisation_times(&plan, &times);
        put_times(vector, &times);
        for (int k = 0; k < DER_LENGTH; k++) {
            sum[k] += vector[k];
        }
    }
    struct score_convention convention = {"DER", name, metric_lookup("der/1")->finish(sum),
                                          why};
    score_report_convention(s->report, &convention);
}

static void add_conventions(struct scoring *s)
{
    double collar = s->plan->collar;
    add_convention(s, arena_printf(s->arena, "md-eval -c %g", collar), RULE_MD_EVAL, collar,
                   "so many seconds on either side of a boundary are left out");
    add_convention(s, arena_printf(s->arena, "pyannote collar=%g", collar), RULE_PYANNOTE,
                   collar,
                   "so many seconds around a boundary are left out, half on either side");
    if (collar > 0) {
        add_convention(
            s, arena_printf(s->arena, "pyannote collar=%g", 2 * collar), RULE_PYANNOTE,
            2 * collar,
            "the same stretches as md-eval leaves out; what still differs comes from "
            "mapping over less and, without regions, from speech beyond the reference");
    }
}

static enum err_code check_plan(const struct scoring *s, struct err *err)
{
    if (!(s->plan->collar >= 0) || !isfinite(s->plan->collar)) {
        err_set(err, ERR_USAGE, "--collar is %g", s->plan->collar);
        err_hint(err, "give seconds, 0 or more, such as 0.25");
        return ERR_USAGE;
    }
    return ERR_OK;
}

enum err_code score_diarisation(struct score_report *report,
                                const struct score_diarisation_plan *plan, struct err *err)
{
    struct scoring s = {.report = report, .arena = score_report_arena(report), .plan = plan};
    TRY(check_plan(&s, err));
    TRY(rttm_read(report, plan->reference, KIND_RTTM, &s.reference, err));
    TRY(rttm_read(report, plan->hypothesis, KIND_RTTM, &s.hypothesis, err));
    if (plan->regions != NULL) {
        TRY(rttm_read(report, plan->regions, KIND_UEM, &s.regions, err));
    }
    TRY(check_recordings(&s, err));
    measure_all(&s);
    add_figures(&s);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(&s);
    }
    return ERR_OK;
}
