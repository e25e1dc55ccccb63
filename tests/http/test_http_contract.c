/* What an answer carries: validators, keeping, compression, safety fields, the log. */
#include "http_rig.h"
#include "site_double.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

static int start(void **state)
{
    static struct http_rig rig;
    memset(&site_double, 0, sizeof site_double);
    rig_start(&rig, 1);
    *state = &rig;
    return 0;
}

static int stop(void **state)
{
    rig_stop(*state);
    return 0;
}

static struct heard get(struct http_rig *rig, const char *target)
{
    return rig_ask(rig, "GET", target, "");
}

static struct heard get_with(struct http_rig *rig, const char *target, const char *name,
                             const char *value)
{
    return rig_ask(rig, "GET", target, arena_printf(rig->arena, "%s: %s\r\n", name, value));
}

static void assert_field(struct http_rig *rig, const struct heard *heard, const char *name,
                         const char *value)
{
    const char *found = heard_field(rig, heard, name);
    assert_non_null(found);
    assert_string_equal(found, value);
}

static void test_health(void **state)
{
    struct heard heard = get(*state, "/healthz");
    assert_int_equal(heard.status, 200);
    assert_true(str_is(heard.body, "ok\n"));
    assert_field(*state, &heard, "Cache-Control", "no-store");
    site_double.broken = 1;
    heard = get(*state, "/healthz");
    assert_int_equal(heard.status, 503);
    /* a page is still asked for, and says itself what is wrong */
    assert_int_equal(get(*state, "/").status, 200);
}

static void test_every_answer_is_safe(void **state)
{
    struct http_rig *rig = *state;
    const struct {
        const char *method, *target;
        int status;
    } cases[] = {{"GET", "/", 200},       {"HEAD", "/", 200},       {"GET", "/none", 404},
                 {"GET", "/fails", 500},  {"GET", "/moved", 301},   {"GET", "/away", 500},
                 {"GET", "/gone", 410},   {"GET", "/healthz", 200}, {"GET", "/checkpoint", 404},
                 {"GET", "/tile/x", 404}, {"GET", "/a%00b", 400},   {"POST", "/", 405}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heard heard = rig_ask(rig, cases[i].method, cases[i].target, "");
        assert_int_equal(heard.status, cases[i].status);
        const char *policy = heard_field(rig, &heard, "Content-Security-Policy");
        assert_non_null(policy);
        assert_non_null(strstr(policy, "default-src 'none'"));
        assert_non_null(strstr(policy, "script-src 'none'"));
        assert_non_null(strstr(policy, "frame-ancestors 'none'"));
        assert_null(strstr(policy, "unsafe"));
        assert_field(rig, &heard, "X-Content-Type-Options", "nosniff");
        assert_field(rig, &heard, "Referrer-Policy", "no-referrer");
        assert_field(rig, &heard, "Cross-Origin-Opener-Policy", "same-origin");
        assert_non_null(heard_field(rig, &heard, "Permissions-Policy"));
        assert_non_null(heard_field(rig, &heard, "Date"));
        assert_field(rig, &heard, "Connection", "close"); /* as the client asked */
        assert_null(heard_field(rig, &heard, "Server"));
        assert_null(heard_field(rig, &heard, "Set-Cookie"));
        if (cases[i].status >= 400) {
            assert_field(rig, &heard, "Cache-Control", "no-store");
        }
    }
}

static void test_other_methods_learn_what_is_allowed(void **state)
{
    struct heard heard = rig_ask(*state, "PUT", "/", "");
    assert_int_equal(heard.status, 405);
    assert_field(*state, &heard, "Allow", "GET, HEAD");
}

static void test_an_unchanged_page_is_not_sent_again(void **state)
{
    struct http_rig *rig = *state;
    struct heard first = get(rig, "/large");
    const char *tag = heard_field(rig, &first, "ETag");
    assert_non_null(tag);
    assert_int_equal(strlen(tag), 34);
    const char *others = arena_printf(rig->arena, "\"other\", %s", tag);
    const char *weak = arena_printf(rig->arena, "W/%s", tag);
    const char *const matching[] = {tag, others, weak, "*"};
    for (size_t i = 0; i < 4; i++) {
        struct heard again = get_with(rig, "/large", "If-None-Match", matching[i]);
        assert_int_equal(again.status, 304);
        assert_int_equal(again.body.n, 0);
        assert_field(rig, &again, "ETag", tag);
        assert_field(rig, &again, "Cache-Control", heard_field(rig, &first, "Cache-Control"));
        assert_field(rig, &again, "Vary", "Accept-Encoding");
        assert_null(heard_field(rig, &again, "Content-Type"));
    }
    const char *bare = arena_strndup(rig->arena, tag + 1, 32);
    assert_int_equal(get_with(rig, "/large", "If-None-Match", "\"other\"").status, 200);
    assert_int_equal(get_with(rig, "/large", "If-None-Match", bare).status, 200);
}

