/* See zip_file.h. Offsets and signatures as in APPNOTE.TXT 4.3. */
#include "zip/zip_file.h"

#include "base/limits.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

enum {
    END_SIZE = 22,
    COMMENT_MAX = 65535,
    ENTRY_SIZE = 46,
    LOCAL_SIZE = 30,
    STORED = 0,
    DEFLATED = 8,
    ENCRYPTED = 1,
    DOS_DAY = 0x21 /* 1 January 1980 */
};
#define END_MARK 0x06054b50u
#define ENTRY_MARK 0x02014b50u
#define LOCAL_MARK 0x04034b50u

static uint32_t u16(struct str bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes.p + at;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(struct str bytes, size_t at)
{
    return u16(bytes, at) | u16(bytes, at + 2) << 16;
}

/* The last place where the end record can stand, its comment reaching to the end. */
static bool find_end(struct str bytes, size_t *at)
{
    for (size_t back = END_SIZE; back <= bytes.n && back <= END_SIZE + COMMENT_MAX; back++) {
        size_t i = bytes.n - back;
        if (u32(bytes, i) == END_MARK && u16(bytes, i + 20) + END_SIZE == back) {
            *at = i;
            return true;
        }
    }
    return false;
}

/* Where the packed bytes begin: the local header has lengths of its own. */
static enum err_code find_packed(struct str bytes, size_t local, size_t size,
                                 struct zip_file_part *part, struct err *err)
{
    if (local > bytes.n || bytes.n - local < LOCAL_SIZE || u32(bytes, local) != LOCAL_MARK) {
        return err_set(err, ERR_FORMAT, "the part %.*s is not where the directory says",
                       STR_ARG(str_sub(part->name, 0, 80)));
    }
    size_t from = local + LOCAL_SIZE + u16(bytes, local + 26) + u16(bytes, local + 28);
    if (from > bytes.n || bytes.n - from < size) {
        return err_set(err, ERR_FORMAT, "the part %.*s is cut off",
                       STR_ARG(str_sub(part->name, 0, 80)));
    }
    part->packed = str_sub(bytes, from, size);
    return ERR_OK;
}

static enum err_code read_entry(struct str bytes, size_t *at, struct zip_file_part *part,
                                struct err *err)
{
    if (*at > bytes.n || bytes.n - *at < ENTRY_SIZE || u32(bytes, *at) != ENTRY_MARK) {
        return err_set(err, ERR_FORMAT, "the directory of the file is cut off");
    }
    size_t name = u16(bytes, *at + 28);
    size_t rest = name + u16(bytes, *at + 30) + u16(bytes, *at + 32);
    uint32_t method = u16(bytes, *at + 10);
    if (bytes.n - *at - ENTRY_SIZE < rest) {
        return err_set(err, ERR_FORMAT, "the directory of the file is cut off");
    }
    *part = (struct zip_file_part){.name = str_sub(bytes, *at + ENTRY_SIZE, name),
                                   .size = u32(bytes, *at + 24),
                                   .crc = u32(bytes, *at + 16),
                                   .deflated = method == DEFLATED};
    if ((u16(bytes, *at + 8) & ENCRYPTED) != 0) {
        err_set(err, ERR_UNSUPPORTED, "the file is encrypted");
        err_hint(err, "save it without a password");
        return ERR_UNSUPPORTED;
    }
    if (method != STORED && method != DEFLATED) {
        return err_set(err, ERR_UNSUPPORTED, "the part %.*s is packed by method %u",
                       STR_ARG(str_sub(part->name, 0, 80)), method);
    }
    size_t local = u32(bytes, *at + 42);
    size_t packed = u32(bytes, *at + 20);
    *at += ENTRY_SIZE + rest;
    return find_packed(bytes, local, packed, part, err);
}

enum err_code zip_file_open(struct arena *arena, struct str bytes, struct zip_file *zip,
                            struct err *err)
{
    size_t end;
    *zip = (struct zip_file){0};
    if (!find_end(bytes, &end)) {
        return err_set(err, ERR_FORMAT, "is no whole zip file: its end is missing");
    }
    size_t count = u16(bytes, end + 10);
    size_t at = u32(bytes, end + 16);
    if (count > ZIP_FILE_PARTS) {
        return err_set(err, ERR_LIMIT, "has %zu parts, more than %d", count, ZIP_FILE_PARTS);
    }
    zip->parts = arena_zalloc(arena, (count + 1) * sizeof *zip->parts);
    for (size_t i = 0; i < count; i++) {
        struct zip_file_part *part = &zip->parts[zip->count];
        TRY(read_entry(bytes, &at, part, err));
        for (size_t j = 0; j < zip->count; j++) {
            if (str_eq(zip->parts[j].name, part->name)) {
                return err_set(err, ERR_FORMAT, "the part %.*s stands twice",
                               STR_ARG(str_sub(part->name, 0, 80)));
            }
        }
        zip->count++;
    }
    return ERR_OK;
}

static enum err_code inflate_part(const struct zip_file_part *part, char *out, struct err *err)
{
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return err_set(err, ERR_EXTERNAL, "zlib does not begin");
    }
    stream.next_in = (Bytef *)(uintptr_t)part->packed.p;
    stream.avail_in = (uInt)part->packed.n;
    stream.next_out = (Bytef *)out;
    stream.avail_out = part->size;
    int status = inflate(&stream, Z_FINISH);
    bool whole = status == Z_STREAM_END && stream.avail_out == 0;
    inflateEnd(&stream);
    return whole ? ERR_OK
                 : err_set(err, ERR_FORMAT, "the part %.*s does not unpack to what it says",
                           STR_ARG(str_sub(part->name, 0, 80)));
}

