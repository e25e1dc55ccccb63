/* The arithmetic of stopping: bounds against R, and what each rule promises, held in
 * simulations of whole reviews. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/prng.h"
#include "review/stop_rule.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 4000, REVIEWS = 1000, BATCH = 25 };

static void assert_close(double found, double expected)
{
    if (fabs(found - expected) > 1e-9) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

/* All of r found leaves (1 - c)^(1/r), none of n relevant 1 - (1 - c)^(1/n): by hand. */
static void test_bounds__are_exact_where_they_have_a_closed_form(void **state)
{
    (void)state;
    assert_close(stop_recall_low(59, 59, 0.95), pow(0.05, 1.0 / 59));
    assert_close(stop_elusion_high(0, 299, 0.95), 1 - pow(0.05, 1.0 / 299));
    assert_close(stop_recall_low(0, 10, 0.95), 0);
}

/* The table of acceptance sampling: 59 without a failure show 95 % at 95 %, 93 with at most
 * one. By the binomial sum, which is written out here. */
static double chance_of_at_least(int64_t least, int64_t n, double p)
{
    double sum = 0;
    for (int64_t k = least; k <= n; k++) {
        sum += exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) +
                   (double)k * log(p) + (double)(n - k) * log(1 - p));
    }
    return sum;
}

static void test_found_needed__is_the_fewest_that_the_binomial_allows(void **state)
{
    (void)state;
    for (int64_t relevant = 1; relevant < 150; relevant++) {
        int64_t needed = stop_found_needed(relevant, 0.8, 0.95);
        if (needed < 0) {
            assert_true(chance_of_at_least(relevant, relevant, 0.8) > 0.05);
            continue;
        }
        assert_true(chance_of_at_least(needed, relevant, 0.8) <= 0.05);
        assert_true(chance_of_at_least(needed - 1, relevant, 0.8) > 0.05);
    }
}

static void test_relevant_needed__is_where_all_found_begins_to_be_enough(void **state)
{
    (void)state;
    assert_int_equal(stop_relevant_needed(0.8, 0.95), 14);
    assert_int_equal(stop_relevant_needed(0.95, 0.95), 59);
    assert_int_equal(stop_found_needed(13, 0.8, 0.95), -1);
    assert_int_equal(stop_found_needed(14, 0.8, 0.95), 14);
    assert_int_equal(stop_found_needed(0, 0.8, 0.95), -1);
}

static void test_relevant_allowed__is_none_for_a_sample_too_small(void **state)
{
    (void)state;
    assert_int_equal(stop_relevant_allowed(298, 0.01, 0.95), -1);
    assert_int_equal(stop_relevant_allowed(299, 0.01, 0.95), 0);
    assert_true(stop_relevant_allowed(1000, 0.01, 0.95) > 0);
}

static void test_further_samples__are_judged_more_strictly(void **state)
{
    double sum = 0;
    (void)state;
    for (int64_t k = 1; k <= 30; k++) {
        assert_true(stop_confidence_of(0.95, k) < stop_confidence_of(0.95, k + 1));
        sum += 1 - stop_confidence_of(0.95, k);
    }
    assert_true(sum <= 0.05);
}

/* A review: documents in the order in which they are read, the relevant ones earlier the
 * better the ranking (`skill` 0: anywhere). */
static size_t make_order(struct prng *prng, size_t relevant, double skill, bool *is_relevant)
{
    size_t made = 0;
    memset(is_relevant, 0, DOCUMENTS * sizeof *is_relevant);
    while (made < relevant) {
        double place = pow(prng_unit(prng), 1 + skill);
        size_t at = (size_t)(place * DOCUMENTS);
        if (!is_relevant[at]) {
            is_relevant[at] = true;
            made++;
        }
    }
    return made;
}

/* `count` of the documents, at random, without one twice. */
static void draw(struct prng *prng, size_t from, size_t count, size_t *picked)
{
    size_t *all = xcalloc(DOCUMENTS, sizeof *all);
    for (size_t i = from; i < DOCUMENTS; i++) {
        all[i - from] = i;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = i + (size_t)prng_below(prng, DOCUMENTS - from - i);
        picked[i] = all[at];
        all[at] = all[i];
    }
    free(all);
}

