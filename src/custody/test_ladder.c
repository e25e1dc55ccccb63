/* The Ladder against sequences worked out by hand, and against the attack it is made for.
 *
 * The boosting attack of A. Blum and M. Hardt, arXiv:1502.04585: ask about k random label
 * vectors, keep those whose score is better than that of chance, and let them vote item by
 * item. With exact scores the vote is better on the set than on anything else by about
 * sqrt(k/n); it has learnt the set's answers and nothing of the world. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/prng.h"
#include "custody/custody.h"
#include "custody/ladder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct round {
    double score, released;
    bool improved;
};

static void climb(const struct round *rounds, size_t count, double step, bool higher)
{
    struct ladder ladder = {.begun = false};
    for (size_t i = 0; i < count; i++) {
        bool improved = ladder_tell(&ladder, rounds[i].score, step, higher);
        assert_int_equal(improved, rounds[i].improved);
        assert_true(fabs(ladder.released - rounds[i].released) < 1e-12);
    }
}

static void test_ladder__a_loss_falls_by_steps(void **state)
{
    (void)state;
    /* step 0.1: 0.52 is the first and told as 0.5; 0.41 is less than 0.1 better than 0.5; 0.39
     * is more, told as 0.4; 0.30 and 0.31 are not more than 0.1 below 0.4; 0.26 is: 0.3 */
    static const struct round rounds[] = {
        {0.52, 0.5, true}, {0.41, 0.5, false}, {0.39, 0.4, true},  {0.31, 0.4, false},
        {0.9, 0.4, false}, {0.26, 0.3, true},  {0.21, 0.3, false}, {0.14, 0.1, true}};
    climb(rounds, sizeof rounds / sizeof rounds[0], 0.1, false);
}

static void test_ladder__a_score_rises_by_steps(void **state)
{
    (void)state;
    static const struct round rounds[] = {{0.784, 0.78, true},  {0.799, 0.78, false},
                                          {0.75, 0.78, false},  {0.801, 0.8, true},
                                          {0.8199, 0.8, false}, {0.99, 0.98, true}};
    climb(rounds, 4, 0.02, true);
    static const struct round first[] = {
        {0.0, 0.0, true}, {0.02, 0.0, false}, {0.021, 0.02, true}};
    climb(first, 3, 0.02, true);
}

static void test_ladder__the_nearest_multiple_is_told(void **state)
{
    (void)state;
    assert_true(fabs(ladder_round(0.784, 0.02) - 0.78) < 1e-12);
    assert_true(fabs(ladder_round(0.791, 0.02) - 0.8) < 1e-12);
    assert_true(fabs(ladder_round(-0.26, 0.1) + 0.3) < 1e-12);
    assert_true(ladder_round(0.004, 0.01) == 0);
}

/* ---- the attack ---- */

enum { ITEMS = 1000, VECTORS = 400, TRIALS = 20, BUDGET = 10 };
#define STEP 0.02

static double accuracy(const unsigned char *labels, const unsigned char *answers)
{
    int right = 0;
    for (int i = 0; i < ITEMS; i++) {
        right += labels[i] == answers[i];
    }
    return (double)right / ITEMS;
}

/* What somebody who asks is told. */
struct oracle {
    bool ladder;
    struct ladder state;
    int left; /* of the budget */
};

static bool ask(struct oracle *oracle, double score, double *told)
{
    if (oracle->left == 0) {
        return false;
    }
    oracle->left--;
    *told = score;
    if (oracle->ladder) {
        (void)ladder_tell(&oracle->state, score, STEP, true);
        *told = oracle->state.released;
    }
    return true;
}

/* The accuracy on the set that the vote gets; on anything else it is one half. */
static double attack(struct prng *prng, struct oracle *oracle)
{
    unsigned char labels[ITEMS];
    unsigned char vector[ITEMS];
    int votes[ITEMS] = {0};
    double told;
    for (int i = 0; i < ITEMS; i++) {
        labels[i] = (unsigned char)prng_below(prng, 2);
    }
    for (int v = 0; v < VECTORS; v++) {
        for (int i = 0; i < ITEMS; i++) {
            vector[i] = (unsigned char)prng_below(prng, 2);
        }
        if (!ask(oracle, accuracy(labels, vector), &told)) {
            break;
        }
        for (int i = 0; i < ITEMS && told > 0.5; i++) {
            votes[i] += vector[i] == 1 ? 1 : -1;
        }
    }
    for (int i = 0; i < ITEMS; i++) {
        vector[i] = votes[i] > 0 || (votes[i] == 0 && prng_below(prng, 2) == 1);
    }
    return accuracy(labels, vector);
}

static double mean_gain(bool ladder, int budget)
{
    struct prng prng;
    double sum = 0;
    prng_seed(&prng, 1502);
    for (int t = 0; t < TRIALS; t++) {
        struct oracle oracle = {.ladder = ladder, .left = budget};
        sum += attack(&prng, &oracle) - 0.5;
    }
    return sum / TRIALS;
}

/* The accuracy of a random answer has standard deviation 1/(2 sqrt(n)) = 0.0158; the mean of 20
 * trials 0.0035. */
static void test_ladder__exact_scores_give_the_answers_away(void **state)
{
    (void)state;
    double gain = mean_gain(false, VECTORS);
    assert_true(gain > 5 * 0.5 / sqrt(ITEMS));
}

static void test_ladder__the_attack_gains_nothing_from_the_ladder_and_a_budget(void **state)
{
    (void)state;
    double noise = 0.5 / sqrt((double)ITEMS * TRIALS);
    assert_true(fabs(mean_gain(true, BUDGET)) < 4 * noise + STEP);
    assert_true(mean_gain(true, BUDGET) < mean_gain(false, VECTORS) / 5);
    /* and of the ladder alone, had the budget no end: less than a step's worth */
    assert_true(mean_gain(true, VECTORS) < mean_gain(false, VECTORS) / 4);
}

static void test_ladder__one_requester_by_any_spelling(void **state)
{
    (void)state;
    assert_true(custody_same_requester(STR("Acme Ltd"), STR(" ACME  ltd. ")));
    assert_true(custody_same_requester(STR("A-B"), STR("a b")));
    assert_false(custody_same_requester(STR("AB"), STR("a b")));
    assert_false(custody_same_requester(STR("Acme"), STR("Acme Ltd")));
    assert_false(custody_same_requester(STR(""), STR("")));
    assert_false(custody_same_requester(STR("..."), STR("!")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ladder__a_loss_falls_by_steps),
        cmocka_unit_test(test_ladder__a_score_rises_by_steps),
        cmocka_unit_test(test_ladder__the_nearest_multiple_is_told),
        cmocka_unit_test(test_ladder__exact_scores_give_the_answers_away),
        cmocka_unit_test(test_ladder__the_attack_gains_nothing_from_the_ladder_and_a_budget),
        cmocka_unit_test(test_ladder__one_requester_by_any_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
