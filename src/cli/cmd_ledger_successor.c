/* policeai ledger successor */
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/successor.h"

#include <stdio.h>

struct successor_options {
    bool yes;
    const char *data;
    const char *authority;
    const char *organisation;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct successor_options, data), "FOLDER", DATA_OPTION_HELP,
     0, 0},
    {"authority", 0, OPT_TEXT, offsetof(struct successor_options, authority), "ORIGIN",
     "the new log's name for ever, another than the old one's; without it a demonstration", 0,
     0},
    {"organisation", 0, OPT_TEXT, offsetof(struct successor_options, organisation), "ID",
     "whose keys the new ones are, with --authority", 0, 0},
    {"yes", 0, OPT_FLAG, offsetof(struct successor_options, yes), NULL,
     "do it; without it nothing is changed", 0, 0},
    {.name = NULL}};

static void print_plan(const struct successor *successor, const struct datadir *dir)
{
    printf("%.*s ends as published, with %llu statements; it is never signed again\n",
           STR_ARG(successor->origin), (unsigned long long)successor->size);
    printf("its ledger.db, keys/, public.db and log/ are moved from %s to %s\n", dir->root,
           successor->folder);
    printf("a new log begins with new keys; its first statement quotes the old log's last "
           "checkpoint\n");
    printf("blobs and evidence stay; statements that were signed and not published are not in "
           "the new log\n");
}

static enum err_code begin(struct arena *arena, const struct successor_options *given,
                           int *status, struct err *err)
{
    struct datadir dir;
    struct successor successor;
    struct str checkpoint;
    struct str origin;
    struct keeper_settings settings = {.origin = given->authority,
                                       .organisation = given->organisation};
    TRY(data_option(arena, given->data, &dir, err));
    if ((given->authority == NULL) != (given->organisation == NULL)) {
        return err_set(err, ERR_USAGE, "--authority and --organisation go together");
    }
    TRY(successor_plan(arena, &dir, &successor, err));
    print_plan(&successor, &dir);
    if (!given->yes) {
        fprintf(stderr, "policeai: nothing was done: say --yes\n");
        *status = 1;
        return ERR_OK;
    }
    TRY(successor_start(arena, &dir, &successor, &settings, &checkpoint, err));
    (void)str_split(&checkpoint, '\n', &origin);
    printf("done: %.*s\n", STR_ARG(origin));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return begin(call->arena, call->options, &call->status, err);
}

const struct command command_ledger_successor = {
    .name = "ledger successor",
    .synopsis = "[--authority ORIGIN --organisation ID] [--yes] [--data FOLDER]",
    .summary = "begin a new log in place of one that cannot be gone on with",
    .help =
        "For a log whose ledger.db or keys/last-signed is lost and whose newest published "
        "copy nobody has (else: \"ledger\nrecover\"). Says what it will do, and does it with "
        "--yes. The old log stays readable:\npoliceai ledger verify --log "
        "DATA/predecessors/NAME/log.",
    .options = options,
    .options_size = sizeof(struct successor_options),
    .run = run,
};
