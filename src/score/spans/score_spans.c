/* From two files of spans to figures; see score_spans.h. */
#include "score/spans/score_spans.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "score/score_input.h"
#include "base/name_table.h"
#include "score/score_sample.h"
#include "score/spans/spans_count.h"
#include "score/spans/spans_labels.h"

#include <stddef.h>
#include <string.h>

struct work {
    struct score_report *report;
    const struct score_spans_options *options;
    struct spans_file truth;
    struct spans_file answers;
    struct spans_rules rules;
    struct spans_numbers *numbers; /* a document each */
    uint32_t *cluster;             /* of each document, or NULL */
    size_t clusters;
    struct score_grouping groupings[SPANS_COLUMNS_MAX];
    const char *tokens; /* how they were made */
};

/* What a figure's signature says beyond its metric. */
enum settings { GREEDY, MATCHED, OVERLAP, MASKING, COVER, CHARACTERS, TOKENS };

/* A figure: name, metric and where its vector stands in spans_numbers. */
struct wanted {
    const char *name;
    const char *metric;
    size_t offset;
    size_t length;
    enum settings settings;
};

#define AT(member) offsetof(struct spans_numbers, member)
#define SCHEMA(prefix, schema, suffix, kind, member)                                           \
    {prefix "precision" suffix, schema ".precision/1", AT(member), SPAN_COUNTS, kind},         \
        {prefix "recall" suffix, schema ".recall/1", AT(member), SPAN_COUNTS, kind},           \
    {                                                                                          \
        prefix "f1" suffix, schema ".f1/1", AT(member), SPAN_COUNTS, kind                      \
    }

