/* The guard's decisions, without a socket. */
#include "http/http_guard.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { FIELDS = 8 };

/* A head made of "Name: value" lines; its size is what such a head would have. */
struct made {
    struct http_field fields[FIELDS];
    struct http_head head;
};

static const struct http_head *make(struct made *made, const char *method, const char *version,
                                    const char *const *lines)
{
    struct http_head *head = &made->head;
    *head = (struct http_head){.method = str_of(method),
                               .target = STR("/"),
                               .version = str_of(version),
                               .fields = made->fields};
    head->size = head->method.n + 1 + 1 + 1 + head->version.n + 2 + 2;
    for (; lines[head->count] != NULL; head->count++) {
        struct str line = str_of(lines[head->count]);
        size_t colon = str_find(line, STR(":"));
        assert_true(head->count < FIELDS && colon != SIZE_MAX);
        made->fields[head->count] = (struct http_field){
            str_sub(line, 0, colon), str_trim(str_from(line, colon + 1)), line.n};
        head->size += line.n + 2;
    }
    return head;
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static int verdict(const char *method, const char *version, const char *const *lines)
{
    struct made made;
    struct http_verdict verdict = http_guard(make(&made, method, version, lines));
    assert_true((verdict.status == 0) == (verdict.reason == NULL));
    return verdict.status;
}

static int get(const char *const *lines)
{
    return verdict("GET", "HTTP/1.1", lines);
}

static void test_framing_is_beyond_doubt(void **state)
{
    (void)state;
    assert_int_equal(get(LINES("Host: a", "Content-Length: 0")), 0);
    assert_int_equal(get(LINES("Host: a", "content-length: 0", "TRANSFER-ENCODING: chunked")),
                     400);
    assert_int_equal(get(LINES("Host: a", "Content-Length: 0", "Content-Length: 0")), 400);
    assert_int_equal(get(LINES("Host: a", "Content-Length: 0x0")), 400);
    assert_int_equal(get(LINES("Host: a", "Content-Length: -0")), 400);
    assert_int_equal(get(LINES("Host: a", "Content-Length:")), 400);
    assert_int_equal(get(LINES("Host: a", "Content-Length: 1")), 400);
    assert_int_equal(get(LINES("Host: a", "Content-Length: 00")), 400);
    assert_int_equal(get(LINES("Host: a", "Transfer-Encoding: identity")), 501);
    assert_int_equal(get(LINES("Host: a", "Transfer-Encoding: chunked, chunked")), 501);
    assert_int_equal(get(LINES("Host: a", "Transfer-Encoding: chunked")), 400);
    assert_int_equal(verdict("GET", "HTTP/1.0", LINES("Host: a", "Transfer-Encoding: chunked")),
                     400);
}

static void test_one_host_that_is_one(void **state)
{
    static const char *const good[] = {"Host: a",         "Host: a.example:8080",
                                       "Host: 127.0.0.1", "Host: [::1]",
                                       "Host: [::1]:80",  "Host: under_score.example"};
    static const char *const bad[] = {
        "Host:",        "Host: a:b",      "Host: a:",   "Host: a b",
        "Host: a,b",    "Host: user@a",   "Host: [::1", "Host: []",
        "Host: [::1]x", "Host: a:123456", "Host: :80",  "Host: a/b"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(get(LINES(good[i])), 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(get(LINES(bad[i])), 400);
    }
    assert_int_equal(get(LINES("Host: a", "hOST: a")), 400);
    assert_int_equal(get(LINES("Accept: a")), 400);
    assert_int_equal(verdict("GET", "HTTP/1.0", LINES("Accept: a")), 0);
    assert_int_equal(verdict("GET", "HTTP/1.0", LINES("Host: a", "Host: b")), 400);
}

static void test_methods_and_versions(void **state)
{
    static const char *const others[] = {"POST", "PUT",  "DELETE",  "OPTIONS", "TRACE",
                                         "get",  "GETX", "CONNECT", ""};
    (void)state;
    assert_int_equal(verdict("HEAD", "HTTP/1.1", LINES("Host: a")), 0);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(verdict(others[i], "HTTP/1.1", LINES("Host: a")), 405);
    }
    assert_int_equal(verdict("GET", "HTTP/1.2", LINES("Host: a")), 505);
    assert_int_equal(verdict("GET", "HTTP/0.9", LINES("Host: a")), 505);
    assert_int_equal(verdict("GET", "", LINES("Host: a")), 505);
    /* the framing is looked at first, whatever the method */
    assert_int_equal(
        verdict("POST", "HTTP/1.1", LINES("Host: a", "Content-Length: 1", "Content-Length: 2")),
        400);
}

static void test_names_and_values_hold_no_odd_bytes(void **state)
{
    (void)state;
    assert_int_equal(get(LINES("Host: a", "X-\x01: b")), 400);
    assert_int_equal(get(LINES("Host: a", "X Y: b")), 400);
    assert_int_equal(get(LINES("Host: a", "X\t: b")), 400);
    assert_int_equal(get(LINES("Host: a", ": b")), 400);
    assert_int_equal(get(LINES("Host: a", "X\xc3\xa9: b")), 400);
    assert_int_equal(get(LINES("Host: a", "X: b\rc")), 400);
    assert_int_equal(get(LINES("Host: a", "X: b\x7f")), 400);
    assert_int_equal(get(LINES("Host: a", "X: b\x1b[0m")), 400);
    assert_int_equal(get(LINES("Host: a", "X: b\tc \xc3\xa9 \"(),/:;<=>?@[]{}")), 0);
}

/* One byte more or less than the parts make up: something was skipped on the way. */
static void test_every_byte_of_the_head_is_accounted_for(void **state)
{
    struct made made;
    (void)state;
    make(&made, "GET", "HTTP/1.1", LINES("Host: a", "X: b"));
    assert_int_equal(http_guard(&made.head).status, 0);
    made.head.size++;
    assert_int_equal(http_guard(&made.head).status, 400);
    made.head.size -= 2;
    assert_int_equal(http_guard(&made.head).status, 400);
    made.head.size = SIZE_MAX;
    assert_int_equal(http_guard(&made.head).status, 400);
}

static void test_a_head_has_a_largest_size(void **state)
{
    static char line[LIMIT_HTTP_HEAD + 1];
    struct made made;
    (void)state;
    memset(line, 'b', sizeof line - 1);
    memcpy(line, "X: ", 3);
    size_t others = strlen("GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\n");
    line[LIMIT_HTTP_HEAD - others] = '\0';
    make(&made, "GET", "HTTP/1.1", LINES("Host: a", line));
    assert_int_equal(made.head.size, LIMIT_HTTP_HEAD);
    assert_int_equal(http_guard(&made.head).status, 0);
    line[LIMIT_HTTP_HEAD - others] = 'b';
    line[LIMIT_HTTP_HEAD - others + 1] = '\0';
    assert_int_equal(get(LINES("Host: a", line)), 431);
}

static int posted(const char *version, const char *const *lines)
{
    struct made made;
    return http_guard_posts(make(&made, "POST", version, lines), 100).status;
}

static void test_a_body_states_its_length_before_it_is_read(void **state)
{
    struct made made;
    (void)state;
    assert_int_equal(posted("HTTP/1.1", LINES("Host: a", "Content-Length: 100")), 0);
    assert_int_equal(posted("HTTP/1.0", LINES("Content-Length: 0")), 0);
    assert_int_equal(posted("HTTP/1.1", LINES("Host: a", "Content-Length: 101")), 413);
    assert_int_equal(
        posted("HTTP/1.1", LINES("Host: a", "Content-Length: 99999999999999999999")), 413);
    assert_int_equal(posted("HTTP/1.1", LINES("Host: a")), 411);
    assert_int_equal(posted("HTTP/1.1", LINES("Host: a", "Transfer-Encoding: chunked")), 411);
    assert_int_equal(
        posted("HTTP/1.1", LINES("Host: a", "Content-Length: 1", "Content-Length: 1")), 400);
    assert_int_equal(posted("HTTP/1.1", LINES("Content-Length: 1")), 400);
    make(&made, "GET", "HTTP/1.1", LINES("Host: a", "Content-Length: 1"));
    assert_int_equal(http_guard_posts(&made.head, 100).status, 400);
    make(&made, "PUT", "HTTP/1.1", LINES("Host: a", "Content-Length: 1"));
    assert_int_equal(http_guard_posts(&made.head, 100).status, 405);
    assert_int_equal(verdict("POST", "HTTP/1.1", LINES("Host: a", "Content-Length: 1")), 405);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_framing_is_beyond_doubt),
        cmocka_unit_test(test_one_host_that_is_one),
        cmocka_unit_test(test_methods_and_versions),
        cmocka_unit_test(test_names_and_values_hold_no_odd_bytes),
        cmocka_unit_test(test_every_byte_of_the_head_is_accounted_for),
        cmocka_unit_test(test_a_head_has_a_largest_size),
        cmocka_unit_test(test_a_body_states_its_length_before_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
