/* Reading, normalising, aligning, and the figures; see score_speech.h. */
#include "score/speech/score_speech.h"

#include "base/parallel.h"
#include "base/name_table.h"
#include "score/score_sample.h"
#include "score/speech/alignment_report.h"
#include "score/speech/score_meeting.h"
#include "score/speech/speech_align.h"
#include "score/speech/speech_groups.h"
#include "score/speech/speech_norm.h"
#include "score/speech/speech_systems.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct scoring {
    struct score_report *report;
    struct arena *arena;
    const struct score_speech_plan *plan;
    struct speech_rules rules;
    enum missing_rule missing;
    struct transcript reference;
    struct transcript_pairs pairs;
    struct speech_items items;
    struct name_table *speakers;
    uint32_t *speaker; /* of each pair, or SCORE_NOT_RECORDED */
    const struct score_grouping *groupings;
    size_t grouping_count;
};

static enum err_code choose(const char *given, const char *option, const char *const *names,
                            int *choice, struct err *err)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (given == NULL || str_is(str_of(given), names[i])) {
            *choice = i;
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "--%s is %s", option, given);
    err_hint(err, "it is one of %s, %s, %s", names[0], names[1], names[2]);
    return ERR_USAGE;
}

static enum err_code read_plan(struct scoring *s, struct err *err)
{
    static const char *const letters[] = {"reference", "fold", "keep", NULL};
    static const char *const missing[] = {"error", "deleted", "sclite", NULL};
    int choice;
    TRY(choose(s->plan->letters, "case", letters, &choice, err));
    s->rules.letters = (enum letter_case)choice;
    TRY(choose(s->plan->missing, "missing", missing, &choice, err));
    s->missing = (enum missing_rule)choice;
    s->rules.optional = s->plan->optional;
    s->rules.steps = s->plan->alignments != NULL || s->plan->hypothesis2 != NULL;
    TRY(speech_norm_named(s->plan->norm, &s->rules.norm, err));
    score_report_setting(s->report, "norm", speech_norm_signature(s->rules.norm));
    score_report_setting(s->report, "missing", missing[s->missing]);
    if (s->rules.optional) {
        score_report_setting(s->report, "optional", "correct-when-left-out");
    }
    return ERR_OK;
}

static enum err_code format_of(const struct scoring *s, const char *path, const char *own,
                               enum transcript_format *format, struct err *err)
{
    const char *name = own != NULL ? own : s->plan->format;
    return name != NULL ? transcript_format_named(name, format, err)
                        : transcript_format_of(path, format, err);
}

/* JSON lines of several speakers are SegLST's. */
static void as_meeting(enum transcript_format *format)
{
    *format = *format == FORMAT_JSONL ? FORMAT_SEGLST : *format;
}

static enum err_code read_reference(struct scoring *s, struct err *err)
{
    enum transcript_format format;
    TRY(format_of(s, s->plan->reference, s->plan->reference_format, &format, err));
    if (s->plan->meeting) {
        as_meeting(&format);
    }
    return transcript_read(s->report, s->plan->reference, format, &s->reference, err);
}

/* Reads one hypothesis, pairs and aligns it. */
static enum err_code align_system(struct scoring *s, const char *path,
                                  struct transcript_pairs *pairs, struct speech_items *items,
                                  struct err *err)
{
    enum transcript_format format;
    struct transcript hypothesis;
    TRY(format_of(s, path, s->plan->hypothesis_format, &format, err));
    if (format == FORMAT_SEGLST) {
        err_set(err, ERR_USAGE, "%s is SegLST, which has several speakers", path);
        err_hint(err, "give --meeting and an stm or SegLST reference");
        return ERR_USAGE;
    }
    TRY(transcript_read(s->report, path, format, &hypothesis, err));
    TRY(transcript_pair(s->report, &s->reference, &hypothesis, s->missing, pairs, err));
    size_t threads = (size_t)score_report_options(s->report)->threads;
    return speech_items_make(s->arena, pairs, &s->rules, threads, items, err);
}

static void find_speakers(struct scoring *s)
{
    s->speakers = name_table_new(s->arena);
    s->speaker = arena_alloc(s->arena, (s->pairs.count + 1) * sizeof *s->speaker);
    for (size_t i = 0; i < s->pairs.count; i++) {
        struct str name = s->pairs.items[i].reference->speaker;
        s->speaker[i] = name.n > 0 ? name_table_add(s->speakers, name) : SCORE_NOT_RECORDED;
    }
}

