/* The page cache: what it keeps, for how long, and how much of it. */
#include "web/http_cache.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { ROOM = 100000 };

static int start(void **state)
{
    *state = http_cache_new(ROOM);
    return 0;
}

static int stop(void **state)
{
    http_cache_free(*state);
    return 0;
}

static void put(struct http_cache *cache, const char *path, const char *query, size_t bytes,
                int64_t valid_until)
{
    struct strbuf body;
    strbuf_init(&body, ROOM);
    while (body.n < bytes) {
        strbuf_putc(&body, 'a');
    }
    struct http_answer *answer = http_answer_new(200, "text/plain", strbuf_view(&body));
    answer->valid_until = valid_until;
    http_cache_put(cache, str_of(path), str_of(query), answer, 1000);
    http_answer_drop(answer);
    strbuf_release(&body);
}

static bool has(struct http_cache *cache, const char *path, const char *query, int64_t now)
{
    return http_cache_lookup(cache, str_of(path), str_of(query), now) != NULL;
}

static void test_path_and_query_are_the_key(void **state)
{
    put(*state, "/a", "b", 10, 0);
    assert_true(has(*state, "/a", "b", 1000));
    assert_false(has(*state, "/a", "", 1000));
    assert_false(has(*state, "/ab", "", 1000));
    assert_false(has(*state, "/a", "bc", 1000));
    assert_false(has(*state, "/", "b", 1000));
}

static void test_nothing_outlives_its_version(void **state)
{
    put(*state, "/a", "", 10, 0);
    http_cache_at(*state, 0);
    assert_true(has(*state, "/a", "", 1000));
    http_cache_at(*state, 7);
    assert_false(has(*state, "/a", "", 1000));
    put(*state, "/a", "", 10, 0);
    http_cache_at(*state, 0);
    assert_false(has(*state, "/a", "", 1000));
}

static void test_nothing_outlives_its_time(void **state)
{
    put(*state, "/a", "", 10, 1005);
    assert_true(has(*state, "/a", "", 1004));
    assert_false(has(*state, "/a", "", 1005));
    assert_false(has(*state, "/a", "", 1004)); /* it is gone */
    put(*state, "/b", "", 10, 0);
    assert_false(has(*state, "/b", "", 999)); /* a clock that was set back */
}

static void test_the_last_put_counts(void **state)
{
    put(*state, "/a", "", 10, 0);
    put(*state, "/a", "", 20, 0);
    struct http_answer *found = http_cache_lookup(*state, STR("/a"), STR(""), 1000);
    assert_int_equal(found->body.n, 20);
}

static void test_what_was_asked_for_longest_ago_goes_first(void **state)
{
    char path[20];
    for (int i = 0; i < 9; i++) {
        snprintf(path, sizeof path, "/%d", i);
        put(*state, path, "", 10000, 0);
    }
    assert_true(has(*state, "/0", "", 1000));
    put(*state, "/9", "", 10000, 0);
    assert_true(has(*state, "/0", "", 1000));
    assert_false(has(*state, "/1", "", 1000));
    assert_true(has(*state, "/2", "", 1000));
    assert_true(has(*state, "/9", "", 1000));
}

static void test_a_page_too_large_is_not_kept(void **state)
{
    put(*state, "/a", "", 10, 0);
    put(*state, "/large", "", ROOM / 8, 0);
    assert_false(has(*state, "/large", "", 1000));
    assert_true(has(*state, "/a", "", 1000));
}

/* The bound holds whatever is put; a held answer lives on after it was thrown out. */
static void test_thousands_of_addresses_fit_by_forgetting(void **state)
{
    char path[20];
    put(*state, "/held", "", 50, 0);
    struct http_answer *held =
        http_answer_hold(http_cache_lookup(*state, STR("/held"), STR(""), 1000));
    for (int i = 0; i < 20000; i++) {
        snprintf(path, sizeof path, "/%d", i);
        put(*state, path, "", 50, 0);
    }
    assert_false(has(*state, "/held", "", 1000));
    assert_true(has(*state, "/19999", "", 1000));
    assert_int_equal(held->body.n, 50);
    assert_int_equal(held->body.p[49], 'a');
    http_answer_drop(held);
    int kept = 0;
    for (int i = 0; i < 20000; i++) {
        snprintf(path, sizeof path, "/%d", i);
        kept += has(*state, path, "", 1000);
    }
    assert_in_range(kept, 100, ROOM / 150);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(test_path_and_query_are_the_key),
        TEST(test_nothing_outlives_its_version),
        TEST(test_nothing_outlives_its_time),
        TEST(test_the_last_put_counts),
        TEST(test_what_was_asked_for_longest_ago_goes_first),
        TEST(test_a_page_too_large_is_not_kept),
        TEST(test_thousands_of_addresses_fit_by_forgetting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
