/* Keys and their rights; see keyring.h. A log has a handful of keys: a list is searched. */
#include "record/keyring.h"

#include "base/mem.h"
#include "crypto/note.h"
#include "ledger/body.h"

#include <stdlib.h>
#include <string.h>

struct keyring {
    struct keyring_key *keys;
    size_t count;
    size_t capacity;
    char log_key[KEY_NAME_SIZE]; /* what its bytes would be called: it may be no other key */
};

static const char *const use_words[] = {"centre", "recovery", "keeper", "statement",
                                        "evidence"};

struct keyring *keyring_new(void)
{
    return xcalloc(1, sizeof(struct keyring));
}

void keyring_free(struct keyring *keyring)
{
    if (keyring == NULL) {
        return;
    }
    for (size_t i = 0; i < keyring->count; i++) {
        free(keyring->keys[i].organisation);
    }
    free(keyring->keys);
    free(keyring);
}

size_t keyring_count(const struct keyring *keyring)
{
    return keyring->count;
}

const struct keyring_key *keyring_at(const struct keyring *keyring, size_t position)
{
    return &keyring->keys[position];
}

static struct keyring_key *lookup(const struct keyring *keyring, struct str name)
{
    for (size_t i = 0; i < keyring->count; i++) {
        if (str_is(name, keyring->keys[i].name)) {
            return &keyring->keys[i];
        }
    }
    return NULL;
}

const struct keyring_key *keyring_find(const struct keyring *keyring, struct str name)
{
    return lookup(keyring, name);
}

const char *key_use_word(enum key_use use)
{
    return use_words[use];
}

static void set_subject(struct keyring_key *key, struct str subject)
{
    if (subject.n != SUBJECT_SIZE - 1) {
        BUG("subject of %zu bytes", subject.n);
    }
    memcpy(key->subject, subject.p, subject.n);
}

static struct keyring_key *add(struct keyring *keyring, const struct sig_public *public,
                               enum key_use use, struct str subject, uint64_t from)
{
    keyring->keys =
        mem_grow(keyring->keys, keyring->count, &keyring->capacity, sizeof *keyring->keys);
    struct keyring_key *key = &keyring->keys[keyring->count++];
    *key = (struct keyring_key){.public = *public,
                                .use = use,
                                .organisation = xstrdup(""),
                                .from = from,
                                .until = UINT64_MAX,
                                .counts = UINT64_MAX};
    key_name_of(key->name, public);
    set_subject(key, subject);
    return key;
}

static enum err_code vkey_of(const struct js *body, const char *name, struct note_key *key,
                             struct err *err)
{
    struct str text;
    TRY(js_need_str(body, name, &text, err));
    return vkey_parse(text, key, err);
}

static enum err_code apply_genesis(struct keyring *keyring, const struct statement *header,
                                   const struct js *body, uint64_t index, struct err *err)
{
    struct note_key centre;
    struct note_key recovery;
    struct note_key log;
    if (index != 0) {
        return err_set(err, ERR_INVALID, "genesis stands at leaf %llu, not 0",
                       (unsigned long long)index);
    }
    TRY(vkey_of(body, "centre_key", &centre, err));
    TRY(vkey_of(body, "recovery_key", &recovery, err));
    TRY(vkey_of(body, "log_key", &log, err));
    key_name_of(keyring->log_key, &log.public);
    add(keyring, &centre.public, KEY_CENTRE, header->subject, 0);
    add(keyring, &recovery.public, KEY_RECOVERY, header->subject, 0);
    return ERR_OK;
}

static enum key_use use_of_word(struct str word)
{
    enum key_use use = KEY_KEEPER;
    while (use < KEY_EVIDENCE && !str_is(word, use_words[use])) {
        use++;
    }
    return use;
}

/* A key must be named by its bytes and cannot be the log's own. */
static enum err_code check_name(const struct keyring *keyring, struct str name, struct err *err)
{
    if (!key_name_valid(name)) {
        return err_set(err, ERR_INVALID, "%.*s is not a key name of its bytes", STR_ARG(name));
    }
    return str_is(name, keyring->log_key)
               ? err_set(err, ERR_INVALID, "the log key can be no other key")
               : ERR_OK;
}