enum err_code zip_file_read(struct arena *arena, struct zip_file *zip, struct str name,
                            struct str *bytes, struct err *err)
{
    const struct zip_file_part *part = NULL;
    for (size_t i = 0; i < zip->count; i++) {
        part = str_eq(zip->parts[i].name, name) ? &zip->parts[i] : part;
    }
    if (part == NULL) {
        return err_set(err, ERR_NOT_FOUND, "has no part %.*s", STR_ARG(str_sub(name, 0, 80)));
    }
    if (part->size > ZIP_FILE_PART || zip->inflated + part->size > ZIP_FILE_ALL ||
        part->packed.n > ZIP_FILE_PART) {
        return err_set(err, ERR_LIMIT, "the part %.*s unpacks to %u bytes, more than is taken",
                       STR_ARG(str_sub(part->name, 0, 80)), part->size);
    }
    char *out = arena_alloc(arena, (size_t)part->size + 1);
    if (part->deflated) {
        TRY(inflate_part(part, out, err));
    } else if (part->packed.n == part->size) {
        memcpy(out, part->packed.p, part->size);
    } else {
        return err_set(err, ERR_FORMAT, "the part %.*s has two lengths",
                       STR_ARG(str_sub(part->name, 0, 80)));
    }
    out[part->size] = '\0';
    zip->inflated += part->size;
    *bytes = str_n(out, part->size);
    return crc32(crc32(0, NULL, 0), (const Bytef *)out, part->size) == part->crc
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "the part %.*s is damaged: its CRC differs",
                         STR_ARG(str_sub(part->name, 0, 80)));
}

static void put16(struct strbuf *out, uint32_t value)
{
    strbuf_putc(out, (char)(value & 0xffu));
    strbuf_putc(out, (char)(value >> 8 & 0xffu));
}

static void put32(struct strbuf *out, uint32_t value)
{
    put16(out, value & 0xffffu);
    put16(out, value >> 16);
}

void zip_file_begin(struct zip_file_writer *writer, struct strbuf *out)
{
    *writer = (struct zip_file_writer){.out = out};
    strbuf_init(&writer->directory, MIB);
}

/* What local header and directory entry have alike, from "version needed" on. */
static void put_head(struct strbuf *out, struct str name, uint32_t crc, size_t packed,
                     size_t size)
{
    put16(out, 20);
    put16(out, 0x0800); /* names are UTF-8 */
    put16(out, DEFLATED);
    put16(out, 0);
    put16(out, DOS_DAY);
    put32(out, crc);
    put32(out, (uint32_t)packed);
    put32(out, (uint32_t)size);
    put16(out, (uint32_t)name.n);
    put16(out, 0);
}

/* Raw deflate; the bytes are the caller's to release. */
static enum err_code deflate_bytes(struct str bytes, struct strbuf *packed, struct err *err)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        return err_set(err, ERR_EXTERNAL, "zlib does not begin");
    }
    size_t bound = deflateBound(&stream, (uLong)bytes.n);
    char *room = strbuf_reserve(packed, bound);
    int status = Z_STREAM_ERROR;
    if (room != NULL) {
        stream.next_in = (Bytef *)(uintptr_t)bytes.p;
        stream.avail_in = (uInt)bytes.n;
        stream.next_out = (Bytef *)room;
        stream.avail_out = (uInt)bound;
        status = deflate(&stream, Z_FINISH);
        packed->n += stream.total_out;
    }
    deflateEnd(&stream);
    return status == Z_STREAM_END
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "a part of the workbook is too large");
}

enum err_code zip_file_add(struct zip_file_writer *writer, const char *name, struct str bytes,
                           struct err *err)
{
    struct strbuf packed;
    struct str called = str_of(name);
    if (bytes.n > ZIP_FILE_WRITTEN) {
        return err_set(err, ERR_LIMIT, "%s has %zu bytes", name, bytes.n);
    }
    uint32_t crc = (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)bytes.p, (uInt)bytes.n);
    size_t local = writer->out->n;
    strbuf_init(&packed, 2 * bytes.n + 1024);
    enum err_code code = deflate_bytes(bytes, &packed, err);
    if (code == ERR_OK) {
        put32(writer->out, LOCAL_MARK);
        put_head(writer->out, called, crc, packed.n, bytes.n);
        strbuf_str(writer->out, called);
        strbuf_str(writer->out, strbuf_view(&packed));
        put32(&writer->directory, ENTRY_MARK);
        put16(&writer->directory, 20);
        put_head(&writer->directory, called, crc, packed.n, bytes.n);
        put16(&writer->directory, 0); /* comment */
        put16(&writer->directory, 0); /* disk */
        put16(&writer->directory, 0);
        put32(&writer->directory, 0);
        put32(&writer->directory, (uint32_t)local);
        strbuf_str(&writer->directory, called);
        writer->count++;
    }
    strbuf_release(&packed);
    return code;
}

enum err_code zip_file_end(struct zip_file_writer *writer, struct err *err)
{
    size_t at = writer->out->n;
    strbuf_str(writer->out, strbuf_view(&writer->directory));
    put32(writer->out, END_MARK);
    put16(writer->out, 0);
    put16(writer->out, 0);
    put16(writer->out, writer->count);
    put16(writer->out, writer->count);
    put32(writer->out, (uint32_t)writer->directory.n);
    put32(writer->out, (uint32_t)at);
    put16(writer->out, 0);
    enum err_code code = strbuf_check(&writer->directory, "the workbook", err);
    strbuf_release(&writer->directory);
    return code == ERR_OK ? strbuf_check(writer->out, "the workbook", err) : code;
}
