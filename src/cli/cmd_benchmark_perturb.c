/* policeai benchmark perturb */
#include "cli/command.h"
#include "lab/places.h"
#include "perturb/perturb_benchmark.h"

#include <stdio.h>

struct perturb_options {
    const char *at;
    const char *to;
    int64_t seed;
};

static const struct perturb_options defaults = {.at = "/text", .seed = 1};

#define AT(member) offsetof(struct perturb_options, member)
static const struct opt options[] = {
    {"at", 0, OPT_TEXT, AT(at), "POINTER", "where an input has its text (/text)", 0, 0},
    {"seed", 0, OPT_INT, AT(seed), "N", "of everything that is drawn", 0, UINT32_MAX},
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "the benchmark that is made, a new folder", 0, 0},
    {.name = NULL}};

static enum err_code check_options(const struct perturb_options *given, struct err *err)
{
    struct str at = str_of(given->at);
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    if (at.n < 2 || at.p[0] != '/' || str_has_byte(str_from(at, 1), '/') ||
        str_has_byte(at, '~')) {
        return err_set(err, ERR_USAGE, "--at \"%.60s\" is no member of an input, as /text",
                       given->at);
    }
    return ERR_OK;
}

static enum err_code make(struct command_call *call, const struct bench *bench,
                          const struct perturb_step *steps, size_t count, struct err *err)
{
    const struct perturb_options *given = call->options;
    struct perturbed made;
    const struct perturb_plan plan = {.bench = bench,
                                      .at = str_of(given->at),
                                      .steps = steps,
                                      .count = count,
                                      .seed = given->seed,
                                      .to = given->to};
    if (bench->bad_count > 0) {
        return err_set(err, ERR_FORMAT, "items.jsonl, line %zu: %s", bench->bad[0].line,
                       bench->bad[0].message);
    }
    TRY(perturb_benchmark(call->arena, &plan, &made, err));
    printf("%s: %zu items made of %zu", given->to, made.items, bench->count);
    if (made.left_out > 0) {
        printf(", %zu left out because a marked word got lost", made.left_out);
    }
    printf("\ndigest %s\n", made.digest);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct places places;
    const char *folder;
    struct bench *bench;
    struct perturb_step steps[PERTURB_STEPS_MAX];
    size_t count = 0;
    TRY(check_options(call->options, err));
    for (size_t i = 1; i < call->count; i++) {
        TRY(perturb_steps_parse(call->words[i], steps, &count, err));
    }
    TRY(places_find(call->arena, &places, err));
    TRY(places_resolve(call->arena, places.benchmarks, call->words[0], "benchmark.json",
                       &folder, err));
    TRY(bench_open(&bench, folder, err));
    enum err_code code = make(call, bench, steps, count, err);
    bench_free(bench);
    return code;
}

const struct command command_benchmark_perturb = {
    .name = "benchmark perturb",
    .synopsis = "BENCHMARK PERTURBATION[=SEVERITY,…]… --to FOLDER [--at /text] [--seed N]",
    .summary = "tamper with the texts of a benchmark, to see how a tool bears it",
    .help =
        "PERTURBATION is typos, scanner, spaces (severities 1 to 5), case (1 small letters, "
        "2 capitals), injection (an order\nto the tool: 1 before, 2 after, 3 within the "
        "text) or padding (1 to 3). The new benchmark has every item as it was\nand once "
        "for each severity, in the group \"perturbation\": run it like any other, and the "
        "figures of that group\nstand beside the clean one. Marked words move with the "
        "text.",
    .options = options,
    .options_size = sizeof(struct perturb_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 31,
    .run = run,
};
