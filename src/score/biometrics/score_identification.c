/* Figures of searches; see score_identification.h. */
#include "score/biometrics/score_identification.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "metrics/ranking/error_point.h"
#include "score/columns/column_sample.h"
#include "score/columns/large_sample.h"

#include <stdlib.h>

enum { VECTOR = 9, CMC_RANKS = 100, TABLE_BYTES = 1024 * 1024 };

struct searching {
    struct score_report *report;
    struct search_table *table;
    const struct identification_plan *plan;
    uint32_t rank; /* candidates past it do not count */
};

/* A threshold, and the rank of the last component. */
struct operating {
    bool above_all;
    double threshold;
    bool strict;
    uint32_t rank;
};

static bool passes(const struct operating *at, double score)
{
    return !at->above_all && (at->strict ? score > at->threshold : score >= at->threshold);
}

/* The vector of m_fnir and its like. */
static void vector_of(const struct search_table *table, const struct search *search,
                      const struct operating *at, uint32_t rank, double *vector)
{
    double found = 0;
    double within = 0;
    double above = 0;
    bool alert = false;
    bool false_alert = false;
    for (uint32_t i = 0; i < search->count; i++) {
        const struct candidate *c = &table->candidates[search->first + i];
        bool pass = passes(at, c->score) && c->rank <= rank;
        if (i == 0) { /* the best candidate raises the alert */
            alert = pass;
            false_alert = pass && !c->right;
        }
        found = pass && c->right ? 1 : found;
        within = c->right && c->rank <= at->rank ? 1 : within;
        above += pass;
    }
    vector[0] = search->mated;
    vector[1] = search->mated ? found : 0;
    vector[2] = !search->mated;
    vector[3] = !search->mated && above > 0;
    vector[4] = alert;
    vector[5] = false_alert;
    vector[6] = 1;
    vector[7] = search->mated ? 0 : above;
    vector[8] = search->mated ? within : 0;
}

static struct score_sample sample_of(const struct searching *s, const struct operating *at)
{
    const struct search_table *table = s->table;
    double *vectors;
    struct score_sample sample =
        column_sample(score_report_arena(s->report), table->count, VECTOR, table->cluster,
                      table->groups, "searches", &vectors);
    for (size_t i = 0; i < table->count; i++) {
        vector_of(table, &table->searches[i], at, s->rank, vectors + VECTOR * i);
    }
    return sample;
}

/* Highest score that counts: of the right candidate of a mated search, of any of another. */
static bool best_score(const struct searching *s, const struct search *search, uint64_t *key)
{
    for (uint32_t i = 0; i < search->count; i++) {
        const struct candidate *c = &s->table->candidates[search->first + i];
        if (c->rank <= s->rank && (c->right || !search->mated)) {
            *key = order_key(c->score);
            return true;
        }
    }
    return false;
}

/* The lowest observed threshold with at most this FPIR, over all searches. */
static struct operating at_fpir(const struct searching *s, double fpir, size_t *unmated)
{
    const struct search_table *table = s->table;
    uint64_t *best[2]; /* of mated and other searches that brought something */
    size_t n[2] = {0, 0};
    best[0] = xmalloc((table->count + 1) * sizeof *best[0]);
    best[1] = xmalloc((table->count + 1) * sizeof *best[1]);
    *unmated = 0;
    for (size_t i = 0; i < table->count; i++) {
        int kind = !table->searches[i].mated;
        *unmated += (size_t)kind;
        n[kind] += best_score(s, &table->searches[i], &best[kind][n[kind]]);
    }
    order_sort(best[0], n[0]);
    order_sort(best[1], n[1]);
    struct score_walk walk = score_walk_sorted(best[0], n[0], best[1], n[1]);
    /* those that brought nothing are searches too */
    walk.negatives = *unmated;
    struct error_point point = error_point_at(&walk, fpir);
    free(best[0]);
    free(best[1]);
    return (struct operating){point.above_all, point.threshold, false, s->rank};
}

static const char *settings_of(const struct searching *s, const struct operating *at,
                               const char *chosen)
{
    struct arena *arena = score_report_arena(s->report);
    char threshold[SCORE_REAL_SIZE] = "above all";
    if (!at->above_all) {
        score_real(threshold, at->threshold);
    }
    return arena_printf(arena, "threshold:%s|match:%s|rank:%u|right:%s%s", threshold,
                        at->strict ? ">" : ">=", s->rank, s->table->rule, chosen);
}

static void add_at_threshold(const struct searching *s, const struct operating *at,
                             const char *chosen)
{
    static const char *const names[] = {
        "fnir",       "tpir", "fpir", "false_alerts.per_face", "false_alerts.per_alert",
        "selectivity"};
    struct score_sample sample = sample_of(s, at);
    const char *settings = settings_of(s, at, chosen);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *id = arena_printf(score_report_arena(s->report), "%s/1", names[i]);
        large_sample_figure(s->report, names[i], metric_lookup(id), settings, &sample);
    }
}

struct target {
    const char *name;
    const char *chosen;
    double fpir;
};

