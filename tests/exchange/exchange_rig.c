#include "exchange_rig.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/key_admin.h"
#include "record/keeper_signed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { START = 1769677200 };

static void open_keeper(struct centre *centre)
{
    maker_must(keeper_open(&centre->keeper, &centre->dir, &centre->settings, &centre->err),
               &centre->err);
}

void centre_open(struct centre *centre)
{
    char shared[] = "/dev/shm/policeai-exchange-XXXXXX";
    char plain[] = "/tmp/policeai-exchange-XXXXXX";
    *centre = (struct centre){.arena = arena_new()};
    crypto_start();
    const char *root = mkdtemp(shared);
    root = root != NULL ? root : mkdtemp(plain);
    if (root == NULL) {
        BUG("no folder can be made");
    }
    centre->root = arena_strdup(centre->arena, root);
    centre->settings.clock = (struct clock){.fixed = true, .seconds = START + 1000};
    maker_must(datadir_at(centre->arena, arena_printf(centre->arena, "%s/centre", root),
                          &centre->dir, &centre->err),
               &centre->err);
    open_keeper(centre);
}

void centre_close(struct centre *centre)
{
    keeper_close(centre->keeper);
    maker_must(file_remove_tree(centre->root, &centre->err), &centre->err);
    arena_free(centre->arena);
}

void centre_reopen(struct centre *centre, int64_t seconds)
{
    keeper_close(centre->keeper);
    centre->settings.clock.seconds = seconds;
    open_keeper(centre);
}

/* Signed by the centre key, as the commands do it. */
static void append_by_centre(struct centre *centre, const char *type, const char *subject,
                             struct str body)
{
    struct sig_secret secret;
    char name[KEY_NAME_SIZE];
    struct statement header;
    struct keeper_receipt receipt;
    struct salt salt;
    struct strbuf note;
    struct err *err = &centre->err;
    maker_must(sig_secret_load(arena_printf(centre->arena, "%s/centre", centre->dir.keys),
                               &secret, err),
               err);
    key_name_of(name, &secret.public);
    maker_must(keep_prepare(centre->keeper, centre->arena, str_of(type), subject, str_of(name),
                            &header, err),
               err);
    random_bytes(salt.bytes, sizeof salt.bytes);
    header.body = body_commitment(&salt, header.subject, header.type, body);
    strbuf_init(&note, LIMIT_LEAF);
    maker_must(statement_sign(&note, &header, &secret, err), err);
    maker_must(keep_append_signed(centre->keeper, centre->arena, strbuf_view(&note), &salt,
                                  body, &receipt, err),
               err);
    strbuf_release(&note);
}

void centre_introduce_key(struct centre *centre, const char *vkey, const char *organisation,
                          const char *use)
{
    append_by_centre(
        centre, "key.introduced/1", NULL,
        key_admin_introduction(centre->arena, str_of(vkey), organisation, use, "away"));
}

void centre_introduce(struct centre *centre, const struct log_maker *sender,
                      const char *organisation)
{
    centre_introduce_key(centre, sender->vkeys[MAKER_STATEMENT], organisation, "statement");
}

void centre_revoke(struct centre *centre, const char *key_name)
{
    struct keyring *keyring;
    const struct keyring_key *key;
    maker_must(key_admin_load(&centre->dir, &keyring, &centre->err), &centre->err);
    maker_must(key_admin_find(keyring, key_name, &key, &centre->err), &centre->err);
    append_by_centre(centre, "key.revoked/1", key->subject,
                     key_admin_revocation(centre->arena, key, "a sample reason", -1));
    keyring_free(keyring);
}

const char *centre_say(struct centre *centre, const char *subject, int number)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR("sample.counted/1"), .subject = subject};
    entry.body = str_of(arena_printf(centre->arena, "{\"n\":%d}", number));
    maker_must(keep_append(centre->keeper, centre->arena, LOG_PUBLIC, &entry, 1, &receipt,
                           &centre->err),
               &centre->err);
    return arena_strdup(centre->arena, receipt.id);
}

enum err_code centre_take(struct centre *centre, const struct log_maker *sender,
                          const char *path)
{
    return keep_receive(centre->keeper, centre->arena, path,
                        sender != NULL ? sender->vkeys[MAKER_LOG] : NULL, &centre->received,
                        &centre->err);
}

void centre_must_take(struct centre *centre, const struct log_maker *sender, const char *path)
{
    maker_must(centre_take(centre, sender, path), &centre->err);
}

uint64_t centre_audit(struct centre *centre)
{
    struct audit_report report;
    maker_must(audit_log(centre->arena, centre->dir.log, NULL, &report, &centre->err),
               &centre->err);
    return report.size;
}

int64_t centre_number(struct centre *centre, const char *sql)
{
    struct db *db;
    struct db_query *query;
    struct err *err = &centre->err;
    bool row;
    maker_must(db_open(&db, centre->dir.public_db, DB_READ, err), err);
    maker_must(db_prepare(db, sql, &query, err), err);
    maker_must(db_step(query, &row, err), err);
    int64_t value = row ? db_int(query, 0) : -1;
    db_reset(query);
    db_close(db);
    return value;
}

struct str centre_rows(struct centre *centre, const char *sql)
{
    struct db *db;
    struct db_query *query;
    struct strbuf out;
    struct err *err = &centre->err;
    bool row;
    strbuf_init(&out, 64 * MIB);
    maker_must(db_open(&db, centre->dir.public_db, DB_READ, err), err);
    maker_must(db_prepare(db, sql, &query, err), err);
    maker_must(db_step(query, &row, err), err);
    while (row) {
        strbuf_str(&out, db_text(query, 0));
        strbuf_putc(&out, '\n');
        maker_must(db_step(query, &row, err), err);
    }
    db_reset(query);
    db_close(db);
    struct str text = arena_str(centre->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

void sender_open(struct log_maker *sender, const struct centre *centre, const char *folder,
                 const char *label)
{
    log_maker_open(sender, arena_printf(centre->arena, "%s/%s", centre->root, folder), label);
    log_maker_found(sender);
}

const char *sender_say(struct log_maker *sender, const char *subject, const struct str *prev,
                       size_t prev_count, int number)
{
    struct maker_entry entry = {.by = MAKER_STATEMENT,
                                .type = "sample.counted/1",
                                .subject = subject,
                                .prev = prev,
                                .prev_count = prev_count,
                                .body = arena_printf(sender->arena, "{\"n\":%d}", number)};
    return log_maker_add(sender, &entry);
}

const char *sender_pack(struct log_maker *sender, const char *name, uint64_t since, uint64_t to)
{
    struct exchange_choice choice = {since, to, false};
    struct exchange_sent sent;
    const char *path = arena_printf(sender->arena, "%s/%s", sender->dir.root, name);
    log_maker_publish(sender);
    maker_must(exchange_out(sender->arena, &sender->dir, path, &choice, &sent, &sender->err),
               &sender->err);
    return path;
}

struct str bundle_file_read(struct arena *arena, const char *path)
{
    struct str bytes;
    struct err err;
    maker_must(file_read(arena, path, 64 * (size_t)MIB, &bytes, &err), &err);
    return bytes;
}

void bundle_file_write(const char *path, struct str bytes)
{
    struct err err;
    maker_must(file_write(path, bytes, 0600, &err), &err);
}

void bundle_reseal(char *bytes, size_t length)
{
    size_t sealed = length - SHA256_SIZE - 1;
    struct sha256 digest = sha256_of(str_n(bytes, sealed));
    memcpy(bytes + sealed + 1, digest.bytes, SHA256_SIZE);
}
