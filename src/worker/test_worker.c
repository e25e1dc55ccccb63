/* The worker's dealings with jobs that cannot be run: each keeps its reason, none stops others.
 */
#include "worker/worker.h"

#include "base/file.h"
#include "crypto/random.h"
#include "store/jobs.h"
#include "worker/measure_job.h"
#include "worker/quick.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const TOOL = PAI_SOURCE_DIR "/tests/tools/steady";
static const char *const BENCHMARK = PAI_SOURCE_DIR "/benchmarks/redaction-uk";

struct fixture {
    struct arena *arena;
    struct datadir dir;
    struct jobs *jobs;
    pid_t worker;
    int stop_fd;
    struct err err;
};

static int setup(void **state)
{
    static struct fixture f;
    static const struct clock system_clock = {0};
    char folder[] = "/tmp/policeai-worker-XXXXXX";
    f = (struct fixture){.arena = arena_new()};
    crypto_start();
    assert_non_null(mkdtemp(folder));
    assert_int_equal(datadir_at(f.arena, folder, &f.dir, &f.err), ERR_OK);
    assert_int_equal(datadir_make(&f.dir, &f.err), ERR_OK);
    assert_int_equal(jobs_open(&f.jobs, f.dir.jobs_db, &system_clock, &f.err), ERR_OK);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    jobs_close(f->jobs);
    assert_int_equal(file_remove_tree(f->dir.root, NULL), ERR_OK);
    arena_free(f->arena);
    return 0;
}

static void start_worker(struct fixture *f, bool restarted)
{
    int lead[2];
    assert_int_equal(pipe(lead), 0);
    f->worker = fork();
    if (f->worker == 0) {
        close(lead[1]);
        struct worker_plan plan = {.data = &f->dir, .restarted = restarted, .stop_fd = lead[0]};
        _exit(worker_run(&plan, NULL) == ERR_OK ? 0 : 1);
    }
    close(lead[0]);
    f->stop_fd = lead[1];
}

static void stop_worker(struct fixture *f)
{
    int status;
    close(f->stop_fd);
    assert_int_equal(waitpid(f->worker, &status, 0), f->worker);
    assert_int_equal(status, 0);
}

/* Why it failed; waits for that. */
static const char *reason_of(struct fixture *f, const char *key)
{
    for (int i = 0; i < 1000; i++) {
        struct job_state job;
        bool found;
        assert_int_equal(jobs_state(f->jobs, f->arena, str_of(key), &job, &found, &f->err),
                         ERR_OK);
        assert_true(found);
        if (str_is(job.state, "failed")) {
            return arena_strndup(f->arena, job.reason.p, job.reason.n);
        }
        usleep(20000);
    }
    return "it did not fail";
}

static void add(struct fixture *f, const char *key, const char *kind, struct str input)
{
    assert_int_equal(jobs_add(f->jobs, str_of(key), str_of(kind), input, &f->err), ERR_OK);
}

static void a_job_that_cannot_be_run_keeps_its_reason_and_stops_no_other(void **state)
{
    struct fixture *f = *state;
    struct measure_job job = {
        .tool_folder = TOOL, .benchmark_folder = BENCHMARK, .split = "test"};
    add(f, "kind", "lab.dream", STR("{}"));
    add(f, "json", MEASURE_KIND, STR("{"));
    add(f, "extra", MEASURE_KIND, STR("{\"tool\":\"t\",\"more\":1}"));
    add(f, "changed", MEASURE_KIND, measure_job_write(f->arena, &job));
    job.tool_folder = "/no/such/tool";
    add(f, "absent", MEASURE_KIND, measure_job_write(f->arena, &job));
    start_worker(f, false);
    assert_non_null(strstr(reason_of(f, "kind"), "not a kind of job"));
    assert_non_null(strstr(reason_of(f, "json"), "lab.measure"));
    assert_non_null(strstr(reason_of(f, "extra"), "more"));
    assert_non_null(strstr(reason_of(f, "changed"), "changed since it was queued"));
    assert_non_null(strstr(reason_of(f, "absent"), "/no/such/tool"));
    stop_worker(f);
}

/* As if the worker died of it so often. */
static void try_in_vain(struct fixture *f, int times)
{
    for (int i = 0; i < times; i++) {
        struct job job;
        bool found;
        assert_int_equal(jobs_claim(f->jobs, f->arena, &job, &found, &f->err), ERR_OK);
        assert_true(found);
        assert_int_equal(jobs_release(f->jobs, &f->err), ERR_OK);
    }
}

