/* See key_option.h. */
#include "cli/key_option.h"

#include "base/file.h"

#include <stdio.h>

enum err_code key_option_append(struct arena *arena, const struct datadir *dir,
                                const char *file, const char *type, const char *subject,
                                struct str body, struct err *err)
{
    struct keeper_client *client;
    struct keeper_receipt receipt;
    struct sig_secret secret;
    if (file == NULL) {
        file = arena_printf(arena, "%s/centre", dir->keys);
        if (!file_exists(file)) {
            err_set(err, ERR_NOT_FOUND, "the centre key is not in %s", dir->keys);
            err_hint(err, "give --key FILE, where it is kept");
            return ERR_NOT_FOUND;
        }
    }
    TRY(sig_secret_load(file, &secret, err));
    enum err_code code = keeper_client_open(&client, dir, err);
    if (code == ERR_OK) {
        code = keeper_append_by(client, arena, &secret, type, subject, body, &receipt, err);
        keeper_client_close(client);
    }
    sig_secret_wipe(&secret);
    TRY(code);
    printf("%s stands at leaf %llu, statement %s\n", type, (unsigned long long)receipt.index,
           receipt.id);
    return ERR_OK;
}
