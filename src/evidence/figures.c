/* figures.json from stats.jsonl; see figures.h.
 *
 * For each metric of the task, in its order: all items, then each value of each group that
 * stands in the rows, as NAME=VALUE by byte order. Sums run over items in order of ids,
 * clusters in order of their names: the same rows and seed give the same bytes everywhere. */
#include "evidence/figures.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "evidence/stats_rows.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sample {
    const struct metric *metric;
    const char *group; /* "all" or NAME=VALUE */
    size_t n;
    size_t clusters;
    double *vectors;      /* of the clusters, row by row; of a pooled metric, of the items */
    uint32_t *cluster_of; /* of a pooled metric, per item */
    double sum[METRIC_VECTOR_MAX];
};

static const char *group_name(struct arena *arena, const struct bench_group_value *value)
{
    return arena_printf(arena, "%.*s=%.*s", STR_ARG(value->group), STR_ARG(value->value));
}

static bool in_group(const struct bench_item *item, const char *group)
{
    struct str rest = str_of(group);
    struct str name;
    if (strcmp(group, "all") == 0) {
        return true;
    }
    (void)str_split(&rest, '=', &name);
    for (size_t i = 0; i < item->group_count; i++) {
        if (str_eq(item->groups[i].group, name) && str_eq(item->groups[i].value, rest)) {
            return true;
        }
    }
    return false;
}

static int compare_cluster(const void *a, const void *b)
{
    const struct stats_row *const *left = a;
    const struct stats_row *const *right = b;
    int order = str_cmp((*left)->item->cluster, (*right)->item->cluster);
    return order != 0 ? order : str_cmp((*left)->item->id, (*right)->item->id);
}

/* Gathers a group's rows of one metric by cluster. */
static void gather(struct arena *arena, const struct stats_rows *rows, struct sample *sample)
{
    const struct stats_row **members = xmalloc(rows->count * sizeof *members);
    size_t length = sample->metric->length;
    for (size_t i = 0; i < rows->count; i++) {
        const struct stats_row *row = &rows->rows[i];
        if (row->metric == sample->metric && in_group(row->item, sample->group)) {
            members[sample->n++] = row;
        }
    }
    if (sample->n > 0) {
        qsort(members, sample->n, sizeof *members, compare_cluster);
    }
    bool pooled = sample->metric->pool != NULL;
    sample->vectors = arena_zalloc(arena, sample->n * length * sizeof(double));
    sample->cluster_of = arena_zalloc(arena, (sample->n + 1) * sizeof *sample->cluster_of);
    for (size_t i = 0; i < sample->n; i++) {
        if (i == 0 || !str_eq(members[i]->item->cluster, members[i - 1]->item->cluster)) {
            sample->clusters++;
        }
        size_t row = pooled ? i : sample->clusters - 1;
        sample->cluster_of[i] = (uint32_t)(sample->clusters - 1);
        metric_merge(sample->metric, sample->vectors + row * length, members[i]->vector);
    }
    for (size_t i = 0; !pooled && i < sample->clusters; i++) {
        metric_merge(sample->metric, sample->sum, sample->vectors + i * length);
    }
    free(members);
}

/* Stats come from strangers too: sums that no measurement gives are no rate, and no number at
 * all where they are past what a double holds. */
static struct metric_value finish(const struct metric *metric, const double *sum)
{
    struct metric_value value = metric->finish(sum);
    if (value.defined && !isfinite(value.value)) {
        value.defined = false;
        value.undefined = "not a finite number";
    }
    return value;
}

/* Rows that no item gives: a pooled metric sets memory aside by the numbers in them. */
static bool are_counts(const struct sample *sample)
{
    for (size_t i = 0; i < sample->n * sample->metric->length; i++) {
        double number = sample->vectors[i];
        if (!(number >= 0 && number <= METRIC_POOL_MAX) || number != floor(number)) {
            return false;
        }
    }
    return true;
}

