/* From vectors to figures: which interval, which groups, the same digits on any number of
 * threads, and the JSON they are printed as. */
#include "score/score_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/prng.h"
#include "score/score_state.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 400, CLUSTERS = 40 };

static struct metric_value ratio(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing counted");
}

static const struct metric pooled_rate = {
    .id = "test.rate/1", .length = 2, .interval = METRIC_POOLED, .finish = ratio};
static const struct metric single_rate = {
    .id = "test.single/1", .length = 2, .interval = METRIC_BINOMIAL, .finish = ratio};

/* The mean of the first component, as a pooled metric. */
static struct {
    const double *vectors;
    size_t rows;
} lent;

static void *prepare(const double *vectors, size_t rows)
{
    lent.vectors = vectors;
    lent.rows = rows;
    return &lent;
}

static struct metric_value mean_of(const void *prepared, const uint32_t *times)
{
    (void)prepared;
    double sum = 0;
    double n = 0;
    for (size_t i = 0; i < lent.rows; i++) {
        double weight = times != NULL ? times[i] : 1;
        sum += weight * lent.vectors[2 * i];
        n += weight;
    }
    return metric_fraction(sum, n, "no rows");
}

static void release(void *prepared)
{
    (void)prepared;
}

static const struct metric_pool mean_pool = {prepare, mean_of, release};
static const struct metric pooled_mean = {
    .id = "test.mean/1", .length = 2, .interval = METRIC_POOLED, .pool = &mean_pool};

struct made {
    double vectors[ITEMS * 2];
    uint32_t cluster[ITEMS];
    uint32_t group[ITEMS];
    struct score_grouping grouping;
    struct score_sample sample;
};

/* Group 0 says yes 9 times in 10, group 1 half the time, the last tenth is not recorded. */
static struct made *make(struct arena *arena)
{
    static const char *const values[] = {"high", "half"};
    struct made *made = arena_zalloc(arena, sizeof *made);
    struct prng prng;
    prng_seed(&prng, 7);
    for (size_t i = 0; i < ITEMS; i++) {
        uint32_t group = (uint32_t)(i % 2);
        made->cluster[i] = (uint32_t)(i * CLUSTERS / ITEMS);
        made->group[i] = i >= ITEMS * 9 / 10 ? SCORE_NOT_RECORDED : group;
        made->vectors[2 * i] = prng_below(&prng, 10) < (group == 0 ? 9 : 5);
        made->vectors[2 * i + 1] = 1;
    }
    made->grouping = (struct score_grouping){"kind", values, 2, made->group};
    made->sample = (struct score_sample){.count = ITEMS,
                                         .length = 2,
                                         .vectors = made->vectors,
                                         .unit = "items",
                                         .groupings = &made->grouping,
                                         .grouping_count = 1};
    return made;
}

static struct js *report_of(struct arena *arena, const struct metric *metric, bool clusters,
                            int64_t threads, int64_t resamples, struct strbuf *text)
{
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct made *made = make(arena);
    struct js *tree = NULL;
    struct err err;
    options.json = true;
    options.threads = threads;
    options.resamples = resamples;
    if (clusters) {
        made->sample.cluster = made->cluster;
        made->sample.clusters = CLUSTERS;
    }
    struct score_report *report = score_report_new(arena, "test", &options);
    score_report_setting(report, "norm", "none");
    score_sample_figure(report, "rate", metric, "ties:none", &made->sample, NULL);
    strbuf_init(text, 1u << 20);
    score_report_write(report, text);
    assert_int_equal(js_parse(arena, strbuf_view(text), &tree, &err), ERR_OK);
    return tree;
}

static const struct js *at(const struct js *object, const char *path)
{
    struct str rest = str_of(path);
    struct str name;
    char key[64];
    while (object != NULL && str_split(&rest, '/', &name)) {
        snprintf(key, sizeof key, "%.*s", STR_ARG(name));
        object = js_member(object, key);
    }
    if (object == NULL) {
        fail_msg("no %s", path);
    }
    return object;
}

