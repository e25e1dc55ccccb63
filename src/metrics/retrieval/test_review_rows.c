/* Documents of one review: what was read before the stop, and the order, against the functions
 * that score other people's orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "metrics/metric.h"
#include "metrics/retrieval/screening.h"

#include <math.h>
#include <stdlib.h>

enum { DOCUMENTS = 40, ROUNDS = 200 };

static bool row_of(const char *id, const char *expected, const char *output, double *vector)
{
    struct arena *arena = arena_new();
    struct js *truth;
    struct js *answer = NULL;
    bool has = false;
    assert_int_equal(js_parse(arena, str_of(expected), &truth, NULL), ERR_OK);
    if (output != NULL) {
        assert_int_equal(js_parse(arena, str_of(output), &answer, NULL), ERR_OK);
    }
    assert_int_equal(metric_lookup(id)->item(NULL, truth, answer, vector, &has, NULL), ERR_OK);
    arena_free(arena);
    return has;
}

#define YES "{\"relevant\":true}"
#define NO "{\"relevant\":false}"
#define READ "{\"batch\":2,\"rank\":13,\"stopped\":false}"
#define LATE "{\"batch\":9,\"rank\":80,\"stopped\":true}"
#define NEVER "{\"stopped\":true}"

static void test_at_stop__who_counts_where(void **state)
{
    (void)state;
    static const struct {
        const char *id, *expected, *output;
        double first; /* -1: no row */
    } rows[] = {
        {"review.recall_at_stop/1", YES, READ, 1},   {"review.recall_at_stop/1", YES, LATE, 0},
        {"review.recall_at_stop/1", YES, NEVER, 0},  {"review.recall_at_stop/1", YES, NULL, 0},
        {"review.recall_at_stop/1", NO, READ, -1},   {"review.read_at_stop/1", NO, READ, 1},
        {"review.read_at_stop/1", YES, LATE, 0},     {"review.read_at_stop/1", YES, NULL, 1},
        {"review.elusion_at_stop/1", YES, READ, -1}, {"review.elusion_at_stop/1", YES, LATE, 1},
        {"review.elusion_at_stop/1", NO, NEVER, 0},  {"review.elusion_at_stop/1", YES, NULL, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double vector[2] = {0, 0};
        bool has = row_of(rows[i].id, rows[i].expected, rows[i].output, vector);
        assert_int_equal(has, rows[i].first >= 0);
        assert_true(!has || (vector[0] == rows[i].first && vector[1] == 1));
    }
}

static void test_order__row_is_rank_and_truth(void **state)
{
    double vector[2];
    (void)state;
    assert_true(row_of("review.wss_95/1", YES, LATE, vector));
    assert_true(vector[0] == 80 && vector[1] == 1);
    assert_true(row_of("review.wss_95/1", NO, NEVER, vector));
    assert_true(vector[0] == 0 && vector[1] == 0);
}

/* Orders drawn at random, some documents never proposed, rows in any order. */
static void draw(struct prng *prng, double *rows, size_t *ranks, struct screening *screening)
{
    size_t order[DOCUMENTS];
    size_t ranked = DOCUMENTS - prng_below(prng, 5);
    *screening = (struct screening){.ranks = ranks, .total = DOCUMENTS};
    for (size_t i = 0; i < DOCUMENTS; i++) {
        size_t k = prng_below(prng, i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    for (size_t i = 0; i < DOCUMENTS; i++) {
        bool relevant = prng_below(prng, 4) == 0;
        rows[2 * order[i]] = i < ranked ? (double)(i + 1) : 0;
        rows[2 * order[i] + 1] = relevant ? 1 : 0;
        screening->relevant += relevant ? 1 : 0;
        if (relevant && i < ranked) {
            ranks[screening->found++] = i + 1;
        }
    }
}

static void test_order__is_what_others_orders_are_scored_by(void **state)
{
    struct prng prng;
    (void)state;
    prng_seed(&prng, 1);
    for (int round = 0; round < ROUNDS; round++) {
        double rows[2 * DOCUMENTS];
        size_t ranks[DOCUMENTS];
        double sum = 0;
        struct screening s;
        draw(&prng, rows, ranks, &s);
        struct metric_value wss =
            metric_of_rows(metric_lookup("review.wss_95/1"), rows, DOCUMENTS);
        struct metric_value ap =
            metric_of_rows(metric_lookup("review.average_precision/1"), rows, DOCUMENTS);
        assert_int_equal(wss.defined, s.relevant > 0);
        for (size_t i = 0; i < s.found; i++) {
            sum += (double)(i + 1) / (double)ranks[i];
        }
        if (s.relevant > 0) {
            size_t needed = screening_needed(s.relevant, SCREENING_UP);
            assert_true(fabs(wss.value - screening_wss(&s, needed)) < 1e-12);
            assert_true(fabs(ap.value - sum / (double)s.relevant) < 1e-12);
        }
    }
}

/* A row that counts twice is two documents, one after the other. */
static void test_resamples__count_rows_as_often_as_drawn(void **state)
{
    (void)state;
    static const double rows[] = {1, 0, 2, 1, 3, 1, 4, 0};
    static const uint32_t times[] = {2, 1, 2, 0};
    static const double drawn[] = {1, 0, 2, 0, 3, 1, 4, 1, 5, 1};
    static const char *const ids[] = {"review.wss_95/1", "review.average_precision/1"};
    for (size_t i = 0; i < 2; i++) {
        const struct metric *metric = metric_lookup(ids[i]);
        void *prepared = metric->pool->prepare(rows, 4);
        struct metric_value value = metric->pool->value(prepared, times);
        metric->pool->release(prepared);
        assert_true(fabs(value.value - metric_of_rows(metric, drawn, 5).value) < 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_stop__who_counts_where),
        cmocka_unit_test(test_order__row_is_rank_and_truth),
        cmocka_unit_test(test_order__is_what_others_orders_are_scored_by),
        cmocka_unit_test(test_resamples__count_rows_as_often_as_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
