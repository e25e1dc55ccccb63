/* policeai key replace */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/key_option.h"
#include "record/key_admin.h"
#include "record/key_rotation.h"

#include <stdio.h>

struct replace_options {
    const char *data;
    const char *key;
    const char *fresh;
};

static const struct opt options[] = {
    {"new", 0, OPT_TEXT, offsetof(struct replace_options, fresh), "VKEY",
     "the new key, for one that is held elsewhere", 0, 0},
    {"key", 0, OPT_TEXT, offsetof(struct replace_options, key), "FILE", KEY_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, offsetof(struct replace_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {.name = NULL}};

static enum err_code replace_here(struct arena *arena, const struct datadir *dir,
                                  enum key_file file, const char *signer, struct err *err)
{
    const char *name;
    TRY(key_rotate(arena, dir, file, signer, &name, err));
    printf("the %s key is now %s; the old one lies in keys/%s.ended\n", key_file_word(file),
           name, key_file_word(file));
    return ERR_OK;
}

static enum err_code replace_away(struct arena *arena, const struct datadir *dir,
                                  const struct replace_options *given, const char *name,
                                  struct err *err)
{
    struct keyring *keyring;
    const struct keyring_key *old;
    struct note_key fresh;
    if (given->fresh == NULL) {
        err_set(err, ERR_USAGE, "%s is none of keeper, statement, evidence, centre, recovery",
                name);
        err_hint(err, "for a key that is held elsewhere give its name and --new VKEY");
        return ERR_USAGE;
    }
    TRY(vkey_parse(str_of(given->fresh), &fresh, err));
    TRY(key_admin_load(dir, &keyring, err));
    enum err_code code = key_admin_find(keyring, name, &old, err);
    if (code == ERR_OK) {
        struct str body = key_admin_replacement(arena, str_of(given->fresh), old);
        code = key_option_append(arena, dir, given->key, "key.replaced/1", old->subject, body,
                                 err);
    }
    keyring_free(keyring);
    return code;
}

static enum err_code replace(struct arena *arena, const struct replace_options *given,
                             const char *name, struct err *err)
{
    struct datadir dir;
    TRY(data_option(arena, given->data, &dir, err));
    for (enum key_file file = 0; file < KEY_FILES && given->fresh == NULL; file++) {
        if (str_is(str_of(name), key_file_word(file))) {
            return replace_here(arena, &dir, file, given->key, err);
        }
    }
    return replace_away(arena, &dir, given, name, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return replace(call->arena, call->options, call->words[0], err);
}

const struct command command_key_replace = {
    .name = "key replace",
    .synopsis = "keeper|statement|evidence|centre|recovery [--key FILE] | NAME --new VKEY "
                "[--key FILE] [--data FOLDER]",
    .summary = "let a new key take the place of an old one",
    .help =
        "Appends key.replaced/1; the new key inherits organisation and use, and what the old "
        "one signed goes on to count.\nA key of this data folder is made here, while no "
        "server runs; if it is interrupted, run it again.",
    .options = options,
    .options_size = sizeof(struct replace_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
