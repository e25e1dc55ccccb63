/* The order of an opening: it is recorded, and only then is a file of the set read; what cannot
 * be recorded is not read. The one function that reads a set is replaced by the linker
 * (--wrap), so that a test can be killed exactly there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "custody/custody.h"
#include "custody/leak_scan.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SOURCE PAI_SOURCE_DIR "/benchmarks/identifiers-uk"

static struct arena *arena;
static struct datadir dir;
static struct err err;
static int reads;
static bool die_reading;

enum err_code __real_bench_open_sealed(struct bench **opened, const char *folder,
                                       struct err *why);
enum err_code __wrap_bench_open_sealed(struct bench **opened, const char *folder,
                                       struct err *why);
enum err_code __wrap_bench_open_sealed(struct bench **opened, const char *folder,
                                       struct err *why)
{
    reads++;
    if (die_reading) {
        kill(getpid(), SIGKILL);
    }
    return __real_bench_open_sealed(opened, folder, why);
}

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

/* A benchmark that ships, as a sealed one. */
static const char *sealed_copy(void)
{
    struct str text;
    const char *folder = arena_printf(arena, "%s/copy", dir.root);
    must(file_make_folders(folder, 0700, &err));
    must(file_copy(SOURCE "/items.jsonl", arena_printf(arena, "%s/items.jsonl", folder), 0600,
                   &err));
    must(file_copy(SOURCE "/LICENSE", arena_printf(arena, "%s/LICENSE", folder), 0600, &err));
    must(file_copy(SOURCE "/lookalikes.jsonl",
                   arena_printf(arena, "%s/lookalikes.jsonl", folder), 0600, &err));
    must(file_read(arena, SOURCE "/benchmark.json", 1 << 20, &text, &err));
    size_t at = str_find(text, STR("\"exposure\":\"open\""));
    assert_true(at != SIZE_MAX);
    const char *changed = arena_printf(arena, "%.*s\"exposure\":\"sealed\"%s", (int)at, text.p,
                                       text.p + at + strlen("\"exposure\":\"open\""));
    must(file_write(arena_printf(arena, "%s/benchmark.json", folder), str_of(changed), 0600,
                    &err));
    return folder;
}

static struct custody_set *seal(void)
{
    struct keeper_client *keeper;
    struct custody_set *set;
    const struct custody_plan plan = {&dir, sealed_copy(), "Sample test body", 2, 0.02};
    must(keeper_client_open(&keeper, &dir, &err));
    must(custody_take(arena, keeper, &plan, &set, &err));
    keeper_client_close(keeper);
    return set;
}

static int start(void **state)
{
    char folder[] = "/tmp/policeai-custody-XXXXXX";
    (void)state;
    crypto_start();
    arena = arena_new();
    reads = 0;
    die_reading = false;
    return mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK ||
           datadir_make(&dir, &err) != ERR_OK;
}

