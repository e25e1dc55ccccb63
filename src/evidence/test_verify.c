/* Evidence made from end to end (but for the tool: its answers are the expected ones, every
 * tenth left out) and verified: intact it holds, also elsewhere; no byte of it may change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "evidence/issue.h"
#include "evidence/verify.h"
#include "crypto/note.h"
#include "ledger/dsse.h"
#include "ledger/statement.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BENCHMARK PAI_SOURCE_DIR "/benchmarks/redaction-synthetic"

static struct arena *arena;
static struct datadir dir;
static struct err err;
static struct issued issued;
static const char *copy; /* folder with a copy of the evidence and of the benchmark */
static const char *copy_file;
static const char *copy_benchmark;

static void write_result(struct strbuf *results, const struct bench_item *item, size_t position)
{
    struct jsonw w;
    char hex[SHA256_HEX_SIZE];
    jsonw_init(&w, results);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    if (position % 10 == 0) {
        jsonw_member(&w, "outcome", "timeout");
    } else {
        struct sha256 digest = sha256_of(item->expected->raw);
        sha256_hex(hex, &digest);
        jsonw_member(&w, "outcome", "answered");
        jsonw_member_str(&w, "output", item->expected->raw);
        jsonw_member(&w, "output_sha256", hex);
    }
    jsonw_end(&w);
    strbuf_putc(results, '\n');
}

static const char *make_results(const struct bench *bench)
{
    struct strbuf results;
    const char *path = arena_printf(arena, "%s/results.jsonl", dir.tmp);
    strbuf_init(&results, 64 * MIB);
    for (size_t i = 0, n = 0; i < bench->count; i++) {
        if (str_is(bench->items[i].split, "test")) {
            write_result(&results, &bench->items[i], n++);
        }
    }
    assert_int_equal(file_write(path, strbuf_view(&results), 0644, &err), ERR_OK);
    strbuf_release(&results);
    return path;
}

static struct keeper_receipt register_run(struct keeper_client *keeper,
                                          const struct bench *bench,
                                          const struct predicate *predicate)
{
    struct keeper_receipt receipt;
    struct strbuf identity;
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &bench->digest);
    strbuf_init(&identity, 4096);
    identity_write(&identity, &predicate->tool);
    char *body =
        arena_printf(arena,
                     "{\"benchmark\":{\"digest\":\"%s\",\"id\":\"%.*s\",\"version\":\"%.*s\"},"
                     "\"parameters\":%.*s,\"seed\":%lld,\"tool\":%s}",
                     hex, STR_ARG(bench->id), STR_ARG(bench->version),
                     STR_ARG(predicate->parameters), (long long)predicate->seed, identity.p);
    if (keeper_append(keeper, arena, "run.registered/1", NULL, str_of(body), &receipt, &err) !=
        ERR_OK) {
        fail_msg("%s", err.message);
    }
    strbuf_release(&identity);
    return receipt;
}