/* Recall when the rule with a control sample says stop, looking after each batch; -1: never. */
static double review_by_control(struct prng *prng, size_t relevant, double skill, double target,
                                size_t sample)
{
    bool is_relevant[DOCUMENTS];
    bool *sampled = xcalloc(DOCUMENTS, sizeof *sampled);
    size_t *picked = xcalloc(sample, sizeof *picked);
    int64_t in_sample = 0;
    make_order(prng, relevant, skill, is_relevant);
    draw(prng, 0, sample, picked);
    for (size_t i = 0; i < sample; i++) {
        sampled[picked[i]] = true;
        in_sample += is_relevant[picked[i]] ? 1 : 0;
    }
    int64_t needed = stop_found_needed(in_sample, target, 0.95);
    int64_t found = 0;
    size_t all = 0;
    double recall = -1;
    for (size_t i = 0; i < DOCUMENTS && needed > 0; i++) {
        all += is_relevant[i] ? 1 : 0;
        found += is_relevant[i] && sampled[i] ? 1 : 0;
        if ((i + 1) % BATCH == 0 && found >= needed) {
            recall = (double)all / (double)relevant;
            break;
        }
    }
    free(sampled);
    free(picked);
    return recall;
}

static void test_control_sample__holds_its_recall_in_95_of_100_reviews(void **state)
{
    static const struct {
        size_t relevant, sample;
        double skill, target;
    } cases[] = {
        {200, 600, 4, 0.8}, {200, 600, 0, 0.8}, {60, 1500, 6, 0.75}, {400, 800, 3, 0.9}};
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct prng prng;
        int held = 0;
        int stopped = 0;
        prng_seed(&prng, 7 + c);
        for (int i = 0; i < REVIEWS; i++) {
            double recall = review_by_control(&prng, cases[c].relevant, cases[c].skill,
                                              cases[c].target, cases[c].sample);
            stopped += recall >= 0 ? 1 : 0;
            held += recall < 0 || recall >= cases[c].target ? 1 : 0;
        }
        if (held < 95 * REVIEWS / 100 || stopped < REVIEWS / 4) {
            fail_msg("case %zu: recall held in %d of %d reviews, %d stopped", c, held, REVIEWS,
                     stopped);
        }
    }
}

/* What a person does who draws again after each failure and reads on in between: is the limit
 * ever said to be kept when it is not? */
static bool says_wrong(struct prng *prng, double limit, size_t sample)
{
    bool is_relevant[DOCUMENTS];
    size_t *picked = xcalloc(sample, sizeof *picked);
    bool wrong = false;
    make_order(prng, 300, 0.5, is_relevant);
    size_t from = 1000;
    for (int64_t k = 1; k <= 8 && from + sample < DOCUMENTS; k++, from += 25) {
        int64_t relevant = 0;
        size_t left = 0;
        draw(prng, from, sample, picked);
        for (size_t i = 0; i < sample; i++) {
            relevant += is_relevant[picked[i]] ? 1 : 0;
        }
        for (size_t i = from; i < DOCUMENTS; i++) {
            left += is_relevant[i] ? 1 : 0;
        }
        double high = stop_elusion_high(relevant, (int64_t)sample, stop_confidence_of(0.95, k));
        if (high <= limit) {
            wrong = (double)left / (double)(DOCUMENTS - from) > limit;
            break;
        }
    }
    free(picked);
    return wrong;
}

static void test_elusion_samples__err_in_no_more_than_5_of_100_reviews(void **state)
{
    (void)state;
    for (int c = 0; c < 3; c++) {
        struct prng prng;
        int wrong = 0;
        prng_seed(&prng, 70 + (uint64_t)c);
        for (int i = 0; i < REVIEWS; i++) {
            wrong += says_wrong(&prng, 0.055 + 0.005 * c, 400) ? 1 : 0;
        }
        if (wrong > 5 * REVIEWS / 100) {
            fail_msg("case %d: wrong in %d of %d", c, wrong, REVIEWS);
        }
    }
}

static void test_elusion_bound__covers_what_is_there(void **state)
{
    struct prng prng;
    int covered = 0;
    (void)state;
    prng_seed(&prng, 3);
    for (int i = 0; i < REVIEWS; i++) {
        int64_t relevant = 0;
        for (int k = 0; k < 500; k++) {
            relevant += prng_unit(&prng) < 0.012 ? 1 : 0;
        }
        covered += stop_elusion_high(relevant, 500, 0.95) >= 0.012 ? 1 : 0;
    }
    assert_true(covered >= 95 * REVIEWS / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds__are_exact_where_they_have_a_closed_form),
        cmocka_unit_test(test_found_needed__is_the_fewest_that_the_binomial_allows),
        cmocka_unit_test(test_relevant_needed__is_where_all_found_begins_to_be_enough),
        cmocka_unit_test(test_relevant_allowed__is_none_for_a_sample_too_small),
        cmocka_unit_test(test_further_samples__are_judged_more_strictly),
        cmocka_unit_test(test_control_sample__holds_its_recall_in_95_of_100_reviews),
        cmocka_unit_test(test_elusion_samples__err_in_no_more_than_5_of_100_reviews),
        cmocka_unit_test(test_elusion_bound__covers_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
