/* See tar_read.h. */
#include "archive/tar_read.h"

#include "archive/tar_source.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 512, EXTENDED_MAX = 64 * 1024 };

/* Offsets and lengths of a header's fields (POSIX.1-2017, ustar). */
struct field {
    size_t at, length;
};
static const struct field field_name = {0, 100}, field_mode = {100, 8}, field_size = {124, 12},
                          field_sum = {148, 8}, field_link = {157, 100}, field_magic = {257, 8},
                          field_prefix = {345, 155};
enum { TYPE_AT = 156 };

struct tar_read {
    struct tar_source *source;
    const char *name;
    struct tar_limits limits;
    uint64_t entries;
    uint64_t left;  /* of the present entry's bytes */
    size_t padding; /* after them */
    unsigned char block[BLOCK];
    /* For the next entry, from pax or GNU headers; n == 0: none. */
    struct strbuf path, target;
    bool has_size;
    uint64_t size;
    bool ended;
};

enum err_code tar_path_normal(struct str path, char out[TAR_PATH_MAX + 1], struct err *err)
{
    size_t n = 0;
    size_t depth = 0;
    struct str step;
    struct str rest = path;
    if (path.n > 0 && path.p[0] == '/') {
        return err_set(err, ERR_INVALID, "an absolute path");
    }
    if (!utf8_valid(path)) {
        return err_set(err, ERR_INVALID, "a name that is no UTF-8");
    }
    for (size_t i = 0; i < path.n; i++) {
        if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7f || path.p[i] == '\\') {
            return err_set(err, ERR_INVALID, "a name with a control character or a backslash");
        }
    }
    while (rest.p != NULL && str_split(&rest, '/', &step)) {
        if (step.n == 0 || str_is(step, ".")) {
            continue;
        }
        if (str_is(step, "..")) {
            return err_set(err, ERR_INVALID, "\"..\" in its path");
        }
        if (step.n > TAR_STEP_MAX || n + step.n + 1 > TAR_PATH_MAX || ++depth > TAR_DEPTH_MAX) {
            return err_set(err, ERR_LIMIT,
                           "a path of more than %d bytes, %d of a name, or %d folders",
                           TAR_PATH_MAX, TAR_STEP_MAX, TAR_DEPTH_MAX);
        }
        if (n > 0) {
            out[n++] = '/';
        }
        memcpy(out + n, step.p, step.n);
        n += step.n;
    }
    out[n] = '\0';
    return ERR_OK;
}

static struct str text_of(const unsigned char *block, struct field field)
{
    const char *text = (const char *)block + field.at;
    return str_n(text, strnlen(text, field.length));
}

/* Octal digits between blanks or NUL; or, with the first bit set, base 256 (GNU). */
static bool number_of(const unsigned char *block, struct field field, uint64_t *number)
{
    const unsigned char *at = block + field.at;
    size_t i = 0;
    *number = 0;
    if (at[0] & 0x80) {
        for (size_t k = 1; k < field.length; k++) {
            if (*number >> 55 != 0) {
                return false;
            }
            *number = *number << 8 | at[k];
        }
        return at[0] == 0x80;
    }
    while (i < field.length && at[i] == ' ') {
        i++;
    }
    for (; i < field.length && at[i] >= '0' && at[i] <= '7'; i++) {
        *number = *number * 8 + (uint64_t)(at[i] - '0');
    }
    for (; i < field.length; i++) {
        if (at[i] != ' ' && at[i] != '\0') {
            return false;
        }
    }
    return true;
}

/* The sum of all bytes with those of the sum itself as blanks. */
static bool sum_holds(const unsigned char *block)
{
    uint64_t wanted;
    uint64_t sum = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        bool own = i >= field_sum.at && i < field_sum.at + field_sum.length;
        sum += own ? ' ' : block[i];
    }
    return number_of(block, field_sum, &wanted) && wanted == sum;
}

