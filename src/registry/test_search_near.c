/* How far words are from each other, and which one is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/prng.h"
#include "registry/search_near.h"

#include <string.h>

static void test_search_distance__counts_changes(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        int most;
        int distance;
    } cases[] = {{"", "", 2, 0},
                 {"a", "", 2, 1},
                 {"redaction", "redaction", 2, 0},
                 {"redacton", "redaction", 2, 1},
                 {"radaction", "redaction", 2, 1},
                 {"erdaction", "redaction", 2, 1},
                 {"rdeactino", "redaction", 2, 2},
                 {"kitten", "sitting", 3, 3},
                 {"kitten", "sitting", 2, 3},
                 {"ca", "abc", 3, 3},
                 {"abcdef", "abc", 2, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str a = str_of(cases[i].a);
        struct str b = str_of(cases[i].b);
        assert_int_equal(search_distance(a, b, cases[i].most), cases[i].distance);
        assert_int_equal(search_distance(b, a, cases[i].most), cases[i].distance);
    }
}

static const char *meant(struct arena *arena, const char *wanted, const char *const *terms)
{
    struct search_near near;
    search_near_start(&near, arena, str_of(wanted));
    for (int i = 0; terms[i] != NULL; i++) {
        search_near_offer(&near, str_of(terms[i]), i == 1 ? 5 : 1);
    }
    return arena_strndup(arena, near.best.p, near.best.n);
}

static void test_search_near__takes_the_nearest_then_the_most_frequent(void **state)
{
    static const char *const terms[] = {"facial",      "fatial", "racial",
                                        "recognition", "kent",   NULL};
    struct arena *arena = arena_new();
    (void)state;
    assert_string_equal(meant(arena, "facail", terms), "facial");
    assert_string_equal(meant(arena, "fabial", terms), "fatial"); /* in more places */
    assert_string_equal(meant(arena, "regocnition", terms), "recognition");
    assert_string_equal(meant(arena, "kant", terms), "kent");
    assert_string_equal(meant(arena, "ke", terms), "");
    assert_string_equal(meant(arena, "kilt", terms), ""); /* two changes in four bytes */
    assert_string_equal(meant(arena, "entirely", terms), "");
    arena_free(arena);
}

/* ---- parts ---- */

static size_t draw_word(struct prng *prng, char *word, size_t most)
{
    size_t n = 1 + (size_t)prng_below(prng, most);
    for (size_t i = 0; i < n; i++) {
        word[i] = (char)('a' + prng_below(prng, 3)); /* few letters: many neighbours */
    }
    return n;
}

static size_t change_word(struct prng *prng, char *word, size_t n)
{
    size_t at = (size_t)prng_below(prng, n);
    uint64_t how = prng_below(prng, 4);
    if (how == 0) { /* put one in */
        memmove(word + at + 1, word + at, n - at);
        word[at] = (char)('a' + prng_below(prng, 3));
        return n + 1;
    }
    if (how == 1 && n > 1) { /* leave one out */
        memmove(word + at, word + at + 1, n - at - 1);
        return n - 1;
    }
    if (how == 2 && at + 1 < n) {
        char c = word[at];
        word[at] = word[at + 1];
        word[at + 1] = c;
        return n;
    }
    word[at] = (char)('a' + prng_below(prng, 3));
    return n;
}

static bool share_a_part(struct str wanted, struct str term)
{
    uint64_t of_wanted[SEARCH_PARTS_MAX];
    uint64_t of_term[SEARCH_PARTS_MAX];
    size_t n = search_parts(wanted, search_near_most(wanted), of_wanted);
    size_t m = search_parts(term, 2, of_term);
    assert_true(n <= SEARCH_PARTS_MAX && m <= SEARCH_PARTS_MAX);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            if (of_wanted[i] == of_term[j]) {
                return true;
            }
        }
    }
    return false;
}

static void test_search_parts__whoever_is_near_enough_shares_one(void **state)
{
    struct prng prng;
    size_t near = 0;
    size_t apart = 0;
    (void)state;
    prng_seed(&prng, 20261129);
    for (int i = 0; i < 200000; i++) {
        char one[32];
        char other[32];
        size_t n = draw_word(&prng, one, 12);
        size_t m = n;
        memcpy(other, one, n);
        for (uint64_t changes = prng_below(&prng, 4); changes > 0; changes--) {
            m = change_word(&prng, other, m);
        }
        struct str wanted = str_n(one, n);
        struct str term = str_n(other, m);
        int most = search_near_most(wanted);
        if (search_distance(wanted, term, most) > most) {
            apart += share_a_part(wanted, term) ? 0 : 1;
            continue;
        }
        near++;
        if (!share_a_part(wanted, term)) {
            fail_msg("%.*s does not find %.*s", STR_ARG(wanted), STR_ARG(term));
        }
    }
    assert_true(near > 50000);
    assert_true(apart > 1000); /* and not everything is offered */
}

static void test_search_parts__a_word_of_more_than_64_bytes_has_none(void **state)
{
    uint64_t parts[SEARCH_PARTS_MAX];
    char word[65];
    (void)state;
    memset(word, 'a', sizeof word);
    assert_int_equal(search_parts(str_n(word, 65), 2, parts), 0);
    assert_int_equal(search_parts(str_n(word, 64), 2, parts), 29);
    assert_int_equal(search_parts(STR(""), 2, parts), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_distance__counts_changes),
        cmocka_unit_test(test_search_near__takes_the_nearest_then_the_most_frequent),
        cmocka_unit_test(test_search_parts__whoever_is_near_enough_shares_one),
        cmocka_unit_test(test_search_parts__a_word_of_more_than_64_bytes_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
