/* See exchange_bundle.h. */
#include "ledger/exchange_bundle.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/checkpoint.h"

#include <inttypes.h>
#include <string.h>

#define MAGIC "policeai-exchange/v1\n"
enum { ENTRY_HEAD = 8 + 2 + 4, LENGTH = 4 };

static void put_number(struct strbuf *out, uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--) {
        strbuf_putc(out, (char)(unsigned char)(value >> (8 * i)));
    }
}

static uint64_t number_at(const unsigned char *bytes, int count)
{
    uint64_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static enum err_code take(struct exchange_reader *reader, void *out, size_t length,
                          struct err *err)
{
    size_t got = 0;
    TRY(reader->read(reader->data, out, length, &got, err));
    if (got != length) {
        return err_set(err, ERR_FORMAT, "the bundle is cut short after %" PRIu64 " bytes",
                       reader->taken + got);
    }
    sha256_add(&reader->stream, out, length);
    reader->taken += length;
    return ERR_OK;
}

/* Up to and without the next newline. */
static enum err_code take_line(struct exchange_reader *reader, struct strbuf *line,
                               struct err *err)
{
    char byte;
    TRY(take(reader, &byte, 1, err));
    while (byte != '\n') {
        strbuf_putc(line, byte);
        TRY(strbuf_check(line, "the bundle's header", err));
        TRY(take(reader, &byte, 1, err));
    }
    return ERR_OK;
}

static enum err_code check_keys(const struct js *keys, struct err *err)
{
    static const char *const names[] = {"key", "organisation", "use"};
    if (keys->array.count > LIMIT_EXCHANGE_KEYS) {
        return err_set(err, ERR_LIMIT, "the bundle names %zu keys, at most %d are allowed",
                       keys->array.count, LIMIT_EXCHANGE_KEYS);
    }
    for (size_t i = 0; i < keys->array.count; i++) {
        const struct js *key = &keys->array.items[i];
        for (size_t j = 0; j < 3; j++) {
            struct str text;
            TRY(js_need_str(key, names[j], &text, err));
        }
        if (key->object.count != 3) {
            return err_set(err, ERR_FORMAT, "the bundle's header: a key with other members");
        }
    }
    return ERR_OK;
}

static enum err_code parse_header(struct arena *arena, struct str text,
                                  struct exchange_header *header, struct err *err)
{
    struct js *value;
    struct signed_checkpoint checkpoint;
    int64_t number;
    TRY(canon_parse(arena, text, &value, err));
    TRY(js_need_str(value, "checkpoint", &header->checkpoint, err));
    TRY(js_need_str(value, "log_key", &header->log_key, err));
    TRY(js_need(value, "keys", JS_ARRAY, &header->keys, err));
    TRY(check_keys(header->keys, err));
    TRY(checkpoint_parse(arena, header->checkpoint, &checkpoint, err));
    header->size = checkpoint.head.size;
    if (header->size == 0 || header->size > LIMIT_EXCHANGE_LEAVES) {
        return err_set(err, ERR_LIMIT, "a log of %" PRIu64 " leaves, 1 to %d are allowed",
                       header->size, LIMIT_EXCHANGE_LEAVES);
    }
    TRY(js_need_int(value, "to", 0, (int64_t)header->size, &number, err));
    header->to = (uint64_t)number;
    TRY(js_need_int(value, "since", 0, number, &number, err));
    header->since = (uint64_t)number;
    TRY(js_need_int(value, "entries", 0, LIMIT_EXCHANGE_ENTRIES, &number, err));
    header->entries = (uint64_t)number;
    return value->object.count == 6
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "the header has members that are not known");
}

