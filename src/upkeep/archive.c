/* See archive.h. A file is a header of one block and its bytes in whole blocks; two blocks of
 * zeros end the archive.
 *
 *     name 0-99 · mode 100 · uid 108 · gid 116 · size 124 · mtime 136 · sum 148 · type 156 ·
 *     magic 257 "ustar" 0 "00" · prefix 345-499
 *
 * Numbers are octal digits and a NUL; the sum is that of all bytes, its own field as blanks. */
#include "upkeep/archive.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BLOCK = 512,
    NAME = 0,
    NAME_SIZE = 100,
    MODE = 100,
    UID = 108,
    GID = 116,
    SIZE = 124,
    MTIME = 136,
    SUM = 148,
    TYPE = 156,
    MAGIC = 257,
    PREFIX = 345,
    PREFIX_SIZE = 155,
    CHUNK = 128 * BLOCK
};

struct archive {
    struct arena *arena;
    const char *path;
    int fd;
};

static enum err_code put(const struct archive *archive, const char *bytes, size_t count,
                         struct err *err)
{
    return file_write_fd(archive->fd, archive->path, str_n(bytes, count), err);
}

static void put_octal(char *field, int digits, uint64_t value)
{
    for (int i = digits - 1; i >= 0; i--) {
        field[i] = (char)('0' + (value & 7));
        value >>= 3;
    }
}

/* Without a NUL: a field may be full. */
static void put_text(char *field, struct str text)
{
    memcpy(field, text.p, text.n);
}

/* A long name is cut at a '/' into prefix and name. */
static bool put_name(char *header, const char *name)
{
    struct str whole = str_of(name);
    if (whole.n <= NAME_SIZE) {
        put_text(header + NAME, whole);
        return true;
    }
    const char *slash = strchr(name + (whole.n - NAME_SIZE - 1), '/');
    if (slash == NULL || slash[1] == '\0' || slash - name > PREFIX_SIZE) {
        return false;
    }
    size_t cut = (size_t)(slash - name);
    put_text(header + PREFIX, str_sub(whole, 0, cut));
    put_text(header + NAME, str_from(whole, cut + 1));
    return true;
}

static enum err_code put_header(const struct archive *archive, const char *name,
                                const struct stat *info, struct err *err)
{
    char header[BLOCK] = {0};
    bool folder = S_ISDIR(info->st_mode);
    uint64_t sum = 0;
    if (!put_name(header, name)) {
        return err_set(err, ERR_LIMIT, "%s: the name is too long for a tar file", name);
    }
    if (!folder && info->st_size >= 1ll << 33) {
        return err_set(err, ERR_LIMIT, "%s has 8 GiB or more, too much for a tar file", name);
    }
    put_octal(header + MODE, 7, info->st_mode & 0777);
    put_octal(header + UID, 7, 0);
    put_octal(header + GID, 7, 0);
    put_octal(header + SIZE, 11, folder ? 0 : (uint64_t)info->st_size);
    put_octal(header + MTIME, 11, info->st_mtime > 0 ? (uint64_t)info->st_mtime : 0);
    header[TYPE] = folder ? '5' : '0';
    memcpy(header + MAGIC, "ustar\00000", 8);
    memset(header + SUM, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++) {
        sum += (unsigned char)header[i];
    }
    put_octal(header + SUM, 6, sum);
    header[SUM + 6] = '\0';
    return put(archive, header, BLOCK, err);
}

/* Exactly `size` bytes, as the header says, and zeros up to the block. */
static enum err_code put_bytes(const struct archive *archive, int fd, const char *from,
                               int64_t size, struct err *err)
{
    char chunk[CHUNK];
    while (size > 0) {
        size_t wanted = size < CHUNK ? (size_t)size : CHUNK;
        ssize_t n = read(fd, chunk, wanted);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n < 0 ? err_errno(err, "cannot read %s", from)
                         : err_set(err, ERR_IO, "%s became shorter", from);
        }
        TRY(put(archive, chunk, (size_t)n, err));
        size -= n;
    }
    return ERR_OK;
}

static enum err_code put_file(const struct archive *archive, const char *from, const char *name,
                              const struct stat *info, struct err *err)
{
    static const char zeros[BLOCK];
    size_t rest = (size_t)(info->st_size % BLOCK);
    TRY(put_header(archive, name, info, err));
    int fd = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", from);
    }
    enum err_code code = put_bytes(archive, fd, from, info->st_size, err);
    close(fd);
    TRY(code);
    return rest > 0 ? put(archive, zeros, BLOCK - rest, err) : ERR_OK;
}

static enum err_code put_tree(const struct archive *archive, const char *from, const char *name,
                              struct err *err)
{
    const char **names;
    struct stat info;
    size_t count;
    if (lstat(from, &info) != 0) {
        return err_errno(err, "cannot look at %s", from);
    }
    if (!S_ISDIR(info.st_mode)) {
        return put_file(archive, from, name, &info, err);
    }
    TRY(put_header(archive, arena_printf(archive->arena, "%s/", name), &info, err));
    TRY(file_list(archive->arena, from, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        TRY(put_tree(archive, arena_printf(archive->arena, "%s/%s", from, names[i]),
                     arena_printf(archive->arena, "%s/%s", name, names[i]), err));
    }
    return ERR_OK;
}

enum err_code archive_make(struct arena *arena, const char *folder, const char *top,
                           const char *path, struct err *err)
{
    static const char end[2 * BLOCK];
    struct archive archive = {arena, path,
                              open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (archive.fd < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    enum err_code code = put_tree(&archive, folder, top, err);
    if (code == ERR_OK) {
        code = put(&archive, end, sizeof end, err);
    }
    if (code == ERR_OK && fsync(archive.fd) != 0) {
        code = err_errno(err, "cannot sync %s", path);
    }
    close(archive.fd);
    if (code != ERR_OK) {
        unlink(path);
    }
    return code;
}
