/* policeai benchmark leaked */
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/sealed_option.h"
#include "custody/leak_scan.h"

#include <stdio.h>

struct benchmark_leaked_options {
    struct sealed_options sealed;
    const char *data;
};

static const struct benchmark_leaked_options defaults = {.data = NULL};

static const struct opt options[] = {
    SEALED_OPTION_ROWS(struct benchmark_leaked_options, sealed),
    {"data", 0, OPT_TEXT, offsetof(struct benchmark_leaked_options, data), "FOLDER",
     DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void print_report(const struct leak_report *report)
{
    struct strbuf path;
    strbuf_init(&path, 65536);
    for (size_t i = 0; i < report->found_count; i++) {
        const struct leak_found *found = &report->found[i];
        strbuf_clear(&path);
        utf8_visible(&path, str_of(found->path), false);
        printf("%s: %s at byte %llu\n", path.p, leak_kind_word(found->kind),
               (unsigned long long)found->offset);
    }
    strbuf_release(&path);
    printf("canary text at %zu places; %zu of %zu pieces of inputs, %zu of %zu ids, %zu of %zu "
           "files of the set\n",
           report->canaries, report->inputs, report->inputs_sought, report->ids,
           report->ids_sought, report->files, report->files_sought);
    printf("%zu files read, %zu passed over%s\n", report->files_read, report->passed_over,
           report->whole ? "" : "; not all of it was searched");
}

static enum err_code search(struct command_call *call, struct keeper_client *keeper,
                            const struct custody_set *set, struct leak_report *report,
                            struct err *err)
{
    const struct benchmark_leaked_options *given = call->options;
    const struct custody_ask ask = {.act = CUSTODY_LEAKS,
                                    .terms = sealed_terms(&given->sealed)};
    struct custody_opening opening;
    struct bench *bench;
    TRY(custody_open(call->arena, keeper, set, &ask, &opening, &bench, err));
    enum err_code code = leak_scan(call->arena, bench, call->words[1], report, err);
    bench_free(bench);
    custody_close(set, &opening);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_leaked_options *given = call->options;
    struct leak_report *report = arena_alloc(call->arena, sizeof *report);
    struct keeper_client *keeper = NULL;
    struct custody_set *set;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(sealed_set(call->arena, &dir, call->words[0], &set, err));
    TRY(keeper_client_open(&keeper, &dir, err));
    enum err_code code = search(call, keeper, set, report, err);
    keeper_client_close(keeper);
    TRY(code);
    print_report(report);
    call->status = report->found_count > 0 ? 1 : 0;
    return ERR_OK;
}

const struct command command_benchmark_leaked = {
    .name = "benchmark leaked",
    .synopsis = "ID PATH --role TEXT --purpose TEXT [--data FOLDER]",
    .summary = "search a tool's folder, or any, for a sealed benchmark",
    .help =
        "Looks in every file below PATH for the set's canary text, a piece of each input, its "
        "ids and its files. What is\ncompressed or learnt is not found.\n\nExit status: 0 "
        "nothing was found; 1 something was.",
    .options = options,
    .options_size = sizeof(struct benchmark_leaked_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