/* A genesis key is introduced once more to state its organisation; its use stays. */
static enum err_code apply_introduced(struct keyring *keyring, const struct statement *header,
                                      const struct js *body, uint64_t index, struct err *err)
{
    struct note_key vkey;
    struct str use;
    struct str held;
    struct str organisation;
    TRY(vkey_of(body, "key", &vkey, err));
    TRY(js_need_str(body, "use", &use, err));
    TRY(js_need_str(body, "held", &held, err));
    TRY(js_need_str(body, "organisation", &organisation, err));
    TRY(check_name(keyring, vkey.name, err));
    struct keyring_key *key = lookup(keyring, vkey.name);
    if (key != NULL && (key->use > KEY_RECOVERY || key->organisation[0] != '\0')) {
        return err_set(err, ERR_INVALID, "%s is introduced twice", key->name);
    }
    if (key == NULL) {
        key = add(keyring, &vkey.public, use_of_word(use), header->subject, index + 1);
        key->away = str_is(held, "away");
    }
    set_subject(key, header->subject);
    free(key->organisation);
    key->organisation = xstrndup(organisation.p, organisation.n);
    return ERR_OK;
}

static enum err_code apply_replaced(struct keyring *keyring, const struct statement *header,
                                    const struct js *body, uint64_t index, struct err *err)
{
    struct note_key vkey;
    struct str name;
    TRY(js_need_str(body, "old", &name, err));
    TRY(vkey_of(body, "new", &vkey, err));
    struct keyring_key *old = lookup(keyring, name);
    if (old == NULL || old->until != UINT64_MAX) {
        return err_set(err, ERR_INVALID, "a key that does not stand is replaced: %.*s",
                       STR_ARG(name));
    }
    TRY(check_name(keyring, vkey.name, err));
    if (lookup(keyring, vkey.name) != NULL) {
        return err_set(err, ERR_INVALID, "the new key %.*s is not new", STR_ARG(vkey.name));
    }
    enum key_use use = old->use;
    bool away = old->away;
    char *organisation = xstrdup(old->organisation);
    old->until = index;
    struct keyring_key *key = add(keyring, &vkey.public, use, header->subject, index + 1);
    free(key->organisation);
    key->organisation = organisation;
    key->away = away;
    return ERR_OK;
}

/* Also of a key that was replaced before: what it had signed by then may have to go. */
static enum err_code apply_revoked(struct keyring *keyring, const struct statement *header,
                                   const struct js *body, uint64_t index, struct err *err)
{
    struct str name;
    int64_t from = INT64_MAX;
    (void)header;
    TRY(js_need_str(body, "key", &name, err));
    struct keyring_key *key = lookup(keyring, name);
    if (key == NULL || key->revoked) {
        return err_set(err, ERR_INVALID, "an unknown or revoked key is revoked: %.*s",
                       STR_ARG(name));
    }
    TRY(js_may_int(body, "from", 0, INT64_MAX, &from, err));
    key->revoked = true;
    key->until = key->until < index ? key->until : index;
    key->counts = from == INT64_MAX ? UINT64_MAX : (uint64_t)from;
    return ERR_OK;
}

bool keyring_late(const struct keyring *keyring, const struct statement *header, uint64_t index)
{
    const struct keyring_key *key = index > 0 ? lookup(keyring, header->by) : NULL;
    return key != NULL && key->away && key->use == KEY_STATEMENT && key->until < index &&
           body_imported(header->type);
}

bool keyring_may_remove(const struct keyring_key *by, const struct keyring_key *signer)
{
    return !by->away || strcmp(by->organisation, signer->organisation) == 0;
}

enum err_code keyring_apply(struct keyring *keyring, const struct statement *header,
                            const struct js *body, uint64_t index, struct err *err)
{
    static const struct {
        const char *type;
        enum err_code (*apply)(struct keyring *, const struct statement *, const struct js *,
                               uint64_t, struct err *);
    } rules[] = {{"genesis/1", apply_genesis},
                 {"key.introduced/1", apply_introduced},
                 {"key.replaced/1", apply_replaced},
                 {"key.revoked/1", apply_revoked}};
    if (keyring_late(keyring, header, index)) {
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (str_is(header->type, rules[i].type)) {
            return rules[i].apply(keyring, header, body, index, err);
        }
    }
    return ERR_OK;
}

