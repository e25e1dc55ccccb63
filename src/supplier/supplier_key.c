/* See supplier_key.h. */
#include "supplier/supplier_key.h"

#include "base/file.h"
#include "crypto/note.h"
#include "ledger/statement.h"

enum { VKEY_TEXT_MAX = 1024 };

static const char *vkey_of(struct arena *arena, const struct sig_public *public)
{
    char name[KEY_NAME_SIZE];
    struct strbuf text;
    key_name_of(name, public);
    struct note_key key = note_key_of(str_of(name), public);
    strbuf_init(&text, VKEY_TEXT_MAX);
    vkey_format(&text, &key);
    const char *vkey = arena_strndup(arena, text.p, text.n);
    strbuf_release(&text);
    return vkey;
}

enum err_code supplier_key_make(struct arena *arena, const char *path, const char **vkey,
                                struct err *err)
{
    struct sig_secret secret = sig_generate();
    enum err_code code = sig_secret_save(path, &secret, err);
    *vkey = vkey_of(arena, &secret.public);
    sig_secret_wipe(&secret);
    TRY(code);
    return file_write(arena_printf(arena, "%s.vkey", path),
                      str_of(arena_printf(arena, "%s\n", *vkey)), 0644, err);
}

enum err_code supplier_key_load(struct arena *arena, const char *path,
                                struct sig_secret *secret, const char **vkey, struct err *err)
{
    TRY(sig_secret_load(path, secret, err));
    *vkey = vkey_of(arena, &secret->public);
    return ERR_OK;
}
