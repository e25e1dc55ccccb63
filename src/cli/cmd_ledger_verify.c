/* policeai ledger verify */
#include "base/file.h"
#include "base/parallel.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/log_report.h"
#include "record/audit.h"

struct ledger_options {
    bool json;
    bool tree;
    const char *data;
    const char *log;
    const char *key;
    int64_t threads;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct ledger_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"log", 0, OPT_TEXT, offsetof(struct ledger_options, log), "FOLDER",
     "a published log (checkpoint, tile/, body/) instead of that of the data folder", 0, 0},
    {"key", 0, OPT_TEXT, offsetof(struct ledger_options, key), "VKEY",
     "the log's key as you know it; without it the log's own genesis is believed", 0, 0},
    {"tree", 0, OPT_FLAG, offsetof(struct ledger_options, tree), NULL,
     "only the tree: entries and tiles against the signed root, many times faster", 0, 0},
    {"threads", 0, OPT_INT, offsetof(struct ledger_options, threads), "N",
     "how many judge statements side by side (one a processor core); what is found is the same",
     1, PARALLEL_THREADS_MAX},
    {"json", 0, OPT_FLAG, offsetof(struct ledger_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static enum err_code verify(struct arena *arena, const struct ledger_options *given,
                            struct err *err)
{
    struct datadir dir;
    struct note_key key;
    struct audit_report report;
    TRY(data_option(arena, given->data, &dir, err));
    if (given->key != NULL) {
        TRY(vkey_parse(str_of(given->key), &key, err));
    }
    const struct audit_plan plan = {.files =
                                        log_files_in(given->log != NULL ? given->log : dir.log),
                                    .log_key = given->key != NULL ? &key : NULL,
                                    .tree_only = given->tree,
                                    .threads = (size_t)given->threads};
    TRY(audit_files(arena, &plan, &report, err));
    log_report_print(&report, given->json);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return verify(call->arena, call->options, err);
}

const struct command command_ledger_verify = {
    .name = "ledger verify",
    .synopsis = "[--data FOLDER | --log FOLDER] [--key VKEY] [--tree] [--threads N] [--json]",
    .summary = "check a published log, every leaf of it",
    .help = "Reads a log's published files and checks everything a stranger can check: the "
            "checkpoint's signature, tiles and\nentries against its root, every statement's "
            "signature and right to sign, counters, bodies.",
    .options = options,
    .options_size = sizeof(struct ledger_options),
    .run = run,
};
