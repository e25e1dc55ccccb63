/* pyannote-metrics' published numbers, and the two readings of a collar. */
#include "metrics/diarisation/no_score_zones.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/prng.h"
#include "metrics/assignment.h"

#include <math.h>

enum { A, B, C, D };

static const struct turn reference[] = {{0, 10, A}, {12, 20, B}, {24, 27, A}, {30, 40, C}};
static const struct turn hypothesis[] = {
    {2, 13, A}, {13, 14, D}, {14, 20, B}, {22, 38, C}, {38, 40, D}};

static struct diarisation_times times_of(enum diarisation_rule rule, double collar, bool skip)
{
    struct diarisation_times times;
    struct diarisation_plan plan = {.reference = {reference, 4, 3},
                                    .hypothesis = {hypothesis, 5, 4},
                                    .rule = rule,
                                    .collar = collar,
                                    .skip_overlap = skip};
    diarisation_times(&plan, &times);
    return times;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* tests/test_diarization.py: .5161290322580645; confusion 7, correct 22, false alarm 7, miss 2.
 */
static void test_der__pyannote_published(void **state)
{
    (void)state;
    struct diarisation_times t = times_of(RULE_PYANNOTE, 0, false);
    assert_true(near(t.confusion, 7) && near(t.correct, 22) && near(t.false_alarm, 7) &&
                near(t.missed, 2) && near(t.total, 31));
}

/* test_bug_16: A from 0 to 10 against nothing, collar 1, leaves a total of 9. */
static void test_der__pyannote_collar_is_the_whole_width(void **state)
{
    (void)state;
    struct diarisation_times t;
    struct turn one = {0, 10, 0};
    struct diarisation_plan plan = {
        .reference = {&one, 1, 1}, .rule = RULE_PYANNOTE, .collar = 1};
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 9) && near(t.missed, 9));
    plan.rule = RULE_MD_EVAL;
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 8));
}

/* test_diarization.py: reference A 0-13 overlapping B, total 34; 32 where overlap is left out.
 */
static void test_der__overlap_left_out(void **state)
{
    (void)state;
    struct diarisation_times t;
    static const struct turn overlapping[] = {
        {0, 13, A}, {12, 20, B}, {24, 27, A}, {30, 40, C}};
    struct diarisation_plan plan = {.reference = {overlapping, 4, 3},
                                    .hypothesis = {hypothesis, 5, 4},
                                    .rule = RULE_PYANNOTE};
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 34));
    plan.skip_overlap = true;
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 32));
}

static void test_der__regions_and_left_out(void **state)
{
    (void)state;
    struct diarisation_times t;
    struct region evaluated = {5, 25};
    struct region left_out = {8, 13};
    struct diarisation_plan plan = {.reference = {reference, 4, 3},
                                    .hypothesis = {hypothesis, 5, 4},
                                    .evaluated = {&evaluated, 1},
                                    .left_out = {&left_out, 1}};
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 3 + 7 + 1));
}

/* A perfect answer, and one speaker that nobody answers. */
static void test_jer__perfect_and_unmapped(void **state)
{
    (void)state;
    struct diarisation_times t;
    struct diarisation_plan plan = {
        .reference = {reference, 4, 3}, .hypothesis = {reference, 4, 3}, .rule = RULE_PYANNOTE};
    diarisation_times(&plan, &t);
    assert_true(near(t.jaccard_errors, 0));
    assert_int_equal(t.jaccard_speakers, 3);
    plan.hypothesis.count = 3;
    diarisation_times(&plan, &t);
    assert_true(near(t.jaccard_errors, 1));
}

static void best_of(const double *weights, size_t rows, size_t columns, size_t row,
                    unsigned used, double sum, double *best)
{
    if (row == rows) {
        *best = sum > *best ? sum : *best;
        return;
    }
    best_of(weights, rows, columns, row + 1, used, sum, best);
    for (size_t c = 0; c < columns; c++) {
        if ((used >> c & 1) == 0) {
            best_of(weights, rows, columns, row + 1, used | 1u << c,
                    sum + weights[row * columns + c], best);
        }
    }
}

