/* Fields read and written. */
#include "http/http_fields.h"

#include "http/http_gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void test_dates(void **state)
{
    /* `date -u -d @N '+%a, %d %b %Y %H:%M:%S GMT'` */
    static const struct {
        int64_t seconds;
        const char *text;
    } cases[] = {{0, "Thu, 01 Jan 1970 00:00:00 GMT"},
                 {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"}, /* RFC 9110, 5.6.7 */
                 {1709210096, "Thu, 29 Feb 2024 12:34:56 GMT"},
                 {4102444799, "Thu, 31 Dec 2099 23:59:59 GMT"}};
    char text[HTTP_DATE_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        http_date(text, cases[i].seconds);
        assert_string_equal(text, cases[i].text);
    }
}

/* One or two fields of that name. */
static struct http_head head_of(struct http_field fields[2], const char *name,
                                const char *first, const char *second)
{
    fields[0] = (struct http_field){str_of(name), str_of(first), 0};
    fields[1] = (struct http_field){str_of(name), str_of(second != NULL ? second : ""), 0};
    return (struct http_head){.fields = fields, .count = second != NULL ? 2 : 1};
}

static bool wants(const char *first, const char *second)
{
    struct http_field fields[2];
    const struct http_head head = head_of(fields, "accept-encoding", first, second);
    return http_wants_gzip(&head);
}

static void test_who_wants_gzip(void **state)
{
    static const char *const yes[] = {"gzip",
                                      "GZip",
                                      "x-gzip",
                                      "br, gzip",
                                      "gzip;q=0.1",
                                      "gzip ; q=1.000",
                                      "*",
                                      "br;q=0, *;q=0.5",
                                      "gzip;Q=0.3",
                                      "identity;q=0, gzip;q=0.001",
                                      "identity;q=0.5, gzip;q=0.5",
                                      ",,gzip,"};
    static const char *const no[] = {"",
                                     "identity",
                                     "gzip;q=0",
                                     "gzip;q=0.000",
                                     "*;q=0",
                                     "gzip;q=0, *",
                                     "br",
                                     "gzipped",
                                     "gzip;q=2",
                                     "gzip;q=1.001",
                                     "gzip;q=",
                                     "gzip;q=-1",
                                     "gzip;q=.5",
                                     "gzip;level=1",
                                     "gzip;q=0.1234",
                                     "identity;q=0.6, gzip;q=0.5",
                                     "identity, *;q=0.5"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_true(wants(yes[i], NULL));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        assert_false(wants(no[i], NULL));
    }
    assert_true(wants("br", "gzip"));
    assert_false(wants("*", "gzip;q=0"));
    const struct http_head none = {.count = 0};
    assert_false(http_wants_gzip(&none));
}

static bool names(const char *first, const char *second)
{
    struct http_field fields[2];
    const struct http_head head = head_of(fields, "If-None-Match", first, second);
    return http_has_tag(&head, STR("\"abc\""));
}

static void test_entity_tags(void **state)
{
    (void)state;
    assert_true(names("\"abc\"", NULL));
    assert_true(names("W/\"abc\"", NULL));
    assert_true(names("\"x\",\"abc\"", NULL));
    assert_true(names("\"x\"", "\"abc\""));
    assert_true(names(" * ", NULL));
    assert_false(names("abc", NULL));
    assert_false(names("\"ABC\"", NULL));
    assert_false(names("w/\"abc\"", NULL));
    assert_false(names("\"abc\" \"x\"", NULL));
    assert_false(names("\"abc", NULL));
    assert_false(names("", NULL));
}

static void test_gzip_only_when_it_pays(void **state)
{
    struct strbuf out;
    char noise[200];
    char calm[200] = {0};
    (void)state;
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (char)((i * 2654435761u) >> 13);
    }
    strbuf_init(&out, 10000);
    strbuf_puts(&out, "kept");
    assert_false(http_gzip(&out, str_n(noise, sizeof noise)));
    assert_false(http_gzip(&out, STR("short")));
    assert_string_equal(out.p, "kept");
    assert_true(http_gzip(&out, str_n(calm, sizeof calm)));
    assert_true(out.n > 4 && out.n < 60);
    assert_memory_equal(out.p, "kept\x1f\x8b\x08\0\0\0\0\0", 12); /* no name, no time */
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_who_wants_gzip),
        cmocka_unit_test(test_entity_tags),
        cmocka_unit_test(test_gzip_only_when_it_pays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
