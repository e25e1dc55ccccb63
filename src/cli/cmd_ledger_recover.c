/* policeai ledger recover */
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/keeper.h"

#include <stdio.h>

struct recover_options {
    const char *data;
    const char *from;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct recover_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"from", 0, OPT_TEXT, offsetof(struct recover_options, from), "FOLDER",
     "a published log (checkpoint, tile/, body/) of this very log: the data folder's own log/, "
     "a "
     "static publication, a mirror",
     0, 0},
    {.name = NULL}};

static enum err_code recover(struct arena *arena, const struct recover_options *given,
                             struct err *err)
{
    struct datadir dir;
    struct keeper *keeper;
    struct keeper_settings settings = {.recover_from = given->from};
    TRY(data_option(arena, given->data, &dir, err));
    if (given->from == NULL) {
        return err_set(err, ERR_USAGE, "--from FOLDER is needed");
    }
    TRY(keeper_open(&keeper, &dir, &settings, err));
    printf("%s holds %llu statements, as %s does\n", dir.ledger_db,
           (unsigned long long)keeper_size(keeper), given->from);
    fprintf(stderr, "policeai: private statements and salts made since the copy of ledger.db "
                    "cannot come back from a public log\n");
    keeper_close(keeper);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return recover(call->arena, call->options, err);
}

const struct command command_ledger_recover = {
    .name = "ledger recover",
    .synopsis = "--from FOLDER [--data FOLDER]",
    .summary = "give a ledger put back from an older copy what it lost",
    .help =
        "Takes the missing leaves, byte for byte, from a published log. It must hold as "
        "\"ledger verify\" checks it, be\nsigned by this log's key, go on from the leaves "
        "that are there and reach what keys/last-signed says was signed\nlast. Else nothing "
        "is changed.",
    .options = options,
    .options_size = sizeof(struct recover_options),
    .run = run,
};
