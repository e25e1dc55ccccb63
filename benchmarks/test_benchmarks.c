/* Every folder of benchmarks/ opens, has no bad row and states where it comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "bench/bench.h"

#include <dirent.h>

typedef void (*visit_fn)(const char *name, const char *folder, const struct bench *bench);

/* Opens each benchmark in turn; a folder without benchmark.json is none. */
static size_t each_benchmark(visit_fn visit)
{
    struct arena *arena = arena_new();
    DIR *folders = opendir(PAI_SOURCE_DIR "/benchmarks");
    size_t count = 0;
    assert_non_null(folders);
    for (const struct dirent *entry = readdir(folders); entry != NULL;
         entry = readdir(folders)) {
        struct bench *bench;
        struct err err;
        char *folder = arena_printf(arena, PAI_SOURCE_DIR "/benchmarks/%s", entry->d_name);
        if (entry->d_name[0] == '.' ||
            !file_exists(arena_printf(arena, "%s/benchmark.json", folder))) {
            continue;
        }
        if (bench_open(&bench, folder, &err) != ERR_OK) {
            fail_msg("%s", err.message);
        }
        visit(entry->d_name, folder, bench);
        bench_free(bench);
        count++;
    }
    closedir(folders);
    arena_free(arena);
    return count;
}

static void expect_no_bad_row(const char *name, const char *folder, const struct bench *bench)
{
    (void)folder;
    if (bench->bad_count > 0) {
        fail_msg("%s line %zu: %s", name, bench->bad[0].line, bench->bad[0].message);
    }
    assert_true(bench->count > 0);
}

static void test_benchmarks__open_without_a_bad_row(void **state)
{
    (void)state;
    assert_true(each_benchmark(expect_no_bad_row) > 0);
}

static void expect_named_and_explained(const char *name, const char *folder,
                                       const struct bench *bench)
{
    struct arena *arena = arena_new();
    assert_true(str_is(bench->id, name));
    assert_true(bench->licence.n > 0);
    assert_true(bench->source.n > 0);
    assert_true(file_exists(arena_printf(arena, "%s/README.md", folder)));
    arena_free(arena);
}

static void test_benchmarks__id_is_the_folder_and_a_readme_stands_beside(void **state)
{
    (void)state;
    each_benchmark(expect_named_and_explained);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_benchmarks__open_without_a_bad_row),
        cmocka_unit_test(test_benchmarks__id_is_the_folder_and_a_readme_stands_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