static void test_assignment__is_the_best_of_all(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 7);
    for (int round = 0; round < 300; round++) {
        double weights[36] = {0};
        size_t choice[6];
        double best = 0;
        double sum = 0;
        size_t rows = 1 + prng_below(&prng, 6);
        size_t columns = 1 + prng_below(&prng, 6);
        for (size_t i = 0; i < rows * columns; i++) {
            weights[i] = (double)prng_below(&prng, 10);
        }
        assign_best(weights, rows, columns, choice);
        for (size_t r = 0; r < rows; r++) {
            sum += choice[r] != SIZE_MAX ? weights[r * columns + choice[r]] : 0;
        }
        best_of(weights, rows, columns, 0, 0, 0, &best);
        assert_true(near(sum, best));
    }
}

static struct zone_event row(enum zone_row kind, double start, double end)
{
    return (struct zone_event){kind, {start, end}};
}

/* NIST SCTK, src/md-eval/test/sd_test1.ref.rttm, the third speaker: md-eval scores 7.8 s of its
 * 9.6 s of turns, 1.8 s less; so from the end of the word before the laugh to the next word. */
static void test_zones__published(void **state)
{
    (void)state;
    const struct zone_event rows[] = {row(ZONE_TURN, 20, 24), row(ZONE_WORD, 20, 20.6),
                                      row(ZONE_SOUND, 21, 22), row(ZONE_WORD, 22.4, 23),
                                      row(ZONE_WORD, 23, 24)};
    struct region zone;
    assert_int_equal(no_score_zones(rows, 5, &zone), 1);
    assert_true(near(zone.start, 20.6) && near(zone.end, 22.4));
}

static void test_zones__apart_and_without_end(void **state)
{
    (void)state;
    const struct zone_event rows[] = {row(ZONE_TURN, 0, 9), row(ZONE_SOUND, 2, 3),
                                      row(ZONE_SOUND, 4, 4), row(ZONE_SOUND, 4.1, 5),
                                      row(ZONE_SOUND, 10, 11)};
    struct region zones[4];
    assert_int_equal(no_score_zones(rows, 5, zones), 3);
    assert_true(zones[0].start == 1.5 && zones[0].end == 3.5);
    assert_true(zones[1].start == 4.1 - NO_SCORE_EXTEND && zones[1].end == 5.5);
    assert_true(zones[2].start == 9.5 && isinf(zones[2].end));
}

/* Unscored time counts in the mapping of speakers, time left out does not. */
static void test_zones__are_mapped_but_not_scored(void **state)
{
    (void)state;
    const struct turn one[] = {{0, 10, 0}};
    const struct turn two[] = {{0, 6, 0}, {6, 10, 1}};
    const struct region zone = {0, 5};
    struct diarisation_times t;
    struct diarisation_plan plan = {.reference = {one, 1, 1},
                                    .hypothesis = {two, 2, 2},
                                    .unscored = {&zone, 1},
                                    .rule = RULE_MD_EVAL};
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 5) && near(t.confusion, 4));
    plan.left_out = plan.unscored;
    diarisation_times(&plan, &t);
    assert_true(near(t.total, 5) && near(t.confusion, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_der__pyannote_published),
        cmocka_unit_test(test_der__pyannote_collar_is_the_whole_width),
        cmocka_unit_test(test_der__overlap_left_out),
        cmocka_unit_test(test_der__regions_and_left_out),
        cmocka_unit_test(test_jer__perfect_and_unmapped),
        cmocka_unit_test(test_zones__published),
        cmocka_unit_test(test_zones__apart_and_without_end),
        cmocka_unit_test(test_zones__are_mapped_but_not_scored),
        cmocka_unit_test(test_assignment__is_the_best_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
