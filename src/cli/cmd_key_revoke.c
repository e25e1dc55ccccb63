/* policeai key revoke */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/key_option.h"
#include "record/key_admin.h"

struct revoke_options {
    const char *data;
    const char *key;
    const char *reason;
    int64_t from;
};

static const struct opt options[] = {
    {"reason", 0, OPT_TEXT, offsetof(struct revoke_options, reason), "TEXT",
     "why, as the public will read it", 0, 0},
    {"from", 0, OPT_INT, offsetof(struct revoke_options, from), "INDEX",
     "evidence that it issued from this leaf on counts no more", 0, INT64_MAX},
    {"key", 0, OPT_TEXT, offsetof(struct revoke_options, key), "FILE", KEY_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, offsetof(struct revoke_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {.name = NULL}};

static enum err_code revoke(struct arena *arena, const struct revoke_options *given,
                            const char *name, struct err *err)
{
    struct datadir dir;
    struct keyring *keyring;
    const struct keyring_key *key;
    if (given->reason == NULL) {
        return err_set(err, ERR_USAGE, "say why: --reason TEXT");
    }
    TRY(data_option(arena, given->data, &dir, err));
    TRY(key_admin_load(&dir, &keyring, err));
    enum err_code code = key_admin_find(keyring, name, &key, err);
    if (code == ERR_OK) {
        struct str body = key_admin_revocation(arena, key, given->reason, given->from);
        code = key_option_append(arena, &dir, given->key, "key.revoked/1", key->subject, body,
                                 err);
    }
    keyring_free(keyring);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return revoke(call->arena, call->options, call->words[0], err);
}

static const struct revoke_options defaults = {.from = -1};

const struct command command_key_revoke = {
    .name = "key revoke",
    .synopsis = "NAME --reason TEXT [--from INDEX] [--key FILE] [--data FOLDER]",
    .summary = "end a key: what it signs from now on has no effect",
    .help =
        "Appends key.revoked/1, signed by the centre or the recovery key, or by the key "
        "itself; the recovery key is ended\nby itself alone. NAME may be the beginning of the "
        "name in `key list`. For a lost key revoke it and introduce a\nnew one, or replace "
        "it.",
    .options = options,
    .options_size = sizeof(struct revoke_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
