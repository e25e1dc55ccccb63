/* See key_rotation.h. */
#include "record/key_rotation.h"

#include "base/file.h"
#include "ledger/body.h"
#include "crypto/random.h"
#include "record/key_admin.h"
#include "record/keeper.h"
#include "record/keeper_signed.h"

#include <stdio.h>
#include <unistd.h>

struct rotation {
    struct arena *arena;
    struct keeper *keeper;
    const char *path;  /* keys/NAME */
    const char *next;  /* keys/NAME.next */
    const char *ended; /* keys/NAME.ended */
    struct sig_secret old;
    struct sig_secret fresh;
    struct sig_secret signer;
};

static enum err_code load_or_make(const char *path, struct sig_secret *secret, struct err *err)
{
    if (file_exists(path)) {
        return sig_secret_load(path, secret, err);
    }
    *secret = sig_generate();
    return sig_secret_save(path, secret, err);
}

static enum err_code append(struct rotation *rotation, const struct keyring_key *old,
                            struct err *err)
{
    char by[KEY_NAME_SIZE];
    struct arena *arena = rotation->arena;
    struct statement header;
    struct keeper_receipt receipt;
    struct salt salt;
    struct strbuf note;
    struct str body =
        key_admin_replacement(arena, key_admin_vkey(arena, &rotation->fresh.public), old);
    key_name_of(by, &rotation->signer.public);
    TRY(keep_prepare(rotation->keeper, arena, STR("key.replaced/1"), old->subject, str_of(by),
                     &header, err));
    random_bytes(salt.bytes, sizeof salt.bytes);
    header.body = body_commitment(&salt, header.subject, header.type, body);
    strbuf_init(&note, 4096);
    enum err_code code = statement_sign(&note, &header, &rotation->signer, err);
    if (code == ERR_OK) {
        code = keep_append_signed(rotation->keeper, arena, strbuf_view(&note), &salt, body,
                                  &receipt, err);
    }
    strbuf_release(&note);
    return code;
}

static enum err_code state_it(struct rotation *rotation, const struct datadir *dir,
                              struct err *err)
{
    char name[KEY_NAME_SIZE];
    struct keyring *keyring;
    key_name_of(name, &rotation->old.public);
    TRY(key_admin_load(dir, &keyring, err));
    const struct keyring_key *old = keyring_find(keyring, str_of(name));
    enum err_code code =
        old != NULL ? append(rotation, old, err)
                    : err_set(err, ERR_NOT_FOUND, "%s is no key of this log", rotation->path);
    keyring_free(keyring);
    return code;
}

/* keys/NAME is there at every moment. */
static enum err_code swap_files(const struct rotation *rotation, const struct datadir *dir,
                                struct err *err)
{
    unlink(rotation->ended);
    if (link(rotation->path, rotation->ended) != 0 ||
        rename(rotation->next, rotation->path) != 0) {
        return err_errno(err, "cannot rename %s", rotation->next);
    }
    return file_sync_folder(dir->keys, err);
}

/* A call that was cut short after its statement: only the files are left to do. The keeper,
 * whose key may be the one that ended, is not asked. */
static enum err_code finish_earlier(struct rotation *rotation, const struct datadir *dir,
                                    bool *done, struct err *err)
{
    char name[KEY_NAME_SIZE];
    struct keyring *keyring;
    *done = false;
    if (!file_exists(rotation->next)) {
        return ERR_OK;
    }
    TRY(sig_secret_load(rotation->next, &rotation->fresh, err));
    TRY(key_admin_load(dir, &keyring, err));
    key_name_of(name, &rotation->fresh.public);
    *done = keyring_find(keyring, str_of(name)) != NULL;
    keyring_free(keyring);
    return *done ? swap_files(rotation, dir, err) : ERR_OK;
}

static enum err_code rotate(struct rotation *rotation, const struct datadir *dir,
                            const char *signer, struct err *err)
{
    TRY(sig_secret_load(rotation->path, &rotation->old, err));
    TRY(sig_secret_load(signer, &rotation->signer, err));
    TRY(load_or_make(rotation->next, &rotation->fresh, err));
    TRY(file_sync_folder(dir->keys, err));
    TRY(state_it(rotation, dir, err));
    return swap_files(rotation, dir, err);
}

enum err_code key_rotate(struct arena *arena, const struct datadir *dir, enum key_file file,
                         const char *signer, const char **name, struct err *err)
{
    const char *word = key_file_word(file);
    struct rotation rotation = {.arena = arena};
    if (file == FILE_LOG) {
        return err_set(err, ERR_UNSUPPORTED,
                       "the log key is not replaced: a new one is a new origin");
    }
    rotation.path = arena_printf(arena, "%s/%s", dir->keys, word);
    rotation.next = arena_printf(arena, "%s/%s.next", dir->keys, word);
    rotation.ended = arena_printf(arena, "%s/%s.ended", dir->keys, word);
    if (signer == NULL) {
        signer =
            arena_printf(arena, "%s/%s", dir->keys,
                         key_file_word(file == FILE_RECOVERY ? FILE_RECOVERY : FILE_CENTRE));
    }
    bool done;
    enum err_code code = finish_earlier(&rotation, dir, &done, err);
    if (code == ERR_OK && !done) {
        code = keeper_open(&rotation.keeper, dir, NULL, err);
    }
    if (code == ERR_OK && !done) {
        code = rotate(&rotation, dir, signer, err);
    }
    char *made = arena_alloc(arena, KEY_NAME_SIZE);
    key_name_of(made, &rotation.fresh.public);
    *name = made;
    keeper_close(rotation.keeper);
    sig_secret_wipe(&rotation.old);
    sig_secret_wipe(&rotation.fresh);
    sig_secret_wipe(&rotation.signer);
    return code;
}