/* ---- what is made while it is sent ---- */

/* RFC 9112, section 7.1: the content of a chunked body; *whole: its last chunk came. */
static struct str unchunk(struct http_rig *rig, struct str body, bool *whole)
{
    char *out = arena_alloc(rig->arena, body.n + 1);
    size_t n = 0;
    *whole = false;
    while (body.n > 0) {
        size_t end = str_find(body, STR("\r\n"));
        size_t size = strtoul(body.p, NULL, 16);
        if (end == SIZE_MAX || body.n < end + 2 + size + 2) {
            break;
        }
        memcpy(out + n, body.p + end + 2, size);
        n += size;
        body = str_from(body, end + 2 + size + 2);
        if (size == 0) {
            *whole = body.n == 0;
            break;
        }
    }
    return str_n(out, n);
}

static struct str lines_of_stream(struct http_rig *rig)
{
    struct strbuf all;
    strbuf_init(&all, 1 << 20);
    for (int i = 0; i < 5000; i++) {
        if (i % 7 != 0) {
            strbuf_printf(&all, "line %d of a file that is made while it is sent\n", i);
        }
    }
    struct str text = arena_str(rig->arena, strbuf_view(&all));
    strbuf_release(&all);
    return text;
}

/* The server closes what it sent a moment after the client has it. */
static void assert_all_closed(void)
{
    for (int i = 0; i < 400 && site_double.streams > 0; i++) {
        usleep(50000);
    }
    assert_int_equal(site_double.streams, 0);
}

static void test_a_file_is_sent_while_it_is_made(void **state)
{
    struct http_rig *rig = *state;
    bool whole;
    struct heard heard = get(rig, "/stream");
    assert_int_equal(heard.status, 200);
    assert_field(rig, &heard, "Transfer-Encoding", "chunked");
    assert_field(rig, &heard, "ETag", "W/\"00112233445566778899aabbccddeeff\"");
    assert_field(rig, &heard, "Content-Type", "text/csv; charset=utf-8");
    assert_null(heard_field(rig, &heard, "Content-Length"));
    assert_true(str_eq(unchunk(rig, heard.body, &whole), lines_of_stream(rig)));
    assert_true(whole);
    int rendered = site_double.rendered;
    assert_int_equal(get(rig, "/stream").status, 200);
    assert_int_equal(site_double.rendered, rendered + 1); /* it is in no cache */
    assert_all_closed();
}

static void test_an_unchanged_file_is_not_made(void **state)
{
    struct http_rig *rig = *state;
    struct heard heard =
        get_with(rig, "/stream", "If-None-Match", "W/\"00112233445566778899aabbccddeeff\"");
    assert_int_equal(heard.status, 304);
    assert_int_equal(heard.body.n, 0);
    struct heard head = rig_ask(rig, "HEAD", "/stream", "");
    assert_int_equal(head.status, 200);
    assert_int_equal(head.body.n, 0);
    assert_all_closed();
}

static void test_a_file_that_fails_half_way_is_not_taken_for_whole(void **state)
{
    struct http_rig *rig = *state;
    bool whole;
    struct heard heard = get(rig, "/cut");
    assert_int_equal(heard.status, 200);
    struct str half = unchunk(rig, heard.body, &whole);
    assert_false(whole);
    assert_true(heard.closed);
    assert_true(str_starts(lines_of_stream(rig), half));
    assert_all_closed();
}

static void test_downloads_at_once_are_bounded(void **state)
{
    enum { MANY = 9 };
    struct http_rig *rig = *state;
    struct str ask = STR("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
    int taken[MANY];
    for (int i = 0; i < MANY - 1; i++) {
        taken[i] = rig_connect(rig);
        assert_int_equal(write(taken[i], ask.p, ask.n), ask.n);
    }
    for (int i = 0; i < 200 && site_double.streams < MANY - 1; i++) {
        usleep(50000);
    }
    assert_int_equal(site_double.streams, MANY - 1);
    assert_int_equal(get(rig, "/stream").status, 503);
    assert_int_equal(get(rig, "/page").status, 200); /* pages go on */
    for (int i = 0; i < MANY - 1; i++) {
        close(taken[i]);
    }
    assert_all_closed();
    assert_int_equal(get(rig, "/stream").status, 200);
}

static struct str unzip(struct http_rig *rig, struct str bytes)
{
    enum { ROOM = 200000 };
    char *room = arena_alloc(rig->arena, ROOM);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes.p,
                       .avail_in = (uInt)bytes.n,
                       .next_out = (Bytef *)room,
                       .avail_out = ROOM};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return str_n(room, stream.total_out);
}

