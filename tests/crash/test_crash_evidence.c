/* The power goes out at every sync while a run is measured and its evidence issued: a file of
 * the evidence is whole or absent, all of it is there once the issue was acknowledged, and the
 * journal loses a tail that is run again at most. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "evidence/issue.h"
#include "record/keeper_client.h"
#include "run/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BENCHMARK PAI_SOURCE_DIR "/benchmarks/redaction-uk"

enum { ITEMS = 200 };

static struct err err;

static void write_results(struct arena *arena, const struct bench *bench, const char *path)
{
    struct strbuf out;
    strbuf_init(&out, 64 * MIB);
    for (size_t i = 0; i < bench->count; i++) {
        struct jsonw w;
        char hex[SHA256_HEX_SIZE];
        struct str answer = bench->items[i].expected->raw;
        struct sha256 digest = sha256_of(answer);
        if (!str_is(bench->items[i].split, "test")) {
            continue;
        }
        sha256_hex(hex, &digest);
        jsonw_init(&w, &out);
        jsonw_object(&w);
        jsonw_member_str(&w, "id", bench->items[i].id);
        jsonw_member(&w, "outcome", "answered");
        jsonw_member_str(&w, "output", answer);
        jsonw_member(&w, "output_sha256", hex);
        jsonw_end(&w);
        strbuf_putc(&out, '\n');
    }
    if (file_write(path, strbuf_view(&out), 0644, &err) != ERR_OK) {
        abort();
    }
    strbuf_release(&out);
    (void)arena;
}

static enum err_code issue(struct arena *arena, struct keeper_client *keeper,
                           const struct datadir *dir, const struct bench *bench)
{
    char hex[SHA256_HEX_SIZE];
    struct keeper_receipt receipt;
    struct issued issued;
    struct issue_plan plan = {.folder = arena_printf(arena, "%s/sample", dir->evidence),
                              .bench = bench,
                              .name = "run"};
    plan.results = arena_printf(arena, "%s/results.jsonl", dir->tmp);
    write_results(arena, bench, plan.results);
    plan.predicate = (struct predicate){.tool = {.kind = IDENTITY_DECLARED,
                                                 .supplier = STR("sample"),
                                                 .product = STR("perfect"),
                                                 .version = STR("1")},
                                        .title = STR("perfect 1"),
                                        .isolation = STR("{\"level\":\"full\"}"),
                                        .parameters = STR("{}"),
                                        .seed = 7};
    sha256_hex(hex, &bench->digest);
    char *body = arena_printf(
        arena,
        "{\"benchmark\":{\"digest\":\"%s\",\"id\":\"%.*s\",\"version\":\"%.*s\"},"
        "\"parameters\":{},\"seed\":7,\"tool\":{\"kind\":\"declared\",\"product\":\"perfect\","
        "\"supplier\":\"sample\",\"version\":\"1\"}}",
        hex, STR_ARG(bench->id), STR_ARG(bench->version));
    TRY(keeper_append(keeper, arena, "run.registered/1", NULL, str_of(body), &receipt, &err));
    disk_mark(arena_printf(arena, "public %s", receipt.id));
    plan.predicate.run = str_of(receipt.id);
    plan.predicate.checkpoint = receipt.checkpoint;
    TRY(evidence_issue(arena, keeper, &plan, &issued, &err));
    disk_mark(arena_printf(arena, "blob %s", issued.sha256));
    disk_mark("evidence issued");
    return ERR_OK;
}

static size_t story_issue(const char *root)
{
    struct arena *arena = arena_new();
    struct datadir dir;
    struct keeper_client *keeper = NULL;
    struct bench *bench;
    enum err_code code = datadir_at(arena, root, &dir, &err);
    if (code == ERR_OK) {
        code = keeper_client_open(&keeper, &dir, &err);
    }
    if (code == ERR_OK) {
        code = bench_open(&bench, BENCHMARK, &err);
    }
    if (code == ERR_OK) {
        code = issue(arena, keeper, &dir, bench);
        bench_free(bench);
    }
    if (code != ERR_OK) {
        fprintf(stderr, "story: %s\n", err.message);
    }
    keeper_client_close(keeper);
    arena_free(arena);
    return code != ERR_OK;
}

/* Against the folder as it was when nothing was lost. */
static const char *check_evidence(struct arena *arena, const char *root, bool issued)
{
    const char **names;
    size_t count;
    struct str whole;
    struct str kept;
    char *folder = arena_printf(arena, "%s/evidence/sample", crash.data);
    if (file_list(arena, folder, &names, &count, &err) != ERR_OK || count != 5) {
        return "the watched folder itself is wrong";
    }
    for (size_t i = 0; i < count; i++) {
        char *path = arena_printf(arena, "%s/evidence/sample/%s", root, names[i]);
        if (file_exists(path) || issued) {
            if (file_read(arena, path, 64 * MIB, &kept, &err) != ERR_OK ||
                file_read(arena, arena_printf(arena, "%s/%s", folder, names[i]), 64 * MIB,
                          &whole, &err) != ERR_OK) {
                return err.message;
            }
            if (!str_eq(kept, whole)) {
                return arena_printf(arena, "%s is neither whole nor absent", names[i]);
            }
        }
    }
    return "";
}

