#include "support/log_maker.h"

#include "base/encode.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "record/publication.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void maker_must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK) {
        BUG("log maker: %s", err->message);
    }
}

static struct sha256 derive(const struct log_maker *maker, const char *what, uint64_t number)
{
    char text[200];
    snprintf(text, sizeof text, "policeai sample %s %s %llu", maker->label, what,
             (unsigned long long)number);
    return sha256_of(str_of(text));
}

static const char *vkey_text(struct log_maker *maker, int key, struct str name)
{
    struct strbuf text;
    struct note_key note_key = note_key_of(name, &maker->keys[key].public);
    strbuf_init(&text, 1024);
    vkey_format(&text, &note_key);
    const char *copy = arena_strdup(maker->arena, text.p);
    strbuf_release(&text);
    return copy;
}

static void make_keys(struct log_maker *maker)
{
    char origin[DEMO_ORIGIN_SIZE];
    for (int i = 0; i < MAKER_KEYS; i++) {
        struct sha256 seed = derive(maker, "key", (uint64_t)i);
        maker->keys[i] = sig_from_seed(seed.bytes);
        key_name_of(maker->names[i], &maker->keys[i].public);
        maker->vkeys[i] = vkey_text(maker, i, str_of(maker->names[i]));
    }
    checkpoint_demo_origin(origin, &maker->keys[MAKER_LOG].public);
    maker->origin = arena_strdup(maker->arena, origin);
    maker->vkeys[MAKER_LOG] = vkey_text(maker, MAKER_LOG, str_of(maker->origin));
}

void log_maker_open(struct log_maker *maker, const char *folder, const char *label)
{
    struct err *err = &maker->err;
    *maker = (struct log_maker){
        .arena = arena_new(), .label = label, .at = 1769677200, .continues = STR("")};
    make_keys(maker);
    maker_must(datadir_at(maker->arena, folder, &maker->dir, err), err);
    maker_must(datadir_make(&maker->dir, err), err);
    maker_must(db_open(&maker->db, maker->dir.ledger_db, DB_WRITE, err), err);
    maker_must(leaf_log_migrate(maker->db, err), err);
    maker_must(leaf_log_open(&maker->log, maker->db, LOG_PUBLIC, err), err);
}

void log_maker_close(struct log_maker *maker)
{
    db_close(maker->db);
    arena_free(maker->arena);
}

const char *log_maker_subject(struct log_maker *maker)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = derive(maker, "subject", maker->made++);
    sha256_hex(hex, &digest);
    return arena_strndup(maker->arena, hex, SUBJECT_SIZE - 1);
}

struct salt log_maker_salt(struct log_maker *maker)
{
    struct salt salt;
    struct sha256 digest = derive(maker, "salt", maker->made++);
    memcpy(salt.bytes, digest.bytes, SALT_SIZE);
    return salt;
}

/* The statement over a canonical body, parsed back from its bytes. */
static void sign(struct log_maker *maker, const struct maker_entry *entry,
                 const struct salt *salt, struct str canonical,
                 struct signed_statement *statement)
{
    const char *subject = entry->subject != NULL ? entry->subject : log_maker_subject(maker);
    struct statement header = {.at = maker->at,
                               .by = str_of(maker->names[entry->by]),
                               .prev = entry->prev,
                               .prev_count = entry->prev_count,
                               .seq = maker->seq[entry->by]++,
                               .subject = str_of(subject),
                               .type = str_of(entry->type)};
    struct strbuf note;
    header.body = body_commitment(salt, header.subject, header.type, canonical);
    strbuf_init(&note, LIMIT_LEAF);
    maker_must(statement_sign(&note, &header, &maker->keys[entry->by], &maker->err),
               &maker->err);
    struct str bytes = arena_str(maker->arena, strbuf_view(&note));
    strbuf_release(&note);
    maker_must(statement_parse(maker->arena, bytes, statement, &maker->err), &maker->err);
}

const char *log_maker_add(struct log_maker *maker, const struct maker_entry *entry)
{
    struct err *err = &maker->err;
    struct signed_statement statement;
    struct str canonical;
    bool understood;
    struct salt salt = log_maker_salt(maker);
    maker_must(canon_of(maker->arena, str_of(entry->body), &canonical, err), err);
    maker_must(body_check(maker->arena, str_of(entry->type), canonical, &understood, err), err);
    sign(maker, entry, &salt, canonical, &statement);
    maker_must(db_begin(maker->db, err), err);
    maker_must(leaf_log_append(&maker->log, &statement, &salt, canonical, err), err);
    maker_must(leaf_log_set_head(&maker->log, err), err);
    maker_must(db_commit(maker->db, err), err);
    return arena_strdup(maker->arena, statement.id);
}

