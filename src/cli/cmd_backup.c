/* policeai backup */
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "upkeep/backup.h"

#include <stdio.h>

struct backup_options {
    bool json;
    const char *data;
    const char *to;
};

#define AT(member) offsetof(struct backup_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "FOLDER|FILE.tar", "where the backup goes; must not be there",
     0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(const struct backup_report *report)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 4096);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "statements", (int64_t)report->statements);
    jsonw_member_int(&w, "files", (int64_t)report->files);
    jsonw_member_int(&w, "bytes", (int64_t)report->bytes);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static enum err_code backup(struct arena *arena, const struct backup_options *given,
                            struct err *err)
{
    struct datadir dir;
    struct backup_report report;
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE,
                       "say where the backup goes: --to FOLDER or --to FILE.tar");
    }
    TRY(data_option(arena, given->data, &dir, err));
    TRY(backup_make(arena, &dir, given->to, &report, err));
    if (given->json) {
        print_json(&report);
        return ERR_OK;
    }
    printf("%s: %llu statements, %llu files, %llu bytes\n"
           "left out: keys/ and custody/ (keep them apart), public.db, jobs.db, runs/, tmp/\n"
           "how to put it back: its file RESTORE\n",
           given->to, (unsigned long long)report.statements, (unsigned long long)report.files,
           (unsigned long long)report.bytes);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return backup(call->arena, call->options, err);
}

const struct command command_backup = {
    .name = "backup",
    .synopsis = "--to FOLDER|FILE.tar [--data FOLDER] [--json]",
    .summary = "copy what cannot be made again, without the keys",
    .help = "Makes a consistent copy of the ledger, blobs, the published log, evidence and "
            "config.json, also while a server\nruns. Keys are never in it: they are kept "
            "apart, as sealed benchmarks are, and with them keys/last-signed, by which the "
            "keeper knows a\nledger put "
            "back from a copy that is too old. Never overwrites; it appears whole or not "
            "at all.",
    .options = options,
    .options_size = sizeof(struct backup_options),
    .run = run,
};