static int stop(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static const struct custody_ask asked = {
    .act = CUSTODY_RUN,
    .terms = {"evaluator", "a made-up test", "Sample Ltd", true},
    .query = true};

static struct custody_history history_of(const struct custody_set *set)
{
    struct keeper_client *keeper;
    struct custody_history history;
    must(keeper_client_open(&keeper, &dir, &err));
    must(custody_history(arena, keeper, set, &history, &err));
    keeper_client_close(keeper);
    return history;
}

static time_t last_read(const struct custody_set *set)
{
    struct stat info;
    assert_int_equal(stat(arena_printf(arena, "%s/items.jsonl", set->items), &info), 0);
    return info.st_atim.tv_sec;
}

static void
test_custody__killed_between_record_and_reading_leaves_the_record_alone(void **state)
{
    (void)state;
    const struct custody_set *set = seal();
    time_t before = last_read(set);
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct keeper_client *keeper;
        struct custody_opening opening;
        struct bench *bench;
        die_reading = true;
        if (keeper_client_open(&keeper, &dir, &err) == ERR_OK) {
            (void)!custody_open(arena, keeper, set, &asked, &opening, &bench, &err);
        }
        _exit(1);
    }
    assert_true(waitpid(child, &status, 0) == child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    struct custody_history history = history_of(set);
    assert_int_equal(history.opening_count, 1);
    assert_int_equal(history.openings[0].number, 1);
    assert_int_equal(custody_queries(&history, STR("sample LTD")), 1);
    assert_int_equal(last_read(set), before);
}

static void test_custody__what_cannot_be_recorded_is_not_read(void **state)
{
    (void)state;
    const struct custody_set *set = seal();
    struct custody_set bad = *set;
    struct custody_ask ask = asked;
    struct custody_opening opening;
    struct keeper_client *keeper;
    struct bench *bench;
    must(keeper_client_open(&keeper, &dir, &err));
    reads = 0;
    bad.subject = "no subject"; /* which the keeper does not take */
    assert_int_not_equal(custody_open(arena, keeper, &bad, &ask, &opening, &bench, &err),
                         ERR_OK);
    ask.terms.purpose = "  ";
    assert_int_equal(custody_open(arena, keeper, set, &ask, &opening, &bench, &err), ERR_USAGE);
    ask = asked;
    ask.terms.new_requester = false;
    assert_int_equal(custody_open(arena, keeper, set, &ask, &opening, &bench, &err),
                     ERR_DENIED);
    assert_int_equal(reads, 0);
    keeper_client_close(keeper);
    assert_int_equal(history_of(set).opening_count, 0);
}

static void test_custody__the_budget_ends(void **state)
{
    (void)state;
    const struct custody_set *set = seal();
    struct custody_opening opening;
    struct keeper_client *keeper;
    struct bench *bench;
    must(keeper_client_open(&keeper, &dir, &err));
    for (int i = 1; i <= 2; i++) {
        must(custody_open(arena, keeper, set, &asked, &opening, &bench, &err));
        assert_int_equal(opening.query, i);
        bench_free(bench);
        custody_close(set, &opening);
    }
    reads = 0;
    assert_int_equal(custody_open(arena, keeper, set, &asked, &opening, &bench, &err),
                     ERR_DENIED);
    assert_int_equal(reads, 0);
    keeper_client_close(keeper);
}

static void test_custody__a_changed_file_is_refused_after_the_record(void **state)
{
    (void)state;
    const struct custody_set *set = seal();
    struct custody_opening opening;
    struct keeper_client *keeper;
    struct bench *bench;
    struct str text;
    const char *items = arena_printf(arena, "%s/items.jsonl", set->items);
    must(file_read(arena, items, 1 << 24, &text, &err));
    ((char *)text.p)[text.n / 2] ^= 1;
    must(file_write(items, text, 0600, &err));
    must(keeper_client_open(&keeper, &dir, &err));
    assert_int_not_equal(custody_open(arena, keeper, set, &asked, &opening, &bench, &err),
                         ERR_OK);
    keeper_client_close(keeper);
    struct custody_history history = history_of(set);
    assert_int_equal(history.opening_count, 1);
    assert_true(str_is(history.openings[0].found, "changed since"));
}

/* Where the file system keeps times of access; elsewhere "not told" is right. */
static void test_custody__reading_outside_leaves_a_trace(void **state)
{
    (void)state;
    const struct custody_set *set = seal();
    struct custody_opening opening;
    struct keeper_client *keeper;
    struct str text;
    const struct custody_ask ask = {.act = CUSTODY_LEAKS,
                                    .terms = {.role = "evaluator", .purpose = "to look"}};
    must(keeper_client_open(&keeper, &dir, &err));
    must(custody_open(arena, keeper, set, &ask, &opening, NULL, &err));
    bool told = strcmp(opening.found, "as left") == 0;
    assert_true(told || strcmp(opening.found, "not told") == 0);
    custody_close(set, &opening);
    must(file_read(arena, arena_printf(arena, "%s/items.jsonl", set->items), 1 << 24, &text,
                   &err));
    must(custody_open(arena, keeper, set, &ask, &opening, NULL, &err));
    assert_string_equal(opening.found, told ? "read since" : "not told");
    custody_close(set, &opening);
    must(custody_open(arena, keeper, set, &ask, &opening, NULL, &err));
    assert_string_equal(opening.found, told ? "as left" : "not told");
    custody_close(set, &opening);
    keeper_client_close(keeper);
}

/* Pieces on both sides of a buffer's end, and a file that is only the piece. */
static void test_custody__a_leak_is_found_wherever_it_stands(void **state)
{
    (void)state;
    struct bench *bench;
    struct leak_report report;
    const char *folder = arena_printf(arena, "%s/where", dir.root);
    must(bench_open_sealed(&bench, SOURCE, &err));
    struct str text = js_text(bench->items[0].input, "text");
    assert_true(text.n > 24);
    must(file_make_folders(folder, 0700, &err));
    for (int i = 0; i < 8; i++) {
        struct strbuf out;
        size_t before = (1U << 20) - 80 + (size_t)i * 20;
        strbuf_init(&out, 1 << 22);
        while (out.n < before) {
            strbuf_puts(&out, "filling ");
        }
        strbuf_str(&out, text);
        strbuf_puts(&out, i % 2 == 0 ? "" : " and more");
        must(file_write(arena_printf(arena, "%s/f", folder), strbuf_view(&out), 0600, &err));
        strbuf_release(&out);
        must(leak_scan(arena, bench, folder, &report, &err));
        assert_int_equal(report.inputs, 1);
        assert_true(report.whole);
        assert_int_equal(report.files_read, 1);
    }
    must(file_write(arena_printf(arena, "%s/f", folder), STR("nothing of it"), 0600, &err));
    must(leak_scan(arena, bench, folder, &report, &err));
    assert_int_equal(report.found_count, 0);
    must(file_copy(SOURCE "/LICENSE", arena_printf(arena, "%s/f", folder), 0600, &err));
    must(leak_scan(arena, bench, folder, &report, &err));
    assert_int_equal(report.files, 1);
    bench_free(bench);
}

/* The private log's types stay there. */
static void test_custody__an_opening_is_never_said_publicly(void **state)
{
    (void)state;
    struct keeper_client *keeper;
    struct keeper_receipt receipt;
    const char *digest = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";
    struct str body = str_of(
        arena_printf(arena,
                     "{\"act\":\"run\",\"benchmark\":\"%s\",\"found\":\"as left\",\"number\":1,"
                     "\"purpose\":\"p\",\"role\":\"r\"}",
                     digest));
    must(keeper_client_open(&keeper, &dir, &err));
    assert_int_equal(
        keeper_append(keeper, arena, "sealed.opened/1", NULL, body, &receipt, &err),
        ERR_DENIED);
    must(keeper_append_private(keeper, arena, "sealed.opened/1", NULL, body, &receipt, &err));
    keeper_client_close(keeper);
}

#define CUSTODY_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CUSTODY_TEST(test_custody__killed_between_record_and_reading_leaves_the_record_alone),
        CUSTODY_TEST(test_custody__what_cannot_be_recorded_is_not_read),
        CUSTODY_TEST(test_custody__the_budget_ends),
        CUSTODY_TEST(test_custody__a_changed_file_is_refused_after_the_record),
        CUSTODY_TEST(test_custody__reading_outside_leaves_a_trace),
        CUSTODY_TEST(test_custody__a_leak_is_found_wherever_it_stands),
        CUSTODY_TEST(test_custody__an_opening_is_never_said_publicly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
