/* See compare_set.h. */
#include "report/compare_set.h"

#include <string.h>

static enum err_code open_inputs(struct arena *arena, const struct compare_plan *plan,
                                 struct compare_set *set, struct err *err)
{
    struct verify_plan verify = plan->verify;
    for (size_t i = 0; i < plan->count; i++) {
        if (i == 0 && plan->own != NULL) {
            set->inputs[set->count++] = *plan->own;
            continue;
        }
        verify.file = plan->files[i];
        TRY(report_input_open(arena, &verify, &set->inputs[set->count], err));
        set->count++;
        set->opened++;
    }
    return ERR_OK;
}

/* ---- what may be compared ---- */

static enum err_code check_alike(const struct report_input *a, const struct report_input *b,
                                 struct err *err)
{
    const struct predicate *p = &a->predicate;
    const struct predicate *q = &b->predicate;
    if (str_eq(a->verification.sha256, b->verification.sha256)) {
        return err_set(err, ERR_INVALID, "%s and %s are the same evidence", a->path, b->path);
    }
    if (!str_eq(p->benchmark_digest, q->benchmark_digest)) {
        err_set(err, ERR_INVALID,
                "different benchmarks: %s is of %.*s %.*s (%.*s), %s of %.*s %.*s (%.*s)",
                a->path, STR_ARG(p->benchmark_id), STR_ARG(p->benchmark_version),
                STR_ARG(str_sub(p->benchmark_digest, 0, 12)), b->path, STR_ARG(q->benchmark_id),
                STR_ARG(q->benchmark_version), STR_ARG(str_sub(q->benchmark_digest, 0, 12)));
        err_hint(err, "run both tools on one benchmark: `policeai lab run TOOL BENCHMARK`");
        return ERR_INVALID;
    }
    if (!str_eq(a->scope.split, b->scope.split)) {
        err_set(err, ERR_INVALID, "different splits: %s is of %.*s, %s of %.*s", a->path,
                STR_ARG(a->scope.split), b->path, STR_ARG(b->scope.split));
        err_hint(err, "run both tools on one split: `policeai lab run … --split NAME`");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code check_all(const struct compare_set *set, struct err *err)
{
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = i + 1; j < set->count; j++) {
            TRY(check_alike(&set->inputs[i], &set->inputs[j], err));
        }
    }
    return ERR_OK;
}

static bool has_metric(const struct report_input *input, const struct metric *metric)
{
    for (size_t i = 0; i < input->figures->array.count; i++) {
        if (js_is(js_member(&input->figures->array.items[i], "metric"), metric->id)) {
            return true;
        }
    }
    return false;
}

static enum err_code add_metric(struct compare_set *set, const char *id, struct err *err)
{
    const struct metric *metric = metric_lookup(id);
    for (size_t i = 0; i < set->count; i++) {
        if (metric == NULL || !has_metric(&set->inputs[i], metric)) {
            err_set(err, ERR_INVALID, "%s has no metric \"%s\"", set->inputs[i].path, id);
            err_hint(err,
                     "its task is %s; `policeai lab compare` without --metric takes the "
                     "first of it",
                     set->inputs[i].bench->task->name);
            return ERR_INVALID;
        }
    }
    set->metrics[set->metric_count++] = metric;
    return ERR_OK;
}

static enum err_code choose_metrics(struct arena *arena, const struct compare_plan *plan,
                                    struct compare_set *set, struct err *err)
{
    const char *const *ids = set->inputs[0].bench->task->metrics;
    size_t count = 0;
    while (ids[count] != NULL) {
        count++;
    }
    set->metrics = arena_alloc(arena, (count + 1) * sizeof(struct metric *));
    if (plan->metric == NULL || strcmp(plan->metric, "all") != 0) {
        return add_metric(set, plan->metric != NULL ? plan->metric : ids[0], err);
    }
    for (size_t i = 0; i < count; i++) {
        TRY(add_metric(set, ids[i], err));
    }
    return ERR_OK;
}

/* ---- comparing ---- */

/* From the evidence itself, so that nobody chooses the draws. */
static uint64_t seed_of(const struct compare_set *set)
{
    struct sha256_stream stream;
    uint64_t seed = 0;
    sha256_begin(&stream);
    sha256_add(&stream, "policeai-compare/v1", sizeof "policeai-compare/v1");
    for (size_t i = 0; i < set->count; i++) {
        struct str sha256 = set->inputs[i].verification.sha256;
        sha256_add(&stream, sha256.p, sha256.n);
    }
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        seed = seed << 8 | digest.bytes[i];
    }
    return seed;
}

static enum err_code add_baseline(struct arena *arena, const struct compare_plan *plan,
                                  struct compare_set *set, struct err *err)
{
    if (plan->baseline == NULL) {
        return ERR_OK;
    }
    const char *name =
        plan->baseline_name != NULL ? plan->baseline_name : "the present way of working";
    TRY(baseline_read(arena, plan->baseline, name, set->inputs[0].bench,
                      set->inputs[0].scope.split, &set->baseline, err));
    set->has_baseline = true;
    if (set->baseline.outcomes) {
        set->contenders[set->contender_count++] = set->baseline.contender;
    }
    return ERR_OK;
}

enum err_code compare_set_make(struct arena *arena, const struct compare_plan *plan,
                               struct compare_set *set, struct err *err)
{
    *set = (struct compare_set){.margin = plan->margin};
    TRY(open_inputs(arena, plan, set, err));
    TRY(check_all(set, err));
    TRY(choose_metrics(arena, plan, set, err));
    for (size_t i = 0; i < set->count; i++) {
        set->contenders[set->contender_count++] =
            (struct contender){.name = report_input_name(arena, &set->inputs[i]),
                               .partial = set->inputs[i].scope.partial,
                               .items = set->inputs[i].scope.items,
                               .rows = &set->inputs[i].rows};
    }
    TRY(add_baseline(arena, plan, set, err));
    struct pairwise_plan pairs = {
        set->contenders, set->contender_count, set->metrics, set->metric_count,
        plan->margin,    seed_of(set),         false};
    pairwise_judge(arena, &pairs, &set->pairs);
    return ERR_OK;
}

void compare_set_close(struct compare_set *set)
{
    size_t own = set->count - set->opened;
    for (size_t i = own; i < set->count; i++) {
        report_input_close(&set->inputs[i]);
    }
    set->count = 0;
    set->opened = 0;
}