static bool marked(size_t cut, const char *words)
{
    for (size_t i = 0; i < cut; i++) {
        if (disk_at(i)->kind == DISK_MARK && strcmp(disk_at(i)->name, words) == 0) {
            return true;
        }
    }
    return false;
}

static const char *check_issue(struct arena *arena, const char *root, size_t cut)
{
    const char *wrong = check_evidence(arena, root, marked(cut, "evidence issued"));
    return wrong[0] == '\0' ? story_check(arena, root, cut) : wrong;
}

static void test_evidence__whole_or_absent_whenever_the_power_is_lost(void **state)
{
    (void)state;
    crash_fresh_disk();
    assert_int_equal(crash_child(story_whole, SIZE_MAX), 0);
    disk_watch(crash.watched);
    size_t first = disk_length();
    assert_int_equal(crash_child(story_issue, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("evidence", first, 4, false, check_issue);
}

static struct bench *made_up_bench(struct arena *arena)
{
    struct bench *bench = arena_zalloc(arena, sizeof *bench);
    bench->count = ITEMS;
    bench->items = arena_zalloc(arena, ITEMS * sizeof *bench->items);
    for (int i = 0; i < ITEMS; i++) {
        bench->items[i].id = str_of(arena_printf(arena, "item-%03d", i));
    }
    return bench;
}

static enum err_code measure(struct arena *arena, struct journal *journal)
{
    for (size_t i = 0; i < ITEMS; i++) {
        char *output =
            arena_printf(arena, "{\"n\":%zu,\"text\":\"%0*d\"}", i, (int)(i % 90), 7);
        struct client_answer answer = {.item = i,
                                       .outcome = OUTCOME_ANSWERED,
                                       .output = str_of(output),
                                       .microseconds = 5};
        if (!journal_has(journal, i)) {
            TRY(journal_add(journal, &answer, &err));
        }
        if ((i + 1) % 64 == 0) {
            disk_mark(arena_printf(arena, "lines %zu", i + 1));
        }
    }
    return ERR_OK;
}

static size_t story_measure(const char *root)
{
    struct arena *arena = arena_new();
    struct journal *journal;
    enum err_code code = journal_open(&journal, arena_printf(arena, "%s/journal.jsonl", root),
                                      made_up_bench(arena), &err);
    if (code == ERR_OK) {
        code = measure(arena, journal);
    }
    return code != ERR_OK || journal_close(journal, &err) != ERR_OK;
}

static const char *check_journal(struct arena *arena, const char *root, size_t cut)
{
    struct journal *journal;
    struct client_answer answer;
    size_t synced = 0;
    for (size_t i = 0; i < cut; i++) {
        if (disk_at(i)->kind == DISK_MARK) {
            synced = strtoull(disk_at(i)->name + strlen("lines "), NULL, 10);
        }
    }
    if (journal_open(&journal, arena_printf(arena, "%s/journal.jsonl", root),
                     made_up_bench(arena), &err) != ERR_OK) {
        return arena_strdup(arena, err.message);
    }
    const char *wrong = "";
    if (journal_count(journal) < synced) {
        wrong = arena_printf(arena, "%zu lines were synced, %zu are left", synced,
                             journal_count(journal));
    } else if (measure(arena, journal) != ERR_OK || journal_count(journal) != ITEMS) {
        wrong = "it does not go on";
    }
    for (size_t i = 0; i < ITEMS && wrong[0] == '\0'; i++) {
        if (journal_read(journal, arena, i, &answer, &err) != ERR_OK ||
            !str_starts(answer.output, str_of(arena_printf(arena, "{\"n\":%zu,", i)))) {
            wrong = arena_printf(arena, "item %zu has another line", i);
        }
    }
    (void)!journal_close(journal, NULL);
    return wrong;
}

static void test_journal__loses_a_tail_at_most_whenever_the_power_is_lost(void **state)
{
    (void)state;
    crash_fresh_disk();
    assert_int_equal(mkdir(crash.data, 0755), 0);
    disk_watch(crash.watched);
    size_t first = disk_length();
    assert_int_equal(crash_child(story_measure, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("journal", first, 40, false, check_journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence__whole_or_absent_whenever_the_power_is_lost),
        cmocka_unit_test(test_journal__loses_a_tail_at_most_whenever_the_power_is_lost),
    };
    cmocka_set_test_filter(getenv("CRASH_TEST"));
    return cmocka_run_group_tests(tests, crash_start, crash_end);
}
