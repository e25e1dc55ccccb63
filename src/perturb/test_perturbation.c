/* What is done to a text, and that what was marked in it can be found again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "perturb/perturbation.h"

#include <string.h>

static const char *const sample = "On Monday Mary O\xe2\x80\x99"
                                  "Brien, 12 Clock Lane, rang about a returned modem; l00k at "
                                  "BOX 81 and S0S. \xc3\x89t\xc3\xa9";

struct outcome {
    struct text_edit edit;
    struct str text;
};

static struct outcome apply(struct arena *arena, const struct perturbation *perturbation,
                            int level, const char *text, uint64_t seed)
{
    struct outcome outcome;
    struct prng prng;
    prng_seed(&prng, seed);
    assert_int_equal(
        text_edit_begin(arena, str_of(text), perturbation->more, &outcome.edit, NULL), ERR_OK);
    if (perturbation->order != NULL) {
        perturbation->order(&outcome.edit, &prng, level, STR("caf\xc3\xa9"));
    } else {
        perturbation->apply(&outcome.edit, &prng, level);
    }
    outcome.text = text_edit_end(&outcome.edit, arena);
    return outcome;
}

/* Places rise, none lies past the end, and the text is the letters that the edit tells of. */
static void check_outcome(const struct outcome *outcome)
{
    const struct text_edit *edit = &outcome->edit;
    assert_true(utf8_valid(outcome->text));
    assert_int_equal(utf8_count(outcome->text), edit->to_count);
    for (size_t i = 0; i < edit->from_count; i++) {
        assert_true(edit->moved[i] <= edit->moved[i + 1]);
    }
    assert_int_equal(edit->moved[edit->from_count], edit->to_count);
}

static void test_every_perturbation__keeps_track_of_every_letter(void **state)
{
    (void)state;
    for (size_t p = 0; p < perturbation_count; p++) {
        const struct perturbation *perturbation = &perturbation_table[p];
        for (int level = 0; level < (int)perturbation_levels(perturbation); level++) {
            for (uint64_t seed = 0; seed < 50; seed++) {
                struct arena *arena = arena_new();
                struct outcome outcome = apply(arena, perturbation, level, sample, seed);
                check_outcome(&outcome);
                outcome = apply(arena, perturbation, level, "", seed);
                check_outcome(&outcome);
                arena_free(arena);
            }
        }
    }
}

static void test_one_seed__gives_one_text(void **state)
{
    struct arena *arena = arena_new();
    const struct perturbation *typos = perturbation_lookup(STR("typos"));
    (void)state;
    struct outcome first = apply(arena, typos, 4, sample, 9);
    struct outcome second = apply(arena, typos, 4, sample, 9);
    struct outcome other = apply(arena, typos, 4, sample, 10);
    assert_true(str_eq(first.text, second.text));
    assert_false(str_eq(first.text, other.text));
    arena_free(arena);
}

/* 200,000 letters, so that the count of slips is within a tenth of what was declared. */
static void test_typos__come_as_often_as_is_declared(void **state)
{
    static const double declared[] = {0.01, 0.02, 0.04, 0.08, 0.16};
    enum { LETTERS = 200000 };
    static char text[LETTERS + 1];
    (void)state;
    for (size_t i = 0; i < LETTERS; i++) {
        text[i] = (char)('a' + i % 26);
    }
    for (int level = 0; level < PERTURBATION_LEVELS; level++) {
        struct arena *arena = arena_new();
        struct outcome outcome =
            apply(arena, perturbation_lookup(STR("typos")), level, text, 3);
        size_t touched = 0;
        for (size_t i = 0; i < LETTERS; i++) {
            size_t at = outcome.edit.moved[i];
            bool gone = outcome.edit.moved[i + 1] != at + 1;
            touched += gone || outcome.edit.to[at] != outcome.edit.from[i] ? 1 : 0;
        }
        /* A swap touches two letters and is one slip of four. */
        double expected = declared[level] * LETTERS * 1.25;
        assert_true(touched > 0.85 * expected && touched < 1.15 * expected);
        arena_free(arena);
    }
}

static void test_scanner__takes_rn_for_m_and_counts_it_as_two_letters(void **state)
{
    struct arena *arena = arena_new();
    const struct perturbation *scanner = perturbation_lookup(STR("scanner"));
    bool seen = false;
    (void)state;
    for (uint64_t seed = 0; seed < 100 && !seen; seed++) {
        struct outcome outcome = apply(arena, scanner, 4, "rn", seed);
        if (str_is(outcome.text, "m")) {
            assert_int_equal(outcome.edit.moved[0], 0);
            assert_int_equal(outcome.edit.moved[1], 1);
            assert_int_equal(outcome.edit.moved[2], 1);
            seen = true;
        }
    }
    assert_true(seen);
    arena_free(arena);
}

static void test_an_order_before_the_text__moves_all_of_it(void **state)
{
    struct arena *arena = arena_new();
    const struct perturbation *injection = perturbation_lookup(STR("injection"));
    (void)state;
    struct outcome before = apply(arena, injection, 0, "Jo rang.", 1);
    struct outcome after = apply(arena, injection, 1, "Jo rang.", 1);
    assert_true(str_ends(before.text, STR("\n\nJo rang.")));
    assert_true(str_starts(after.text, STR("Jo rang.\n\n")));
    assert_int_equal(before.edit.moved[0], before.edit.to_count - strlen("Jo rang."));
    assert_int_equal(after.edit.moved[0], 0);
    arena_free(arena);
}

static void test_one_case__leaves_letters_beyond_ascii(void **state)
{
    struct arena *arena = arena_new();
    const struct perturbation *one = perturbation_lookup(STR("case"));
    (void)state;
    assert_true(str_is(apply(arena, one, 0, "McKay \xc3\x89 9", 1).text, "mckay \xc3\x89 9"));
    assert_true(str_is(apply(arena, one, 1, "McKay \xc3\xa9 9", 1).text, "MCKAY \xc3\xa9 9"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_perturbation__keeps_track_of_every_letter),
        cmocka_unit_test(test_one_seed__gives_one_text),
        cmocka_unit_test(test_typos__come_as_often_as_is_declared),
        cmocka_unit_test(test_scanner__takes_rn_for_m_and_counts_it_as_two_letters),
        cmocka_unit_test(test_an_order_before_the_text__moves_all_of_it),
        cmocka_unit_test(test_one_case__leaves_letters_beyond_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
