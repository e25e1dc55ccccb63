/* Alike texts against a count of all pairs by hand, and tools that a text names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/prng.h"
#include "registry/boilerplate.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS = 40, WORDS = 30, ROUNDS = 60 };

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const char risk[] =
    "The main risk is a wrong match. Every match is looked at by a trained officer before "
    "anything follows from it, and the officer can set it aside without giving a reason.";
static const char risk_with_marks[] =
    "THE MAIN RISK IS a wrong match! Every match is looked-at by a trained officer, before "
    "anything follows from it; and the officer can set it aside without giving a reason";
static const char other[] =
    "Recordings are transcribed overnight on the force's own machines. Officers correct each "
    "transcript against the recording, and the corrected text alone goes into the case file.";

static void test_boilerplate__finds_the_same_words_in_two_records(void **state)
{
    const struct boilerplate_text texts[] = {
        {STR("r1"), STR("risks"), str_of(risk)},
        {STR("r2"), STR("risks"), str_of(other)},
        {STR("r3"), STR("risks"), str_of(risk_with_marks)},
        {STR("r1"), STR("summary"), str_of(risk)}, /* of the same record */
    };
    struct boilerplate found;
    (void)state;
    boilerplate_find(arena, texts, 4, 1, 1, 10, &found);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.pairs[0].a, 0);
    assert_int_equal(found.pairs[0].b, 2);
    assert_int_equal(found.pairs[1].a, 2);
    assert_int_equal(found.pairs[1].b, 3);
    /* 32 words make 29 shingles of 4 */
    assert_int_equal(found.pairs[0].both, 29);
    assert_int_equal(found.pairs[0].either, 29);
    assert_false(found.cut);
    boilerplate_find(arena, texts, 4, 1, 1, 1, &found);
    assert_int_equal(found.count, 1);
    assert_true(found.cut);
}

static void test_boilerplate__one_changed_word_costs_four_shingles(void **state)
{
    const char *word = strstr(risk, "trained");
    const char *changed = arena_printf(arena, "%.*sskilled%s", (int)(word - risk), risk,
                                       word + strlen("trained"));
    const struct boilerplate_text texts[] = {{STR("r1"), STR("risks"), str_of(risk)},
                                             {STR("r2"), STR("risks"), str_of(changed)}};
    struct boilerplate found;
    (void)state;
    boilerplate_find(arena, texts, 2, 25, 33, 10, &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.pairs[0].both, 25);
    assert_int_equal(found.pairs[0].either, 33); /* exactly the bound */
    boilerplate_find(arena, texts, 2, 76, 100, 10, &found);
    assert_int_equal(found.count, 0);
}

static void test_boilerplate__short_texts_are_passed_over(void **state)
{
    const struct boilerplate_text texts[] = {{STR("r1"), STR("f"), STR("To save time.")},
                                             {STR("r2"), STR("f"), STR("To save time.")},
                                             {STR("r3"), STR("f"), STR("")}};
    struct boilerplate found;
    (void)state;
    boilerplate_find(arena, texts, 3, 1, 2, 10, &found);
    assert_int_equal(found.count, 0);
}

/* Shingles by brute force: every pair of positions is compared as words. */
static size_t shared(const uint32_t *a, const uint32_t *b, size_t *either)
{
    size_t left = 0;
    size_t right = 0;
    size_t both = 0;
    for (size_t side = 0; side < 2; side++) {
        const uint32_t *one = side == 0 ? a : b;
        const uint32_t *two = side == 0 ? b : a;
        for (size_t i = 0; i + SHINGLE_WORDS <= WORDS; i++) {
            bool again = false;
            bool there = false;
            for (size_t k = 0; k + SHINGLE_WORDS <= WORDS; k++) {
                again = again || (k < i && memcmp(one + i, one + k, 4 * sizeof *one) == 0);
                there = there || memcmp(one + i, two + k, 4 * sizeof *one) == 0;
            }
            *(side == 0 ? &left : &right) += !again;
            both += side == 0 && !again && there;
        }
    }
    *either = left + right - both;
    return both;
}

static void test_boilerplate__finds_every_pair_that_a_count_by_hand_finds(void **state)
{
    static uint32_t words[TEXTS][WORDS];
    struct boilerplate_text texts[TEXTS];
    struct prng prng;
    (void)state;
    prng_seed(&prng, 11);
    for (int round = 0; round < ROUNDS; round++) {
        size_t wanted = 0;
        struct boilerplate found;
        for (size_t t = 0; t < TEXTS; t++) {
            char line[WORDS * 8] = "";
            size_t n = 0;
            for (size_t w = 0; w < WORDS; w++) {
                bool copied = t > 0 && prng_below(&prng, 20) != 0;
                words[t][w] = copied ? words[t - 1][w] : (uint32_t)prng_below(&prng, 500);
                n += (size_t)snprintf(line + n, sizeof line - n, "w%u ", words[t][w]);
            }
            texts[t] = (struct boilerplate_text){str_of(arena_printf(arena, "r%zu", t)),
                                                 STR("f"), arena_str(arena, str_n(line, n))};
        }
        boilerplate_find(arena, texts, TEXTS, 1, 2, SIZE_MAX, &found);
        for (size_t a = 0; a < TEXTS; a++) {
            for (size_t b = a + 1; b < TEXTS; b++) {
                size_t either;
                size_t both = shared(words[a], words[b], &either);
                wanted += both * 2 >= either;
            }
        }
        assert_int_equal(found.count, wanted);
        for (size_t i = 0; i < found.count; i++) {
            size_t either;
            size_t both = shared(words[found.pairs[i].a], words[found.pairs[i].b], &either);
            assert_int_equal(found.pairs[i].both, both);
            assert_int_equal(found.pairs[i].either, either);
        }
    }
}

static void test_products__are_named_as_whole_words_in_any_case(void **state)
{
    const struct str products[] = {STR("Sample Redactor"), STR("Scribe"), STR("Eye"),
                                   STR("Plate")};
    bool named[4];
    (void)state;
    assert_int_equal(products_named(STR("Used with sample redactor, and with transcribers; "
                                        "Eye is too short a name. Templates."),
                                    products, 4, named),
                     1);
    assert_true(named[0]);
    assert_int_equal(products_named(STR("plate"), products, 4, named), 1);
    assert_int_equal(products_named(STR(""), products, 4, named), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boilerplate__finds_the_same_words_in_two_records),
        cmocka_unit_test(test_boilerplate__one_changed_word_costs_four_shingles),
        cmocka_unit_test(test_boilerplate__short_texts_are_passed_over),
        cmocka_unit_test(test_boilerplate__finds_every_pair_that_a_count_by_hand_finds),
        cmocka_unit_test(test_products__are_named_as_whole_words_in_any_case),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
