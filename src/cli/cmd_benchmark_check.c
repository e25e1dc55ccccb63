/* policeai benchmark check */
#include "base/file.h"
#include "bench/bench.h"
#include "benchmark/labeller_agreement.h"
#include "benchmark/leakage.h"
#include "cli/command.h"

#include <stdio.h>

struct benchmark_check_options {
    int64_t most;
};

static const struct benchmark_check_options defaults = {.most = 20};

static const struct opt options[] = {
    {"most", 0, OPT_INT, offsetof(struct benchmark_check_options, most), "N",
     "findings of a kind that are told one by one (20)", 0, 100000},
    {.name = NULL}};

struct checking {
    struct command_call *call;
    struct leakage_item *items;
    size_t count;
    size_t problems;
};

static int64_t most(const struct checking *own)
{
    return ((const struct benchmark_check_options *)own->call->options)->most;
}

static enum err_code tell_leaks(struct checking *own, struct err *err)
{
    struct leak *leaks;
    size_t count;
    bool more;
    TRY(leakage_find(own->call->arena, own->items, own->count, &leaks, &count, &more, err));
    for (size_t i = 0; i < count && (int64_t)i < most(own); i++) {
        printf("leak: dev %.*s and test %.*s: %s\n", STR_ARG(leaks[i].dev),
               STR_ARG(leaks[i].test), leaks[i].kind);
    }
    if (count > 0) {
        printf("%s%zu leaks from dev to test; keep such items in one cluster, or leave one "
               "out\n",
               more ? "more than " : "", count);
    } else {
        printf("no dev item stands in test as well\n");
    }
    own->problems += count;
    return ERR_OK;
}

static const char *const *paths_of(const struct checking *own, const char *folder,
                                   const struct str *files, size_t count)
{
    const char **paths = arena_alloc(own->call->arena, (count + 1) * sizeof *paths);
    for (size_t i = 0; i < count; i++) {
        paths[i] = arena_printf(own->call->arena, "%s/%.*s", folder, STR_ARG(files[i]));
    }
    return paths;
}

/* ---- a benchmark ---- */

static enum err_code check_benchmark(struct checking *own, const char *folder, struct err *err)
{
    struct bench *bench;
    size_t clusters;
    size_t items;
    static const char *const splits[] = {"dev", "test"};
    TRY(bench_open(&bench, folder, err));
    arena_on_free(own->call->arena, (arena_cleanup_fn *)bench_free, bench);
    own->items = arena_alloc(own->call->arena, (bench->count + 1) * sizeof *own->items);
    for (size_t i = 0; i < bench->count; i++) {
        const struct bench_item *item = &bench->items[i];
        struct task_files files;
        TRY(task_input_files(item->input, &files, err));
        own->items[own->count++] =
            (struct leakage_item){item->id,    item->cluster,
                                  item->input, paths_of(own, folder, files.paths, files.count),
                                  files.count, str_is(item->split, "test")};
    }
    for (size_t i = 0; i < bench->bad_count && (int64_t)i < most(own); i++) {
        printf("bad row: %s/items.jsonl, line %zu: %s\n", folder, bench->bad[i].line,
               bench->bad[i].message);
    }
    own->problems += bench->bad_count;
    printf("%.*s version %.*s (%s): %zu good rows, %zu bad\n", STR_ARG(bench->id),
           STR_ARG(bench->version), bench->task->name, bench->count, bench->bad_count);
    for (size_t i = 0; i < 2; i++) {
        bench_counts(bench, str_of(splits[i]), &items, &clusters);
        printf("%s: %zu items in %zu clusters%s\n", splits[i], items, clusters,
               items > 0 && bench_is_illustration(items, clusters) ? ": an illustration" : "");
    }
    return tell_leaks(own, err);
}

/* ---- a draft ---- */

static enum err_code check_files(struct checking *own, struct making *making, struct err *err)
{
    int64_t told = 0;
    (void)err;
    for (size_t i = 0; i < making->count; i++) {
        const struct making_item *item = &making->items[i];
        for (size_t k = 0; k < item->file_count; k++) {
            if (file_exists(making_path(making, "%.*s", STR_ARG(item->files[k])))) {
                continue;
            }
            own->problems++;
            if (told++ < most(own)) {
                printf("missing: %s/%.*s; put it back, or begin anew\n", making->folder,
                       STR_ARG(item->files[k]));
            }
        }
    }
    return ERR_OK;
}

static enum err_code tell_labels(struct making *making, const struct labelled *labelled,
                                 struct err *err)
{
    struct labelled_counts counts = labelled_count(making, labelled);
    struct strbuf text;
    for (size_t i = 0; i < labelled->labellers; i++) {
        int64_t left = labels_seconds_left(making, &labelled->by[i]);
        printf("%s: %zu of %zu labelled", labelled->names[i], labelled->by[i].count,
               making->sample_count);
        if (left > 0) {
            printf(", about %lld minutes left", (long long)(left + 59) / 60);
        }
        printf("\n");
    }
    printf("labels: %zu missing, %zu differ, %zu agree, %zu settled\n", counts.missing,
           counts.apart, counts.agreed, counts.decided);
    strbuf_init(&text, 4096);
    enum err_code code = labellers_print(making, labelled, &text, err);
    if (code == ERR_OK && text.n > 0) {
        printf("agreement: %s\n", text.p);
    }
    strbuf_release(&text);
    return code;
}

static enum err_code check_draft(struct checking *own, const char *folder, struct err *err)
{
    struct making *making;
    struct labelled labelled;
    TRY(making_open(&making, folder, err));
    arena_on_free(own->call->arena, (arena_cleanup_fn *)making_free, making);
    printf("draft of %.*s version %.*s (%s): %zu inputs%s\n", STR_ARG(making->id),
           STR_ARG(making->version), making->task->name, making->count,
           making->frozen.n > 0 ? ", frozen" : "");
    TRY(check_files(own, making, err));
    if (making->sample_count == 0) {
        printf("no sample was drawn\n");
        return ERR_OK;
    }
    TRY(labelled_read(making, &labelled, err));
    TRY(tell_labels(making, &labelled, err));
    own->items = arena_alloc(own->call->arena, (making->sample_count + 1) * sizeof *own->items);
    for (size_t i = 0; i < making->sample_count; i++) {
        const struct making_item *item = &making->items[making->sample[i]];
        own->items[own->count++] = (struct leakage_item){
            item->id,         item->cluster,
            item->input,      paths_of(own, making->folder, item->files, item->file_count),
            item->file_count, item->split == MAKING_TEST};
    }
    return tell_leaks(own, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct checking own = {.call = call};
    const char *folder = call->words[0];
    bool draft = file_exists(arena_printf(call->arena, "%s/draft.json", folder));
    TRY(draft ? check_draft(&own, folder, err) : check_benchmark(&own, folder, err));
    call->status = own.problems > 0 ? 1 : 0;
    return ERR_OK;
}

const struct command command_benchmark_check = {
    .name = "benchmark check",
    .synopsis = "FOLDER [--most N]",
    .summary = "check a draft or a benchmark: rows, files, labels, leaks from dev to test",
    .help =
        "Of a draft: files that are missing, how far labelling is, how far two people agree. "
        "Of a benchmark: files that\nwere changed, rows that break the task's contract. Of "
        "both: dev items that stand in test as well, as they are\nor nearly so. Exit status "
        "1 when anything was found.",
    .options = options,
    .options_size = sizeof(struct benchmark_check_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
