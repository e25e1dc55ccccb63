/* See labeller_agreement.h. */
#include "benchmark/labeller_agreement.h"

#include "base/mem.h"
#include "base/name_table.h"
#include "metrics/classes/agreement.h"
#include "metrics/metric.h"
#include "stats/bootstrap.h"
#include "stats/krippendorff.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>

/* The interval does not depend on when it is asked for. */
enum { SEED = 20 };

struct agreeing {
    double *vectors; /* items x 2 */
    uint32_t *cluster_of;
    size_t count;
    size_t clusters;
};

enum { PAIR_CATEGORIES = 3 };

static bool is_categorical(const struct task *task)
{
    return task->labelling == TASK_CHOOSES || task->labelling == TASK_COMPARES;
}

/* Which label an answer is, or of a pair 0 to 2: the same, different, unsure. */
static int32_t category_of(const struct making *making, const struct js *value)
{
    struct str label = js_text(value, "label");
    if (making->task->labelling == TASK_COMPARES) {
        return label_is_unsure(value) ? 2 : str_is(js_text(value, "match"), "yes") ? 0 : 1;
    }
    for (size_t i = 0; i < making->label_count; i++) {
        if (str_eq(making->labels[i], label)) {
            return (int32_t)i;
        }
    }
    return (int32_t)making->label_count; /* of an older list: all of these are one */
}

static bool is_same_span(const struct js *a, const struct js *b)
{
    return js_member(a, "start")->integer == js_member(b, "start")->integer &&
           js_member(a, "end")->integer == js_member(b, "end")->integer &&
           str_eq(js_text(a, "label"), js_text(b, "label"));
}

/* {twice the spans in both, spans of both}; a list holds no span twice. */
static void compare_spans(const struct js *one, const struct js *other, double vector[2])
{
    const struct js *a = js_member(one, "spans");
    const struct js *b = js_member(other, "spans");
    vector[0] = 0;
    vector[1] = (double)(a->array.count + b->array.count);
    for (size_t i = 0; i < a->array.count; i++) {
        for (size_t k = 0; k < b->array.count; k++) {
            if (is_same_span(&a->array.items[i], &b->array.items[k])) {
                vector[0] += 2;
                break;
            }
        }
    }
}

/* {twice the words in both, words of both}. */
static enum err_code compare_words(const struct js *input, const struct js *one,
                                   const struct js *other, double vector[2], struct err *err)
{
    const struct metric *metric = metric_lookup("wer.levenshtein/1");
    double counts[METRIC_VECTOR_MAX]; /* correct, substituted, deleted, inserted */
    bool has;
    TRY(metric->item(input, one, other, counts, &has, err));
    vector[0] = 2 * counts[0];
    vector[1] = 2 * counts[0] + 2 * counts[1] + counts[2] + counts[3];
    return ERR_OK;
}

static enum err_code compare(const struct making *making, size_t item, const struct js *one,
                             const struct js *other, double vector[2], struct err *err)
{
    const struct js *input = making->items[item].input;
    bool has;
    switch (making->task->labelling) {
    case TASK_CHOOSES:
        return metric_lookup("kappa/1")->item(input, one, other, vector, &has, err);
    case TASK_COMPARES:
        vector[0] = category_of(making, one);
        vector[1] = category_of(making, other);
        return ERR_OK;
    case TASK_WRITES:
        return compare_words(input, one, other, vector, err);
    case TASK_MARKS:
    case TASK_NOT_LABELLED:
        break;
    }
    compare_spans(one, other, vector);
    return ERR_OK;
}

static enum err_code gather_pairs(const struct making *making, const struct labels *first,
                                  const struct labels *second, struct agreeing *own,
                                  struct labeller_agreement *agreement, struct err *err)
{
    struct name_table *clusters = name_table_new(making->arena);
    for (size_t i = 0; i < making->sample_count; i++) {
        size_t item = making->sample[i];
        const struct js *one = first->of[item].value;
        const struct js *other = second->of[item].value;
        if (one == NULL || other == NULL) {
            continue;
        }
        TRY(compare(making, item, one, other, &own->vectors[2 * own->count], err));
        own->cluster_of[own->count++] = name_table_lend(clusters, making->items[item].cluster);
        agreement->same += labels_same(making, one, other);
    }
    own->clusters = name_table_count(clusters);
    agreement->items = own->count;
    agreement->clusters = own->clusters;
    return ERR_OK;
}