/* Its entry: the text with another first line, and one line of signature. */
static struct str sign_v2(struct log_maker *maker, const struct statement *header)
{
    enum { SIGNATURE = 4 + 2420 };
    struct strbuf note;
    unsigned char bytes[SIGNATURE];
    for (size_t i = 0; i < SIGNATURE; i += SHA256_SIZE) {
        struct sha256 part = derive(maker, "signature", maker->made * 100 + i);
        size_t left = SIGNATURE - i;
        memcpy(bytes + i, part.bytes, left < SHA256_SIZE ? left : SHA256_SIZE);
    }
    strbuf_init(&note, LIMIT_LEAF);
    maker_must(statement_text(&note, header, &maker->err), &maker->err);
    note.p[sizeof "policeai-statement/v" - 1] = '2';
    strbuf_printf(&note, "\n\xE2\x80\x94 %.*s ", STR_ARG(header->by));
    base64_encode(&note, bytes, SIGNATURE);
    strbuf_putc(&note, '\n');
    struct str text = arena_str(maker->arena, strbuf_view(&note));
    strbuf_release(&note);
    return text;
}

const char *log_maker_add_v2(struct log_maker *maker, const struct maker_entry *entry)
{
    struct err *err = &maker->err;
    struct signed_statement statement;
    struct str canonical;
    struct salt salt = log_maker_salt(maker);
    const char *subject = entry->subject != NULL ? entry->subject : log_maker_subject(maker);
    struct statement header = {.at = maker->at,
                               .by = str_of(maker->names[entry->by]),
                               .prev = entry->prev,
                               .prev_count = entry->prev_count,
                               .subject = str_of(subject),
                               .type = str_of(entry->type)};
    maker_must(canon_of(maker->arena, str_of(entry->body), &canonical, err), err);
    header.body = body_commitment(&salt, header.subject, header.type, canonical);
    maker_must(statement_parse(maker->arena, sign_v2(maker, &header), &statement, err), err);
    maker_must(db_begin(maker->db, err), err);
    maker_must(leaf_log_append(&maker->log, &statement, &salt, canonical, err), err);
    maker_must(leaf_log_set_head(&maker->log, err), err);
    maker_must(db_commit(maker->db, err), err);
    return arena_strdup(maker->arena, statement.id);
}

const char *log_maker_introduce(struct log_maker *maker, int whom, const char *held,
                                const char *organisation, const char *use)
{
    struct maker_entry entry = {.by = MAKER_CENTRE, .type = "key.introduced/1"};
    entry.body = arena_printf(
        maker->arena, "{\"held\":\"%s\",\"key\":\"%s\",\"organisation\":\"%s\",\"use\":\"%s\"}",
        held, maker->vkeys[whom], organisation, use);
    entry.subject = maker->subjects[whom] = log_maker_subject(maker);
    return log_maker_add(maker, &entry);
}

void log_maker_found(struct log_maker *maker)
{
    struct maker_entry genesis = {.by = MAKER_CENTRE, .type = "genesis/1"};
    struct strbuf continues;
    strbuf_init(&continues, 2 * LIMIT_NOTE);
    if (maker->continues.n > 0) {
        struct jsonw w;
        strbuf_puts(&continues, "\"continues\":");
        jsonw_init(&w, &continues);
        jsonw_str(&w, maker->continues);
        strbuf_putc(&continues, ',');
    }
    genesis.body =
        arena_printf(maker->arena,
                     "{\"centre_key\":\"%s\",%s\"log_key\":\"%s\",\"origin\":\"%s\","
                     "\"recovery_key\":\"%s\"}",
                     maker->vkeys[MAKER_CENTRE], continues.p, maker->vkeys[MAKER_LOG],
                     maker->origin, maker->vkeys[MAKER_RECOVERY]);
    strbuf_release(&continues);
    genesis.subject = log_maker_subject(maker);
    maker->subjects[MAKER_CENTRE] = maker->subjects[MAKER_RECOVERY] = genesis.subject;
    log_maker_add(maker, &genesis);
    log_maker_introduce(maker, MAKER_KEEPER, "here", "sample-centre", "keeper");
    log_maker_introduce(maker, MAKER_STATEMENT, "here", "sample-centre", "statement");
    log_maker_introduce(maker, MAKER_EVIDENCE, "here", "sample-centre", "evidence");
    log_maker_introduce(maker, MAKER_AWAY, "away", "sample-force", "statement");
}

struct str log_maker_checkpoint(struct log_maker *maker)
{
    struct checkpoint head = {str_of(maker->origin), maker->log.range.size, maker->log.root};
    struct strbuf note;
    strbuf_init(&note, LIMIT_NOTE);
    checkpoint_sign(&note, &head, &maker->keys[MAKER_LOG]);
    struct str text = arena_str(maker->arena, strbuf_view(&note));
    strbuf_release(&note);
    return text;
}

void log_maker_publish(struct log_maker *maker)
{
    struct err *err = &maker->err;
    maker_must(publish_range(maker->dir.log, &maker->log, 0, maker->log.range.size, err), err);
    maker_must(publish_checkpoint(maker->dir.log, log_maker_checkpoint(maker), err), err);
}
