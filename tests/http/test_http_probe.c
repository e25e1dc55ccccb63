/* Requests meant to be understood by two readers in two ways, sent byte for byte: each must be
 * refused with the status we say, the connection closed, and a request hidden behind it never
 * answered. */
#include "http_rig.h"

#include "base/prng.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/socket.h>
#include <unistd.h>

#define HOST "Host: 127.0.0.1\r\n"
#define HIDDEN "GET /echo/hidden HTTP/1.1\r\n" HOST "\r\n"

struct probe {
    const char *name;
    struct str bytes;
    int status;
};

#define PROBE(name, status, bytes)                                                             \
    {                                                                                          \
        name, {bytes, sizeof(bytes) - 1}, status                                               \
    }

static const struct probe probes[] = {
    /* where does the request end? */
    PROBE("length beside chunks", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
          "0\r\n\r\n" HIDDEN),
    PROBE("length beside chunks, POST", 400,
          "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
          "0\r\n\r\n" HIDDEN),
    PROBE("two lengths", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 50\r\n\r\n" HIDDEN),
    PROBE("the same length twice", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" HIDDEN),
    PROBE("a list of lengths", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: 0, 0\r\n\r\n" HIDDEN),
    PROBE("length with a sign", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: +5\r\n\r\nhello" HIDDEN),
    PROBE("empty length", 400, "GET / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n" HIDDEN),
    PROBE("gzip, chunked", 501,
          "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" HIDDEN),
    PROBE("Transfer-Encoding twice", 400,
          "GET / HTTP/1.1\r\n" HOST
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
          "\r\n0\r\n\r\n" HIDDEN),
    PROBE("chunks in HTTP/1.0", 400,
          "GET / HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" HIDDEN),
    PROBE("body behind GET", 400,
          "GET / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello" HIDDEN),
    PROBE("bad chunk size", 400,
          "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" HIDDEN),
    PROBE("huge chunk size", 400,
          "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
    PROBE("POST with a body", 405,
          "POST / HTTP/1.1\r\n" HOST "Content-Length: 67\r\n\r\n" HIDDEN),
    PROBE("DELETE", 405, "DELETE / HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("lower-case method", 405, "get / HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("OPTIONS *", 405, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    /* for whom is it? */
    PROBE("blank before the colon", 400, "GET / HTTP/1.1\r\nHost : x\r\n\r\n" HIDDEN),
    PROBE("blank before another colon", 400,
          "GET / HTTP/1.1\r\n" HOST "Accept : x\r\n\r\n" HIDDEN),
    PROBE("no Host", 400, "GET / HTTP/1.1\r\n\r\n" HIDDEN),
    PROBE("empty Host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n" HIDDEN),
    PROBE("two hosts", 400, "GET / HTTP/1.1\r\n" HOST "Host: other\r\n\r\n" HIDDEN),
    PROBE("the same host twice", 400, "GET / HTTP/1.1\r\n" HOST HOST "\r\n" HIDDEN),
    PROBE("Host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" HIDDEN),
    PROBE("another host in the target", 400,
          "GET http://other/ HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    /* lines */
    PROBE("folded field", 400, "GET / HTTP/1.1\r\n" HOST "X-A: one\r\n two\r\n\r\n" HIDDEN),
    PROBE("folded first field", 400, "GET / HTTP/1.1\r\n X-A: one\r\n" HOST "\r\n" HIDDEN),
    PROBE("NUL in a value", 400, "GET / HTTP/1.1\r\n" HOST "X-A: a\0b\r\n\r\n" HIDDEN),
    PROBE("NUL that ends a value", 400,
          "GET / HTTP/1.1\r\n" HOST "X-A: a\0Content-Length: 5\r\n\r\n" HIDDEN),
    PROBE("NUL at the start of a line", 400,
          "GET / HTTP/1.1\r\n" HOST "\0X-A: b\r\nContent-Length: 5\r\n\r\n" HIDDEN),
    PROBE("NUL in the target", 400, "GET /\0b HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("control byte in a value", 400,
          "GET / HTTP/1.1\r\n" HOST "X-A: a\x01z\r\n\r\n" HIDDEN),
    PROBE("bare CR in a value", 400,
          "GET / HTTP/1.1\r\n" HOST "X-A: a\rContent-Length: 5\r\n\r\n" HIDDEN),
    PROBE("bare LF after the request line", 400, "GET / HTTP/1.1\n" HOST "\r\n" HIDDEN),
    PROBE("bare LF after a field", 400,
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\nX-A: b\r\n\r\n" HIDDEN),
    PROBE("bare LF at the end", 400, "GET / HTTP/1.1\r\n" HOST "\n" HIDDEN),
    PROBE("two blanks in the request line", 400, "GET  / HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("name that is no token", 400, "GET / HTTP/1.1\r\n" HOST "X(A): b\r\n\r\n" HIDDEN),
    PROBE("line without a colon", 400, "GET / HTTP/1.1\r\n" HOST "nonsense\r\n\r\n" HIDDEN),
    PROBE("HTTP/1.2", 505, "GET / HTTP/1.2\r\n" HOST "\r\n" HIDDEN),
    PROBE("HTTP/2.0", 505, "GET / HTTP/2.0\r\n" HOST "\r\n" HIDDEN),
    /* paths */
    PROBE("percent NUL", 400, "GET /a%00b HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("parts of dots", 400, "GET /../../etc/passwd HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("parts of encoded dots", 400,
          "GET /%2e%2e/etc/passwd HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("one dot", 400, "GET /echo/./a HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("dots at the end", 400, "GET /echo/.. HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("encoded slash", 400, "GET /echo/a%2Fb HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("backslash", 400, "GET /echo\\..\\a HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("two slashes", 400, "GET //elsewhere HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("percent without digits", 400, "GET /echo/a%4 HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("blank in the target", 400, "GET /echo/a b HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("percent newline", 400, "GET /echo/a%0d%0aX:b HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("not UTF-8", 400, "GET /echo/%ff HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("overlong slash", 400, "GET /echo/%c0%af HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("bytes over 127", 400, "GET /echo/\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("NUL in the query", 400, "GET /echo/a?b=%00 HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
    PROBE("no slash first", 400, "GET echo HTTP/1.1\r\n" HOST "\r\n" HIDDEN),
};

static int start(void **state)
{
    static struct http_rig rig;
    rig_start(&rig, 1);
    *state = &rig;
    return 0;
}

static int stop(void **state)
{
    rig_stop(*state);
    return 0;
}

static void test_each_is_refused_and_closed(void **state)
{
    struct http_rig *rig = *state;
    int bad = 0;
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        struct heard heard = rig_say(rig, probes[i].bytes, 2000);
        bool served = str_find(heard.bytes, STR("/echo/hidden")) != SIZE_MAX;
        /* a Content-Length that is no number: the library's own refusal has its head twice */
        int answers = str_find(heard.bytes, STR("wrong value for")) != SIZE_MAX ? 2 : 1;
        if (heard.status != probes[i].status || heard.answers != answers || served ||
            !heard.closed) {
            print_error("%s: status %d, expected %d; %d answers; %s; %s\n", probes[i].name,
                        heard.status, probes[i].status, heard.answers,
                        served ? "hidden request served" : "nothing hidden served",
                        heard.closed ? "closed" : "left open");
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static struct str long_request(struct http_rig *rig, size_t target, size_t field)
{
    char *a = arena_alloc(rig->arena, target + 1);
    char *b = arena_alloc(rig->arena, field + 1);
    memset(a, 'a', target);
    memset(b, 'b', field);
    a[target] = '\0';
    b[field] = '\0';
    return str_of(
        arena_printf(rig->arena, "GET /echo/%s HTTP/1.1\r\n" HOST "X-A: %s\r\n\r\n", a, b));
}

static void test_sizes_have_ends(void **state)
{
    struct http_rig *rig = *state;
    const struct {
        size_t target, field;
        int status;
    } cases[] = {{7994, 10, 200},  {7995, 10, 414},  {70000, 10, 414}, {10, 16000, 200},
                 {10, 17000, 431}, {10, 65536, 431}, {10, 30000, 431}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str request = long_request(rig, cases[i].target, cases[i].field);
        struct heard heard = rig_say(rig, request, 300);
        if (heard.status != cases[i].status) {
            print_error("target %zu, field %zu: status %d\n", cases[i].target, cases[i].field,
                        heard.status);
        }
        assert_int_equal(heard.status, cases[i].status);
        assert_int_equal(heard.closed, cases[i].status != 200);
    }
}

static void test_two_requests_in_one_packet_are_two(void **state)
{
    struct heard heard =
        rig_say(*state, STR("GET /echo/first HTTP/1.1\r\n" HOST "\r\n" HIDDEN), 300);
    assert_int_equal(heard.answers, 2);
    assert_true(str_find(heard.bytes, STR("/echo/first\n")) <
                str_find(heard.bytes, STR("/echo/hidden\n")));
}

static void test_good_requests_stay_open(void **state)
{
    static const struct probe good[] = {
        PROBE("plain", 200, "GET / HTTP/1.1\r\n" HOST "\r\n"),
        PROBE("length of nothing", 200, "GET / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n"),
        PROBE("no blank after the colon", 200, "GET / HTTP/1.1\r\nHost:a.example:80\r\n\r\n"),
        PROBE("blanks and tabs", 200, "GET / HTTP/1.1\r\nHost: \t [::1]:8080 \t\r\n\r\n"),
        PROBE("absolute form", 200, "GET http://127.0.0.1/ HTTP/1.1\r\n" HOST "\r\n"),
        PROBE("empty field", 200, "GET / HTTP/1.1\r\n" HOST "X-A:\r\n\r\n"),
        PROBE("empty line before", 200, "\r\nGET / HTTP/1.1\r\n" HOST "\r\n"),
        PROBE("cookie", 200, "GET / HTTP/1.1\r\n" HOST "Cookie: a=b; c=\"d\"\r\n\r\n"),
        PROBE("query", 200, "GET /?a=b&&c&d=%c3%a9 HTTP/1.1\r\n" HOST "\r\n"),
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct heard heard = rig_say(*state, good[i].bytes, 200);
        if (heard.status != 200 || heard.closed) {
            print_error("%s: status %d\n", good[i].name, heard.status);
        }
        assert_int_equal(heard.status, 200);
        assert_false(heard.closed);
    }
}

/* One of the requests above with a few bytes changed, cut, doubled. */
static struct str spoil(struct http_rig *rig, struct prng *prng)
{
    struct str from = probes[prng_below(prng, sizeof probes / sizeof probes[0])].bytes;
    struct strbuf bytes;
    strbuf_init(&bytes, 4096);
    strbuf_str(&bytes, from);
    for (uint64_t i = prng_below(prng, 4) + 1; i > 0; i--) {
        size_t at = prng_below(prng, bytes.n);
        switch (prng_below(prng, 4)) {
        case 0:
            bytes.p[at] = (char)prng_below(prng, 256);
            break;
        case 1:
            bytes.p[at] ^= (char)(1 << prng_below(prng, 8));
            break;
        case 2:
            strbuf_truncate(&bytes, at + 1);
            break;
        default:
            strbuf_str(&bytes, str_sub(from, at, 40));
        }
    }
    struct str spoilt = arena_str(rig->arena, strbuf_view(&bytes));
    strbuf_release(&bytes);
    return spoilt;
}

static void test_a_storm_of_nonsense_is_outlived(void **state)
{
    struct http_rig *rig = *state;
    struct prng prng;
    char chunk[65536];
    prng_seed(&prng, 7);
    for (int i = 0; i < 1500; i++) {
        struct str bytes = spoil(rig, &prng);
        int fd = rig_connect(rig);
        /* the library waits for more of some heads, also from who will send no more */
        const struct timeval patience = {0, 5000};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (send(fd, bytes.p, bytes.n, MSG_NOSIGNAL) > 0 && shutdown(fd, SHUT_WR) == 0) {
            while (recv(fd, chunk, sizeof chunk, 0) > 0) {
            }
        }
        close(fd);
    }
    assert_int_equal(rig_ask(rig, "GET", "/healthz", "").status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_is_refused_and_closed),
        cmocka_unit_test(test_sizes_have_ends),
        cmocka_unit_test(test_two_requests_in_one_packet_are_two),
        cmocka_unit_test(test_good_requests_stay_open),
        cmocka_unit_test(test_a_storm_of_nonsense_is_outlived),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
