/* policeai ledger cosign add */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/keeper_client.h"

#include <inttypes.h>
#include <stdio.h>

struct cosign_options {
    const char *data;
    const char *witness;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct cosign_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"witness", 0, OPT_TEXT, offsetof(struct cosign_options, witness), "VKEY",
     "introduces a witness: its key, which it gave you by another way than the file", 0, 0},
    {.name = NULL}};

static enum err_code cosign(struct arena *arena, const struct cosign_options *given,
                            const char *file, struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    struct str note;
    int64_t taken = 0;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(file_read(arena, file, LIMIT_NOTE, &note, err));
    if (!file_exists(dir.ledger_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s holds no log", dir.root);
    }
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = keeper_cosign(client, note, given->witness, &taken, err);
    keeper_client_close(client);
    TRY(code);
    printf("%" PRId64 " cosignature%s added\n", taken, taken == 1 ? "" : "s");
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return cosign(call->arena, call->options, call->words[0], err);
}

const struct command command_ledger_cosign_add = {
    .name = "ledger cosign add",
    .synopsis = "FILE [--witness VKEY] [--data FOLDER]",
    .summary = "publish what a witness has cosigned",
    .help = "Takes a checkpoint of this log that a witness has cosigned (`policeai witness`), "
            "checks it, and publishes the\ncosignature: in /checkpoint while the log is as "
            "long, in /checkpoint.cosigned, and on the page of the log.\nThe first time a "
            "witness is introduced by its key with --witness.",
    .options = options,
    .options_size = sizeof(struct cosign_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
