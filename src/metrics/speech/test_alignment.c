/* Alignments against a whole table computed cell by cell, and the ties that others publish. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/prng.h"
#include "metrics/speech/alignment.h"
#include "base/name_table.h"

#include <stdlib.h>
#include <string.h>

struct weights {
    unsigned substitution, gap;
};

/* The table of costs, (n + 1) x (m + 1), row by row. */
static unsigned *table_of(struct id_sequence a, struct id_sequence b, struct weights weights)
{
    size_t width = b.count + 1;
    unsigned *table = xmalloc((a.count + 1) * width * sizeof *table);
    for (size_t i = 0; i <= a.count; i++) {
        for (size_t j = 0; j <= b.count; j++) {
            unsigned best = UINT32_MAX;
            if (i > 0 && j > 0) {
                unsigned cost = a.ids[i - 1] == b.ids[j - 1] ? 0 : weights.substitution;
                best = table[(i - 1) * width + j - 1] + cost;
            }
            if (i > 0 && table[(i - 1) * width + j] + weights.gap < best) {
                best = table[(i - 1) * width + j] + weights.gap;
            }
            if (j > 0 && table[i * width + j - 1] + weights.gap < best) {
                best = table[i * width + j - 1] + weights.gap;
            }
            table[i * width + j] = i == 0 && j == 0 ? 0 : best;
        }
    }
    return table;
}

/* Walking back: pair, insertion, deletion, whichever comes first among the cheapest. */
static size_t plain_path(struct id_sequence a, struct id_sequence b, struct weights weights,
                         unsigned char *steps)
{
    unsigned *table = table_of(a, b, weights);
    size_t width = b.count + 1;
    size_t i = a.count;
    size_t j = b.count;
    size_t at = a.count + b.count;
    while (i > 0 || j > 0) {
        unsigned here = table[i * width + j];
        bool same = i > 0 && j > 0 && a.ids[i - 1] == b.ids[j - 1];
        if (i > 0 && j > 0 &&
            here == table[(i - 1) * width + j - 1] + (same ? 0 : weights.substitution)) {
            steps[--at] = same ? STEP_CORRECT : STEP_SUBSTITUTION;
            i--;
            j--;
        } else if (j > 0 && here == table[i * width + j - 1] + weights.gap) {
            steps[--at] = STEP_INSERTION;
            j--;
        } else {
            steps[--at] = STEP_DELETION;
            i--;
        }
    }
    free(table);
    return at;
}

static void assert_path(struct id_sequence a, struct id_sequence b, bool weighted)
{
    struct aligner *aligner = aligner_new();
    struct alignment got;
    unsigned char *steps = xmalloc(a.count + b.count + 1);
    size_t at =
        plain_path(a, b, weighted ? (struct weights){4, 3} : (struct weights){1, 1}, steps);
    assert_int_equal(weighted ? align_weighted(aligner, a, b, &got, NULL)
                              : align_edit(aligner, a, b, TIES_PAIR_FIRST, &got, NULL),
                     ERR_OK);
    assert_int_equal(got.count, a.count + b.count - at);
    assert_memory_equal(got.steps, steps + at, got.count);
    assert_int_equal(got.counts.correct + got.counts.substituted + got.counts.deleted, a.count);
    free(steps);
    aligner_free(aligner);
}

/* `second` is `first` with one unit in `errors` changed, left out or put in. */
static struct id_sequence spoilt(struct prng *prng, struct id_sequence first, unsigned kinds,
                                 unsigned errors, uint32_t *room)
{
    struct id_sequence second = {room, 0};
    for (size_t i = 0; i < first.count; i++) {
        uint32_t fate = (uint32_t)prng_below(prng, 3 * errors);
        if (fate == 0) {
            room[second.count++] = (uint32_t)prng_below(prng, kinds);
        } else if (fate == 1) {
            room[second.count++] = (uint32_t)prng_below(prng, kinds);
            room[second.count++] = first.ids[i];
        } else if (fate != 2) {
            room[second.count++] = first.ids[i];
        }
    }
    return second;
}