static struct metric_value value_of_sample(const struct sample *sample)
{
    const struct metric *metric = sample->metric;
    if (metric->pool == NULL) {
        return finish(metric, sample->sum);
    }
    if (!are_counts(sample)) {
        return (struct metric_value){.undefined = "not a finite number"};
    }
    return metric_of_rows(metric, sample->vectors, sample->n);
}

struct pooled {
    const struct metric_pool *pool;
    void *prepared;
};

static bool pooled_value(const void *data, const uint32_t *times, double *value)
{
    const struct pooled *pooled = data;
    struct metric_value result = pooled->pool->value(pooled->prepared, times);
    *value = result.value;
    return result.defined && isfinite(result.value);
}

/* The same as bootstrap_interval, of what is no function of a sum. */
static bool pooled_interval(const struct sample *sample, uint64_t seed,
                            struct interval *interval)
{
    struct pooled pooled = {.pool = sample->metric->pool};
    double *replicates = xmalloc(BOOTSTRAP_RESAMPLES * sizeof *replicates);
    const struct resampling plan = {.clusters = sample->clusters,
                                    .seed = seed,
                                    .resamples = BOOTSTRAP_RESAMPLES,
                                    .threads = 1,
                                    .rows = sample->n,
                                    .cluster_of = sample->cluster_of};
    pooled.prepared = pooled.pool->prepare(sample->vectors, sample->n);
    resample_values(&plan, pooled_value, &pooled, replicates);
    pooled.pool->release(pooled.prepared);
    bool enough = percentile_interval(replicates, BOOTSTRAP_RESAMPLES, 0.95, interval);
    free(replicates);
    return enough;
}

static bool is_proportion(const struct metric_value *value)
{
    return value->denominator >= 1 && value->numerator >= 0 &&
           value->numerator <= value->denominator &&
           value->numerator == floor(value->numerator) &&
           value->denominator == floor(value->denominator);
}

static bool value_of(void *data, const double *sum, double *value)
{
    const struct metric *metric = data;
    struct metric_value result = finish(metric, sum);
    *value = result.value;
    return result.defined;
}

/* The interval and the method's name, or NULL when there is not enough data. */
static const char *interval_of(const struct sample *sample, const struct metric_value *value,
                               uint64_t seed, struct interval *interval)
{
    if (sample->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return NULL;
    }
    if (sample->metric->interval == METRIC_BINOMIAL && sample->clusters == sample->n &&
        is_proportion(value)) {
        *interval = wilson((int64_t)value->numerator, (int64_t)value->denominator);
        return "wilson.95/1";
    }
    if (sample->metric->pool != NULL) {
        return pooled_interval(sample, seed, interval) ? "bootstrap.cluster.95/1" : NULL;
    }
    if (sample->metric->exact_ends && is_proportion(value) &&
        (value->numerator <= 0 || value->numerator >= value->denominator)) {
        int64_t clusters = (int64_t)sample->clusters;
        *interval = clopper_pearson(value->numerator <= 0 ? 0 : clusters, clusters, 0.95);
        return "clopper-pearson.cluster.95/1";
    }
    struct bootstrap plan = {.vectors = sample->vectors,
                             .clusters = sample->clusters,
                             .length = sample->metric->length,
                             .value = value_of,
                             .data = (void *)(uintptr_t)sample->metric,
                             .seed = seed};
    bool enough = bootstrap_interval(&plan, interval) && isfinite(interval->low) &&
                  isfinite(interval->high);
    return enough ? "bootstrap.cluster.95/1" : NULL;
}

static void write_count(struct jsonw *w, const char *name, double number)
{
    jsonw_key(w, name);
    if (number == floor(number) && fabs(number) < 9007199254740992.0) {
        jsonw_int(w, (int64_t)number);
    } else {
        jsonw_dec(w, number);
    }
}

/* A mean over labels or documents has a sum and their number, without being a count of items.
 */