enum err_code exchange_open(struct exchange_reader *reader, struct arena *arena,
                            exchange_read_fn *read, void *data, struct err *err)
{
    char magic[sizeof MAGIC - 1];
    struct strbuf line;
    *reader = (struct exchange_reader){.read = read, .data = data, .last = UINT64_MAX};
    sha256_begin(&reader->stream);
    TRY(take(reader, magic, sizeof magic, err));
    if (memcmp(magic, MAGIC, sizeof magic) != 0) {
        return err_set(err, ERR_FORMAT,
                       "the file is no bundle of statements: it does not begin with %.20s",
                       MAGIC);
    }
    strbuf_init(&line, LIMIT_EXCHANGE_HEADER);
    enum err_code code = take_line(reader, &line, err);
    struct str text = arena_str(arena, strbuf_view(&line));
    strbuf_release(&line);
    TRY(code);
    code = parse_header(arena, text, &reader->header, err);
    if (code != ERR_OK) {
        err_prefix(err, "the bundle's header");
    }
    return code;
}

enum err_code exchange_leaf(struct exchange_reader *reader, struct sha256 *hash,
                            struct err *err)
{
    reader->leaves++;
    return take(reader, hash->bytes, sizeof hash->bytes, err);
}

static enum err_code take_text(struct exchange_reader *reader, struct arena *arena,
                               size_t length, struct str *text, struct err *err)
{
    char *bytes = arena_alloc(arena, length + 1);
    TRY(take(reader, bytes, length, err));
    bytes[length] = '\0';
    *text = str_n(bytes, length);
    return ERR_OK;
}

static enum err_code take_entry(struct exchange_reader *reader, struct arena *arena,
                                struct exchange_record *record, struct err *err)
{
    unsigned char head[ENTRY_HEAD];
    TRY(take(reader, head, sizeof head, err));
    record->index = number_at(head, 8);
    size_t length = (size_t)number_at(head + 8, 2);
    size_t body = (size_t)number_at(head + 10, 4);
    if (reader->blobs || record->index < reader->header.since ||
        record->index >= reader->header.to ||
        (reader->last != UINT64_MAX && record->index <= reader->last)) {
        return err_set(err, ERR_FORMAT, "an entry that is out of order or range: leaf %" PRIu64,
                       record->index);
    }
    if (length == 0 || length > LIMIT_LEAF || body > SALT_SIZE + LIMIT_BODY ||
        (body > 0 && body < SALT_SIZE)) {
        return err_set(err, ERR_LIMIT, "leaf %" PRIu64 ": %zu and %zu bytes", record->index,
                       length, body);
    }
    reader->last = record->index;
    reader->entries++;
    record->has_body = body > 0;
    TRY(take_text(reader, arena, length, &record->entry, err));
    if (record->has_body) {
        TRY(take(reader, record->salt.bytes, SALT_SIZE, err));
        TRY(take_text(reader, arena, body - SALT_SIZE, &record->body, err));
    }
    return ERR_OK;
}

static enum err_code take_blob(struct exchange_reader *reader, struct arena *arena,
                               struct exchange_record *record, struct err *err)
{
    unsigned char length[LENGTH];
    TRY(take(reader, record->digest.bytes, SHA256_SIZE, err));
    TRY(take(reader, length, sizeof length, err));
    size_t size = (size_t)number_at(length, LENGTH);
    if (size > LIMIT_EXCHANGE_BLOB) {
        return err_set(err, ERR_LIMIT, "a blob of %zu bytes, at most %u are allowed", size,
                       LIMIT_EXCHANGE_BLOB);
    }
    TRY(take_text(reader, arena, size, &record->blob, err));
    struct sha256 digest = sha256_of(record->blob);
    return sha256_eq(&digest, &record->digest)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "a blob whose bytes do not fit its name");
}

