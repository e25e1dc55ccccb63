/* See key_admin.h. */
#include "record/key_admin.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "record/leaf_log.h"

#include <string.h>

#define KEY_PREFIX "policeai-key/"

static enum err_code take_root(void *data, const struct leaf *leaf, struct err *err)
{
    struct keyring *keyring = data;
    struct signed_statement statement;
    struct js *value;
    struct arena *arena = arena_new();
    enum err_code code = statement_parse(arena, leaf->note, &statement, err);
    if (code == ERR_OK) {
        code = canon_parse(arena, leaf->body, &value, err);
    }
    if (code == ERR_OK) {
        code = keyring_apply(keyring, &statement.header, value, leaf->index, err);
    }
    arena_free(arena);
    return code;
}

enum err_code key_admin_load(const struct datadir *dir, struct keyring **keyring,
                             struct err *err)
{
    struct db *db;
    struct leaf_log log;
    if (!file_exists(dir->ledger_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s holds no log", dir->root);
    }
    TRY(db_open(&db, dir->ledger_db, DB_READ, err));
    *keyring = keyring_new();
    enum err_code code = leaf_log_open(&log, db, LOG_PUBLIC, err);
    if (code == ERR_OK) {
        code = leaf_log_each_root(&log, take_root, *keyring, err);
    }
    db_close(db);
    if (code != ERR_OK) {
        keyring_free(*keyring);
        *keyring = NULL;
    }
    return code;
}

enum err_code key_admin_find(const struct keyring *keyring, const char *name,
                             const struct keyring_key **key, struct err *err)
{
    const size_t skip = sizeof KEY_PREFIX - 1;
    struct str wanted = str_of(name);
    wanted = str_starts(wanted, STR(KEY_PREFIX)) ? str_from(wanted, skip) : wanted;
    *key = NULL;
    for (size_t i = 0; i < keyring_count(keyring) && wanted.n > 0; i++) {
        const struct keyring_key *one = keyring_at(keyring, i);
        if (!str_starts(str_of(one->name + skip), wanted)) {
            continue;
        }
        if (*key != NULL) {
            return err_set(err, ERR_USAGE, "more than one key begins with %s", name);
        }
        *key = one;
    }
    if (*key == NULL) {
        err_set(err, ERR_NOT_FOUND, "no key of this log is called %s", name);
        err_hint(err, "policeai key list shows them");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

struct str key_admin_vkey(struct arena *arena, const struct sig_public *public)
{
    char name[KEY_NAME_SIZE];
    struct strbuf text;
    key_name_of(name, public);
    struct note_key key = note_key_of(str_of(name), public);
    strbuf_init(&text, 1024);
    vkey_format(&text, &key);
    struct str copy = arena_str(arena, strbuf_view(&text));
    strbuf_release(&text);
    return copy;
}

/* Names and texts in canonical order; NULL ends. */
static struct str body_of(struct arena *arena, const char *const *members,
                          const struct str *values)
{
    struct strbuf body;
    struct jsonw w;
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    for (size_t i = 0; members[i] != NULL; i++) {
        jsonw_member_str(&w, members[i], values[i]);
    }
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&body));
    strbuf_release(&body);
    return text;
}

struct str key_admin_introduction(struct arena *arena, struct str vkey,
                                  const char *organisation, const char *use, const char *held)
{
    static const char *const members[] = {"held", "key", "organisation", "use", NULL};
    const struct str values[] = {str_of(held), vkey, str_of(organisation), str_of(use)};
    return body_of(arena, members, values);
}

struct str key_admin_replacement(struct arena *arena, struct str vkey,
                                 const struct keyring_key *old)
{
    static const char *const members[] = {"new", "old", NULL};
    const struct str values[] = {vkey, str_of(old->name)};
    return body_of(arena, members, values);
}

struct str key_admin_revocation(struct arena *arena, const struct keyring_key *key,
                                const char *reason, int64_t from)
{
    struct strbuf body;
    struct jsonw w;
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    if (from >= 0) {
        jsonw_member_int(&w, "from", from);
    }
    jsonw_member(&w, "key", key->name);
    jsonw_member(&w, "reason", reason);
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&body));
    strbuf_release(&body);
    return text;
}
