/* See gallery_table.h. */
#include "tuning/gallery_table.h"

#include "base/mem.h"
#include "metrics/biometrics/search_item.h"
#include "metrics/metric.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHOSEN = 5, SEED = 0, OWN_THRESHOLD = -1 };

struct search_row {
    const struct bench_item *item;
    const struct js *output; /* NULL: not answered */
};

struct gallery_table {
    struct arena *arena;
    struct search_row *rows; /* in order of clusters */
    size_t count, room;
    struct strbuf *out;
};

static enum err_code take(void *data, const struct evidence_answer *answer, struct err *err)
{
    struct gallery_table *t = data;
    (void)err;
    t->rows = mem_grow(t->rows, t->count, &t->room, sizeof *t->rows);
    t->rows[t->count++] = (struct search_row){answer->item, answer->output};
    return ERR_OK;
}

static int by_cluster(const void *a, const void *b)
{
    const struct bench_item *left = ((const struct search_row *)a)->item;
    const struct bench_item *right = ((const struct search_row *)b)->item;
    int order = str_cmp(left->cluster, right->cluster);
    return order != 0 ? order : str_cmp(left->id, right->id);
}

/* The rows of a group value; both texts n == 0: all. */
static bool in_group(const struct bench_item *item, const struct bench_group_value *group)
{
    for (size_t i = 0; i < item->group_count; i++) {
        if (str_eq(item->groups[i].group, group->group) &&
            str_eq(item->groups[i].value, group->value)) {
            return true;
        }
    }
    return group->group.n == 0;
}

/* One rate of a group at a threshold: the metric's sum by cluster. */
struct rate {
    const struct metric *metric;
    double *vectors; /* clusters x SEARCH_COUNTS */
    size_t clusters, searches;
    double sum[SEARCH_COUNTS];
};

static enum err_code gather(const struct gallery_table *t, const struct metric *metric,
                            bool mated, const struct bench_group_value *group, double threshold,
                            struct rate *rate, struct err *err)
{
    const struct bench_item *before = NULL;
    *rate = (struct rate){.metric = metric};
    rate->vectors =
        arena_zalloc(t->arena, (t->count + 1) * SEARCH_COUNTS * sizeof *rate->vectors);
    for (size_t i = 0; i < t->count; i++) {
        const struct search_row *row = &t->rows[i];
        struct searched searched;
        double vector[SEARCH_COUNTS];
        TRY(searched_read(row->item->expected, row->output, threshold, &searched, err));
        if (searched.mated != mated || !in_group(row->item, group)) {
            continue;
        }
        if (before == NULL || !str_eq(before->cluster, row->item->cluster)) {
            rate->clusters++;
        }
        before = row->item;
        rate->searches++;
        searched_counts(&searched, vector);
        for (size_t k = 0; k < SEARCH_COUNTS; k++) {
            rate->vectors[(rate->clusters - 1) * SEARCH_COUNTS + k] += vector[k];
            rate->sum[k] += vector[k];
        }
    }
    return ERR_OK;
}

static bool value_of(void *data, const double *sum, double *value)
{
    const struct metric *metric = data;
    struct metric_value result = metric->finish(sum);
    *value = result.value;
    return result.defined;
}

static bool interval_of(const struct rate *rate, const struct metric_value *value,
                        struct interval *interval)
{
    int64_t clusters = (int64_t)rate->clusters;
    if (rate->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return false;
    }
    if (value->numerator <= 0 || value->numerator >= value->denominator) {
        *interval = clopper_pearson(value->numerator <= 0 ? 0 : clusters, clusters, 0.95);
        return true;
    }
    const struct bootstrap plan = {.vectors = rate->vectors,
                                   .clusters = rate->clusters,
                                   .length = SEARCH_COUNTS,
                                   .value = value_of,
                                   .data = (void *)(uintptr_t)rate->metric,
                                   .seed = SEED};
    return bootstrap_interval(&plan, interval);
}

static void write_rate(struct strbuf *out, const struct rate *rate)
{
    struct interval interval;
    struct metric_value value = rate->metric->finish(rate->sum);
    if (!value.defined) {
        strbuf_puts(out, "  none searched for");
        return;
    }
    strbuf_printf(out, "  %5.0f of %5.0f", value.numerator, value.denominator);
    if (interval_of(rate, &value, &interval)) {
        strbuf_printf(out, "  %.4f [%.4f, %.4f]", value.value, interval.low, interval.high);
    } else {
        strbuf_printf(out, "  %-23s", "not enough people");
    }
}

static enum err_code write_line(const struct gallery_table *t,
                                const struct bench_group_value *group, double threshold,
                                struct err *err)
{
    struct rate misses;
    struct rate alarms;
    TRY(gather(t, metric_lookup("fnir/1"), true, group, threshold, &misses, err));
    TRY(gather(t, metric_lookup("fpir/1"), false, group, threshold, &alarms, err));
    if (threshold < 0) {
        strbuf_printf(t->out, "  %-10s", "its own");
    } else {
        strbuf_printf(t->out, "  %-10.6g", threshold);
    }
    write_rate(t->out, &misses);
    write_rate(t->out, &alarms);
    strbuf_putc(t->out, '\n');
    return ERR_OK;
}