static void test_gzip_is_another_form_of_the_same(void **state)
{
    struct http_rig *rig = *state;
    struct heard plain = get(rig, "/large");
    struct heard zipped = get_with(rig, "/large", "Accept-Encoding", "br, gzip;q=0.5");
    assert_null(heard_field(rig, &plain, "Content-Encoding"));
    assert_field(rig, &zipped, "Content-Encoding", "gzip");
    assert_field(rig, &zipped, "Vary", "Accept-Encoding");
    assert_field(rig, &plain, "Vary", "Accept-Encoding");
    assert_true(zipped.body.n < plain.body.n / 4);
    assert_true(str_eq(unzip(rig, zipped.body), plain.body));
    const char *tag = heard_field(rig, &zipped, "ETag");
    assert_string_not_equal(tag, heard_field(rig, &plain, "ETag"));
    assert_int_equal(get_with(rig, "/large", "If-None-Match", tag).status, 200);
    const char *fields =
        arena_printf(rig->arena, "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", tag);
    assert_int_equal(rig_ask(rig, "GET", "/large", fields).status, 304);
}

static void test_who_does_not_want_gzip_gets_none(void **state)
{
    const char *const cases[] = {"gzip;q=0", "gzip;q=0.000, *", "identity",
                                 "br",       "*;q=0",           "identity;q=1, gzip;q=0.2"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heard heard = get_with(*state, "/large", "Accept-Encoding", cases[i]);
        assert_null(heard_field(*state, &heard, "Content-Encoding"));
    }
}

static void test_what_was_compressed_beforehand_is_sent_as_it_is(void **state)
{
    struct heard heard = get_with(*state, "/zipped", "Accept-Encoding", "gzip");
    assert_true(str_is(heard.body, "not really gzip"));
    assert_field(*state, &heard, "Content-Encoding", "gzip");
}

static void test_head_has_the_fields_and_no_body(void **state)
{
    struct http_rig *rig = *state;
    struct heard got = get(rig, "/large");
    struct heard asked = rig_ask(rig, "HEAD", "/large", "");
    assert_int_equal(asked.status, 200);
    assert_int_equal(asked.body.n, 0);
    assert_field(rig, &asked, "Content-Length", heard_field(rig, &got, "Content-Length"));
    assert_field(rig, &asked, "ETag", heard_field(rig, &got, "ETag"));
    assert_int_equal(strtol(heard_field(rig, &got, "Content-Length"), NULL, 10), got.body.n);
}