static void a_job_that_kills_its_worker_is_left_after_three_times(void **state)
{
    struct fixture *f = *state;
    add(f, "deadly", MEASURE_KIND, STR("{"));
    try_in_vain(f, 2);
    start_worker(f, true);
    assert_non_null(strstr(reason_of(f, "deadly"), "lab.measure")); /* it was tried */
    stop_worker(f);
    add(f, "deadlier", MEASURE_KIND, STR("{"));
    try_in_vain(f, 3);
    start_worker(f, true);
    assert_string_equal(reason_of(f, "deadlier"), "the worker died of it three times");
    stop_worker(f);
}

static void what_happened_before_the_server_started_is_not_held_against_a_job(void **state)
{
    struct fixture *f = *state;
    add(f, "cut", MEASURE_KIND, STR("{"));
    try_in_vain(f, 20);
    start_worker(f, false);
    assert_non_null(strstr(reason_of(f, "cut"), "lab.measure"));
    stop_worker(f);
}

static void what_a_killed_host_staged_is_swept_at_the_start(void **state)
{
    struct fixture *f = *state;
    const char *dead = arena_printf(f->arena, "%s/in-2147483647-ab", f->dir.tmp);
    const char *mine = arena_printf(f->arena, "%s/in-%ld-ab", f->dir.tmp, (long)getpid());
    const char *other = arena_printf(f->arena, "%s/inbox-2147483647-ab", f->dir.tmp);
    const char *const folders[] = {dead, mine, other};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(file_make_folders(folders[i], 0700, &f->err), ERR_OK);
    }
    add(f, "any", "lab.dream", STR("{}"));
    start_worker(f, false);
    (void)reason_of(f, "any");
    stop_worker(f);
    assert_false(file_exists(dead));
    assert_true(file_exists(mine));
    assert_true(file_exists(other));
}

