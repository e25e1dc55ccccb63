/* Addresses: what is decoded, what is refused. */
#include "http/http_target.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int start(void **state)
{
    *state = arena_new();
    return 0;
}

static int stop(void **state)
{
    arena_free(*state);
    return 0;
}

static void test_paths_are_decoded_once(void **state)
{
    static const char *const cases[][3] = {
        {"/", "/", ""},
        {"/a/b/", "/a/b/", ""},
        {"/a?", "/a", ""},
        {"/a?b=c?d/../e", "/a", "b=c?d/../e"},
        {"/a%20b", "/a b", ""},
        {"/%C3%a9", "/\xc3\xa9", ""},
        {"/%252e%252e/", "/%2e%2e/", ""},
        {"/...", "/...", ""},
        {"/.a/a.", "/.a/a.", ""},
        {"/a%3Fb", "/a?b", ""},
        {"http://A.example:80/b?c", "/b", "c"},
        {"HTTP://a.EXAMPLE:80/b", "/b", ""},
        {"/?q=a|b^c`d{e}", "/", "q=a|b^c`d{e}"},
    };
    struct http_target target;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct http_verdict verdict =
            http_target_parse(*state, str_of(cases[i][0]), STR("a.example:80"), &target);
        assert_int_equal(verdict.status, 0);
        assert_true(str_is(target.path, cases[i][1]));
        assert_true(str_is(target.query, cases[i][2]));
    }
}

static void test_what_two_readers_could_take_differently_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "a",
        "*",
        "a.example:443",
        "/..",
        "/../",
        "/a/..",
        "/a/../b",
        "/./a",
        "/a/.",
        "/%2e%2e/a",
        "/.%2E/a",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "//a",
        "/a//b",
        "/a%",
        "/a%4",
        "/a%4g",
        "/a%00",
        "/%0a",
        "/%7f",
        "/%ff",
        "/%c0%ae%c0%ae/",
        "/%ed%a0%80",
        "/a b",
        "/a\tb",
        "/\xc3\xa9",
        "/a#b",
        "/\"",
        "/<script>",
        "/a?b#c",
        "/a?%",
        "/a?%zz",
        "/a?%00",
        "/a?%ff",
        "http://",
        "http://b.example/",
        "http://a.example",
        "http://a.examples/",
        "https://a.example/",
        "http://user@a.example/",
        "ftp://a/",
    };
    struct http_target target;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct http_verdict verdict =
            http_target_parse(*state, str_of(cases[i]), STR("a.example"), &target);
        if (verdict.status != 400) {
            print_error("%s: %d\n", cases[i], verdict.status);
        }
        assert_int_equal(verdict.status, 400);
        assert_non_null(verdict.reason);
    }
}

static void test_an_address_has_a_longest_length(void **state)
{
    struct http_target target;
    char *raw = arena_alloc(*state, LIMIT_HTTP_TARGET + 1);
    memset(raw, 'a', LIMIT_HTTP_TARGET + 1);
    raw[0] = '/';
    struct str fits = str_n(raw, LIMIT_HTTP_TARGET);
    assert_int_equal(http_target_parse(*state, fits, STR(""), &target).status, 0);
    assert_int_equal(target.path.n, LIMIT_HTTP_TARGET);
    struct str over = str_n(raw, LIMIT_HTTP_TARGET + 1);
    assert_int_equal(http_target_parse(*state, over, STR(""), &target).status, 414);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths_are_decoded_once),
        cmocka_unit_test(test_what_two_readers_could_take_differently_is_refused),
        cmocka_unit_test(test_an_address_has_a_longest_length),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