static int64_t seconds_of(const char *date)
{
    struct tm parts = {0};
    assert_non_null(strptime(date, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    return timegm(&parts);
}

static int64_t max_age(struct http_rig *rig, const struct heard *heard)
{
    const char *control = heard_field(rig, heard, "Cache-Control");
    const char *age = strstr(control, "max-age=");
    int64_t seconds = age != NULL ? strtol(age + 8, NULL, 10) : 0;
    assert_int_equal(seconds_of(heard_field(rig, heard, "Expires")) -
                         seconds_of(heard_field(rig, heard, "Date")),
                     seconds);
    return seconds;
}

static void test_nobody_is_told_to_keep_a_page_past_its_time(void **state)
{
    struct http_rig *rig = *state;
    struct heard heard = get(rig, "/");
    assert_int_equal(max_age(rig, &heard), 60);
    heard = get(rig, "/asset");
    assert_int_equal(max_age(rig, &heard), 31536000);
    assert_non_null(strstr(heard_field(rig, &heard, "Cache-Control"), "immutable"));
    site_double.until = clock_now(NULL) + 3600;
    heard = get(rig, "/soon");
    assert_int_equal(max_age(rig, &heard), 60);
    site_double.version++;
    site_double.until = clock_now(NULL) + 20;
    heard = get(rig, "/soon");
    assert_in_range(max_age(rig, &heard), 18, 20);
    site_double.version++;
    site_double.until = clock_now(NULL) - 1;
    heard = get(rig, "/soon");
    assert_int_equal(max_age(rig, &heard), 0);
    assert_non_null(strstr(heard_field(rig, &heard, "Cache-Control"), "no-cache"));
}

static void test_a_page_is_made_once_for_a_version(void **state)
{
    struct http_rig *rig = *state;
    struct str first = get(rig, "/counted").body;
    assert_true(str_eq(get(rig, "/counted").body, first));
    assert_true(str_eq(rig_ask(rig, "HEAD", "/counted", "").body, STR("")));
    assert_true(str_eq(get(rig, "/counted").body, first));
    assert_false(str_eq(get(rig, "/counted?a=b").body, first));
    site_double.version++;
    assert_false(str_eq(get(rig, "/counted").body, first));
}

static void test_a_page_whose_time_has_passed_is_made_again(void **state)
{
    struct http_rig *rig = *state;
    site_double.until = clock_now(NULL) + 1;
    struct str first = get(rig, "/soon").body;
    usleep(2100000);
    assert_false(str_eq(get(rig, "/soon").body, first));
}

static void test_what_is_not_there_is_not_kept(void **state)
{
    int before = site_double.rendered;
    get(*state, "/none");
    get(*state, "/none");
    assert_int_equal(site_double.rendered, before + 2);
}

static void test_redirects_stay_here(void **state)
{
    struct heard heard = get(*state, "/moved");
    assert_int_equal(heard.status, 301);
    assert_field(*state, &heard, "Location", "/");
    heard = get(*state, "/away");
    assert_int_equal(heard.status, 500);
    assert_null(heard_field(*state, &heard, "Location"));
}

static void test_path_and_query_arrive_decoded_once(void **state)
{
    struct heard heard = get(*state, "/echo/caf%C3%A9%2520?q=a%20b&c");
    assert_true(str_is(heard.body, "/echo/caf\xc3\xa9%20\nq=a%20b&c"));
}

/* Standard error of this process into a file while one request is answered. */
static struct str logged_during(struct http_rig *rig, const char *target)
{
    struct str text;
    char *path = arena_printf(rig->arena, "%s/tmp/log", rig->root);
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(kept >= 0 && file >= 0);
    fflush(stderr);
    assert_int_equal(dup2(file, STDERR_FILENO), STDERR_FILENO);
    log_start("public", LOG_INFO);
    get(rig, target);
    assert_int_equal(dup2(kept, STDERR_FILENO), STDERR_FILENO);
    close(kept);
    close(file);
    assert_int_equal(file_read(rig->arena, path, 65536, &text, NULL), ERR_OK);
    return text;
}

static void test_only_failures_of_ours_are_logged(void **state)
{
    struct http_rig *rig = *state;
    struct js *line;
    assert_int_equal(logged_during(rig, "/").n, 0);
    assert_int_equal(logged_during(rig, "/none").n, 0);
    assert_int_equal(logged_during(rig, "/%00").n, 0);
    struct str text = logged_during(rig, "/fails");
    assert_int_equal(js_parse(rig->arena, text, &line, NULL), ERR_OK);
    assert_true(js_is(js_member(line, "event"), "page-failed"));
    assert_true(js_is(js_member(line, "message"), "a table cannot be read"));
    assert_int_equal(str_find(text, STR("127.0.0.1")), SIZE_MAX);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(test_health),
        TEST(test_every_answer_is_safe),
        TEST(test_other_methods_learn_what_is_allowed),
        TEST(test_an_unchanged_page_is_not_sent_again),
        TEST(test_a_file_is_sent_while_it_is_made),
        TEST(test_an_unchanged_file_is_not_made),
        TEST(test_a_file_that_fails_half_way_is_not_taken_for_whole),
        TEST(test_downloads_at_once_are_bounded),
        TEST(test_gzip_is_another_form_of_the_same),
        TEST(test_who_does_not_want_gzip_gets_none),
        TEST(test_what_was_compressed_beforehand_is_sent_as_it_is),
        TEST(test_head_has_the_fields_and_no_body),
        TEST(test_nobody_is_told_to_keep_a_page_past_its_time),
        TEST(test_a_page_is_made_once_for_a_version),
        TEST(test_a_page_whose_time_has_passed_is_made_again),
        TEST(test_what_is_not_there_is_not_kept),
        TEST(test_redirects_stay_here),
        TEST(test_path_and_query_arrive_decoded_once),
        TEST(test_only_failures_of_ours_are_logged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