static struct metric_value value_of(bool kappa, const double *vectors, size_t count)
{
    if (kappa) {
        return metric_of_rows(metric_lookup("kappa/1"), vectors, count);
    }
    double both = 0;
    double all = 0;
    for (size_t i = 0; i < count; i++) {
        both += vectors[2 * i];
        all += vectors[2 * i + 1];
    }
    return metric_fraction(both, all, "neither marked or wrote anything");
}

struct resampled {
    bool kappa;
    const struct agreeing *own;
    void *prepared;
};

static bool resampled_value(const void *data, const uint32_t *times, double *value)
{
    const struct resampled *resampled = data;
    const struct agreeing *own = resampled->own;
    if (resampled->kappa) {
        struct metric_value kappa =
            metric_lookup("kappa/1")->pool->value(resampled->prepared, times);
        *value = kappa.value;
        return kappa.defined;
    }
    double both = 0;
    double all = 0;
    for (size_t i = 0; i < own->count; i++) {
        both += times[i] * own->vectors[2 * i];
        all += times[i] * own->vectors[2 * i + 1];
    }
    *value = all > 0 ? both / all : 0;
    return all > 0;
}

static bool interval_of(bool kappa, const struct agreeing *own, struct interval *interval)
{
    const struct metric_pool *pool = metric_lookup("kappa/1")->pool;
    struct resampled resampled = {kappa, own, NULL};
    double replicates[BOOTSTRAP_RESAMPLES];
    const struct resampling plan = {.clusters = own->clusters,
                                    .seed = SEED,
                                    .resamples = BOOTSTRAP_RESAMPLES,
                                    .threads = 1,
                                    .rows = own->count,
                                    .cluster_of = own->cluster_of};
    if (own->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return false;
    }
    resampled.prepared = kappa ? pool->prepare(own->vectors, own->count) : NULL;
    resample_values(&plan, resampled_value, &resampled, replicates);
    if (kappa) {
        pool->release(resampled.prepared);
    }
    return percentile_interval(replicates, BOOTSTRAP_RESAMPLES, 0.95, interval);
}

enum err_code labeller_agreement(const struct making *making, const struct labelled *labelled,
                                 size_t one, size_t other, struct labeller_agreement *agreement,
                                 struct err *err)
{
    bool kappa = is_categorical(making->task);
    struct agreeing own = {
        .vectors = xcalloc(2 * making->sample_count + 2, sizeof *own.vectors),
        .cluster_of = xcalloc(making->sample_count + 1, sizeof *own.cluster_of)};
    *agreement = (struct labeller_agreement){.name = kappa ? "Cohen's kappa"
                                                     : making->task->labelling == TASK_MARKS
                                                         ? "F1 of spans"
                                                         : "words in both"};
    enum err_code code =
        gather_pairs(making, &labelled->by[one], &labelled->by[other], &own, agreement, err);
    if (code == ERR_OK && own.count > 0) {
        struct metric_value value = value_of(kappa, own.vectors, own.count);
        agreement->defined = value.defined;
        agreement->value = value.value;
        agreement->undefined = value.undefined;
        agreement->has_interval =
            value.defined && interval_of(kappa, &own, &agreement->interval);
    } else if (code == ERR_OK) {
        agreement->undefined = "no item was labelled by two people";
    }
    free(own.vectors);
    free(own.cluster_of);
    return code;
}

void labeller_agreement_print(const struct labeller_agreement *agreement, struct strbuf *out)
{
    strbuf_printf(out, "%s", agreement->name);
    if (agreement->defined) {
        strbuf_printf(out, " %.3f", agreement->value);
    } else {
        strbuf_printf(out, " undefined: %s", agreement->undefined);
    }
    if (agreement->has_interval) {
        strbuf_printf(out, " (95 %% %.3f to %.3f)", agreement->interval.low,
                      agreement->interval.high);
    } else if (agreement->defined) {
        strbuf_printf(out, " (no interval under %d clusters: %zu)", BOOTSTRAP_CLUSTERS_MIN,
                      agreement->clusters);
    }
    strbuf_printf(out, "; %zu of %zu items the same", agreement->same, agreement->items);
}

static bool alpha_value(const void *data, const uint32_t *times, double *value)
{
    return krippendorff_alpha(data, times, value);
}

