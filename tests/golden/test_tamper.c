/* No byte of evidence may change. The golden evidence is laid out as after a run, in a folder
 * of its own; then bytes of each of its files are flipped, one at a time, and verify must say
 * no each time: every byte of files up to 4 KiB, in three patterns up to 512 bytes; of larger
 * ones places drawn by a fixed seed, spread over the file. Intact, in whatever folder, it
 * holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/prng.h"
#include "crypto/random.h"
#include "evidence/verify.h"
#include "support/golden_log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHORT = 512, SMALL = 4096, SAMPLES = 400 };

static struct arena *arena;
static struct err err;
static struct datadir dir;
static const char *evidence;   /* sample.dsse.json of the copy */
static const char *benchmarks; /* folder of the copied benchmark */
static const char *manifest;   /* the blob of tool.json */

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void copy_folder(const char *from, const char *to)
{
    const char **names;
    size_t count;
    must(file_make_folders(to, 0755, &err));
    must(file_list(arena, arena_printf(arena, GOLDEN "/%s", from), &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        must(file_write(arena_printf(arena, "%s/%s", to, names[i]),
                        golden_file(arena, arena_printf(arena, "%s/%s", from, names[i])), 0644,
                        &err));
    }
}

static int start(void **state)
{
    char shared[] = "/dev/shm/policeai-tamper-XXXXXX";
    char plain[] = "/tmp/policeai-tamper-XXXXXX";
    const char *root = mkdtemp(shared) != NULL ? shared : mkdtemp(plain);
    (void)state;
    crypto_start();
    arena = arena_new();
    if (root == NULL || datadir_at(arena, root, &dir, &err) != ERR_OK ||
        datadir_make(&dir, &err) != ERR_OK) {
        return 1;
    }
    manifest = golden_lay_out(arena, &dir);
    copy_folder("evidence", arena_printf(arena, "%s/copy", root));
    copy_folder("benchmarks/sample", arena_printf(arena, "%s/benchmarks/sample", root));
    evidence = arena_printf(arena, "%s/copy/sample.dsse.json", root);
    benchmarks = arena_printf(arena, "%s/benchmarks", root);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static int verify(struct verify_report *report)
{
    struct verify_report own;
    const char *const folders[] = {benchmarks, NULL};
    struct verify_plan plan = {
        .file = evidence, .public_db = dir.public_db, .benchmarks = folders};
    struct arena *mine = arena_new();
    report = report != NULL ? report : &own;
    enum err_code code = evidence_verify(mine, &plan, report, &err);
    int status = code == ERR_OK ? verify_exit_status(report) : err_exit_status(code);
    arena_free(mine);
    return status;
}

static void test_tamper__an_intact_copy_elsewhere_holds(void **state)
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

static void flip(int fd, const char *path, off_t place, unsigned char pattern)
{
    unsigned char byte;
    assert_int_equal(pread(fd, &byte, 1, place), 1);
    byte ^= pattern;
    assert_int_equal(pwrite(fd, &byte, 1, place), 1);
    int status = verify(NULL);
    if (status == 0 || status == 5) {
        fail_msg("byte %lld of %s may be flipped by %02x", (long long)place, path, pattern);
    }
    byte ^= pattern;
    assert_int_equal(pwrite(fd, &byte, 1, place), 1);
}

/* Returns how many flips were made. */
static int flip_through(const char *path)
{
    static const unsigned char patterns[] = {0x01, 0x20, 0x80};
    struct prng prng;
    int flips = 0;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    off_t size = lseek(fd, 0, SEEK_END);
    bool small = size <= SMALL;
    prng_seed(&prng, (uint64_t)size);
    for (off_t i = 0; i < (small ? size : SAMPLES); i++) {
        off_t slice = size / SAMPLES;
        off_t place = small ? i : i * slice + (off_t)prng_below(&prng, (uint64_t)slice);
        for (size_t p = 0; p < (size <= SHORT ? sizeof patterns : 1); p++, flips++) {
            flip(fd, path, place, patterns[((size_t)i + p) % sizeof patterns]);
        }
    }
    close(fd);
    return flips;
}

static void test_tamper__no_byte_may_be_flipped(void **state)
{
    (void)state;
    static const char *const endings[] = {"dsse.json",    "results.jsonl", "stats.jsonl",
                                          "figures.json", "timing.jsonl",  "tlog-proof"};
    static const char *const parts[] = {"benchmark.json", "items.jsonl"};
    int flips = 0;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        flips += flip_through(arena_printf(arena, "%s/copy/sample.%s", dir.root, endings[i]));
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        flips += flip_through(arena_printf(arena, "%s/sample/%s", benchmarks, parts[i]));
    }
    flips += flip_through(manifest);
    assert_true(flips > 4000);
    assert_int_equal(verify(NULL), 0); /* each was put back */
}

/* With the envelope's own blob gone from the folder of data, the tables still speak of it; with
 * tool.json's gone, the reader is told what to bring. */
static void test_tamper__a_tool_json_that_is_gone_is_named(void **state)
{
    (void)state;
    struct verify_report report;
    char *aside = arena_printf(arena, "%s/aside", dir.root);
    assert_int_equal(rename(manifest, aside), 0);
    assert_int_equal(verify(&report), 4);
    assert_non_null(strstr(report.levels[1].words, "tool.json"));
    assert_int_equal(rename(aside, manifest), 0);
}

static void test_tamper__what_is_cut_or_longer_is_refused(void **state)
{
    (void)state;
    static const char *const endings[] = {"dsse.json", "results.jsonl", "stats.jsonl",
                                          "figures.json", "tlog-proof"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        struct str text;
        const char *path = arena_printf(arena, "%s/copy/sample.%s", dir.root, endings[i]);
        must(file_read(arena, path, 16 * MIB, &text, &err));
        must(file_write(path, str_sub(text, 0, text.n - 1), 0644, &err));
        assert_int_equal(verify(NULL), 1);
        must(
            file_write(path, str_of(arena_printf(arena, "%.*s\n", STR_ARG(text))), 0644, &err));
        assert_int_equal(verify(NULL), 1);
        must(file_write(path, text, 0644, &err));
    }
    assert_int_equal(verify(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tamper__an_intact_copy_elsewhere_holds),
        cmocka_unit_test(test_tamper__no_byte_may_be_flipped),
        cmocka_unit_test(test_tamper__a_tool_json_that_is_gone_is_named),
        cmocka_unit_test(test_tamper__what_is_cut_or_longer_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