static bool is_zero(const unsigned char *block)
{
    for (size_t i = 0; i < BLOCK; i++) {
        if (block[i] != 0) {
            return false;
        }
    }
    return true;
}

static enum err_code need(struct tar_read *tar, void *bytes, size_t length, struct err *err)
{
    size_t got;
    TRY(tar_source_read(tar->source, bytes, length, &got, err));
    return got == length
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s ends in the middle of an entry", tar->name);
}

static enum err_code skip(struct tar_read *tar, uint64_t length, struct err *err)
{
    unsigned char waste[8192];
    while (length > 0) {
        size_t part = length < sizeof waste ? (size_t)length : sizeof waste;
        TRY(need(tar, waste, part, err));
        length -= part;
    }
    return ERR_OK;
}

/* The contents of a header that speaks of the next one. */
static enum err_code read_extended(struct tar_read *tar, uint64_t size, struct strbuf *out,
                                   struct err *err)
{
    if (size > EXTENDED_MAX) {
        return err_set(err, ERR_LIMIT, "%s: an extended header of more than %d KiB", tar->name,
                       EXTENDED_MAX / 1024);
    }
    strbuf_clear(out);
    char *room = strbuf_reserve(out, (size_t)size + BLOCK);
    if (room == NULL) {
        return err_set(err, ERR_LIMIT, "%s: an extended header that is too long", tar->name);
    }
    TRY(need(tar, room, (size_t)size, err));
    out->n += (size_t)size;
    out->p[out->n] = '\0';
    return skip(tar, (BLOCK - size % BLOCK) % BLOCK, err);
}

/* "LENGTH KEY=VALUE\n", LENGTH counting all of it. */
static bool pax_record(struct str *rest, struct str *key, struct str *value)
{
    struct str number;
    struct str line = *rest;
    uint64_t length;
    size_t blank = str_find(line, STR(" "));
    if (blank == SIZE_MAX) {
        return false;
    }
    number = str_sub(line, 0, blank);
    if (!str_to_u64(number, EXTENDED_MAX, &length) || length > line.n || length < blank + 3 ||
        line.p[length - 1] != '\n') {
        return false;
    }
    struct str record = str_sub(line, blank + 1, (size_t)length - blank - 2);
    size_t equals = str_find(record, STR("="));
    if (equals == SIZE_MAX) {
        return false;
    }
    *key = str_sub(record, 0, equals);
    *value = str_from(record, equals + 1);
    *rest = str_from(line, (size_t)length);
    return true;
}

static enum err_code take_pax(struct tar_read *tar, struct str records, struct err *err)
{
    struct str key;
    struct str value;
    while (records.n > 0) {
        if (!pax_record(&records, &key, &value)) {
            return err_set(err, ERR_FORMAT, "%s: a pax header that cannot be read", tar->name);
        }
        if (str_is(key, "path")) {
            strbuf_clear(&tar->path);
            strbuf_str(&tar->path, value);
        } else if (str_is(key, "linkpath")) {
            strbuf_clear(&tar->target);
            strbuf_str(&tar->target, value);
        } else if (str_is(key, "size")) {
            tar->has_size = true;
            if (!str_to_u64(value, INT64_MAX, &tar->size)) {
                return err_set(err, ERR_FORMAT, "%s: a pax header with a wrong size",
                               tar->name);
            }
        } else if (str_starts(key, STR("GNU.sparse."))) {
            return err_set(err, ERR_UNSUPPORTED, "%s: a sparse file; make the archive without",
                           tar->name);
        }
    }
    return ERR_OK;
}

static enum err_code read_pax(struct tar_read *tar, uint64_t size, struct err *err)
{
    struct strbuf records;
    strbuf_init(&records, EXTENDED_MAX + 2 * BLOCK);
    enum err_code code = read_extended(tar, size, &records, err);
    if (code == ERR_OK) {
        code = take_pax(tar, strbuf_view(&records), err);
    }
    strbuf_release(&records);
    return code;
}

