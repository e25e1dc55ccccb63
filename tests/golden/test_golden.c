/* What was published once is read by today's code: the log holds, each statement writes back to
 * its bytes, the tables come out of it, the evidence holds at every level. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "evidence/verify.h"
#include "ledger/checkpoint.h"
#include "ledger/body_shapes.h"
#include "ledger/tile.h"
#include "record/audit.h"
#include "support/golden_log.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct err err;
static struct datadir dir;
static struct str log_key;
static struct str evidence_key;
static struct str origin;
static struct str root;
static uint64_t size;
static struct str listed; /* "INDEX ID TYPE" lines */

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static struct str expected_value(struct str *rest)
{
    struct str line;
    struct str word;
    assert_true(str_split(rest, '\n', &line));
    assert_true(str_split(&line, ' ', &word));
    return line;
}

static int start(void **state)
{
    char folder[] = "/tmp/policeai-golden-XXXXXX";
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK ||
        datadir_make(&dir, &err) != ERR_OK) {
        return 1;
    }
    struct str rest = golden_file(arena, "expected.txt");
    origin = expected_value(&rest);
    log_key = expected_value(&rest);
    evidence_key = expected_value(&rest);
    struct str number = expected_value(&rest);
    root = expected_value(&rest);
    listed = rest;
    return !str_to_u64(number, 1000, &size);
}

static int stop(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static void test_golden__the_log_holds_and_is_what_it_was(void **state)
{
    (void)state;
    struct audit_report report;
    struct note_key key;
    char hex[SHA256_HEX_SIZE];
    must(vkey_parse(log_key, &key, &err));
    must(audit_log(arena, GOLDEN "/log", &key, &report, &err));
    sha256_hex(hex, &report.root);
    assert_true(str_is(root, hex));
    assert_true(str_eq(report.origin, origin));
    assert_int_equal(report.size, size);
    assert_int_equal(report.removed, 1);
    assert_int_equal(report.keys, 8);
}

/* Its genesis continues the first one; two of its statements are of another algorithm. */
static void test_golden__what_landed_later_holds_too(void **state)
{
    (void)state;
    struct audit_report report;
    must(audit_log(arena, PAI_SOURCE_DIR "/tests/golden/later/log", NULL, &report, &err));
    assert_int_equal(report.other_algorithm, 2);
    assert_int_equal(report.not_understood, 1);
    assert_int_equal(report.removed, 0);
}

/* One statement of each type of the registry and of custody, a withheld value that is opened,
 * and what a supplier was asked and said. */
static void test_golden__what_is_said_of_tools_in_use_holds(void **state)
{
    (void)state;
    struct audit_report report;
    static const char *const logs[] = {"registry", "answers", "custody", "supplier"};
    for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++) {
        must(audit_log(arena,
                       arena_printf(arena, PAI_SOURCE_DIR "/tests/golden/%s/log", logs[i]),
                       NULL, &report, &err));
        assert_int_equal(report.other_algorithm, 0);
        assert_int_equal(report.not_understood, 0);
    }
}

/* The entries of the published log, one after the other. */
static struct str entries(void)
{
    struct tile tile = {.entries = true, .width = (unsigned)size};
    char path[TILE_PATH_SIZE];
    tile_path(path, &tile);
    return golden_file(arena, arena_printf(arena, "log/%s", path));
}

static void test_golden__every_statement_writes_back_to_its_bytes(void **state)
{
    (void)state;
    struct str rest = entries();
    struct str entry;
    struct str lines = listed;
    bool found;
    for (uint64_t i = 0; i < size; i++) {
        struct signed_statement statement;
        struct strbuf text;
        must(bundle_next(&rest, &entry, &found, &err));
        must(statement_parse(arena, entry, &statement, &err));
        strbuf_init(&text, LIMIT_LEAF);
        must(statement_text(&text, &statement.header, &err));
        assert_true(str_eq(strbuf_view(&text), statement.note.text));
        strbuf_release(&text);
        struct str line;
        assert_true(str_split(&lines, '\n', &line));
        assert_true(str_is(line, arena_printf(arena, "%d %s %.*s", (int)i, statement.id,
                                              STR_ARG(statement.header.type))));
    }
    assert_int_equal(rest.n, 0);
}

/* The lists of all golden logs. */
static struct str all_listed(void)
{
    const char **names;
    size_t count;
    struct strbuf text;
    strbuf_init(&text, 16 * MIB);
    must(file_list(arena, PAI_SOURCE_DIR "/tests/golden", &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        struct str list;
        char *path =
            arena_printf(arena, PAI_SOURCE_DIR "/tests/golden/%s/expected.txt", names[i]);
        if (file_exists(path)) {
            must(file_read(arena, path, MIB, &list, &err));
            strbuf_str(&text, list);
        }
    }
    struct str whole = arena_str(arena, strbuf_view(&text));
    strbuf_release(&text);
    return whole;
}

static void test_golden__every_type_that_landed_is_there(void **state)
{
    (void)state;
    struct str lists = all_listed();
    for (size_t i = 0; i < body_type_count; i++) {
        if (str_find(lists, str_of(arena_printf(arena, " %s\n", body_types[i].name))) ==
            SIZE_MAX) {
            fail_msg(
                "no golden statement of %s: it landed after the others, so give it a log of "
                "its own beside them",
                body_types[i].name);
        }
    }
}

static void test_golden__tables_come_out_of_it_and_the_evidence_holds(void **state)
{
    (void)state;
    struct verify_report report;
    const char *benchmarks[] = {GOLDEN "/benchmarks", NULL};
    struct verify_plan plan = {.file = GOLDEN "/evidence/sample.dsse.json",
                               .public_db = dir.public_db,
                               .benchmarks = benchmarks};
    golden_lay_out(arena, &dir);
    must(evidence_verify(arena, &plan, &report, &err));
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        if (report.levels[i].state != VERIFY_HOLDS) {
            fail_msg("%s: %s", report.levels[i].name, report.levels[i].words);
        }
    }
    assert_int_equal(verify_exit_status(&report), 0);
}

static void test_golden__the_signers_key_alone_proves_all_but_the_log(void **state)
{
    (void)state;
    struct verify_report report;
    const char *benchmarks[] = {GOLDEN "/benchmarks", NULL};
    struct verify_plan plan = {.file = GOLDEN "/evidence/sample.dsse.json",
                               .key = arena_strndup(arena, evidence_key.p, evidence_key.n),
                               .benchmarks = benchmarks};
    must(evidence_verify(arena, &plan, &report, &err));
    assert_int_equal(report.levels[0].state, VERIFY_HOLDS);
    assert_int_equal(report.levels[1].state, VERIFY_MISSING);
    assert_int_equal(report.levels[2].state, VERIFY_HOLDS);
    assert_int_equal(report.levels[3].state, VERIFY_HOLDS);
    assert_int_equal(verify_exit_status(&report), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden__the_log_holds_and_is_what_it_was),
        cmocka_unit_test(test_golden__what_landed_later_holds_too),
        cmocka_unit_test(test_golden__what_is_said_of_tools_in_use_holds),
        cmocka_unit_test(test_golden__every_statement_writes_back_to_its_bytes),
        cmocka_unit_test(test_golden__every_type_that_landed_is_there),
        cmocka_unit_test(test_golden__tables_come_out_of_it_and_the_evidence_holds),
        cmocka_unit_test(test_golden__the_signers_key_alone_proves_all_but_the_log),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
