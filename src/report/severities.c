/* See severities.h. */
#include "report/severities.h"

#include "report/report_state.h"
#include "report/severity_items.h"

#include <stdlib.h>
#include <string.h>

#define GROUP "perturbation"
#define CLEAN "clean"

/* ---- which severities there are ---- */

/* "blur-3" into name and level; clean has none. */
static void split_name(struct severity *severity)
{
    size_t at = severity->name.n;
    uint64_t level = 0;
    while (at > 0 && severity->name.p[at - 1] != '-') {
        at--;
    }
    if (at > 1 && str_to_u64(str_from(severity->name, at), 1000, &level)) {
        severity->perturbation = str_sub(severity->name, 0, at - 1);
        severity->level = (int64_t)level;
    } else {
        severity->perturbation = str_is(severity->name, CLEAN) ? STR("") : severity->name;
    }
}

static enum err_code list_severities(struct severities *set, struct err *err)
{
    const struct js *group = js_member(js_member(set->input.bench->json, "groups"), GROUP);
    const struct js *values = NULL;
    if (group == NULL) {
        err_set(err, ERR_INVALID, "%.*s is not perturbed: it has no group \"%s\"",
                STR_ARG(set->input.bench->id), GROUP);
        err_hint(err,
                 "`policeai benchmark perturb` makes a benchmark whose run can be shown so");
        return ERR_INVALID;
    }
    TRY(js_need(group, "values", JS_ARRAY, &values, err));
    if (values->array.count > SEVERITIES_MAX || values->array.count == 0 ||
        !js_is(&values->array.items[0], CLEAN)) {
        return err_set(err, ERR_INVALID,
                       "group \"%s\" of %.*s: \"%s\" must be its first value, of at most %d",
                       GROUP, STR_ARG(set->input.bench->id), CLEAN, SEVERITIES_MAX);
    }
    for (size_t i = 0; i < values->array.count; i++) {
        struct severity *severity = &set->list[set->count++];
        severity->name = values->array.items[i].string;
        severity->words =
            js_text(js_member(group, "meanings"),
                    arena_strndup(set->input.bench->arena, severity->name.p, severity->name.n));
        split_name(severity);
    }
    return ERR_OK;
}

/* ---- rows, matched to what they were made from ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct stats_row *left = a;
    const struct stats_row *right = b;
    return str_cmp(left->item->id, right->item->id);
}

/* The rows of one severity under the ids of the clean items. */
static struct stats_rows *rows_of(struct arena *arena, struct severities *set,
                                  const struct severity *severity)
{
    const struct stats_rows *all = &set->input.rows;
    struct stats_rows *rows = arena_zalloc(arena, sizeof *rows);
    rows->rows = arena_alloc(arena, (all->count + 1) * sizeof *rows->rows);
    for (size_t i = 0; i < all->count; i++) {
        const struct stats_row *row = &all->rows[i];
        if (row->metric != set->metric || severity_of_item(set, row->item) != severity) {
            continue;
        }
        struct bench_item *item = arena_alloc(arena, sizeof *item);
        *item = *row->item;
        item->id = severity_base_id(item->id, severity);
        rows->rows[rows->count] = *row;
        rows->rows[rows->count++].item = item;
    }
    qsort(rows->rows, rows->count, sizeof *rows->rows, compare_rows);
    return rows;
}

static size_t clusters_of(struct arena *arena, const struct stats_rows *rows)
{
    struct str *clusters = arena_alloc(arena, (rows->count + 1) * sizeof *clusters);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct str own = rows->rows[i].item->cluster;
        size_t at = 0;
        while (at < count && !str_eq(clusters[at], own)) {
            at++;
        }
        if (at == count) {
            clusters[count++] = own;
        }
    }
    return count;
}

/* ---- what the run says of each ---- */

static enum err_code count_outcome(void *data, const struct bench_item *item, int outcome,
                                   struct err *err)
{
    struct severities *set = data;
    struct severity *severity = severity_of_item(set, item);
    if (severity == NULL) {
        return err_set(err, ERR_INVALID, "item \"%.*s\" has no value of the group \"%s\"",
                       STR_ARG(item->id), GROUP);
    }
    severity->items++;
    severity->outcomes[outcome]++;
    return ERR_OK;
}

/* The evidence's own figure: one number stands for it everywhere. */
static void take_figures(struct arena *arena, struct severities *set)
{
    const struct js *list = set->input.figures;
    for (size_t i = 0; i < list->array.count; i++) {
        struct shown_figure figure = report_figure(arena, &list->array.items[i]);
        for (size_t s = 0; s < set->count; s++) {
            struct str name =
                str_of(arena_printf(arena, GROUP "=%.*s", STR_ARG(set->list[s].name)));
            if (figure.metric == set->metric && str_eq(figure.group, name)) {
                set->list[s].value = figure.value;
                set->list[s].rate = figure.rate;
                set->list[s].interval = figure.interval;
            }
        }
    }
}

static enum err_code choose_metric(struct severities *set, const char *id, struct err *err)
{
    const struct task *task = set->input.bench->task;
    const char *wanted = id != NULL ? id : task->metrics[0];
    for (const char *const *known = task->metrics; *known != NULL; known++) {
        if (strcmp(*known, wanted) == 0) {
            set->metric = metric_lookup(wanted);
        }
    }
    if (set->metric == NULL) {
        err_set(err, ERR_INVALID, "%s has no metric \"%.60s\"", task->name, wanted);
        err_hint(err, "its first is %s", task->metrics[0]);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static uint64_t seed_of(const struct severities *set)
{
    struct sha256_stream stream;
    uint64_t seed = 0;
    struct str sha256 = set->input.verification.sha256;
    sha256_begin(&stream);
    sha256_add(&stream, "policeai-severities/v1", sizeof "policeai-severities/v1");
    sha256_add(&stream, sha256.p, sha256.n);
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        seed = seed << 8 | digest.bytes[i];
    }
    return seed;
}

enum err_code severities_make(struct arena *arena, const struct severities_plan *plan,
                              struct severities *set, struct err *err)
{
    *set = (struct severities){.margin = plan->margin};
    TRY(report_input_open(arena, &plan->verify, &set->input, err));
    set->opened = true;
    TRY(list_severities(set, err));
    TRY(choose_metric(set, plan->metric, err));
    TRY(run_outcomes_read(arena, &set->input, count_outcome, set, err));
    if (set->list[0].items == 0) {
        return err_set(err, ERR_INVALID, "%s: no clean item was run", set->input.path);
    }
    TRY(severity_items_count(arena, set, err));
    take_figures(arena, set);
    for (size_t i = 0; i < set->count; i++) {
        set->contenders[i] = (struct contender){.name = set->list[i].name,
                                                .partial = set->input.scope.partial,
                                                .items = set->list[i].items,
                                                .rows = rows_of(arena, set, &set->list[i])};
    }
    set->clusters = clusters_of(arena, set->contenders[0].rows);
    const struct pairwise_plan pairs = {.list = set->contenders,
                                        .count = set->count,
                                        .with_first = true,
                                        .metrics = &set->metric,
                                        .metric_count = 1,
                                        .margin = plan->margin,
                                        .seed = seed_of(set)};
    pairwise_judge(arena, &pairs, &set->pairs);
    for (size_t i = 0; i < set->pairs.count; i++) {
        set->list[i + 1].pair = &set->pairs.list[i];
    }
    return ERR_OK;
}

void severities_close(struct severities *set)
{
    if (set->opened) {
        report_input_close(&set->input);
        set->opened = false;
    }
}
