/* Texts that are nearly the same are found, all of them and no other. */
#include "benchmark/alike_items.h"

#include "base/prng.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
// clang-format on

static size_t find(struct arena *arena, const struct alike_text_item *items, size_t count,
                   struct alike_pair **pairs)
{
    size_t found;
    bool more;
    alike_pairs(arena, items, count, pairs, &found, &more);
    assert_false(more);
    return found;
}

static void test_short_texts__share_four_fifths_of_their_words(void **state)
{
    struct arena *arena = arena_new();
    struct alike_pair *pairs;
    const struct alike_text_item items[] = {
        {STR("How do you say hello in French?"), 0}, /* 7 words */
        {STR("how do you say HELLO in french"), 1},
        {STR("how do you say hello in french please"), 1}, /* 7 of 8 */
        {STR("how do you say goodbye in french"), 1},      /* 6 of 8 */
        {STR(""), 1},
        {STR("how do you say hello in french"), 0}, /* the side of the first */
    };
    (void)state;
    assert_int_equal(find(arena, items, 6, &pairs), 4);
    assert_int_equal(pairs[0].one, 0);
    assert_int_equal(pairs[0].other, 1);
    assert_true(pairs[0].same);
    assert_int_equal(pairs[1].other, 2);
    assert_false(pairs[1].same);
    assert_int_equal(pairs[2].one, 5);
    arena_free(arena);
}

static void test_long_texts__share_runs_of_words(void **state)
{
    struct arena *arena = arena_new();
    struct alike_pair *pairs;
    static const char text[] =
        "The caller has come back from a wedding and found the back door kicked in, not sure "
        "if "
        "anyone is still inside; told to wait in the car until a unit has come";
    static const char turned[] =
        "until a unit has come wait in the car told to still inside; anyone is if not sure "
        "kicked "
        "in, back door found the and a wedding back from has come the caller";
    const struct alike_text_item items[] = {{str_n(text, sizeof text - 1), 0},
                                            {str_n(text, sizeof text - 1), 1},
                                            {str_n(turned, sizeof turned - 1), 1},
                                            {STR("The caller"), 1}};
    (void)state;
    assert_int_equal(find(arena, items, 4, &pairs), 1); /* the same words in another order */
    assert_int_equal(pairs[0].other, 1);
    arena_free(arena);
}

/* Beside the comparison of all with all, on words of a small vocabulary. */
static void test_random_texts__as_by_comparing_all(void **state)
{
    enum { TEXTS = 120, WORDS = 8, VOCABULARY = 9 };
    static char texts[TEXTS][64];
    unsigned sets[TEXTS];
    struct alike_text_item items[TEXTS];
    struct arena *arena = arena_new();
    struct alike_pair *pairs;
    struct prng prng;
    size_t expected = 0;
    (void)state;
    prng_seed(&prng, 3);
    for (size_t i = 0; i < TEXTS; i++) {
        size_t n = 0;
        sets[i] = 0;
        for (int k = 0; k < WORDS; k++) {
            unsigned word = (unsigned)prng_below(&prng, VOCABULARY);
            sets[i] |= 1u << word;
            texts[i][n++] = (char)('a' + word);
            texts[i][n++] = ' ';
        }
        texts[i][n] = '\0';
        items[i] = (struct alike_text_item){str_of(texts[i]), (int)(i % 2)};
    }
    for (size_t i = 0; i < TEXTS; i++) {
        for (size_t k = i + 1; k < TEXTS; k++) {
            int both = __builtin_popcount(sets[i] & sets[k]);
            int either = __builtin_popcount(sets[i] | sets[k]);
            expected += i % 2 != k % 2 && 5 * both >= 4 * either;
        }
    }
    assert_true(expected > 20);
    assert_int_equal(find(arena, items, TEXTS, &pairs), expected);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_texts__share_four_fifths_of_their_words),
        cmocka_unit_test(test_long_texts__share_runs_of_words),
        cmocka_unit_test(test_random_texts__as_by_comparing_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
