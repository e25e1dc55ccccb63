/* policeai submit check */
#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"
#include "bench/bench.h"
#include "cli/command.h"
#include "cli/tool_option.h"
#include "lab/lab.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "supplier/package_files.h"
#include "trial/check.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <string.h>

struct check_options {
    const char *benchmark;
    const char *accept_isolation;
    const char *reason;
};

#define AT(member) offsetof(struct check_options, member)
static const struct opt options[] = {
    {"benchmark", 0, OPT_TEXT, AT(benchmark), "NAME",
     "the open benchmark whose dev items are run (else the first of the tool's task)", 0, 0},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "run the tool below full isolation, on your own machine", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    {.name = NULL}};

struct self_test {
    struct command_call *call;
    const struct check_options *given;
    struct tool_option tool;
    struct places places;
    size_t problems;
};

static void problem(struct self_test *test, const char *words)
{
    struct strbuf shown;
    strbuf_init(&shown, 65536);
    utf8_visible(&shown, str_of(words), false);
    printf("  would be refused: %s\n", shown.p);
    strbuf_release(&shown);
    test->problems++;
}

/* What policeai submit pack and the centre look at, without running anything. */
static void check_folder(struct self_test *test)
{
    const struct manifest *manifest = &test->tool.manifest;
    struct submission_file *files;
    struct err err;
    size_t count = 0;
    printf("1. tool.json and files\n");
    if (package_files(test->call->arena, test->tool.folder, &files, &count, &err) != ERR_OK) {
        problem(test, err.message);
    }
    if (manifest_check_system_files(manifest, &err) != ERR_OK) {
        problem(test, err.message);
    }
    printf("  %zu files\n", count);
}

static enum err_code check_protocol(struct self_test *test, struct err *err)
{
    struct check_report report;
    printf("2. the protocol\n");
    fflush(stdout);
    TRY(check_tool(test->call->arena, test->tool.folder, &test->tool.manifest, &report, err));
    for (size_t i = 0; i < report.count; i++) {
        if (report.rows[i].state == CHECK_FAILS) {
            problem(test, arena_printf(test->call->arena, "%s: %s", report.rows[i].name,
                                       report.rows[i].words));
        }
    }
    printf("  %zu cases, %zu do not hold\n", report.count, report.failed);
    return ERR_OK;
}

/* Whether it is of the task and has items for those who make tools. */
static bool suits(struct self_test *test, const char *folder)
{
    struct bench *bench;
    struct err err;
    size_t items;
    size_t clusters;
    if (bench_open(&bench, folder, &err) != ERR_OK) {
        return false;
    }
    bench_counts(bench, STR("dev"), &items, &clusters);
    bool good = items > 0 && bench_is_public(bench) &&
                str_is(test->tool.manifest.task, bench->task->name);
    bench_free(bench);
    return good;
}

static enum err_code find_benchmark(struct self_test *test, const char **folder,
                                    struct err *err)
{
    struct arena *arena = test->call->arena;
    const char **names;
    size_t count;
    *folder = NULL;
    if (test->given->benchmark != NULL) {
        TRY(places_resolve(arena, test->places.benchmarks, test->given->benchmark,
                           "benchmark.json", folder, err));
        return suits(test, *folder)
                   ? ERR_OK
                   : err_set(err, ERR_INVALID,
                             "%s is no open benchmark of task %.*s with items of split dev",
                             test->given->benchmark, STR_ARG(test->tool.manifest.task));
    }
    TRY(file_list(arena, test->places.benchmarks, &names, &count, err));
    for (size_t i = 0; i < count && *folder == NULL; i++) {
        const char *path = arena_printf(arena, "%s/%s", test->places.benchmarks, names[i]);
        if (file_exists(arena_printf(arena, "%s/benchmark.json", path)) && suits(test, path)) {
            *folder = path;
        }
    }
    return ERR_OK;
}

static void print_figures(struct str figures, struct arena *arena)
{
    struct js *list;
    if (js_parse(arena, figures, &list, NULL) != ERR_OK || list->type != JS_ARRAY) {
        return;
    }
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *one = &list->array.items[i];
        const struct js *numerator = js_member(one, "numerator");
        const struct js *denominator = js_member(one, "denominator");
        struct str why = js_text(one, "undefined");
        if (!js_is(js_member(one, "group"), "all")) {
            continue;
        }
        printf("  %.*s: ", STR_ARG(js_text(one, "metric")));
        if (why.n > 0) {
            printf("no figure (%.*s)\n", STR_ARG(why));
        } else if (numerator != NULL && denominator != NULL) {
            printf("%.*s (%.*s of %.*s)\n", STR_ARG(js_text(one, "value")),
                   STR_ARG(numerator->raw), STR_ARG(denominator->raw));
        } else {
            printf("%.*s\n", STR_ARG(js_text(one, "value")));
        }
    }
}

