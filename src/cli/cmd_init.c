/* policeai init */
#include "cli/command.h"
#include "cli/data_option.h"
#include "base/file.h"
#include "record/keeper.h"

#include <stdio.h>

struct init_options {
    const char *data;
    const char *authority;
    const char *organisation;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct init_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"authority", 0, OPT_TEXT, offsetof(struct init_options, authority), "ORIGIN",
     "the log's name for ever, such as register.example.org/2026; without it a demonstration",
     0, 0},
    {"organisation", 0, OPT_TEXT, offsetof(struct init_options, organisation), "ID",
     "whose keys these are, with --authority", 0, 0},
    {.name = NULL}};

static enum err_code init(struct arena *arena, const struct init_options *given,
                          struct err *err)
{
    struct datadir dir;
    struct keeper *keeper;
    struct keeper_settings settings = {.origin = given->authority,
                                       .organisation = given->organisation};
    TRY(data_option(arena, given->data, &dir, err));
    if ((given->authority == NULL) != (given->organisation == NULL)) {
        return err_set(err, ERR_USAGE, "--authority and --organisation go together");
    }
    if (file_exists(dir.ledger_db)) {
        err_set(err, ERR_CONFLICT, "%s holds a log already", dir.root);
        err_hint(err, "a log is never made over; give --data another folder");
        return ERR_CONFLICT;
    }
    TRY(keeper_open(&keeper, &dir, &settings, err));
    struct str checkpoint = keeper_checkpoint(keeper);
    struct str origin;
    (void)str_split(&checkpoint, '\n', &origin);
    printf("%.*s in %s\n", STR_ARG(origin), dir.root);
    printf("keep %s/centre and %s/recovery where no network reaches them, and back them up\n",
           dir.keys, dir.keys);
    keeper_close(keeper);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return init(call->arena, call->options, err);
}

const struct command command_init = {
    .name = "init",
    .synopsis = "[--data FOLDER] [--authority ORIGIN --organisation ID]",
    .summary = "make a data folder with keys and an empty log",
    .help = "Makes the data folder, its keys and the first leaves of its log. Without "
            "--authority it is a demonstration,\nso named on every page. The origin can never "
            "be changed.",
    .options = options,
    .options_size = sizeof(struct init_options),
    .run = run,
};
