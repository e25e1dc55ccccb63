/* policeai benchmark sample */
#include "benchmark/draw_sample.h"
#include "cli/command.h"
#include "crypto/random.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct benchmark_sample_options {
    int64_t test, dev, seed;
    const char *by;
    bool alike;
};

static const struct benchmark_sample_options defaults = {.seed = -1};

#define AT(member) offsetof(struct benchmark_sample_options, member)
static const struct opt options[] = {
    {"test", 0, OPT_INT, AT(test), "N", "items to measure tools on", 1, MAKING_CANDIDATES},
    {"dev", 0, OPT_INT, AT(dev), "N", "items to adjust tools on, apart from those", 1,
     MAKING_CANDIDATES},
    {"by", 0, OPT_TEXT, AT(by), "A,B,…", "groups that make the strata (all)", 0, 0},
    {"alike", 0, OPT_FLAG, AT(alike), NULL,
     "as many of each stratum, not by its size: for small groups", 0, 0},
    {"seed", 0, OPT_INT, AT(seed), "N", "draws the same sample again (else a new seed)", 0,
     INT64_MAX},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_sample_options *given = call->options;
    struct making *making = NULL;
    struct draw_plan plan = {.seed = given->seed,
                             .dev = (size_t)given->dev,
                             .test = (size_t)given->test,
                             .by = given->by,
                             .alike = given->alike};
    if (plan.seed < 0) {
        plan.seed = (int64_t)(random_u64() >> 11); /* 53 bits: read the same everywhere */
    }
    int held;
    TRY(making_hold_sample(call->words[0], true, &held, err));
    enum err_code code = making_open(&making, call->words[0], err);
    if (code == ERR_OK) {
        code = draw_sample(making, &plan, err);
    }
    if (code == ERR_OK) {
        size_t dev = 0;
        for (size_t i = 0; i < making->sample_count; i++) {
            dev += making->items[making->sample[i]].split == MAKING_DEV;
        }
        printf("%s: %zu of %zu inputs drawn, %zu dev and %zu test, seed %lld\n", making->folder,
               making->sample_count, making->count, dev, making->sample_count - dev,
               (long long)plan.seed);
        printf("next: policeai benchmark power %s; policeai benchmark label %s --as NAME\n",
               making->folder, making->folder);
    }
    making_free(making);
    if (held >= 0) {
        close(held);
    }
    return code;
}

const struct command command_benchmark_sample = {
    .name = "benchmark sample",
    .synopsis = "FOLDER [--test N] [--dev N] [--by A,B] [--alike] [--seed N]",
    .summary = "draw the items to be labelled, by a seed and by groups",
    .help =
        "Without --test and --dev every input is taken for test. What shares a cluster goes "
        "whole to dev or to test.\nThe seed is kept in sample.json. A sample is drawn "
        "anew until somebody labels.",
    .options = options,
    .options_size = sizeof(struct benchmark_sample_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