static bool has_parts(const struct metric_value *value)
{
    return value->has_fraction || value->denominator > 0;
}

/* Keys in canonical order. */
static void write_figure(struct jsonw *w, const struct sample *sample, const char *reason,
                         uint64_t seed)
{
    struct metric_value value = value_of_sample(sample);
    struct interval interval = {0};
    const char *method = NULL;
    if (reason == NULL && !value.defined) {
        reason = value.undefined;
    }
    if (reason == NULL) {
        method = interval_of(sample, &value, seed, &interval);
        reason = method == NULL ? "not enough data" : NULL;
    }
    jsonw_object(w);
    jsonw_member_int(w, "clusters", (int64_t)sample->clusters);
    if (has_parts(&value)) {
        write_count(w, "denominator", value.denominator);
    }
    jsonw_member(w, "group", sample->group);
    if (method != NULL) {
        jsonw_key(w, "interval");
        jsonw_array(w);
        jsonw_dec(w, interval.low);
        jsonw_dec(w, interval.high);
        jsonw_end(w);
        jsonw_member(w, "method", method);
    }
    jsonw_member(w, "metric", sample->metric->id);
    jsonw_member_int(w, "n", (int64_t)sample->n);
    if (has_parts(&value)) {
        write_count(w, "numerator", value.numerator);
    }
    if (method != NULL) {
        jsonw_key(w, "value");
        jsonw_dec(w, value.value);
    } else {
        jsonw_member(w, "undefined", reason);
    }
    jsonw_end(w);
}

static int compare_text(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* "all", then every group value of the rows' items, sorted, each once. */
static const char **group_list(struct arena *arena, const struct stats_rows *rows,
                               size_t *count)
{
    const char **found = NULL;
    size_t n = 0;
    size_t capacity = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct bench_item *item = rows->rows[i].item;
        for (size_t g = 0; g < item->group_count; g++) {
            found = mem_grow(found, n, &capacity, sizeof *found);
            found[n++] = group_name(arena, &item->groups[g]);
        }
    }
    if (n > 0) {
        qsort(found, n, sizeof *found, compare_text);
    }
    const char **list = arena_alloc(arena, (n + 1) * sizeof *list);
    list[0] = "all";
    *count = 1;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(found[i], found[i - 1]) != 0) {
            list[(*count)++] = found[i];
        }
    }
    free(found);
    return list;
}

/* Why no figure of this run may be a rate, or NULL. */
static const char *no_rate(const struct bench *bench, struct str split, bool partial)
{
    size_t items;
    size_t clusters;
    bench_counts(bench, split, &items, &clusters);
    if (partial) {
        return "partial";
    }
    return bench_is_illustration(items, clusters) ? "illustration" : NULL;
}

enum err_code figures_make(const struct bench *bench, struct str split, struct str stats,
                           uint64_t bootstrap_seed, bool partial, struct strbuf *figures,
                           struct err *err)
{
    struct arena *arena = arena_new();
    struct stats_rows rows;
    struct jsonw w;
    size_t group_count;
    enum err_code code = ERR_OK;
    TRY_OUT(stats_rows_read(arena, bench, stats, &rows, err));
    const char *reason = no_rate(bench, split, partial);
    const char **groups = group_list(arena, &rows, &group_count);
    jsonw_init(&w, figures);
    jsonw_array(&w);
    for (size_t m = 0; bench->task->metrics[m] != NULL; m++) {
        for (size_t g = 0; g < group_count; g++) {
            struct sample sample = {.metric = metric_lookup(bench->task->metrics[m]),
                                    .group = groups[g]};
            gather(arena, &rows, &sample);
            write_figure(&w, &sample, reason, bootstrap_seed);
        }
    }
    jsonw_end(&w);
    strbuf_putc(figures, '\n');
    code = strbuf_check(figures, "figures.json", err);
out:
    arena_free(arena);
    return code;
}
