/* CSV files of labels, comparisons, searches and presentations. Whatever is in them: numbers of
 * labels stay below their count; a search's ranks rise, its scores fall, and nobody who is not
 * enrolled is found; the result is JSON that reads back, with every proportion within 0 and 1.
 * The first byte says which family, and whether bad rows are left out. */
#include "base/json.h"
#include "base/strbuf.h"
#include "made_bench.h"
#include "score/biometrics/score_attack_detection.h"
#include "score/biometrics/score_identification.h"
#include "score/biometrics/score_verification.h"
#include "score/classes/score_classification.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { REPORT_MAX = 64 * 1024 * 1024 };

static void check_searches(struct score_report *report, const char *path)
{
    struct search_table *table;
    struct err err;
    if (search_table_read(report, path, NULL, NULL, &table, &err) != ERR_OK) {
        return;
    }
    size_t seen = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct search *search = &table->searches[i];
        for (uint32_t k = 0; k < search->count; k++, seen++) {
            const struct candidate *c = &table->candidates[search->first + k];
            if (c->search != i || (c->right && !search->mated) ||
                (k > 0 && (c[-1].rank >= c->rank || c[-1].score < c->score))) {
                BUG("candidate %u of search %zu is out of order or a stranger found", k, i);
            }
        }
    }
    if (seen != table->candidate_count) {
        BUG("%zu candidates of %zu belong to a search", seen, table->candidate_count);
    }
}

static void check_labels(struct score_report *report, const char *path,
                         const struct label_columns *columns)
{
    struct label_table *table;
    struct err err;
    if (label_table_read(report, path, columns, &table, &err) == ERR_OK) {
        for (size_t i = 0; i < table->count; i++) {
            if (table->truth[i] >= table->label_count ||
                table->predicted[i] >= table->label_count) {
                BUG("row %zu has a label that is not there", i);
            }
        }
    }
}

/* Proportions are what has both a numerator and a denominator, selectivity aside. */
static void check_json(const struct js *report)
{
    const struct js *metrics = js_member(report, "metrics");
    for (size_t i = 0; metrics != NULL && i < metrics->object.count; i++) {
        const struct js *figure = &metrics->object.members[i].value;
        const struct js *value = js_member(figure, "value");
        double v = value == NULL            ? 0
                   : value->type == JS_REAL ? value->real
                   : value->type == JS_INT  ? (double)value->integer
                                            : 0;
        if (js_member(figure, "interval") != NULL &&
            js_member(figure, "interval")->type == JS_ARRAY && (v < 0 || v > 1)) {
            BUG("a proportion of %g", v);
        }
    }
}

static enum err_code run(struct score_report *report, unsigned family, const char *path)
{
    static const struct label_columns labels = {
        .truth = "t", .predicted = "p", .score = "s", .group = "g", .cluster = NULL};
    static const struct verification_plan verification = {
        .columns = {.score = "s", .label = "t", .group = "g"}};
    static const struct identification_plan identification = {.rank = 0};
    static const struct attack_plan attack = {
        .columns = {.score = "s", .label = "t", .bona_fide = "1", .group = "g"}};
    struct err err;
    switch (family) {
    case 0:
        check_labels(report, path, &labels);
        return score_classification(report, path, &labels, &err);
    case 1:
        return score_verification(report, path, &verification, &err);
    case 2:
        check_searches(report, path);
        return score_identification(report, path, &identification, &err);
    default:
        return score_attack_detection(report, path, &attack, &err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length < 1) {
        return 0;
    }
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct arena *arena = arena_new();
    struct strbuf out;
    options.json = true;
    options.resamples = 0;
    options.threads = 1;
    options.lenient = (bytes[0] & 4) != 0;
    options.compare_conventions = (bytes[0] & 8) != 0;
    struct score_report *report = score_report_new(arena, "fuzz", &options);
    strbuf_init(&out, REPORT_MAX);
    if (run(report, bytes[0] & 3, made_file(bytes + 1, length - 1)) == ERR_OK) {
        struct js *parsed;
        struct err err;
        score_report_write(report, &out);
        if (!out.overflow && js_parse(arena, strbuf_view(&out), &parsed, &err) != ERR_OK) {
            BUG("a result that is no JSON: %s", err.message);
        }
        if (!out.overflow) {
            check_json(parsed);
        }
    }
    strbuf_release(&out);
    arena_free(arena);
    return 0;
}
