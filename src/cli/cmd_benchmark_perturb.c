/* policeai benchmark perturb */
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "lab/places.h"
#include "perturb/perturb_benchmark.h"

#include <stdio.h>

struct perturb_options {
    const char *at;
    const char *only;
    const char *to;
    int64_t seed;
};

static const struct perturb_options defaults = {.seed = 1};

#define AT(member) offsetof(struct perturb_options, member)
static const struct opt options[] = {
    {"at", 0, OPT_TEXT, AT(at), "POINTER",
     "where an input has its text or file (else the task's: /text, /audio, /image, /right)", 0,
     0},
    {"only", 0, OPT_TEXT, AT(only), "GROUP=VALUE", "take the items of this group alone", 0, 0},
    {"seed", 0, OPT_INT, AT(seed), "N", "of everything that is drawn", 0, UINT32_MAX},
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "the benchmark that is made, a new folder", 0, 0},
    {.name = NULL}};

static enum err_code check_options(const struct perturb_options *given, struct err *err)
{
    struct str at = str_of(given->at != NULL ? given->at : "/text");
    struct str only = str_of(given->only != NULL ? given->only : "a=b");
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    if (at.n < 2 || at.p[0] != '/' || str_has_byte(str_from(at, 1), '/') ||
        str_has_byte(at, '~')) {
        return err_set(err, ERR_USAGE, "--at \"%.60s\" is no member of an input, as /text",
                       given->at);
    }
    if (!str_has_byte(only, '=') || only.p[0] == '=') {
        return err_set(err, ERR_USAGE, "--only \"%.60s\" is no GROUP=VALUE", given->only);
    }
    return ERR_OK;
}

static void print_made(const struct perturb_plan *plan, const struct perturbed *made)
{
    printf("%s: %zu items made of %zu", plan->to, made->items, made->taken);
    if (made->left_out > 0) {
        printf(", %zu left out because a marked word got lost", made->left_out);
    }
    printf("\ndigest %s\n", made->digest);
}

static enum err_code make(struct command_call *call, const struct places *places,
                          const struct bench *bench, struct err *err)
{
    const struct perturb_options *given = call->options;
    struct perturb_step steps[PERTURB_STEPS_MAX];
    struct perturbed made;
    struct lab_progress progress = {.title = "perturbing"};
    struct perturb_plan plan = {.bench = bench,
                                .at = given->at,
                                .steps = steps,
                                .seed = given->seed,
                                .to = given->to,
                                .checks = places->checks,
                                .progress = lab_progress_show,
                                .progress_data = &progress};
    for (size_t i = 1; i < call->count; i++) {
        TRY(perturb_steps_parse(call->words[i], steps, &plan.count, err));
    }
    if (given->only != NULL) {
        plan.only_value = str_of(given->only);
        (void)str_split(&plan.only_value, '=', &plan.only_group);
    }
    if (bench->bad_count > 0) {
        return err_set(err, ERR_FORMAT, "items.jsonl, line %zu: %s", bench->bad[0].line,
                       bench->bad[0].message);
    }
    lab_progress_catch_signals();
    enum err_code code = perturb_benchmark(call->arena, &plan, &made, err);
    lab_progress_end(&progress);
    if (code == ERR_OK) {
        print_made(&plan, &made);
    }
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct places places;
    const char *folder;
    struct bench *bench;
    TRY(check_options(call->options, err));
    TRY(places_find(call->arena, &places, err));
    TRY(places_resolve(call->arena, places.benchmarks, call->words[0], "benchmark.json",
                       &folder, err));
    TRY(bench_open(&bench, folder, err));
    enum err_code code = make(call, &places, bench, err);
    bench_free(bench);
    return code;
}

const struct command command_benchmark_perturb = {
    .name = "benchmark perturb",
    .synopsis = "BENCHMARK PERTURBATION[=SEVERITY,…]… --to FOLDER [--only GROUP=VALUE]\n"
                "       [--at POINTER] [--seed N]",
    .summary = "tamper with the inputs of a benchmark, to see how a tool bears it",
    .help =
        "PERTURBATION, with severities 1 to 5 unless it says otherwise:\n"
        "  texts     typos, scanner, spaces, case (1 small letters, 2 capitals), injection (an "
        "order to the tool: 1 before,\n            2 after, 3 within the text), padding (1 "
        "to 3)\n"
        "  sound     telephone (1 to 3), white-noise, speech-noise, babble, reverberation, "
        "packet-loss, burst-loss,\n            clipping, quiet, speed, gsm (1 to 3), opus\n"
        "  pictures  blur, motion-blur, jpeg, low-light, grain, rotation, occlusion, "
        "downscale, contrast\n\n"
        "The new benchmark has every item as it was and once for each severity, in the group "
        "\"perturbation\": run it like any\nother; `policeai lab robustness` shows the "
        "curves. What each severity is stands in its \"source\" and in\n"
        "doc/robustness.md. Marked words move with the text. Files are changed in the "
        "sandbox: sound comes out as WAV (PCM\nof 16 bits, one channel), pictures as PNG, "
        "of jpeg as JPEG. Stopped or killed, the same command goes on.",
    .options = options,
    .options_size = sizeof(struct perturb_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 61,
    .run = run,
};