/* SOURCE: Hanley and Lippman-Hand 1983, JAMA 249:1743-1745 (stats/interval.h). */
static enum err_code write_power(const struct gallery_table *t,
                                 const struct bench_group_value *group, struct err *err)
{
    struct rate alarms;
    TRY(gather(t, metric_lookup("fpir/1"), false, group, OWN_THRESHOLD, &alarms, err));
    if (alarms.searches == 0) {
        strbuf_puts(t->out, "  No search by somebody who is not enrolled: nothing is known of "
                            "false alarms.\n");
        return ERR_OK;
    }
    strbuf_printf(t->out,
                  "  With %zu non-mated searches, the smallest FPIR that could be shown is "
                  "3/%zu = %.4f at 95%% if each stood for itself;\n  they are of %zu people: "
                  "none wrong would leave up to %.4f possible for a person never seen.\n",
                  alarms.searches, alarms.searches, rule_of_three((int64_t)alarms.searches),
                  alarms.clusters, rule_of_three((int64_t)alarms.clusters));
    return ERR_OK;
}

static enum err_code write_group(const struct gallery_table *t,
                                 const struct bench_group_value *group,
                                 const double *thresholds, size_t count, struct err *err)
{
    if (group->group.n == 0) {
        strbuf_puts(t->out, "All searches\n");
    } else {
        strbuf_printf(t->out, "\n%.*s = %.*s\n", STR_ARG(group->group), STR_ARG(group->value));
    }
    TRY(write_power(t, group, err));
    strbuf_printf(t->out, "  %-10s  %-38s  %s\n", "threshold", "FNIR: missed of mated searches",
                  "FPIR: false alarms of non-mated searches");
    TRY(write_line(t, group, OWN_THRESHOLD, err));
    for (size_t i = 0; i < count; i++) {
        TRY(write_line(t, group, thresholds[i], err));
    }
    return ERR_OK;
}

static int falling(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left < right) - (left > right);
}

/* The lowest score of a stranger's first candidate at which at most the share is as high. */
static enum err_code choose_thresholds(const struct gallery_table *t, double chosen[CHOSEN],
                                       size_t *count, struct err *err)
{
    static const double shares[CHOSEN] = {0.3, 0.1, 0.03, 0.01, 0};
    double *best = arena_zalloc(t->arena, (t->count + 1) * sizeof *best);
    size_t n = 0;
    *count = 0;
    for (size_t i = 0; i < t->count; i++) {
        struct searched searched;
        TRY(searched_read(t->rows[i].item->expected, t->rows[i].output, OWN_THRESHOLD,
                          &searched, err));
        if (!searched.mated) {
            best[n++] = searched.answered ? searched.best_score : 1;
        }
    }
    qsort(best, n, sizeof *best, falling);
    for (size_t s = 0; s < CHOSEN && n > 0; s++) {
        size_t allowed = (size_t)floor(shares[s] * (double)n);
        double threshold = allowed < n ? best[allowed] : 0;
        threshold = nextafter(threshold, 2); /* just above the first that is too many */
        if (threshold <= 1 && (*count == 0 || chosen[*count - 1] < threshold)) {
            chosen[(*count)++] = threshold;
        }
    }
    return ERR_OK;
}

static enum err_code write_groups(const struct gallery_table *t, const struct bench *bench,
                                  const double *thresholds, size_t count, struct err *err)
{
    const struct js *groups = js_member(bench->json, "groups");
    const struct bench_group_value all = {STR(""), STR("")};
    TRY(write_group(t, &all, thresholds, count, err));
    for (size_t g = 0; groups != NULL && g < groups->object.count; g++) {
        const struct js_member *group = &groups->object.members[g];
        const struct js *values = js_member(&group->value, "values");
        for (size_t v = 0; v < values->array.count; v++) {
            const struct bench_group_value value = {group->name, values->array.items[v].string};
            TRY(write_group(t, &value, thresholds, count, err));
        }
    }
    return strbuf_check(t->out, "the table", err);
}

enum err_code gallery_table_write(const struct evidence_files *files, const double *thresholds,
                                  size_t threshold_count, struct strbuf *out, struct err *err)
{
    struct gallery_table t = {.arena = arena_new(), .out = out};
    double chosen[CHOSEN];
    enum err_code code = ERR_OK;
    if (strcmp(files->bench->task->name, "face-identification") != 0) {
        code = err_set(err, ERR_INVALID, "this is evidence of %s, not of face-identification",
                       files->bench->task->name);
    }
    if (code == ERR_OK) {
        code = evidence_answers(files, t.arena, take, &t, err);
    }
    if (code == ERR_OK && t.count > 0) {
        qsort(t.rows, t.count, sizeof *t.rows, by_cluster);
    }
    if (code == ERR_OK && threshold_count == 0) {
        thresholds = chosen;
        code = choose_thresholds(&t, chosen, &threshold_count, err);
    }
    if (code == ERR_OK) {
        code = write_groups(&t, files->bench, thresholds, threshold_count, err);
    }
    free(t.rows);
    arena_free(t.arena);
    return code;
}