static enum err_code take_end(struct exchange_reader *reader, struct err *err)
{
    struct sha256 claimed;
    char more;
    size_t got = 0;
    struct sha256 digest = sha256_end(&reader->stream);
    TRY(reader->read(reader->data, claimed.bytes, SHA256_SIZE, &got, err));
    if (got != SHA256_SIZE) {
        return err_set(err, ERR_FORMAT, "the bundle is cut short at its end");
    }
    if (!sha256_eq(&digest, &claimed)) {
        return err_set(err, ERR_INVALID, "the bundle's bytes do not give its digest");
    }
    if (reader->entries != reader->header.entries) {
        return err_set(err, ERR_FORMAT, "%" PRIu64 " entries where %" PRIu64 " were promised",
                       reader->entries, reader->header.entries);
    }
    TRY(reader->read(reader->data, &more, 1, &got, err));
    reader->ended = true;
    return got == 0 ? ERR_OK : err_set(err, ERR_FORMAT, "bytes follow the end of the bundle");
}

enum err_code exchange_next(struct exchange_reader *reader, struct arena *arena,
                            struct exchange_record *record, struct err *err)
{
    char kind;
    size_t got = 0;
    if (reader->leaves != reader->header.size || reader->ended) {
        BUG("records are read after the leaves, up to the end");
    }
    *record = (struct exchange_record){0};
    TRY(reader->read(reader->data, &kind, 1, &got, err));
    if (got == 1 && kind == 'z') {
        record->kind = EXCHANGE_END;
        return take_end(reader, err);
    }
    sha256_add(&reader->stream, &kind, got);
    reader->taken += got;
    if (got == 1 && kind == 'e') {
        record->kind = EXCHANGE_ENTRY;
        return take_entry(reader, arena, record, err);
    }
    reader->blobs = true;
    if (got == 1 && kind == 'b') {
        record->kind = EXCHANGE_BLOB;
        return take_blob(reader, arena, record, err);
    }
    if (got == 1 && kind == 'm') {
        record->kind = EXCHANGE_LEFT_OUT;
        return take(reader, record->digest.bytes, SHA256_SIZE, err);
    }
    return err_set(err, ERR_FORMAT,
                   got == 1 ? "a record of an unknown kind"
                            : "the bundle is cut short before its end");
}

enum err_code exchange_compose_header(struct strbuf *out, const struct exchange_header *header,
                                      struct err *err)
{
    struct jsonw w;
    size_t before = out->n;
    strbuf_puts(out, MAGIC);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "checkpoint", header->checkpoint);
    jsonw_member_int(&w, "entries", (int64_t)header->entries);
    jsonw_key(&w, "keys");
    jsonw_raw(&w, header->key_list);
    jsonw_member_str(&w, "log_key", header->log_key);
    jsonw_member_int(&w, "since", (int64_t)header->since);
    jsonw_member_int(&w, "to", (int64_t)header->to);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
    TRY(strbuf_check(out, "a bundle's header", err));
    return out->n - before <= sizeof MAGIC + LIMIT_EXCHANGE_HEADER
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "the header of a bundle is too long");
}

enum err_code exchange_compose(struct strbuf *out, const struct exchange_record *record,
                               struct err *err)
{
    switch (record->kind) {
    case EXCHANGE_ENTRY:
        strbuf_putc(out, 'e');
        put_number(out, record->index, 8);
        put_number(out, record->entry.n, 2);
        put_number(out, record->has_body ? SALT_SIZE + record->body.n : 0, LENGTH);
        strbuf_str(out, record->entry);
        if (record->has_body) {
            body_compose(out, &record->salt, record->body);
        }
        break;
    case EXCHANGE_BLOB:
        strbuf_putc(out, 'b');
        strbuf_add(out, record->digest.bytes, SHA256_SIZE);
        put_number(out, record->blob.n, LENGTH);
        strbuf_str(out, record->blob);
        break;
    case EXCHANGE_LEFT_OUT:
    case EXCHANGE_END:
        strbuf_putc(out, record->kind == EXCHANGE_END ? 'z' : 'm');
        strbuf_add(out, record->digest.bytes, SHA256_SIZE);
        break;
    }
    return strbuf_check(out, "a record of a bundle", err);
}