static void key_of(const struct measure_job *job, char key[SHA256_HEX_SIZE])
{
    struct err err;
    if (measure_job_key(job, key, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void the_key_tells_inputs_apart_and_survives_writing(void **state)
{
    struct fixture *f = *state;
    struct measure_job job = {
        .tool_folder = TOOL, .benchmark_folder = BENCHMARK, .split = "test"};
    struct measure_job read;
    char key[SHA256_HEX_SIZE];
    char other[SHA256_HEX_SIZE];
    key_of(&job, key);
    assert_int_equal(
        measure_job_read(f->arena, measure_job_write(f->arena, &job), &read, &f->err), ERR_OK);
    key_of(&read, other);
    assert_string_equal(key, other);
    read.quick_seconds = 60;
    key_of(&read, other);
    assert_string_not_equal(key, other);
    read = job;
    read.split = "dev";
    key_of(&read, other);
    assert_string_not_equal(key, other);
    read = job;
    read.benchmark_folder = PAI_SOURCE_DIR "/benchmarks/redaction-synthetic";
    key_of(&read, other);
    assert_string_not_equal(key, other);
}

static void the_key_is_of_what_lies_in_the_tools_folder(void **state)
{
    struct fixture *f = *state;
    static const char *const files[] = {"tool.json", "tool.py"};
    struct measure_job job = {
        .tool_folder = TOOL, .benchmark_folder = BENCHMARK, .split = "test"};
    char key[SHA256_HEX_SIZE];
    char other[SHA256_HEX_SIZE];
    key_of(&job, key);
    job.tool_folder = f->dir.tmp;
    for (size_t i = 0; i < 2; i++) {
        const char *from = arena_printf(f->arena, "%s/%s", TOOL, files[i]);
        const char *to = arena_printf(f->arena, "%s/%s", job.tool_folder, files[i]);
        assert_int_equal(file_copy(from, to, 0755, &f->err), ERR_OK);
    }
    key_of(&job, other);
    assert_string_equal(key, other);
    const char *more = arena_printf(f->arena, "%s/more", job.tool_folder);
    assert_int_equal(file_write(more, STR(""), 0600, &f->err), ERR_OK);
    key_of(&job, other);
    assert_string_not_equal(key, other);
}

static void the_key_is_of_the_files_elsewhere_that_the_tool_names(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->arena, "%s/model", f->dir.tmp);
    struct manifest manifest = {.system_files = &path, .system_file_count = 1};
    static const char *const texts[] = {"one", "two"};
    struct strbuf lines[3];
    for (int i = 0; i < 3; i++) {
        strbuf_init(&lines[i], 4096);
        if (i > 0) {
            assert_int_equal(file_write(path, str_of(texts[i - 1]), 0600, &f->err), ERR_OK);
        }
        assert_int_equal(measure_job_system_files(&manifest, &lines[i], &f->err), ERR_OK);
    }
    assert_string_equal(lines[0].p, arena_printf(f->arena, "absent  %s\n", path));
    assert_string_not_equal(lines[1].p, lines[0].p);
    assert_string_not_equal(lines[1].p, lines[2].p);
    for (int i = 0; i < 3; i++) {
        strbuf_release(&lines[i]);
    }
}

/* One tool of two sets beside one benchmark. */
static struct places two_sets(struct fixture *f)
{
    struct str text;
    const char *tool = arena_printf(f->arena, "%s/tools/steady", f->dir.tmp);
    const char *bench = arena_printf(f->arena, "%s/benchmarks/one", f->dir.tmp);
    assert_int_equal(file_make_folders(tool, 0700, &f->err), ERR_OK);
    assert_int_equal(file_make_folders(bench, 0700, &f->err), ERR_OK);
    assert_int_equal(file_copy(arena_printf(f->arena, "%s/tool.py", TOOL),
                               arena_printf(f->arena, "%s/tool.py", tool), 0755, &f->err),
                     ERR_OK);
    assert_int_equal(file_copy(arena_printf(f->arena, "%s/benchmark.json", BENCHMARK),
                               arena_printf(f->arena, "%s/benchmark.json", bench), 0644,
                               &f->err),
                     ERR_OK);
    assert_int_equal(file_read(f->arena, arena_printf(f->arena, "%s/tool.json", TOOL), 65536,
                               &text, &f->err),
                     ERR_OK);
    size_t at = str_find(text, STR("\"parameters\": []"));
    assert_int_not_equal(at, SIZE_MAX);
    const char *json = arena_printf(
        f->arena,
        "%.*s\"parameters\":[{\"name\":\"more\",\"type\":\"flag\",\"default\":false,"
        "\"help\":\"h\"}],\"parameter_sets\":["
        "{\"name\":\"shipped\",\"title\":\"S\",\"reason\":\"r\",\"parameters\":{}},"
        "{\"name\":\"all\",\"title\":\"A\",\"reason\":\"r\",\"parameters\":{\"more\":true}}]"
        "%.*s",
        (int)at, text.p, STR_ARG(str_from(text, at + strlen("\"parameters\": []"))));
    assert_int_equal(
        file_write(arena_printf(f->arena, "%s/tool.json", tool), str_of(json), 0644, &f->err),
        ERR_OK);
    return (struct places){.tools = arena_printf(f->arena, "%s/tools", f->dir.tmp),
                           .benchmarks = arena_printf(f->arena, "%s/benchmarks", f->dir.tmp)};
}

static void each_parameter_set_is_queued_with_as_much_time(void **state)
{
    struct fixture *f = *state;
    struct places places = two_sets(f);
    size_t queued;
    assert_int_equal(quick_queue(f->jobs, &places, &queued, &f->err), ERR_OK);
    assert_int_equal(queued, 2);
    bool more[2];
    for (size_t i = 0; i < 2; i++) {
        struct job claimed;
        struct measure_job job;
        bool found;
        assert_int_equal(jobs_claim(f->jobs, f->arena, &claimed, &found, &f->err), ERR_OK);
        assert_true(found);
        assert_int_equal(measure_job_read(f->arena, claimed.input, &job, &f->err), ERR_OK);
        assert_int_equal(job.quick_seconds, QUICK_SECONDS_A_TOOL);
        more[i] = js_member(job.parameters, "more") != NULL;
    }
    assert_true(more[0] != more[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(a_job_that_cannot_be_run_keeps_its_reason_and_stops_no_other),
        T(a_job_that_kills_its_worker_is_left_after_three_times),
        T(what_happened_before_the_server_started_is_not_held_against_a_job),
        T(what_a_killed_host_staged_is_swept_at_the_start),
        T(the_key_is_of_what_lies_in_the_tools_folder),
        T(each_parameter_set_is_queued_with_as_much_time),
        T(the_key_is_of_the_files_elsewhere_that_the_tool_names),
        T(the_key_tells_inputs_apart_and_survives_writing),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
