/* See http_files.h. */
#include "web/http_files.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/digest.h"
#include "ledger/body.h"
#include "ledger/tile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHECKED_BLOBS = 64 };
#define OCTETS "application/octet-stream"

/* A blob whose digest was found right: as long as nobody wrote to that file it need not be
 * hashed again. */
struct checked {
    struct sha256 name;
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct http_files {
    const struct datadir *data;
    struct checked checked[CHECKED_BLOBS];
    size_t next;
};

struct http_files *http_files_new(const struct datadir *data)
{
    struct http_files *files = xcalloc(1, sizeof *files);
    files->data = data;
    return files;
}

void http_files_free(struct http_files *files)
{
    free(files);
}

bool http_files_owns(struct str path)
{
    return str_is(path, "/checkpoint") || str_is(path, "/checkpoint.cosigned") ||
           str_starts(path, STR("/tile/")) || str_starts(path, STR("/body/")) ||
           str_starts(path, STR("/blob/"));
}

/* Opens root/name part by part, each without following a link, so that no link laid into the
 * folder leads out of it. ERR_NOT_FOUND also for a link or what is no regular file. */
static enum err_code open_beneath(const char *root, struct str name, int *file, struct err *err)
{
    char part[NAME_MAX + 1];
    struct str rest = name;
    struct str word;
    int at = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (at >= 0 && str_split(&rest, '/', &word)) {
        bool last = rest.p == NULL;
        snprintf(part, sizeof part, "%.*s", STR_ARG(word));
        int flags = last ? O_RDONLY | O_NONBLOCK | O_NOCTTY : O_PATH | O_DIRECTORY;
        int next = openat(at, part, flags | O_NOFOLLOW | O_CLOEXEC);
        int saved = errno;
        close(at);
        errno = saved;
        at = next;
    }
    if (at < 0 && (errno == ENOENT || errno == ELOOP || errno == ENOTDIR)) {
        return err_set(err, ERR_NOT_FOUND, "no %.*s in %s", STR_ARG(name), root);
    }
    if (at < 0) {
        return err_errno(err, "cannot open %.*s in %s", STR_ARG(name), root);
    }
    *file = at;
    return ERR_OK;
}

static enum err_code read_beneath(struct arena *arena, const char *root, struct str name,
                                  size_t max, struct str *bytes, struct err *err)
{
    int fd = -1;
    TRY(open_beneath(root, name, &fd, err));
    enum err_code code = file_read_fd(arena, fd, root, max, bytes, err);
    close(fd);
    return code;
}

static struct http_answer *answer_with(const char *type, struct str bytes, enum http_keep keep)
{
    struct http_answer *answer = http_answer_new(200, type, bytes);
    answer->keep = keep;
    return answer;
}

static enum err_code serve_checkpoint(struct http_files *files, struct arena *arena,
                                      struct str name, struct http_answer **answer,
                                      struct err *err)
{
    struct str bytes;
    TRY(read_beneath(arena, files->data->log, name, LIMIT_NOTE, &bytes, err));
    *answer = answer_with("text/plain; charset=utf-8", bytes, HTTP_KEEP_ASK);
    return ERR_OK;
}

/* A tile may be in the middle of being written, and what is sent is kept for a year. */
static bool tile_is_whole(const struct tile *tile, struct str bytes)
{
    if (!tile->entries) {
        return bytes.n == (size_t)tile->width * SHA256_SIZE;
    }
    unsigned width = 0;
    struct str entry;
    bool found = true;
    while (bundle_next(&bytes, &entry, &found, NULL) == ERR_OK) {
        if (!found) {
            return width == tile->width;
        }
        width++;
    }
    return false;
}

static enum err_code serve_tile(struct http_files *files, struct arena *arena, struct str name,
                                struct http_answer **answer, struct err *err)
{
    struct tile tile;
    struct str bytes;
    if (!tile_path_parse(name, &tile)) {
        return err_set(err, ERR_NOT_FOUND, "no such tile");
    }
    const size_t max = TILE_WIDTH * (LIMIT_LEAF + 2);
    TRY(read_beneath(arena, files->data->log, name, max, &bytes, err));
    if (!tile_is_whole(&tile, bytes)) {
        return err_set(err, ERR_NOT_FOUND, "the tile is not whole yet");
    }
    *answer = answer_with(OCTETS, bytes, HTTP_KEEP_A_YEAR);
    return ERR_OK;
}

/* A body may be removed later, so nobody is told to keep it for a year. */
static enum err_code serve_body(struct http_files *files, struct arena *arena, struct str name,
                                struct http_answer **answer, struct err *err)
{
    struct str bytes;
    struct salt salt;
    struct str canonical;
    struct js *value;
    if (!hex_is(str_from(name, strlen("body/")), 2 * SHA256_SIZE)) {
        return err_set(err, ERR_NOT_FOUND, "no such body");
    }
    const size_t max = SALT_SIZE + LIMIT_BODY;
    TRY(read_beneath(arena, files->data->log, name, max, &bytes, err));
    if (body_parse(arena, bytes, &salt, &canonical, &value, NULL) != ERR_OK) {
        return err_set(err, ERR_NOT_FOUND, "the body is not whole yet");
    }
    *answer = answer_with(OCTETS, bytes, HTTP_KEEP_A_WHILE);
    return ERR_OK;
}

static bool was_checked(const struct http_files *files, const struct checked *found)
{
    for (size_t i = 0; i < CHECKED_BLOBS; i++) {
        const struct checked *known = &files->checked[i];
        if (known->inode == found->inode && known->device == found->device &&
            known->size == found->size && known->changed.tv_sec == found->changed.tv_sec &&
            known->changed.tv_nsec == found->changed.tv_nsec &&
            sha256_eq(&known->name, &found->name)) {
            return true;
        }
    }
    return false;
}

/* `info` was taken before the bytes are read: what is written later has another time. */
static enum err_code check_blob(struct http_files *files, int fd, const struct checked *found,
                                struct err *err)
{
    struct sha256 digest;
    if (was_checked(files, found)) {
        return ERR_OK;
    }
    TRY(sha256_of_fd(fd, "a public blob", &digest, NULL, err));
    if (!sha256_eq(&digest, &found->name)) {
        char hex[SHA256_HEX_SIZE];
        sha256_hex(hex, &found->name);
        return err_set(err, ERR_INVALID, "blob %s holds other bytes", hex);
    }
    if (lseek(fd, 0, SEEK_SET) != 0) {
        return err_errno(err, "cannot read a public blob again");
    }
    files->checked[files->next] = *found;
    files->next = (files->next + 1) % CHECKED_BLOBS;
    return ERR_OK;
}

static enum err_code serve_blob(struct http_files *files, struct arena *arena, struct str hex,
                                struct http_answer **answer, struct err *err)
{
    struct stat info;
    struct checked found = {0};
    int fd = -1;
    if (!hex_is(hex, 2 * SHA256_SIZE) || !sha256_from_hex(&found.name, hex)) {
        return err_set(err, ERR_NOT_FOUND, "no such blob");
    }
    char *name = arena_printf(arena, "%.2s/%.62s", hex.p, hex.p + 2);
    TRY(open_beneath(files->data->blobs_public, str_of(name), &fd, err));
    enum err_code code = ERR_OK;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        code = err_set(err, ERR_NOT_FOUND, "no such blob");
        goto out;
    }
    found = (struct checked){found.name, info.st_dev, info.st_ino, info.st_size, info.st_ctim};
    TRY_OUT(check_blob(files, fd, &found, err));
    *answer = answer_with(OCTETS, STR(""), HTTP_KEEP_A_WHILE);
    snprintf((*answer)->tag, sizeof(*answer)->tag, "%.32s", hex.p);
    (*answer)->file_size = (uint64_t)info.st_size;
    (*answer)->fd = fd;
    fd = -1;
out:
    if (fd >= 0) {
        close(fd);
    }
    return code;
}

static enum err_code serve(struct http_files *files, struct arena *arena, struct str path,
                           struct http_answer **answer, struct err *err)
{
    struct str name = str_from(path, 1);
    if (str_is(name, "checkpoint") || str_is(name, "checkpoint.cosigned")) {
        return serve_checkpoint(files, arena, name, answer, err);
    }
    if (str_starts(name, STR("tile/"))) {
        return serve_tile(files, arena, name, answer, err);
    }
    if (str_starts(name, STR("body/"))) {
        return serve_body(files, arena, name, answer, err);
    }
    return serve_blob(files, arena, str_from(name, strlen("blob/")), answer, err);
}

struct http_answer *http_files_answer(struct http_files *files, struct arena *arena,
                                      struct str path, struct err *err)
{
    struct http_answer *answer = NULL;
    enum err_code code = serve(files, arena, path, &answer, err);
    if (code == ERR_OK) {
        return answer;
    }
    if (code == ERR_NOT_FOUND) {
        err->code = ERR_OK;
        return http_answer_words(404, "not here");
    }
    return http_answer_words(500, "this server failed; the operator finds why in the log");
}
