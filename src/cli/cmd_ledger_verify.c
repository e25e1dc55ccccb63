/* policeai ledger verify */
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/audit.h"

#include <stdio.h>

struct ledger_options {
    bool json;
    const char *data;
    const char *log;
    const char *key;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct ledger_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"log", 0, OPT_TEXT, offsetof(struct ledger_options, log), "FOLDER",
     "a published log (checkpoint, tile/, body/) instead of that of the data folder", 0, 0},
    {"key", 0, OPT_TEXT, offsetof(struct ledger_options, key), "VKEY",
     "the log's key as you know it; without it the log's own genesis is believed", 0, 0},
    {"json", 0, OPT_FLAG, offsetof(struct ledger_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(const struct audit_report *report, const char *root)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", report->origin);
    jsonw_member_str(&w, "log_key", report->log_key);
    jsonw_key(&w, "key_from_genesis");
    jsonw_bool(&w, report->key_from_genesis);
    jsonw_member_int(&w, "size", (int64_t)report->size);
    jsonw_member(&w, "root", root);
    jsonw_member_int(&w, "keys", (int64_t)report->keys);
    jsonw_member_int(&w, "not_understood", (int64_t)report->not_understood);
    jsonw_member_int(&w, "removed", (int64_t)report->removed);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const struct audit_report *report, const char *root)
{
    printf("%.*s holds: %llu statements, %llu keys, root %s\n", STR_ARG(report->origin),
           (unsigned long long)report->size, (unsigned long long)report->keys, root);
    if (report->not_understood > 0 || report->removed > 0) {
        printf("%llu of types not understood, %llu bodies removed\n",
               (unsigned long long)report->not_understood, (unsigned long long)report->removed);
    }
    if (report->key_from_genesis) {
        printf("the log key was taken from the log itself: compare %.*s\n",
               STR_ARG(report->log_key));
    }
}

static enum err_code verify(struct arena *arena, const struct ledger_options *given,
                            struct err *err)
{
    struct datadir dir;
    struct note_key key;
    struct audit_report report;
    char root[SHA256_HEX_SIZE];
    TRY(data_option(arena, given->data, &dir, err));
    if (given->key != NULL) {
        TRY(vkey_parse(str_of(given->key), &key, err));
    }
    TRY(audit_log(arena, given->log != NULL ? given->log : dir.log,
                  given->key != NULL ? &key : NULL, &report, err));
    sha256_hex(root, &report.root);
    if (given->json) {
        print_json(&report, root);
    } else {
        print_text(&report, root);
    }
    return ERR_OK;
}

static enum err_code run(const void *values, const char *const *words, size_t count,
                         int *status, struct err *err)
{
    struct arena *arena = arena_new();
    (void)words;
    (void)count;
    (void)status;
    enum err_code code = verify(arena, values, err);
    arena_free(arena);
    return code;
}

const struct command command_ledger_verify = {
    .name = "ledger verify",
    .synopsis = "[--data FOLDER | --log FOLDER] [--key VKEY] [--json]",
    .summary = "check a published log, every leaf of it",
    .help = "Reads a log's published files and checks everything a stranger can check: the "
            "checkpoint's signature, tiles and\nentries against its root, every statement's "
            "signature and right to sign, counters, bodies.",
    .options = options,
    .options_size = sizeof(struct ledger_options),
    .run = run,
};