/* Speakers are clusters; an utterance whose speaker is not known is one of its own. */
static struct score_sample sample_of(const struct scoring *s, size_t offset)
{
    size_t n = s->pairs.count;
    double *vectors = arena_alloc(s->arena, (n + 1) * 4 * sizeof *vectors);
    struct score_sample sample = {.count = n,
                                  .length = 4,
                                  .vectors = vectors,
                                  .unit = "utterances",
                                  .groupings = s->groupings,
                                  .grouping_count = s->grouping_count};
    for (size_t i = 0; i < n; i++) {
        const char *item = (const char *)&s->items.items[i];
        memcpy(vectors + 4 * i, item + offset, 4 * sizeof *vectors);
    }
    size_t clusters = name_table_count(s->speakers);
    if (clusters > 0) {
        uint32_t *cluster = arena_alloc(s->arena, (n + 1) * sizeof *cluster);
        for (size_t i = 0; i < n; i++) {
            cluster[i] =
                s->speaker[i] != SCORE_NOT_RECORDED ? s->speaker[i] : (uint32_t)clusters++;
        }
        sample.cluster = cluster;
        sample.clusters = clusters;
        sample.cluster_unit = "speakers";
    }
    return sample;
}

static size_t parts_of_counts(const double *sum, struct score_part *parts)
{
    static const char *const names[] = {"correct", "substitutions", "deletions", "insertions"};
    for (int i = 0; i < 4; i++) {
        parts[i] = (struct score_part){.name = names[i], .value = sum[i]};
    }
    return 4;
}

struct quantity {
    const char *name;
    const char *metric;
    const char *settings; /* but for the case */
    bool folds;           /* what the metric's reference does */
    size_t offset;        /* of its vector in struct speech_item */
};

static const struct quantity quantities[] = {
    {"wer.sclite", "wer.sclite/1", "costs:4/3/3|ties:pair,insertion,deletion", true,
     offsetof(struct speech_item, words)},
    {"wer.levenshtein", "wer.levenshtein/1", "costs:1/1/1|ties:pair,insertion,deletion", true,
     offsetof(struct speech_item, edits)},
    {"cer", "cer/1", "space:counts|ties:rapidfuzz", false,
     offsetof(struct speech_item, characters)},
    {"mer", "mer/1", "split:jiwer|ties:rapidfuzz", false, offsetof(struct speech_item, jiwer)},
    {"wil", "wil/1", "split:jiwer|ties:rapidfuzz", false, offsetof(struct speech_item, jiwer)},
    {"wip", "wip/1", "split:jiwer|ties:rapidfuzz", false, offsetof(struct speech_item, jiwer)}};
enum { QUANTITIES = sizeof quantities / sizeof quantities[0] };

static const char *settings_of(const struct scoring *s, const struct quantity *q)
{
    bool folds =
        s->rules.letters == CASE_AS_REFERENCES ? q->folds : s->rules.letters == CASE_FOLDED;
    return arena_printf(s->arena, "%s|case:%s", q->settings, folds ? "folded" : "kept");
}

/* Each speaker's own figure, of which one cluster gives no interval. */
static void add_speakers(const struct scoring *s, const struct quantity *q,
                         const struct metric *metric)
{
    size_t count = name_table_count(s->speakers);
    double *sums = arena_zalloc(s->arena, (count + 1) * 4 * sizeof *sums);
    int64_t *n = arena_zalloc(s->arena, (count + 1) * sizeof *n);
    for (size_t i = 0; i < s->pairs.count; i++) {
        if (s->speaker[i] != SCORE_NOT_RECORDED) {
            const char *item = (const char *)&s->items.items[i];
            double vector[4];
            memcpy(vector, item + q->offset, sizeof vector);
            metric_merge(metric, sums + (size_t)s->speaker[i] * 4, vector);
            n[s->speaker[i]]++;
        }
    }
    for (uint32_t k = 0; k < count; k++) {
        struct score_part parts[SCORE_PARTS_MAX];
        struct score_figure figure = {.name = q->name,
                                      .metric = metric,
                                      .settings = settings_of(s, q),
                                      .value = metric->finish(sums + (size_t)k * 4),
                                      .n = n[k],
                                      .clusters = 1,
                                      .no_interval = "one speaker",
                                      .parts = parts};
        figure.part_count = parts_of_counts(sums + (size_t)k * 4, parts);
        score_report_group_figure(s->report, "speaker", name_table_text(s->speakers, k),
                                  &figure);
    }
}