static double number(const struct js *object, const char *path)
{
    const struct js *value = at(object, path);
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static void independent_units_get_wilson(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf text;
    struct js *tree = report_of(arena, &single_rate, false, 1, 100, &text);
    const struct js *rate = at(tree, "metrics/rate");
    struct interval interval =
        wilson((int64_t)number(rate, "numerator"), (int64_t)number(rate, "denominator"));
    assert_true(js_is(at(rate, "method"), "wilson.95/1"));
    assert_true(at(rate, "interval")->array.items[0].real == interval.low);
    assert_true(at(rate, "interval")->array.items[1].real == interval.high);
    assert_true(js_is(at(rate, "signature"), "test.single/1|ties:none|norm:none"));
    strbuf_release(&text);
    arena_free(arena);
}

static bool value_of(void *data, const double *sum, double *value)
{
    (void)data;
    *value = sum[0] / sum[1];
    return true;
}

static void clustered_units_get_the_bootstrap_of_stats(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf text;
    struct js *tree = report_of(arena, &single_rate, true, 2, BOOTSTRAP_RESAMPLES, &text);
    const struct js *rate = at(tree, "metrics/rate");
    struct made *made = make(arena);
    double sums[CLUSTERS * 2] = {0};
    for (size_t i = 0; i < ITEMS * 2; i++) {
        sums[made->cluster[i / 2] * 2 + i % 2] += made->vectors[i];
    }
    struct bootstrap plan = {
        .vectors = sums, .clusters = CLUSTERS, .length = 2, .value = value_of, .seed = 12345};
    struct interval interval;
    assert_true(bootstrap_interval(&plan, &interval));
    assert_true(js_is(at(rate, "method"), "bootstrap.cluster.95/1"));
    assert_true(number(rate, "clusters") == CLUSTERS);
    assert_true(number(rate, "n") == ITEMS);
    assert_true(at(rate, "interval")->array.items[0].real == interval.low);
    assert_true(at(rate, "interval")->array.items[1].real == interval.high);
    strbuf_release(&text);
    arena_free(arena);
}

static void threads_change_no_byte(void **state)
{
    (void)state;
    const struct metric *metrics[] = {&pooled_rate, &pooled_mean};
    for (size_t m = 0; m < 2; m++) {
        struct arena *arena = arena_new();
        struct strbuf one;
        struct strbuf three;
        (void)report_of(arena, metrics[m], true, 1, 300, &one);
        (void)report_of(arena, metrics[m], true, 3, 300, &three);
        assert_string_equal(one.p, three.p);
        strbuf_release(&one);
        strbuf_release(&three);
        arena_free(arena);
    }
}

/* With each row once a cluster, sums of vectors and multiplicities of rows are the same. */
static void pooled_and_summed_replicates_agree(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf summed;
    struct strbuf pooled;
    const struct js *a = report_of(arena, &pooled_rate, true, 1, 300, &summed);
    const struct js *b = report_of(arena, &pooled_mean, true, 1, 300, &pooled);
    for (size_t i = 0; i < 2; i++) {
        assert_true(at(a, "metrics/rate/interval")->array.items[i].real ==
                    at(b, "metrics/rate/interval")->array.items[i].real);
    }
    strbuf_release(&summed);
    strbuf_release(&pooled);
    arena_free(arena);
}

static void groups_are_compared_with_the_recorded_rest(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf text;
    struct js *tree = report_of(arena, &single_rate, false, 1, 100, &text);
    assert_true(number(tree, "groups/kind/high/metrics/rate/n") == ITEMS * 9 / 20);
    assert_true(number(tree, "groups/kind/half/metrics/rate/n") == ITEMS * 9 / 20);
    assert_true(number(tree, "groups/kind/not recorded/metrics/rate/n") == ITEMS / 10);
    const struct js *comparisons = at(tree, "comparisons");
    assert_int_equal(comparisons->array.count, 2);
    const struct js *first = &comparisons->array.items[0];
    assert_true(js_is(at(first, "verdict"), "different"));
    assert_true(number(first, "difference") ==
                number(tree, "groups/kind/high/metrics/rate/value") -
                    number(tree, "groups/kind/half/metrics/rate/value"));
    strbuf_release(&text);
    arena_free(arena);
}

static void few_clusters_have_no_interval_and_say_why(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct made *made = make(arena);
    struct strbuf text;
    options.json = true;
    for (size_t i = 0; i < ITEMS; i++) {
        made->cluster[i] = (uint32_t)(i % 19);
    }
    made->sample.cluster = made->cluster;
    made->sample.clusters = 19;
    made->sample.grouping_count = 0;
    struct score_report *report = score_report_new(arena, "test", &options);
    score_sample_figure(report, "rate", &pooled_rate, NULL, &made->sample, NULL);
    strbuf_init(&text, 1u << 20);
    score_report_write(report, &text);
    assert_non_null(strstr(text.p, "\"interval\":null"));
    assert_non_null(strstr(text.p, "fewer than 20 independent units"));
    strbuf_release(&text);
    arena_free(arena);
}

static void lenient_lists_what_strict_refuses(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct err err = {0};
    struct strbuf text;
    struct score_report *strict = score_report_new(arena, "test", &options);
    err_set(&err, ERR_FORMAT, "score \"x\" is not a finite number");
    assert_int_equal(score_report_skip(strict, "s.csv", 3, ERR_FORMAT, &err), ERR_FORMAT);
    assert_string_equal(err.message, "s.csv line 3: score \"x\" is not a finite number");
    options.lenient = true;
    options.json = true;
    struct score_report *lenient = score_report_new(arena, "test", &options);
    assert_int_equal(score_report_skip(lenient, "s.csv", 3, ERR_FORMAT, &err), ERR_OK);
    strbuf_init(&text, 1u << 20);
    score_report_write(lenient, &text);
    assert_non_null(strstr(text.p, "\"skipped\":{\"count\":1,\"rows\":[\"s.csv line 3: "));
    assert_non_null(strstr(text.p, "|skipped:1\""));
    strbuf_release(&text);
    arena_free(arena);
}

static void undefined_is_null_with_a_reason(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct score_sample none = {.count = 0, .length = 2};
    struct strbuf text;
    options.json = true;
    struct score_report *report = score_report_new(arena, "test", &options);
    score_sample_figure(report, "rate", &pooled_rate, NULL, &none, NULL);
    strbuf_init(&text, 1u << 20);
    score_report_write(report, &text);
    assert_non_null(strstr(text.p, "\"value\":null,\"reason\":\"nothing counted\""));
    strbuf_release(&text);
    arena_free(arena);
}

static void numbers_are_short_and_read_back(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{400, "400"},
                 {0.1, "0.1"},
                 {-0.0, "0"},
                 {1e22, "1e+22"},
                 {1.0 / 3, "0.3333333333333333"},
                 {5e-324, "5e-324"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[SCORE_REAL_SIZE];
        score_real(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
        assert_true(strtod(text, NULL) == cases[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_units_get_wilson),
        cmocka_unit_test(clustered_units_get_the_bootstrap_of_stats),
        cmocka_unit_test(threads_change_no_byte),
        cmocka_unit_test(pooled_and_summed_replicates_agree),
        cmocka_unit_test(groups_are_compared_with_the_recorded_rest),
        cmocka_unit_test(few_clusters_have_no_interval_and_say_why),
        cmocka_unit_test(lenient_lists_what_strict_refuses),
        cmocka_unit_test(undefined_is_null_with_a_reason),
        cmocka_unit_test(numbers_are_short_and_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
