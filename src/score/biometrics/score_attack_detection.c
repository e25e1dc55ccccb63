/* Figures of attack detection; see score_attack_detection.h. */
#include "score/biometrics/score_attack_detection.h"

#include "metrics/metric.h"
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/ranked_rows.h"
#include "score/columns/column_sample.h"
#include "score/columns/large_sample.h"
#include "score/score_table.h"

struct detecting {
    struct score_report *report;
    struct attack_table *table;
    const struct attack_plan *plan;
    double threshold; /* of scores that are high for bona fide */
    const char *direction;
    const char *settings;
};

static struct score_sample sample_of(const struct detecting *s, size_t length, double **vectors)
{
    struct attack_table *table = s->table;
    return column_sample(score_report_arena(s->report), table->count, length, table->cluster,
                         table->groups, "presentations", vectors);
}

static void figure(const struct detecting *s, const char *name, const char *id,
                   const char *settings, struct score_sample *sample)
{
    large_sample_figure(s->report, name, metric_lookup(id), settings, sample);
}

static bool is_wrong(const struct detecting *s, size_t row)
{
    bool passes = s->table->score[row] >= s->threshold;
    return s->table->species[row] > 0 ? passes : !passes;
}

/* Errors at the threshold: of the worst species, and the mean that is not conformant. */
static void add_worst(const struct detecting *s)
{
    double *vectors;
    struct score_sample sample = sample_of(s, 2, &vectors);
    for (size_t i = 0; i < s->table->count; i++) {
        vectors[2 * i] = s->table->species[i];
        vectors[2 * i + 1] = is_wrong(s, i);
    }
    figure(s, "apcer", "apcer/1", s->settings, &sample);
    figure(s, "acer", "acer/1",
           arena_printf(score_report_arena(s->report), "%s|not conformant with ISO/IEC 30107-3",
                        s->settings),
           &sample);
}

/* Rows of one species (0: bona fide) as {1, wrong}, others as nothing. */
static void add_of_species(const struct detecting *s, uint32_t species, const char *name,
                           const char *id)
{
    double *vectors;
    struct score_sample sample = sample_of(s, 2, &vectors);
    for (size_t i = 0; i < s->table->count; i++) {
        bool own = s->table->species[i] == species;
        vectors[2 * i] = own;
        vectors[2 * i + 1] = own && is_wrong(s, i);
    }
    figure(s, name, id, s->settings, &sample);
}

static void add_at_rates(const struct detecting *s)
{
    static const struct {
        const char *name;
        const char *settings;
        double rate;
    } rates[] = {{"bpcer10", "apcer:0.1", 0.1},
                 {"bpcer20", "apcer:0.05", 0.05},
                 {"bpcer100", "apcer:0.01", 0.01}};
    for (size_t r = 0; r < sizeof rates / sizeof rates[0]; r++) {
        double *vectors;
        struct score_sample sample = sample_of(s, 4, &vectors);
        for (size_t i = 0; i < s->table->count; i++) {
            uint32_t species = s->table->species[i];
            vectors[4 * i] = s->table->score[i];
            vectors[4 * i + 1] = species == 0;
            vectors[4 * i + 2] = species > 0 ? species - 1 : 0;
            vectors[4 * i + 3] = rates[r].rate;
        }
        figure(s, rates[r].name, "bpcer.at_apcer/1",
               arena_printf(score_report_arena(s->report), "%s|%s", rates[r].settings,
                            s->direction),
               &sample);
    }
}

static void add_ranked(const struct detecting *s)
{
    static const char *const eers[] = {"eer.rocch", "eer.deepfakebench", "eer.torchmetrics",
                                       "eer.asvspoof5"};
    double *vectors;
    struct score_sample sample = sample_of(s, 2, &vectors);
    struct arena *arena = score_report_arena(s->report);
    for (size_t i = 0; i < s->table->count; i++) {
        vectors[2 * i] = s->table->score[i];
        vectors[2 * i + 1] = s->table->species[i] == 0;
    }
    const char *settings = arena_printf(arena, "attacks:pooled|%s", s->direction);
    figure(s, "roc_auc", "roc_auc/1", settings, &sample);
    figure(s, "eer", "eer.rocch/1", settings, &sample);
    for (size_t i = 0; i < sizeof eers / sizeof eers[0]; i++) {
        figure(s, eers[i], arena_printf(arena, "%s/1", eers[i]), settings, &sample);
    }
}

