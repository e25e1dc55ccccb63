/* policeai ledger drill */
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "upkeep/drill.h"

#include <stdio.h>

struct drill_options {
    bool json;
    const char *data;
    const char *backup;
    const char *key;
    const char *scratch;
};

static const struct opt options[] = {
    {"backup", 0, OPT_TEXT, offsetof(struct drill_options, backup), "FOLDER",
     "the backup to restore, unpacked; without it one is made now", 0, 0},
    {"key", 0, OPT_TEXT, offsetof(struct drill_options, key), "FILE",
     "the file of the centre or recovery key (else keys/centre of the data folder)", 0, 0},
    {"scratch", 0, OPT_TEXT, offsetof(struct drill_options, scratch), "FOLDER",
     "where the copy is made and removed again", 0, 0},
    {"data", 0, OPT_TEXT, offsetof(struct drill_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"json", 0, OPT_FLAG, offsetof(struct drill_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static const char *state_of(const struct drill_step *step)
{
    if (!step->tried) {
        return "not tried";
    }
    return step->holds ? "holds" : "FAILS";
}

static void print_json(const struct drill_step steps[DRILL_STEPS])
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < DRILL_STEPS; i++) {
        jsonw_object(&w);
        jsonw_member(&w, "step", steps[i].name);
        jsonw_member(&w, "state",
                     steps[i].tried ? (steps[i].holds ? "holds" : "fails") : "not tried");
        jsonw_member(&w, "words", steps[i].words);
        jsonw_member_int(&w, "microseconds", steps[i].microseconds);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static enum err_code drill(struct arena *arena, const struct drill_options *given, int *status,
                           struct err *err)
{
    struct datadir dir;
    struct drill_step steps[DRILL_STEPS];
    struct drill_choice choice = {given->backup, given->key, given->scratch};
    TRY(data_option(arena, given->data, &dir, err));
    TRY(drill_run(arena, &dir, &choice, steps, err));
    for (size_t i = 0; i < DRILL_STEPS; i++) {
        *status = steps[i].holds ? *status : 1;
        if (!given->json) {
            printf("%-8s %s, %.3f s: %s\n", steps[i].name, state_of(&steps[i]),
                   (double)steps[i].microseconds / 1e6, steps[i].words);
        }
    }
    if (given->json) {
        print_json(steps);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return drill(call->arena, call->options, &call->status, err);
}

static const struct drill_options defaults = {.scratch = "/tmp"};

const struct command command_ledger_drill = {
    .name = "ledger drill",
    .synopsis = "[--backup FOLDER] [--key FILE] [--scratch FOLDER] [--data FOLDER] [--json]",
    .summary = "rehearse a restore, a rebuild and a change of key on a copy",
    .help =
        "Restores the backup in a scratch folder, audits it, makes public.db again, signs a "
        "replacement of the statement key in\nmemory and checks the oldest statement with "
        "this program. Changes nothing in the data folder and appends nothing.\nExit status 1 "
        "when a step fails.",
    .options = options,
    .options_size = sizeof(struct drill_options),
    .defaults = &defaults,
    .run = run,
};