/* --group speaker has their figures, and compares them. */
static bool groups_by_speaker(const struct scoring *s)
{
    for (size_t g = 0; g < s->grouping_count; g++) {
        if (str_is(str_of(s->groupings[g].column), "speaker")) {
            return true;
        }
    }
    return false;
}

static void add_counts(const struct scoring *s)
{
    static const char *const names[] = {NULL, "substitutions", "deletions", "insertions"};
    double sum[4] = {0};
    for (size_t i = 0; i < s->pairs.count; i++) {
        for (int k = 0; k < 4; k++) {
            sum[k] += s->items.items[i].words[k];
        }
    }
    for (int k = 1; k < 4; k++) {
        const struct metric *metric = metric_lookup(arena_printf(s->arena, "%s/1", names[k]));
        struct score_figure figure = {.name = names[k],
                                      .metric = metric,
                                      .settings = settings_of(s, &quantities[0]),
                                      .value = metric->finish(sum),
                                      .n = (int64_t)s->pairs.count,
                                      .no_interval = "a count, not a rate"};
        score_report_figure(s->report, &figure);
    }
}

static void add_figures(const struct scoring *s)
{
    struct score_sample sample;
    for (int i = 0; i < QUANTITIES; i++) {
        const struct quantity *q = &quantities[i];
        const struct metric *metric = metric_lookup(q->metric);
        if (i == 0 || q->offset != quantities[i - 1].offset) {
            sample = sample_of(s, q->offset);
        }
        score_sample_figure(s->report, q->name, metric, settings_of(s, q), &sample,
                            parts_of_counts);
        if (name_table_count(s->speakers) > 1 && !groups_by_speaker(s)) {
            add_speakers(s, q, metric);
        }
        if (i == 0) {
            add_counts(s);
        }
    }
}

static void note(const struct scoring *s)
{
    if (s->pairs.missing > 0) {
        score_report_note(s->report,
                          "%zu utterances of the reference are not in the hypothesis: %s",
                          s->pairs.missing,
                          s->missing == MISSING_DELETED ? "each word counts as deleted"
                          : s->reference.format == FORMAT_STM
                              ? "each word counts as deleted, as sclite does by time"
                              : "left out, as sclite does by id");
    }
}

static void add_convention(const struct scoring *s, const char *quantity, const char *name,
                           struct metric_value value, const char *why)
{
    struct score_convention convention = {quantity, name, value, why};
    score_report_convention(s->report, &convention);
}

static void sum_of(const struct scoring *s, size_t offset, double *sum)
{
    memset(sum, 0, 4 * sizeof *sum);
    for (size_t i = 0; i < s->pairs.count; i++) {
        double vector[4];
        memcpy(vector, (const char *)&s->items.items[i] + offset, sizeof vector);
        for (int k = 0; k < 4; k++) {
            sum[k] += vector[k];
        }
    }
}

/* jiwer gives numbers where there is no reference. */
static struct metric_value jiwer_rate(const double *sum)
{
    struct metric_value value = metric_lookup("wer.levenshtein/1")->finish(sum);
    return value.defined ? value : (struct metric_value){.defined = true, .value = sum[3]};
}

static void add_conventions(const struct scoring *s)
{
    double sclite[4];
    double edits[4];
    double jiwer[4];
    double characters[4];
    sum_of(s, offsetof(struct speech_item, words), sclite);
    sum_of(s, offsetof(struct speech_item, edits), edits);
    sum_of(s, offsetof(struct speech_item, jiwer), jiwer);
    sum_of(s, offsetof(struct speech_item, characters), characters);
    const struct metric *wer = metric_lookup("wer.levenshtein/1");
    add_convention(
        s, "WER", "sclite", wer->finish(sclite),
        "substitution 4, deletion and insertion 3: fewer substitutions, at times more "
        "errors than the fewest; letters' case does not matter");
    add_convention(
        s, "WER", "edit distance", wer->finish(edits),
        "the fewest errors; words parted by ASCII white space, letters' case does not "
        "matter");
    add_convention(
        s, "WER", "jiwer 4", jiwer_rate(jiwer),
        "the fewest errors; letters keep their case, words are parted by spaces alone; "
        "without reference words the number of insertions");
    add_convention(
        s, "MER", "jiwer 4 (rapidfuzz ties)", metric_lookup("mer/1")->finish(jiwer),
        "of the shortest paths that with deletions and insertions before pairs, which "
        "keeps more words correct");
    add_convention(
        s, "MER", "pairs first", metric_lookup("mer/1")->finish(edits),
        "the shortest path with pairs first: more substitutions, so fewer matches in "
        "all");
    add_convention(s, "MER", "sclite", metric_lookup("mer/1")->finish(sclite),
                   "sclite's alignment");
    add_convention(s, "WIL", "jiwer 4 (rapidfuzz ties)", metric_lookup("wil/1")->finish(jiwer),
                   "as MER");
    add_convention(s, "WIL", "pairs first", metric_lookup("wil/1")->finish(edits), "as MER");
    add_convention(s, "WIL", "sclite", metric_lookup("wil/1")->finish(sclite), "as MER");
    add_convention(s, "CER", "jiwer 4", jiwer_rate(characters),
                   "spaces count as characters; without reference characters the number of "
                   "insertions");
}