/* DeepfakeBench takes attacks for the positive class and then the false positive rate: the
 * other error. */
static void add_conventions(const struct detecting *s)
{
    double *vectors;
    struct score_sample sample = sample_of(s, 2, &vectors);
    for (size_t i = 0; i < sample.count; i++) {
        vectors[2 * i] = -s->table->score[i];
        vectors[2 * i + 1] = s->table->species[i] > 0;
    }
    struct score_convention turned = {
        "EER", "DeepfakeBench, attacks positive",
        metric_of_rows(metric_lookup("eer.deepfakebench/1"), vectors, sample.count),
        "label 1 is a fake there: the rate of real images taken for fakes at the nearest "
        "point"};
    score_report_convention(s->report, &turned);
    static const char *const eers[][2] = {
        {"eer.rocch/1", "where the convex hull meets APCER = BPCER"},
        {"eer.deepfakebench/1", "APCER at the nearest point, bona fide positive"},
        {"eer.torchmetrics/1", "mean of both at the first nearest point"},
        {"eer.asvspoof5/1", "mean of both, ties stepped through"}};
    for (size_t i = 0; i < sample.count; i++) {
        vectors[2 * i] = s->table->score[i];
        vectors[2 * i + 1] = s->table->species[i] == 0;
    }
    for (size_t i = 0; i < sizeof eers / sizeof eers[0]; i++) {
        struct score_convention one = {
            "EER", eers[i][0], metric_of_rows(metric_lookup(eers[i][0]), vectors, sample.count),
            eers[i][1]};
        score_report_convention(s->report, &one);
    }
}

/* What a rate is worth with the attacks there are of a species. */
static void say_few(const struct detecting *s, const size_t *of_species)
{
    for (uint32_t k = 0; k < name_table_count(s->table->names); k++) {
        if (of_species[k + 1] < 300) {
            score_report_note(s->report,
                              "%zu attacks of \"%s\": an APCER under %.2g cannot be shown with "
                              "so many (rule of three)",
                              of_species[k + 1], name_table_text(s->table->names, k),
                              of_species[k + 1] > 3 ? 3 / (double)of_species[k + 1] : 1);
        }
    }
}

enum err_code score_attack_detection(struct score_report *report, const char *path,
                                     const struct attack_plan *plan, struct err *err)
{
    struct detecting s = {.report = report, .plan = plan};
    struct arena *arena = score_report_arena(report);
    const char *threshold = plan->threshold != NULL ? plan->threshold : "0.5";
    size_t groupings;
    if (score_number(str_of(threshold), "threshold", &s.threshold, err) != ERR_OK) {
        return ERR_USAGE;
    }
    TRY(attack_table_read(report, path, &plan->columns, &s.table, err));
    s.direction =
        plan->columns.attack_high ? "score:high for attacks" : "score:high for bona fide";
    s.threshold = plan->columns.attack_high ? -s.threshold : s.threshold;
    s.settings = arena_printf(arena, "threshold:%s|%s", threshold, s.direction);
    (void)group_columns_groupings(s.table->groups, &groupings);
    group_columns_expand(s.table->groups);
    add_worst(&s);
    add_of_species(&s, 0, "bpcer", "bpcer/1");
    size_t *of_species = arena_zalloc(arena, (SPECIES_MAX + 2) * sizeof *of_species);
    for (size_t i = 0; i < s.table->count; i++) {
        of_species[s.table->species[i]]++;
    }
    for (uint32_t k = 0; k < name_table_count(s.table->names); k++) {
        add_of_species(&s, k + 1,
                       arena_printf(arena, "apcer.%s", name_table_text(s.table->names, k)),
                       "apcer.species/1");
    }
    add_at_rates(&s);
    add_ranked(&s);
    say_few(&s, of_species);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(&s);
    }
    return ERR_OK;
}
