/* policeai key introduce */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/key_option.h"
#include "record/key_admin.h"

struct introduce_options {
    const char *data;
    const char *key;
    const char *organisation;
    const char *use;
    const char *held;
};

static const struct opt options[] = {
    {"organisation", 0, OPT_TEXT, offsetof(struct introduce_options, organisation), "ID",
     "whose key it is: an id of the organisations data", 0, 0},
    {"use", 0, OPT_TEXT, offsetof(struct introduce_options, use), "USE",
     "statement, evidence or keeper", 0, 0},
    {"held", 0, OPT_TEXT, offsetof(struct introduce_options, held), "WHERE",
     "away: its statements come in bundles; here: this keeper signs with it", 0, 0},
    {"key", 0, OPT_TEXT, offsetof(struct introduce_options, key), "FILE", KEY_OPTION_HELP, 0,
     0},
    {"data", 0, OPT_TEXT, offsetof(struct introduce_options, data), "FOLDER", DATA_OPTION_HELP,
     0, 0},
    {.name = NULL}};

static enum err_code introduce(struct arena *arena, const struct introduce_options *given,
                               const char *text, struct err *err)
{
    struct datadir dir;
    struct note_key vkey;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(vkey_parse(str_of(text), &vkey, err));
    if (given->organisation == NULL) {
        return err_set(err, ERR_USAGE, "say whose key it is: --organisation ID");
    }
    struct str body = key_admin_introduction(arena, str_of(text), given->organisation,
                                             given->use, given->held);
    return key_option_append(arena, &dir, given->key, "key.introduced/1", NULL, body, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return introduce(call->arena, call->options, call->words[0], err);
}

static const struct introduce_options defaults = {.use = "statement", .held = "away"};

const struct command command_key_introduce = {
    .name = "key introduce",
    .synopsis =
        "VKEY --organisation ID [--use USE] [--held WHERE] [--key FILE] [--data FOLDER]",
    .summary = "state on the log whose key this is and what it may sign",
    .help = "Appends key.introduced/1, signed by the centre or the recovery key. Compare VKEY "
            "with its owner by another way first:\nwhat it signs will count as theirs.",
    .options = options,
    .options_size = sizeof(struct introduce_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