/* TPIR at thresholds that are found on all searches, whatever the gallery. */
static void add_targets(const struct searching *s)
{
    static const struct target targets[] = {{"tpir@fpir=1e-1", "|chosen:fpir<=1e-1", 1e-1},
                                            {"tpir@fpir=1e-2", "|chosen:fpir<=1e-2", 1e-2},
                                            {"tpir@fpir=1e-3", "|chosen:fpir<=1e-3", 1e-3},
                                            {"tpir@fpir=1e-4", "|chosen:fpir<=1e-4", 1e-4}};
    for (size_t t = 0; t < sizeof targets / sizeof targets[0]; t++) {
        size_t unmated;
        struct operating at = at_fpir(s, targets[t].fpir, &unmated);
        if (targets[t].fpir * (double)unmated < 3) {
            struct score_figure none = {
                .name = targets[t].name,
                .metric = metric_lookup("tpir/1"),
                .settings = targets[t].chosen + 1,
                .value = {.undefined = "too few non-mated searches for this rate: the rule of "
                                       "three wants 3 / rate"},
                .n = (int64_t)s->table->count};
            score_report_figure(s->report, &none);
            continue;
        }
        struct score_sample sample = sample_of(s, &at);
        large_sample_figure(s->report, targets[t].name, metric_lookup("tpir/1"),
                            settings_of(s, &at, targets[t].chosen), &sample);
    }
}

static void add_ranks(const struct searching *s)
{
    static const struct {
        const char *name;
        uint32_t rank;
    } ranks[] = {{"rank1", 1}, {"rank5", 5}, {"rank10", 10}, {"rank20", 20}};
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        struct operating at = {.above_all = true, .rank = ranks[i].rank};
        struct score_sample sample = sample_of(s, &at);
        large_sample_figure(s->report, ranks[i].name, metric_lookup("rank_hit/1"),
                            arena_printf(score_report_arena(s->report), "rank:%u|right:%s",
                                         ranks[i].rank, s->table->rule),
                            &sample);
    }
}

static void add_cmc(const struct searching *s)
{
    const struct search_table *table = s->table;
    int64_t at_rank[CMC_RANKS + 1] = {0};
    int64_t mated = 0;
    struct strbuf out;
    struct jsonw w;
    for (size_t i = 0; i < table->count; i++) {
        const struct search *search = &table->searches[i];
        mated += search->mated;
        for (uint32_t c = 0; c < search->count; c++) {
            const struct candidate *candidate = &table->candidates[search->first + c];
            if (candidate->right) {
                at_rank[candidate->rank <= CMC_RANKS ? candidate->rank : 0]++;
                break; /* the best of several counts */
            }
        }
    }
    strbuf_init(&out, TABLE_BYTES);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    int64_t hits = 0;
    for (uint32_t k = 1; mated > 0 && k <= CMC_RANKS && k <= table->rank_most; k++) {
        hits += at_rank[k];
        jsonw_object(&w);
        jsonw_member_int(&w, "rank", k);
        jsonw_member_int(&w, "hits", hits);
        jsonw_member_int(&w, "mated", mated);
        jsonw_key(&w, "rate");
        jsonw_double(&w, (double)hits / (double)mated);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    score_report_extra(s->report, "cmc",
                       arena_str(score_report_arena(s->report), strbuf_view(&out)), NULL);
    strbuf_release(&out);
}

static void add_conventions(const struct searching *s, struct operating at)
{
    static const char *const names[2] = {"score >= threshold (innovatrics, NIST)",
                                         "score > threshold (ISO/IEC 19795-1 as quoted)"};
    static const char why[] = "whether a score exactly at the threshold counts";
    for (int strict = 0; strict < 2; strict++) {
        double sum[VECTOR] = {0};
        at.strict = strict;
        for (size_t i = 0; i < s->table->count; i++) {
            double vector[VECTOR];
            vector_of(s->table, &s->table->searches[i], &at, s->rank, vector);
            for (size_t k = 0; k < VECTOR; k++) {
                sum[k] += vector[k];
            }
        }
        struct score_convention fnir = {"FNIR", names[strict],
                                        metric_lookup("fnir/1")->finish(sum), why};
        struct score_convention fpir = {"FPIR", names[strict],
                                        metric_lookup("fpir/1")->finish(sum), why};
        score_report_convention(s->report, &fnir);
        score_report_convention(s->report, &fpir);
    }
}

static enum err_code choose(const struct searching *s, struct operating *at,
                            const char **chosen, struct err *err)
{
    const struct identification_plan *plan = s->plan;
    size_t unmated = 0;
    double fpir = plan->fpir;
    *chosen = "";
    if (plan->threshold != NULL) {
        *at = (struct operating){.strict = plan->strict, .rank = s->rank};
        return score_number(str_of(plan->threshold), "threshold", &at->threshold, err) == ERR_OK
                   ? ERR_OK
                   : ERR_USAGE;
    }
    *at = at_fpir(s, 1e-2, &unmated);
    if (fpir == 0) {
        fpir = 1e-2 * (double)unmated >= 3 ? 1e-2 : 1e-1;
    }
    *at = at_fpir(s, fpir, &unmated);
    at->strict = plan->strict;
    *chosen = arena_printf(score_report_arena(s->report), "|chosen:fpir<=%g", fpir);
    return ERR_OK;
}

enum err_code score_identification(struct score_report *report, const char *path,
                                   const struct identification_plan *plan, struct err *err)
{
    struct searching s = {.report = report, .plan = plan};
    struct operating at;
    const char *chosen;
    size_t groupings;
    TRY(search_table_read(report, path, plan->group, plan->cluster, &s.table, err));
    s.rank = plan->rank > 0 ? (uint32_t)plan->rank : s.table->rank_most;
    (void)group_columns_groupings(s.table->groups, &groupings);
    group_columns_expand(s.table->groups);
    TRY(choose(&s, &at, &chosen, err));
    add_at_threshold(&s, &at, chosen);
    add_targets(&s);
    add_ranks(&s);
    add_cmc(&s);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(&s, at);
    }
    return ERR_OK;
}