static const struct wanted figures[] = {
    SCHEMA("", "strict", "", GREEDY, greedy[SPAN_STRICT]),
    SCHEMA("strict.", "strict", "", GREEDY, greedy[SPAN_STRICT]),
    SCHEMA("exact.", "exact", "", GREEDY, greedy[SPAN_EXACT]),
    SCHEMA("partial.", "partial", "", GREEDY, greedy[SPAN_PARTIAL]),
    SCHEMA("ent_type.", "ent_type", "", GREEDY, greedy[SPAN_ENT_TYPE]),
    SCHEMA("strict.", "strict", ".matched", MATCHED, matched[SPAN_STRICT]),
    SCHEMA("exact.", "exact", ".matched", MATCHED, matched[SPAN_EXACT]),
    SCHEMA("partial.", "partial", ".matched", MATCHED, matched[SPAN_PARTIAL]),
    SCHEMA("ent_type.", "ent_type", ".matched", MATCHED, matched[SPAN_ENT_TYPE]),
    {"entity.recall", "entity.recall/1", AT(entity_recall), 2, COVER},
    {"documents.leak", "documents.leak/1", AT(documents_leak), 2, COVER},
    {"documents.leak.direct", "documents.leak.direct/1", AT(direct_leak), 2, MASKING},
    {"tab.entity.recall", "tab.entity.recall/1", AT(entities), 2, MASKING},
    {"tab.entity.recall.direct", "tab.entity.recall.direct/1", AT(direct), 2, MASKING},
    {"tab.entity.recall.quasi", "tab.entity.recall.quasi/1", AT(quasi), 2, MASKING},
    {"tab.mention.recall", "tab.mention.recall/1", AT(mentions), 2, MASKING},
    {"tab.mention.precision", "tab.mention.precision/1", AT(masks), 2, MASKING},
    {"tab.token.recall", "tab.token.recall/1", AT(mention_tokens), 2, MASKING},
    {"tab.token.precision", "tab.token.precision/1", AT(masked_tokens), 2, MASKING},
    {"iou.precision", "iou.precision/1", AT(iou), 3, OVERLAP},
    {"iou.recall", "iou.recall/1", AT(iou), 3, OVERLAP},
    {"iou.f2", "iou.f2/1", AT(iou), 3, OVERLAP},
    {"characters.precision", "characters.precision/1", AT(characters), 3, CHARACTERS},
    {"characters.recall", "characters.recall/1", AT(characters), 3, CHARACTERS},
    {"characters.f1", "characters.f1/1", AT(characters), 3, CHARACTERS},
    {"tokens.precision", "tokens.precision/1", AT(tokens), 3, TOKENS},
    {"tokens.recall", "tokens.recall/1", AT(tokens), 3, TOKENS},
    {"tokens.f1", "tokens.f1/1", AT(tokens), 3, TOKENS},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static void count_one(void *data, size_t i)
{
    struct work *work = data;
    spans_count(&work->truth.documents[i], &work->answers.documents[i], &work->rules,
                &work->numbers[i]);
}

/* Each document's cluster: the one named, else a cluster of its own. */
static void gather_clusters(struct work *work)
{
    if (!work->truth.any_cluster) {
        return;
    }
    struct arena *arena = work->truth.arena;
    work->clusters = name_table_count(work->truth.clusters);
    work->cluster = arena_alloc(arena, work->truth.count * sizeof *work->cluster);
    for (size_t i = 0; i < work->truth.count; i++) {
        uint32_t cluster = work->truth.documents[i].cluster;
        work->cluster[i] = cluster != SCORE_NOT_RECORDED ? cluster : (uint32_t)work->clusters++;
    }
}

static void gather_groupings(struct work *work)
{
    const struct spans_file *truth = &work->truth;
    for (uint32_t c = 0; c < name_table_count(truth->columns); c++) {
        uint32_t *of = arena_alloc(truth->arena, truth->count * sizeof *of);
        for (size_t i = 0; i < truth->count; i++) {
            of[i] = truth->documents[i].values[c];
        }
        work->groupings[c] =
            (struct score_grouping){.column = name_table_text(truth->columns, c),
                                    .values = name_table_list(truth->values[c]),
                                    .value_count = name_table_count(truth->values[c]),
                                    .of = of};
    }
}

static const char *settings_of(const struct work *work, enum settings kind)
{
    struct arena *arena = work->truth.arena;
    const struct score_spans_options *given = work->options;
    switch (kind) {
    case GREEDY:
        return arena_printf(arena, "match:nervaluate@fce0139|min_overlap:%g",
                            given->min_overlap);
    case MATCHED:
        return arena_printf(arena, "match:maximum-weight|min_overlap:%g", given->min_overlap);
    case OVERLAP:
        return arena_printf(arena, "presidio-research@7622dec|iou:%g|tokens:%s|skip:%s",
                            given->iou, work->tokens,
                            given->skip_words != NULL
                                ? arena_printf(arena, "punctuation+%zu-words",
                                               name_table_count(work->rules.skip_words))
                                : "punctuation");
    case MASKING:
        return arena_printf(arena, "tab@c5246a2|tokens:%s", work->tokens);
    case TOKENS:
        return arena_printf(arena, "tokens:%s", work->tokens);
    default:
        return "unit:code-points";
    }
}

static size_t schema_parts(const double *sum, struct score_part *parts)
{
    static const char *const names[SPAN_COUNTS] = {"correct", "incorrect", "partial", "missed",
                                                   "spurious"};
    for (size_t i = 0; i < SPAN_COUNTS; i++) {
        parts[i] = (struct score_part){.name = names[i], .value = sum[i]};
    }
    return SPAN_COUNTS;
}

static const double *vectors_at(const struct work *work, size_t offset, size_t length)
{
    double *vectors =
        arena_alloc(work->truth.arena, work->truth.count * length * sizeof *vectors);
    for (size_t i = 0; i < work->truth.count; i++) {
        memcpy(vectors + i * length, (const char *)&work->numbers[i] + offset,
               length * sizeof *vectors);
    }
    return vectors;
}

static bool unsolved(const struct work *work)
{
    for (size_t i = 0; i < work->truth.count; i++) {
        if (work->numbers[i].unsolved) {
            return true;
        }
    }
    return false;
}

/* Figures whose vectors stand at one offset share a sample, and so its resamples. */
static void add_figures(struct work *work)
{
    struct score_sample sample = {.length = 0};
    bool no_matching = unsolved(work);
    for (size_t i = 0; i < FIGURES; i++) {
        const struct wanted *w = &figures[i];
        if (w->settings == MATCHED && no_matching) {
            continue;
        }
        if (i == 0 || figures[i - 1].offset != w->offset) {
            sample =
                (struct score_sample){.count = work->truth.count,
                                      .length = w->length,
                                      .vectors = vectors_at(work, w->offset, w->length),
                                      .cluster = work->cluster,
                                      .clusters = work->clusters,
                                      .unit = "documents",
                                      .cluster_unit = work->cluster != NULL ? "clusters" : NULL,
                                      .groupings = work->groupings,
                                      .grouping_count = name_table_count(work->truth.columns)};
        }
        score_sample_figure(work->report, w->name, metric_lookup(w->metric),
                            settings_of(work, w->settings), &sample,
                            w->length == SPAN_COUNTS ? schema_parts : NULL);
    }
    if (no_matching) {
        score_report_note(work->report,
                          "the order-free figures (.matched) are left out: more than %d spans "
                          "of one document overlap one another",
                          SPAN_GROUP_MAX);
    }
}

static void sum_of(const struct work *work, size_t offset, size_t length, double *sum)
{
    memset(sum, 0, length * sizeof *sum);
    for (size_t i = 0; i < work->truth.count; i++) {
        const double *vector = (const void *)((const char *)&work->numbers[i] + offset);
        for (size_t j = 0; j < length; j++) {
            sum[j] += vector[j];
        }
    }
}

static void add_convention(struct work *work, const char *quantity, const char *convention,
                           struct metric_value value, const char *why)
{
    struct score_convention one = {quantity, convention, value, why};
    score_report_convention(work->report, &one);
}

static void compare_schemas(struct work *work)
{
    for (enum span_schema schema = 0; schema < SPAN_SCHEMAS; schema++) {
        double sum[SPAN_COUNTS];
        const char *quantity =
            arena_printf(work->truth.arena, "%s.f1", span_schema_name(schema));
        sum_of(work, AT(greedy) + schema * sizeof(double[SPAN_COUNTS]), SPAN_COUNTS, sum);
        add_convention(work, quantity, "nervaluate@fce0139, by its formula",
                       span_counts_f1(sum),
                       "each prediction in turn takes the first free true span it overlaps");
        if (schema == SPAN_PARTIAL) {
            double merged[SPAN_COUNTS] = {sum[0], sum[1] + sum[2], 0, sum[3], sum[4]};
            add_convention(work, quantity, "nervaluate@fce0139, several documents",
                           span_counts_f1(merged),
                           "its Evaluator adds documents up without the half for partial "
                           "(evaluator.py, _merge_results)");
        }
        sum_of(work, AT(matched) + schema * sizeof(double[SPAN_COUNTS]), SPAN_COUNTS, sum);
        add_convention(work, quantity, "maximum-weight matching", span_counts_f1(sum),
                       "the best one-to-one pairing, whatever the order of the spans");
    }
}

static void compare_recalls(struct work *work)
{
    double sum[3];
    sum_of(work, AT(entity_recall), 2, sum);
    add_convention(work, "entity recall", "every character of each span",
                   metric_lookup("entity.recall/1")->finish(sum),
                   "each span is an entity; nothing in it may be left, blanks included");
    sum_of(work, AT(entities), 2, sum);
    add_convention(work, "entity recall", "Text Anonymization Benchmark", mask_recall(sum),
                   "all mentions of an entity; blanks, punctuation and titles may be left");
    sum_of(work, AT(mentions), 2, sum);
    add_convention(work, "entity recall", "mentions, Text Anonymization Benchmark",
                   mask_recall(sum), "each mention counts, not each entity");
    sum_of(work, AT(iou), 3, sum);
    add_convention(work, "entity recall", "presidio-research@7622dec", span_iou_recall(sum),
                   "a span is found when the IoU is at least the threshold");
    sum_of(work, AT(characters), 3, sum);
    add_convention(work, "entity recall", "characters",
                   metric_lookup("characters.recall/1")->finish(sum),
                   "long spans weigh more; a half-masked span counts half");
}

static enum err_code read_skip_words(struct work *work, struct err *err)
{
    struct score_input *input;
    const char *path = work->options->skip_words;
    if (path == NULL) {
        return ERR_OK;
    }
    struct name_table *words = name_table_new(score_report_arena(work->report));
    struct str line;
    bool found = true;
    TRY(score_input_open(path, &input, err));
    enum err_code code = ERR_OK;
    while (code == ERR_OK && found) {
        code = score_input_line(input, &line, &found, err);
        if (code == ERR_OK && found && str_trim(line).n > 0) {
            (void)name_table_add(words, str_trim(line));
        }
    }
    score_input_close(input);
    work->rules.skip_words = words;
    return code;
}

static void say_what_is_missing(const struct work *work)
{
    size_t missing = 0;
    for (size_t i = 0; i < work->truth.count; i++) {
        missing += !work->answers.documents[i].present;
    }
    if (missing > 0) {
        score_report_note(work->report,
                          "%zu of %zu documents have no answer and count as answered with no "
                          "spans",
                          missing, work->truth.count);
    }
    if (!work->truth.any_text) {
        score_report_note(work->report, "the reference gives no text: no character can be "
                                        "ignored, tab.token figures are not defined");
    }
}

enum err_code score_spans(struct score_report *report,
                          const struct score_spans_options *options, struct err *err)
{
    struct work work = {.report = report,
                        .options = options,
                        .rules = {.overlap = options->min_overlap, .iou = options->iou}};
    TRY(read_skip_words(&work, err));
    TRY(spans_file_read(report, options->truth, options->allow_overlaps, &work.truth, err));
    TRY(spans_file_answers(report, options->answers, options->allow_overlaps, &work.truth,
                           &work.answers, err));
    work.tokens = work.truth.any_tokens ? "given"
                  : work.truth.any_text ? "words"
                                        : "code-points";
    work.numbers = arena_zalloc(work.truth.arena, work.truth.count * sizeof *work.numbers);
    parallel_run((size_t)options->shared.threads, work.truth.count, count_one, &work);
    gather_clusters(&work);
    gather_groupings(&work);
    say_what_is_missing(&work);
    score_report_setting(report, "offsets", "code-points");
    score_report_setting(report, "overlaps", options->allow_overlaps ? "allowed" : "refused");
    add_figures(&work);
    spans_labels_add(report, &work.truth, &work.answers, &work.rules,
                     settings_of(&work, GREEDY));
    if (options->shared.compare_conventions) {
        compare_schemas(&work);
        compare_recalls(&work);
    }
    return ERR_OK;
}
