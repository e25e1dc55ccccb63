/* See keyfiles.h. */
#include "record/keyfiles.h"

#include "base/arena.h"
#include "base/file.h"

static const char *const words[KEY_FILES] = {"centre", "recovery",  "log",
                                             "keeper", "statement", "evidence"};

const char *key_file_word(enum key_file file)
{
    return words[file];
}

static enum err_code open_one(struct keyfiles *files, enum key_file file, const char *path,
                              bool make, struct err *err)
{
    struct sig_secret *secret = &files->keys[file].secret;
    if (make && !file_exists(path)) {
        *secret = sig_generate();
        TRY(sig_secret_save(path, secret, err));
    } else if (file <= FILE_RECOVERY && !file_exists(path)) {
        return ERR_OK;
    } else {
        TRY(sig_secret_load(path, secret, err));
    }
    files->keys[file].has = true;
    key_name_of(files->keys[file].name, &secret->public);
    return ERR_OK;
}

enum err_code keyfiles_open(struct keyfiles *files, const char *folder, bool make,
                            struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    *files = (struct keyfiles){0};
    for (enum key_file file = 0; file < KEY_FILES && code == ERR_OK; file++) {
        code =
            open_one(files, file, arena_printf(arena, "%s/%s", folder, words[file]), make, err);
    }
    if (code != ERR_OK) {
        keyfiles_wipe(files);
    }
    arena_free(arena);
    return code;
}

void keyfiles_wipe(struct keyfiles *files)
{
    for (enum key_file file = 0; file < KEY_FILES; file++) {
        sig_secret_wipe(&files->keys[file].secret);
        files->keys[file].has = false;
    }
}