/* A name of GNU tar ends with a NUL that belongs to it. */
static enum err_code read_long_name(struct tar_read *tar, uint64_t size, struct strbuf *out,
                                    struct err *err)
{
    TRY(read_extended(tar, size, out, err));
    while (out->n > 0 && out->p[out->n - 1] == '\0') {
        strbuf_truncate(out, out->n - 1);
    }
    return ERR_OK;
}

/* The name in the header itself: prefix '/' name in ustar. */
static void header_name(const unsigned char *block, struct strbuf *out)
{
    struct str prefix = text_of(block, field_prefix);
    bool ustar = memcmp(block + field_magic.at,
                        "ustar\0"
                        "00",
                        8) == 0;
    if (ustar && prefix.n > 0) {
        strbuf_str(out, prefix);
        strbuf_putc(out, '/');
    }
    strbuf_str(out, text_of(block, field_name));
}

static enum err_code kind_of(char type, enum tar_kind *kind, struct err *err)
{
    switch (type) {
    case '0':
    case '\0':
    case '7':
        *kind = TAR_FILE;
        return ERR_OK;
    case '1':
        *kind = TAR_HARD_LINK;
        return ERR_OK;
    case '2':
        *kind = TAR_SYMLINK;
        return ERR_OK;
    case '5':
        *kind = TAR_FOLDER;
        return ERR_OK;
    case '3':
    case '4':
    case '6':
        return err_set(err, ERR_INVALID, "a device or a pipe");
    default:
        return err_set(err, ERR_UNSUPPORTED, "an entry of a kind that is not known here");
    }
}

static enum err_code fill_entry(struct tar_read *tar, struct tar_entry *entry, uint64_t size,
                                struct err *err)
{
    uint64_t mode;
    *entry = (struct tar_entry){.kind = TAR_FILE};
    TRY(kind_of((char)tar->block[TYPE_AT], &entry->kind, err));
    TRY(tar_path_normal(strbuf_view(&tar->path), entry->path, err));
    if (entry->path[0] == '\0' && entry->kind != TAR_FOLDER) {
        return err_set(err, ERR_INVALID, "a file or link in place of the root");
    }
    if (entry->kind == TAR_HARD_LINK) {
        TRY(tar_path_normal(strbuf_view(&tar->target), entry->target, err));
    } else if (entry->kind == TAR_SYMLINK) {
        if (tar->target.n == 0 || tar->target.n > TAR_PATH_MAX ||
            memchr(tar->target.p, '\0', tar->target.n) != NULL) {
            return err_set(err, ERR_INVALID, "a link whose target is empty or too long");
        }
        memcpy(entry->target, tar->target.p, tar->target.n);
    }
    if (!number_of(tar->block, field_mode, &mode)) {
        return err_set(err, ERR_FORMAT, "a mode that is no number");
    }
    entry->executable = entry->kind == TAR_FILE && (mode & 0111) != 0;
    /* Some writers give links the size of what they name; nothing follows them. */
    entry->size = entry->kind == TAR_FILE ? size : 0;
    return ERR_OK;
}