/* Which key a key.replaced or key.revoked is about; p == NULL for other types. */
static struct str concerned_key(struct str type, const struct js *body)
{
    const char *member = str_is(type, "key.replaced/1")  ? "old"
                         : str_is(type, "key.revoked/1") ? "key"
                                                         : NULL;
    const struct js *name = member != NULL ? js_member(body, member) : NULL;
    return name != NULL && name->type == JS_STRING ? name->string : str_n(NULL, 0);
}

/* key.replaced and key.revoked stand under the subject of the key's introduction. */
static enum err_code check_subject(const struct keyring *keyring,
                                   const struct statement *header, const struct js *body,
                                   struct err *err)
{
    struct str concerned = concerned_key(header->type, body);
    const struct keyring_key *about = concerned.p != NULL ? lookup(keyring, concerned) : NULL;
    return about == NULL || str_is(header->subject, about->subject)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s was introduced under subject %s", about->name,
                         about->subject);
}

static bool root_may_sign(const struct keyring *keyring, const struct keyring_key *key,
                          struct str type, const struct js *body)
{
    struct str concerned = concerned_key(type, body);
    if (concerned.p == NULL) {
        return key->use == KEY_CENTRE || key->use == KEY_RECOVERY;
    }
    const struct keyring_key *about = keyring_find(keyring, concerned);
    if (about == NULL || about == key) {
        return about == key;
    }
    return about->use != KEY_RECOVERY && (key->use == KEY_CENTRE || key->use == KEY_RECOVERY);
}

static bool may_sign(const struct keyring *keyring, const struct keyring_key *key,
                     struct str type, const struct js *body)
{
    switch (body_signer(type)) {
    case SIGNER_CENTRE:
        return key->use == KEY_CENTRE;
    case SIGNER_ROOT:
        return root_may_sign(keyring, key, type, body);
    case SIGNER_KEEPER:
        return key->use == KEY_KEEPER;
    case SIGNER_STATEMENT:
        return key->use == KEY_STATEMENT;
    }
    return false;
}

static enum err_code may_be_genesis(const struct statement *header, const struct js *body,
                                    struct sig_public *public, struct err *err)
{
    struct note_key centre;
    if (!str_is(header->type, "genesis/1") || header->seq != 0 || header->prev_count != 0) {
        return err_set(err, ERR_INVALID, "leaf 0 is not a genesis with seq 0 and no prev");
    }
    TRY(vkey_of(body, "centre_key", &centre, err));
    *public = centre.public;
    return ERR_OK;
}

enum err_code keyring_may(const struct keyring *keyring, const struct statement *header,
                          const struct js *body, uint64_t index, struct sig_public *public,
                          struct err *err)
{
    if (index == 0) {
        return may_be_genesis(header, body, public, err);
    }
    const struct keyring_key *key = lookup(keyring, header->by);
    if (key == NULL || key->from > index) {
        return err_set(err, ERR_INVALID, "signed by %.*s, which no earlier leaf introduced",
                       STR_ARG(header->by));
    }
    if (key->until < index) {
        return err_set(err, ERR_INVALID, "signed by %s, which leaf %llu ended", key->name,
                       (unsigned long long)key->until);
    }
    if (!may_sign(keyring, key, header->type, body)) {
        return err_set(err, ERR_INVALID, "a %s key may not sign %.*s", use_words[key->use],
                       STR_ARG(header->type));
    }
    *public = key->public;
    return check_subject(keyring, header, body, err);
}

enum err_code keyring_may_receive(const struct keyring *keyring, const struct statement *header,
                                  const struct js *body, uint64_t index,
                                  struct sig_public *public, bool *late, struct err *err)
{
    *late = keyring_late(keyring, header, index);
    if (*late) {
        *public = lookup(keyring, header->by)->public;
        return ERR_OK;
    }
    return keyring_may(keyring, header, body, index, public, err);
}

enum err_code keyring_judge(struct keyring *keyring, const struct signed_statement *statement,
                            const struct js *body, uint64_t index, bool *late, struct err *err)
{
    struct sig_public public;
    TRY(keyring_may_receive(keyring, &statement->header, body, index, &public, late, err));
    return statement_verify(statement, &public, err);
}