static void issue_evidence(void)
{
    struct keeper_client *keeper;
    struct bench *bench;
    struct issue_plan plan = {.folder = arena_printf(arena, "%s/sample", dir.evidence),
                              .name = "run"};
    assert_int_equal(keeper_client_open(&keeper, &dir, &err), ERR_OK);
    assert_int_equal(bench_open(&bench, BENCHMARK, &err), ERR_OK);
    plan.bench = bench;
    plan.results = make_results(bench);
    plan.predicate = (struct predicate){.tool = {.kind = IDENTITY_DECLARED,
                                                 .supplier = STR("sample"),
                                                 .product = STR("perfect"),
                                                 .version = STR("1")},
                                        .title = STR("perfect 1"),
                                        .isolation = STR("{\"level\":\"full\"}"),
                                        .parameters = STR("{\"threshold\":\"0.5\"}"),
                                        .seed = 7};
    struct keeper_receipt receipt = register_run(keeper, bench, &plan.predicate);
    plan.predicate.run = str_of(receipt.id);
    plan.predicate.checkpoint = receipt.checkpoint;
    if (evidence_issue(arena, keeper, &plan, &issued, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    bench_free(bench);
    keeper_client_close(keeper);
}

static void copy_folder(const char *from, const char *to)
{
    const char **names;
    size_t count;
    assert_int_equal(file_make_folders(to, 0755, &err), ERR_OK);
    assert_int_equal(file_list(arena, from, &names, &count, &err), ERR_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(file_copy(arena_printf(arena, "%s/%s", from, names[i]),
                                   arena_printf(arena, "%s/%s", to, names[i]), 0644, &err),
                         ERR_OK);
    }
}

static int make_evidence(void **state)
{
    char folder[] = "/tmp/policeai-verify-XXXXXX";
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK) {
        return 1;
    }
    assert_int_equal(datadir_make(&dir, &err), ERR_OK);
    issue_evidence();
    copy = arena_printf(arena, "%s/copy", dir.root);
    copy_folder(arena_printf(arena, "%s/sample", dir.evidence), copy);
    copy_benchmark = arena_printf(arena, "%s/benchmarks/one", dir.root);
    copy_folder(BENCHMARK, copy_benchmark);
    copy_file = arena_printf(arena, "%s/run.dsse.json", copy);
    return 0;
}

static int remove_evidence(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

/* Of the copy, with the copied benchmark. */
static int verify(struct verify_report *report)
{
    struct verify_report own;
    const char *benchmarks[] = {arena_printf(arena, "%s/benchmarks", dir.root), NULL};
    struct verify_plan plan = {
        .file = copy_file, .public_db = dir.public_db, .benchmarks = benchmarks};
    report = report != NULL ? report : &own;
    struct arena *mine = arena_new();
    enum err_code code = evidence_verify(mine, &plan, report, &err);
    arena_free(mine);
    return code == ERR_OK ? verify_exit_status(report) : 1;
}

static void test_verify__an_intact_copy_elsewhere_holds(void **state)
{
    (void)state;
    struct verify_report report;
    int status = verify(&report);
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        if (report.levels[i].state != VERIFY_HOLDS) {
            fail_msg("%s: %s", report.levels[i].name, report.levels[i].words);
        }
    }
    assert_int_equal(status, 0);
}

/* Bytes are flipped at places spread over the file, every one of a short file. */
static void flip_through(const char *path, size_t most)
{
    struct str text;
    assert_int_equal(file_read(arena, path, 64 * MIB, &text, &err), ERR_OK);
    char *bytes = arena_strndup(arena, text.p, text.n);
    size_t step = text.n > most ? text.n / most : 1;
    for (size_t i = 0; i < text.n; i += step) {
        bytes[i] ^= 1;
        assert_int_equal(file_write(path, str_n(bytes, text.n), 0644, &err), ERR_OK);
        if (verify(NULL) == 0) {
            fail_msg("byte %zu of %s may change", i, path);
        }
        bytes[i] ^= 1;
    }
    assert_int_equal(file_write(path, text, 0644, &err), ERR_OK);
}

static void test_verify__no_byte_of_any_file_may_change(void **state)
{
    (void)state;
    static const char *const endings[] = {"dsse.json", "results.jsonl", "stats.jsonl",
                                          "figures.json"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        flip_through(arena_printf(arena, "%s/run.%s", copy, endings[i]), 25);
    }
    /* Closer: the salt of the body is 43 of its characters. */
    flip_through(arena_printf(arena, "%s/run.tlog-proof", copy), 200);
    flip_through(arena_printf(arena, "%s/benchmark.json", copy_benchmark), 10);
    flip_through(arena_printf(arena, "%s/items.jsonl", copy_benchmark), 10);
    assert_int_equal(verify(NULL), 0);
}

static void test_verify__a_missing_public_input_is_named(void **state)
{
    (void)state;
    struct verify_report report;
    char *path = arena_printf(arena, "%s/run.results.jsonl", copy);
    char *aside = arena_printf(arena, "%s/aside", copy);
    assert_int_equal(rename(path, aside), 0);
    assert_int_equal(verify(&report), 4);
    assert_non_null(strstr(report.levels[2].words, "run.results.jsonl"));
    assert_int_equal(rename(aside, path), 0);
    char *elsewhere = arena_printf(arena, "%s/elsewhere", dir.root);
    char *benchmarks = arena_printf(arena, "%s/benchmarks", dir.root);
    assert_int_equal(rename(benchmarks, elsewhere), 0);
    assert_int_equal(verify(&report), 4);
    assert_non_null(strstr(report.levels[2].words, "redaction-synthetic"));
    assert_int_equal(rename(elsewhere, benchmarks), 0);
}

static void test_verify__without_the_log_the_key_alone_proves_no_log(void **state)
{
    (void)state;
    struct verify_report report;
    const char *none[] = {NULL};
    struct verify_plan plan = {.file = copy_file, .benchmarks = none};
    assert_int_equal(evidence_verify(arena, &plan, &report, &err), ERR_OK);
    assert_int_equal(report.levels[0].state, VERIFY_MISSING);
    assert_int_equal(report.levels[1].state, VERIFY_MISSING);
}

static void test_verify__another_signer_is_refused(void **state)
{
    (void)state;
    struct verify_report report;
    struct strbuf vkey;
    char name[KEY_NAME_SIZE];
    const char *none[] = {NULL};
    struct sig_secret other = sig_generate();
    key_name_of(name, &other.public);
    struct note_key key = note_key_of(str_of(name), &other.public);
    strbuf_init(&vkey, 1024);
    vkey_format(&vkey, &key);
    struct verify_plan plan = {.file = copy_file, .key = vkey.p, .benchmarks = none};
    assert_int_equal(evidence_verify(arena, &plan, &report, &err), ERR_OK);
    assert_int_equal(report.levels[0].state, VERIFY_FAILS);
    strbuf_release(&vkey);
}

/* "died" scores as "timeout" does: only the digest tells. */
static void test_verify__results_that_score_the_same_are_not_the_same(void **state)
{
    (void)state;
    struct str text;
    struct verify_report report;
    char *path = arena_printf(arena, "%s/run.results.jsonl", copy);
    assert_int_equal(file_read(arena, path, 64 * MIB, &text, &err), ERR_OK);
    size_t at = str_find(text, STR("\"timeout\""));
    struct strbuf changed;
    strbuf_init(&changed, 64 * MIB);
    strbuf_str(&changed, str_sub(text, 0, at));
    strbuf_puts(&changed, "\"died\"");
    strbuf_str(&changed, str_from(text, at + strlen("\"timeout\"")));
    assert_int_equal(file_write(path, strbuf_view(&changed), 0644, &err), ERR_OK);
    assert_int_equal(verify(&report), 1);
    assert_int_equal(report.levels[2].state, VERIFY_FAILS);
    assert_int_equal(file_write(path, text, 0644, &err), ERR_OK);
    strbuf_release(&changed);
}

/* Signed by the real key, but its stats are not those of its results. */
static void write_forged(const char *stem, struct str stats)
{
    struct str bytes;
    struct dsse dsse;
    struct predicate predicate;
    struct sig_secret secret;
    struct strbuf payload;
    struct strbuf envelope;
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(stats);
    sha256_hex(hex, &digest);
    assert_int_equal(file_write(arena_printf(arena, "%s.stats.jsonl", stem), stats, 0644, &err),
                     ERR_OK);
    assert_int_equal(file_read(arena, copy_file, MIB, &bytes, &err), ERR_OK);
    assert_int_equal(dsse_parse(arena, bytes, &dsse, &err), ERR_OK);
    assert_int_equal(predicate_parse(dsse.value, &predicate, &err), ERR_OK);
    assert_int_equal(
        sig_secret_load(arena_printf(arena, "%s/evidence", dir.keys), &secret, &err), ERR_OK);
    predicate.stats_sha256 = str_of(hex);
    strbuf_init(&payload, MIB);
    strbuf_init(&envelope, MIB);
    predicate_compose(&payload, &predicate);
    assert_int_equal(dsse_sign(&envelope, strbuf_view(&payload), &secret, &err), ERR_OK);
    assert_int_equal(file_write(arena_printf(arena, "%s.dsse.json", stem),
                                strbuf_view(&envelope), 0644, &err),
                     ERR_OK);
    strbuf_release(&payload);
    strbuf_release(&envelope);
}

static void test_verify__stats_must_follow_from_results(void **state)
{
    (void)state;
    struct str stats;
    struct verify_report report;
    const char *kept = copy_file;
    char *stem = arena_printf(arena, "%s/forged", copy);
    assert_int_equal(file_read(arena, arena_printf(arena, "%s/run.stats.jsonl", copy), 64 * MIB,
                               &stats, &err),
                     ERR_OK);
    char *changed = arena_strndup(arena, stats.p, stats.n);
    char *vector = strstr(changed, "\"v\":[") + 5;
    *vector = (char)(*vector == '9' ? '8' : *vector + 1);
    assert_int_equal(file_copy(arena_printf(arena, "%s/run.results.jsonl", copy),
                               arena_printf(arena, "%s.results.jsonl", stem), 0644, &err),
                     ERR_OK);
    write_forged(stem, str_n(changed, stats.n));
    copy_file = arena_printf(arena, "%s.dsse.json", stem);
    assert_int_equal(verify(&report), 1);
    copy_file = kept;
    assert_int_equal(report.levels[0].state, VERIFY_HOLDS);
    assert_int_equal(report.levels[2].state, VERIFY_FAILS);
    assert_non_null(strstr(report.levels[2].words, "does not follow"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verify__an_intact_copy_elsewhere_holds),
        cmocka_unit_test(test_verify__no_byte_of_any_file_may_change),
        cmocka_unit_test(test_verify__a_missing_public_input_is_named),
        cmocka_unit_test(test_verify__another_signer_is_refused),
        cmocka_unit_test(test_verify__results_that_score_the_same_are_not_the_same),
        cmocka_unit_test(test_verify__stats_must_follow_from_results),
        cmocka_unit_test(test_verify__without_the_log_the_key_alone_proves_no_log),
    };
    return cmocka_run_group_tests(tests, make_evidence, remove_evidence);
}