/* One header: an entry, or words about the next one. */
static enum err_code take_header(struct tar_read *tar, struct tar_entry *entry, bool *whole,
                                 struct err *err)
{
    uint64_t size;
    *whole = false;
    if (!sum_holds(tar->block)) {
        return err_set(err, ERR_FORMAT, "%s: a header whose sum is wrong: damaged, or no tar",
                       tar->name);
    }
    if (!number_of(tar->block, field_size, &size) || size > INT64_MAX) {
        return err_set(err, ERR_FORMAT, "%s: a header with a wrong size", tar->name);
    }
    switch (tar->block[TYPE_AT]) {
    case 'L':
        return read_long_name(tar, size, &tar->path, err);
    case 'K':
        return read_long_name(tar, size, &tar->target, err);
    case 'x':
        return read_pax(tar, size, err);
    case 'g': /* of all entries: comments and times, of which nothing is taken */
        return skip(tar, size + (BLOCK - size % BLOCK) % BLOCK, err);
    default:
        break;
    }
    if (tar->path.n == 0) {
        header_name(tar->block, &tar->path);
    }
    if (tar->target.n == 0) {
        strbuf_str(&tar->target, text_of(tar->block, field_link));
    }
    size = tar->has_size ? tar->size : size;
    *whole = true;
    enum err_code code = fill_entry(tar, entry, size, err);
    if (code != ERR_OK) {
        struct strbuf shown;
        strbuf_init(&shown, 1024);
        utf8_visible(&shown, str_sub(strbuf_view(&tar->path), 0, 100), false);
        err_prefix(err, "%s: %s", tar->name, shown.p);
        strbuf_release(&shown);
    }
    tar->left = entry->size;
    tar->padding = (size_t)((BLOCK - entry->size % BLOCK) % BLOCK);
    return code;
}

static enum err_code next_header(struct tar_read *tar, bool *found, struct err *err)
{
    size_t got;
    TRY(tar_source_read(tar->source, tar->block, BLOCK, &got, err));
    if (got == BLOCK && !is_zero(tar->block)) {
        *found = true;
        return ERR_OK;
    }
    *found = false;
    tar->ended = true;
    /* Two blocks of zeros end an archive; one does where a writer was sparing. */
    return got == BLOCK
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s ends without the end of an archive", tar->name);
}

enum err_code tar_read_next(struct tar_read *tar, struct tar_entry *entry, bool *found,
                            struct err *err)
{
    bool whole = false;
    *found = false;
    if (tar->ended) {
        return ERR_OK;
    }
    TRY(skip(tar, tar->left, err));
    TRY(skip(tar, tar->padding, err));
    tar->left = 0;
    tar->padding = 0;
    strbuf_clear(&tar->path);
    strbuf_clear(&tar->target);
    tar->has_size = false;
    while (!whole) {
        TRY(next_header(tar, found, err));
        if (!*found) {
            return tar->path.n > 0
                       ? err_set(err, ERR_FORMAT, "%s ends after a header without its entry",
                                 tar->name)
                       : ERR_OK;
        }
        if (++tar->entries > tar->limits.entries) {
            return err_set(err, ERR_LIMIT, "%s has more than %llu entries", tar->name,
                           (unsigned long long)tar->limits.entries);
        }
        TRY(take_header(tar, entry, &whole, err));
    }
    return ERR_OK;
}

enum err_code tar_read_bytes(struct tar_read *tar, void *bytes, size_t room, size_t *got,
                             struct err *err)
{
    *got = tar->left < room ? (size_t)tar->left : room;
    TRY(need(tar, bytes, *got, err));
    tar->left -= *got;
    return ERR_OK;
}

enum err_code tar_read_open(struct tar_read **out, int fd, const char *name,
                            struct tar_limits limits, struct err *err)
{
    struct tar_read *tar = xcalloc(1, sizeof *tar);
    tar->name = name;
    tar->limits = limits;
    strbuf_init(&tar->path, EXTENDED_MAX + 2 * BLOCK);
    strbuf_init(&tar->target, EXTENDED_MAX + 2 * BLOCK);
    enum err_code code = tar_source_open(&tar->source, fd, name, limits.bytes, err);
    if (code != ERR_OK) {
        tar_read_close(tar);
        tar = NULL;
    }
    *out = tar;
    return code;
}

struct tar_limits tar_read_left(const struct tar_read *tar)
{
    return (struct tar_limits){.bytes = tar_source_left(tar->source),
                               .entries = tar->limits.entries - tar->entries};
}

void tar_read_close(struct tar_read *tar)
{
    if (tar != NULL) {
        tar_source_close(tar->source);
        strbuf_release(&tar->path);
        strbuf_release(&tar->target);
        free(tar);
    }
}
