/* policeai benchmark canary */
#include "cli/command.h"
#include "crypto/random.h"
#include "custody/plant.h"

#include <stdio.h>

struct benchmark_canary_options {
    const char *to;
    int64_t items;
};

static const struct benchmark_canary_options defaults = {.items = 20};

#define AT(member) offsetof(struct benchmark_canary_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "the benchmark that is made, a new folder", 0, 0},
    {"items", 0, OPT_INT, AT(items), "N",
     "test items whose answers are exchanged in pairs; they are not scored (20)", 0, 10000},
    {.name = NULL}};

static enum err_code make(struct command_call *call, struct bench *bench, struct err *err)
{
    const struct benchmark_canary_options *given = call->options;
    struct planted_set made;
    const struct plant_plan plan = {bench, given->to, (size_t)given->items & ~(size_t)1,
                                    random_u64()};
    if (!str_is(bench->exposure, "sealed")) {
        return err_set(err, ERR_INVALID, "%s: its \"exposure\" is \"%.*s\", not \"sealed\"",
                       call->words[0], STR_ARG(str_sub(bench->exposure, 0, 40)));
    }
    if (bench->bad_count > 0) {
        return err_set(err, ERR_FORMAT, "%s/items.jsonl line %zu: %s", call->words[0],
                       bench->bad[0].line, bench->bad[0].message);
    }
    TRY(plant(call->arena, &plan, &made, err));
    printf("%s: a canary text in each row, %zu planted answers\ndigest %s\n", given->to,
           made.planted, made.digest);
    fprintf(stderr, "%s/planted.json says which: `policeai benchmark seal` takes it along\n",
            given->to);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_canary_options *given = call->options;
    struct bench *bench;
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    TRY(bench_open_sealed(&bench, call->words[0],
                          err)); /* in custody it has a folder nobody names */
    enum err_code code = make(call, bench, err);
    bench_free(bench);
    return code;
}

const struct command command_benchmark_canary = {
    .name = "benchmark canary",
    .synopsis = "FOLDER --to NEW [--items 20]",
    .summary = "plant in a benchmark, before it is sealed, what tells who has seen it",
    .help =
        "NEW is the benchmark FOLDER with a random text in each row of its files, and N test "
        "items that have each other's\nanswers. Such an item is never scored; a tool that "
        "gives "
        "its planted answer has seen the answers, or it is chance,\nand how great a chance is "
        "told. Which items they are stands in NEW/planted.json alone.",
    .options = options,
    .options_size = sizeof(struct benchmark_canary_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