static enum err_code add_second(struct scoring *s, struct err *err)
{
    struct transcript_pairs pairs;
    struct speech_items items = {NULL, 0};
    enum err_code code = align_system(s, s->plan->hypothesis2, &pairs, &items, err);
    if (code == ERR_OK) {
        const struct speech_systems systems = {
            .report = s->report,
            .names = {s->plan->hypothesis, s->plan->hypothesis2},
            .pairs = {&s->pairs, &pairs},
            .items = {&s->items, &items},
            .speaker_names = s->speakers,
            .speakers = s->speaker,
        };
        speech_systems_compare(&systems);
    }
    speech_items_free(&items);
    return code;
}

/* What a plan for several speakers cannot have. */
static enum err_code check_meeting(const struct scoring *s, enum transcript_format hypothesis,
                                   struct err *err)
{
    const struct score_speech_plan *plan = s->plan;
    if (plan->hypothesis2 != NULL || plan->alignments != NULL || plan->group != NULL ||
        plan->optional || s->missing == MISSING_SCLITE) {
        err_set(err, ERR_USAGE,
                "several speakers are not scored with --hyp2, --alignments, --group, "
                "--optional-words or --missing sclite");
        err_hint(err, "leave these options out; each system can be scored by itself");
        return ERR_USAGE;
    }
    if (!(plan->collar >= 0) || !isfinite(plan->collar)) {
        err_set(err, ERR_USAGE, "--collar is %g", plan->collar);
        err_hint(err, "give seconds, 0 or more; 2 to 5 are usual");
        return ERR_USAGE;
    }
    const enum transcript_format formats[2] = {s->reference.format, hypothesis};
    for (int i = 0; i < 2; i++) {
        if (formats[i] != FORMAT_STM && formats[i] != FORMAT_SEGLST) {
            err_set(err, ERR_USAGE, "%s does not say who spoke in which recording",
                    transcript_format_word(formats[i]));
            err_hint(err, "several speakers are scored from stm or SegLST files");
            return ERR_USAGE;
        }
    }
    return ERR_OK;
}

static enum err_code score_speakers(struct scoring *s, struct err *err)
{
    enum transcript_format format;
    struct transcript hypothesis;
    const struct meeting_rules rules = {.speech = &s->rules,
                                        .collar = s->plan->collar,
                                        .silent = s->missing == MISSING_DELETED};
    TRY(format_of(s, s->plan->hypothesis, s->plan->hypothesis_format, &format, err));
    as_meeting(&format);
    TRY(check_meeting(s, format, err));
    TRY(transcript_read(s->report, s->plan->hypothesis, format, &hypothesis, err));
    return score_meeting(s->report, &s->reference, &hypothesis, &rules, err);
}

static enum err_code score(struct scoring *s, struct err *err)
{
    TRY(read_plan(s, err));
    TRY(read_reference(s, err));
    if (s->plan->meeting || s->reference.format == FORMAT_SEGLST) {
        return score_speakers(s, err);
    }
    TRY(align_system(s, s->plan->hypothesis, &s->pairs, &s->items, err));
    TRY(speech_groups(s->arena, s->plan->group, &s->reference, &s->pairs, &s->groupings,
                      &s->grouping_count, err));
    find_speakers(s);
    note(s);
    add_figures(s);
    if (score_report_options(s->report)->compare_conventions) {
        add_conventions(s);
    }
    if (s->plan->alignments != NULL) {
        TRY(alignment_report_write(s->plan->alignments, &s->pairs, &s->items, err));
    }
    return s->plan->hypothesis2 != NULL ? add_second(s, err) : ERR_OK;
}

enum err_code score_speech(struct score_report *report, const struct score_speech_plan *plan,
                           struct err *err)
{
    struct scoring scoring = {
        .report = report, .arena = score_report_arena(report), .plan = plan};
    enum err_code code = score(&scoring, err);
    speech_items_free(&scoring.items);
    return code;
}