static void compare_random(unsigned seed, size_t longest, unsigned kinds, unsigned errors,
                           int rounds, bool weighted)
{
    struct prng prng;
    uint32_t *one = xmalloc((longest + 1) * sizeof *one);
    uint32_t *two = xmalloc((2 * longest + 1) * sizeof *two);
    prng_seed(&prng, seed);
    for (int round = 0; round < rounds; round++) {
        struct id_sequence first = {one,
                                    longest < 300 ? prng_below(&prng, longest + 1) : longest};
        for (size_t i = 0; i < first.count; i++) {
            one[i] = (uint32_t)prng_below(&prng, kinds);
        }
        struct id_sequence second = spoilt(&prng, first, kinds, errors, two);
        assert_path(first, second, weighted);
        assert_path(second, first, weighted);
    }
    free(one);
    free(two);
}

static void test_edit__is_the_path_of_the_whole_table(void **state)
{
    (void)state;
    compare_random(1, 20, 3, 2, 4000, false);
    compare_random(2, 200, 4, 3, 300, false);
    compare_random(3, 299, 100, 10, 200, false);
}

static void test_weighted__is_the_path_of_the_whole_table(void **state)
{
    (void)state;
    compare_random(4, 20, 3, 2, 4000, true);
    compare_random(5, 200, 4, 3, 300, true);
    compare_random(6, 299, 100, 10, 200, true);
}

/* Long enough for states kept at some columns only, and computed between once more. */
static void test_edit__stretches_join(void **state)
{
    (void)state;
    compare_random(7, 3500, 400, 6, 1, false);
}

static void test_weighted__stretches_join(void **state)
{
    (void)state;
    compare_random(8, 3500, 400, 2, 1, true);
}

static struct id_sequence letters(struct arena *arena, struct name_table *ids, const char *text)
{
    size_t n = strlen(text);
    uint32_t *numbers = arena_alloc(arena, (n + 1) * sizeof *numbers);
    for (size_t i = 0; i < n; i++) {
        numbers[i] = name_table_lend(ids, str_n(text + i, 1));
    }
    return (struct id_sequence){numbers, n};
}

static void steps_are(const char *reference, const char *hypothesis, enum align_ties ties,
                      const char *expected)
{
    struct arena *arena = arena_new();
    struct name_table *ids = name_table_new(arena);
    struct aligner *aligner = aligner_new();
    struct alignment got;
    char text[64] = "";
    struct id_sequence a = letters(arena, ids, reference);
    struct id_sequence b = letters(arena, ids, hypothesis);
    assert_int_equal(align_edit(aligner, a, b, ties, &got, NULL), ERR_OK);
    for (size_t i = 0; i < got.count; i++) {
        text[i] = "=SDI"[got.steps[i]];
    }
    assert_string_equal(text, expected);
    aligner_free(aligner);
    arena_free(arena);
}

static void test_edit__ties(void **state)
{
    (void)state;
    steps_are("ab", "ba", TIES_PAIR_FIRST, "SS");
    steps_are("ab", "ba", TIES_DELETION_FIRST, "I=D");
    steps_are("", "ba", TIES_DELETION_FIRST, "II");
    steps_are("ab", "", TIES_PAIR_FIRST, "DD");
    steps_are("xabx", "xx", TIES_DELETION_FIRST, "=DD=");
}

static void test_aligner__forgets_the_pair_before(void **state)
{
    (void)state;
    struct aligner *aligner = aligner_new();
    uint32_t one[] = {1, 2, 3, 900};
    uint32_t two[] = {3, 3, 3};
    uint32_t other[] = {5, 6}; /* takes the places that 1 and 2 had */
    struct alignment got;
    assert_int_equal(align_edit(aligner, (struct id_sequence){one, 4},
                                (struct id_sequence){two, 3}, TIES_PAIR_FIRST, &got, NULL),
                     ERR_OK);
    assert_int_equal(align_edit(aligner, (struct id_sequence){other, 2},
                                (struct id_sequence){one, 2}, TIES_PAIR_FIRST, &got, NULL),
                     ERR_OK);
    assert_int_equal(got.counts.correct, 0);
    assert_int_equal(got.counts.substituted, 2);
    aligner_free(aligner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit__is_the_path_of_the_whole_table),
        cmocka_unit_test(test_weighted__is_the_path_of_the_whole_table),
        cmocka_unit_test(test_edit__stretches_join),
        cmocka_unit_test(test_weighted__stretches_join),
        cmocka_unit_test(test_edit__ties),
        cmocka_unit_test(test_aligner__forgets_the_pair_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
