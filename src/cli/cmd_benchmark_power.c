/* policeai benchmark power */
#include "base/file.h"
#include "bench/bench.h"
#include "benchmark/making.h"
#include "cli/command.h"
#include "stats/power.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct benchmark_power_options {
    int64_t items;
    const char *split;
};

static const struct benchmark_power_options defaults = {.split = "test"};

#define AT(member) offsetof(struct benchmark_power_options, member)
static const struct opt options[] = {
    {"items", 0, OPT_INT, AT(items), "N", "instead of a folder's: so many items", 1, 100000000},
    {"split", 0, OPT_TEXT, AT(split), "NAME", "which items: test (default) or dev", 0, 0},
    {.name = NULL}};

static int compare_texts(const void *a, const void *b)
{
    const struct str *left = a;
    const struct str *right = b;
    return str_cmp(*left, *right);
}

/* Items and clusters of a draft's split. */
static enum err_code count_draft(const char *folder, struct str split, size_t *items,
                                 size_t *clusters, struct err *err)
{
    struct making *making;
    TRY(making_open(&making, folder, err));
    enum err_code code = making_has_sample(making, err);
    struct str *names = arena_alloc(making->arena, (making->sample_count + 1) * sizeof *names);
    *items = 0;
    *clusters = 0;
    for (size_t i = 0; i < making->sample_count; i++) {
        const struct making_item *item = &making->items[making->sample[i]];
        if (str_is(split, making_split_name(item->split))) {
            names[(*items)++] = item->cluster;
        }
    }
    qsort(names, *items, sizeof *names, compare_texts);
    for (size_t i = 0; i < *items; i++) {
        *clusters += i == 0 || !str_eq(names[i - 1], names[i]);
    }
    making_free(making);
    return code;
}

static enum err_code count_items(const struct command_call *call, size_t *items,
                                 size_t *clusters, struct err *err)
{
    const struct benchmark_power_options *given = call->options;
    struct bench *bench;
    if ((given->items > 0) == (call->count == 1)) {
        return err_set(err, ERR_USAGE, "give a folder, or --items N");
    }
    *items = (size_t)given->items;
    *clusters = *items;
    if (given->items > 0) {
        return ERR_OK;
    }
    const char *folder = call->words[0];
    if (file_exists(arena_printf(call->arena, "%s/draft.json", folder))) {
        return count_draft(folder, str_of(given->split), items, clusters, err);
    }
    TRY(bench_open(&bench, folder, err));
    bench_counts(bench, str_of(given->split), items, clusters);
    bench_free(bench);
    return ERR_OK;
}

static void print_units(const char *what, size_t units)
{
    static const double shares[] = {0.05, 0.1, 0.2, 0.3, 0.4};
    printf("%s\n", what);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        double difference = difference_to_tell_paired(shares[i], (int64_t)units, 0.05, 0.8);
        if (isnan(difference)) {
            printf("  if one is right and the other wrong on %2.0f %% of items: none\n",
                   100 * shares[i]);
        } else {
            printf("  if one is right and the other wrong on %2.0f %% of items: %.1f points\n",
                   100 * shares[i], 100 * difference);
        }
    }
}

static enum err_code run(struct command_call *call, struct err *err)
{
    size_t items;
    size_t clusters;
    TRY(count_items(call, &items, &clusters, err));
    if (items == 0) {
        return err_set(err, ERR_INVALID, "the split has no items");
    }
    printf("%zu items in %zu clusters. The smallest difference in the share of right answers "
           "that this benchmark can\ndetect between two tools run on the same items (McNemar's "
           "test, two-sided, 5 %%, power 80 %%):\n",
           items, clusters);
    print_units("each item by itself:", items);
    if (clusters < items) {
        print_units("at worst, were all items of a cluster alike:", clusters);
    }
    if (bench_is_illustration(items, clusters)) {
        printf("under 100 items or 20 clusters it is an illustration: no rate is printed\n");
    }
    return ERR_OK;
}

const struct command command_benchmark_power = {
    .name = "benchmark power",
    .synopsis = "FOLDER | --items N  [--split test]",
    .summary = "what differences a benchmark can detect, before anything runs",
    .help =
        "FOLDER is a draft with its sample drawn, or a benchmark. How often two tools differ "
        "is not known beforehand, so\nit is told for several shares. Connor 1987, "
        "Biometrics 43:207-211.",
    .options = options,
    .options_size = sizeof(struct benchmark_power_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 1,
    .run = run,
};