static enum err_code rehearse(struct self_test *test, const char *folder, const char *scratch,
                              struct err *err)
{
    struct arena *arena = test->call->arena;
    struct lab_plan plan = lab_plan_defaults();
    struct lab_rehearsal rehearsal;
    struct datadir dir;
    TRY(datadir_at(arena, arena_printf(arena, "%s/data", scratch), &dir, err));
    plan.data = &dir;
    plan.tool_folder = test->tool.folder;
    plan.benchmark_folder = folder;
    plan.split = "dev";
    plan.accept_isolation = test->given->accept_isolation;
    plan.accept_reason = test->given->reason;
    int64_t start = clock_monotonic_ms();
    TRY(lab_rehearse(arena, &plan, NULL, arena_printf(arena, "%s/run", scratch), 1, &rehearsal,
                     err));
    int64_t took = clock_monotonic_ms() - start;
    printf("  %zu items of split dev in %lld.%lld s\n", rehearsal.benchmark.items,
           (long long)(took / 1000), (long long)(took % 1000 / 100));
    print_figures(rehearsal.figures, arena);
    puts("  dev items are for those who make tools; the Lab measures on others");
    return ERR_OK;
}

static enum err_code run_dev(struct self_test *test, struct err *err)
{
    const char *folder;
    const char *scratch;
    printf("3. a run on an open benchmark\n");
    fflush(stdout);
    TRY(find_benchmark(test, &folder, err));
    if (folder == NULL) {
        puts("  none that ships is of this task with dev items: this step is left out");
        return ERR_OK;
    }
    TRY(scratch_make(test->call->arena, &scratch, err));
    struct err own;
    enum err_code code = rehearse(test, folder, scratch, &own);
    scratch_remove(scratch);
    if (code == ERR_CANCELLED || code == ERR_IO) {
        *err = own;
        return code;
    }
    if (code != ERR_OK) {
        problem(test, own.message);
    }
    return ERR_OK;
}

static void print_recorded(const struct self_test *test)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE] = "";
    if (folder_digest(test->tool.folder, &digest, NULL) == ERR_OK) {
        sha256_hex(hex, &digest);
    }
    printf("4. what the Lab will record\n"
           "  folder digest: %s\n"
           "  published when a run is registered: tool.json, whole; the digests of this folder "
           "and of what it runs with; the benchmark; the settings\n"
           "  published with the evidence, after you could reply: figures, groups, intervals, "
           "outcomes; answers where the benchmark is open; your reply\n"
           "  never published: the files of the package, contacts, claims\n"
           "  what stands in tool.json cannot be withheld: leave it out there and say it with "
           "--about\n",
           hex);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct self_test test = {.call = call, .given = call->options};
    /* always a folder: a supplier's tool is none of those that ship */
    const char *folder = strchr(call->words[0], '/') != NULL
                             ? call->words[0]
                             : arena_printf(call->arena, "./%s", call->words[0]);
    TRY(tool_option(call->arena, folder, &test.tool, err));
    TRY(places_find(call->arena, &test.places, err));
    struct isolation_terms terms = {test.tool.built_in, test.given->accept_isolation,
                                    test.given->reason};
    TRY(isolation_check(&terms, err));
    printf("%.*s %.*s, task %.*s\n", STR_ARG(test.tool.manifest.id),
           STR_ARG(test.tool.manifest.version), STR_ARG(test.tool.manifest.task));
    check_folder(&test);
    TRY(check_protocol(&test, err));
    TRY(run_dev(&test, err));
    print_recorded(&test);
    if (test.problems == 0) {
        puts("nothing would be refused");
    } else {
        printf("%zu thing%s to be put right\n", test.problems, test.problems == 1 ? "" : "s");
        call->status = 1;
    }
    return ERR_OK;
}

const struct command command_submit_check = {
    .name = "submit check",
    .synopsis = "FOLDER [--benchmark NAME]",
    .summary = "try a tool before it is submitted",
    .help =
        "For suppliers, on their own machine: tool.json and files, every case of the protocol, "
        "a "
        "run with timing on the dev items\nof an open benchmark, what the Lab will record, and "
        "what would be refused and why. Nothing is kept and nothing\nleaves.\n\nExit status: 0 "
        "nothing would be refused; 1 something would.",
    .options = options,
    .options_size = sizeof(struct check_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
