/* How far words are from each other, and which one is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/search_near.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_distance__counts_changes),
        cmocka_unit_test(test_search_near__takes_the_nearest_then_the_most_frequent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