static void alpha_interval(const struct making *making, const struct krippendorff *data,
                           struct labellers_alpha *alpha)
{
    struct name_table *clusters = name_table_new(making->arena);
    uint32_t *cluster_of = xcalloc(data->units + 1, sizeof *cluster_of);
    double replicates[BOOTSTRAP_RESAMPLES];
    for (size_t i = 0; i < data->units; i++) {
        cluster_of[i] = name_table_lend(clusters, making->items[making->sample[i]].cluster);
    }
    const struct resampling plan = {.clusters = name_table_count(clusters),
                                    .seed = SEED,
                                    .resamples = BOOTSTRAP_RESAMPLES,
                                    .threads = 1,
                                    .rows = data->units,
                                    .cluster_of = cluster_of};
    if (plan.clusters >= BOOTSTRAP_CLUSTERS_MIN) {
        resample_values(&plan, alpha_value, data, replicates);
        alpha->has_interval =
            percentile_interval(replicates, BOOTSTRAP_RESAMPLES, 0.95, &alpha->interval);
    }
    free(cluster_of);
}

void labellers_alpha(const struct making *making, const struct labelled *labelled,
                     struct labellers_alpha *alpha)
{
    size_t people = labelled->labellers;
    *alpha = (struct labellers_alpha){.items = 0};
    if (!is_categorical(making->task) || people < 2) {
        return;
    }
    int32_t *values = xcalloc(making->sample_count * people + 1, sizeof *values);
    for (size_t i = 0; i < making->sample_count; i++) {
        for (size_t k = 0; k < people; k++) {
            const struct js *value = labelled->by[k].of[making->sample[i]].value;
            values[i * people + k] =
                value != NULL ? category_of(making, value) : KRIPPENDORFF_MISSING;
        }
    }
    const struct krippendorff data = {
        values, making->sample_count, people,
        making->task->labelling == TASK_COMPARES ? PAIR_CATEGORIES : making->label_count + 1};
    alpha->items = krippendorff_units(&data);
    alpha->defined = krippendorff_alpha(&data, NULL, &alpha->value);
    if (alpha->defined) {
        alpha_interval(making, &data, alpha);
    }
    free(values);
}

static void print_alpha(const struct labellers_alpha *alpha, size_t people, struct strbuf *out)
{
    if (!alpha->defined) {
        return;
    }
    strbuf_printf(out, "Krippendorff's alpha %.3f", alpha->value);
    if (alpha->has_interval) {
        strbuf_printf(out, " (95 %% %.3f to %.3f)", alpha->interval.low, alpha->interval.high);
    } else {
        strbuf_printf(out, " (no interval under %d clusters)", BOOTSTRAP_CLUSTERS_MIN);
    }
    strbuf_printf(out, " of %zu people on %zu items; ", people, alpha->items);
}

/* The least and the most alike of all pairs that have an item in common. */
static enum err_code print_pairs(const struct making *making, const struct labelled *labelled,
                                 struct strbuf *out, struct err *err)
{
    struct labeller_agreement one = {.name = ""};
    double low = 0;
    double high = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < labelled->labellers; i++) {
        for (size_t k = i + 1; k < labelled->labellers; k++) {
            TRY(labeller_agreement(making, labelled, i, k, &one, err));
            if (one.defined) {
                low = pairs == 0 || one.value < low ? one.value : low;
                high = pairs == 0 || one.value > high ? one.value : high;
                pairs++;
            }
        }
    }
    if (pairs > 0) {
        strbuf_printf(out, "by pairs %s %.3f to %.3f", one.name, low, high);
    }
    return ERR_OK;
}

enum err_code labellers_print(const struct making *making, const struct labelled *labelled,
                              struct strbuf *out, struct err *err)
{
    struct labeller_agreement pair;
    struct labellers_alpha alpha;
    if (labelled->labellers < 2) {
        return ERR_OK;
    }
    if (labelled->labellers == 2) {
        TRY(labeller_agreement(making, labelled, 0, 1, &pair, err));
        if (pair.items > 0) {
            labeller_agreement_print(&pair, out);
        }
        return ERR_OK;
    }
    labellers_alpha(making, labelled, &alpha);
    print_alpha(&alpha, labelled->labellers, out);
    return print_pairs(making, labelled, out, err);
}
