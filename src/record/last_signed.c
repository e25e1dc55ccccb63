/* See last_signed.h. A slot is one line of text: size, root, and the first 16 hexadecimal
 * digits of SHA-256 over what stands before them, padded with blanks. */
#include "record/last_signed.h"

#include "base/file.h"
#include "base/str.h"
#include "ledger/merkle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SLOT = 128, SLOTS = 2, CHECK = 16 };

static void slot_text(char text[SLOT + 1], uint64_t size, const struct sha256 *root)
{
    char hex[SHA256_HEX_SIZE];
    char check[SHA256_HEX_SIZE];
    sha256_hex(hex, root);
    int n = snprintf(text, SLOT, "%llu %s ", (unsigned long long)size, hex);
    struct sha256 sum = sha256_of(str_n(text, (size_t)n));
    sha256_hex(check, &sum);
    n += snprintf(text + n, (size_t)(SLOT - n), "%.*s", CHECK, check);
    memset(text + n, ' ', (size_t)(SLOT - 1 - n));
    text[SLOT - 1] = '\n';
    text[SLOT] = '\0';
}

static bool slot_parse(struct str text, uint64_t *size, struct sha256 *root)
{
    struct str rest = text;
    struct str number;
    struct str hex;
    char expected[SLOT + 1];
    if (!str_split(&rest, ' ', &number) || !str_split(&rest, ' ', &hex) ||
        !str_to_u64(number, INT64_MAX, size) || !sha256_from_hex(root, hex)) {
        return false;
    }
    slot_text(expected, *size, root);
    return str_eq(text, str_n(expected, SLOT));
}

static enum err_code read_bytes(const struct last_signed *last, char *bytes, size_t room,
                                size_t *n, struct err *err)
{
    ssize_t got = 1;
    for (*n = 0; *n < room && got != 0;) {
        got = pread(last->fd, bytes + *n, room - *n, (off_t)*n);
        if (got < 0 && errno != EINTR) {
            return err_errno(err, "cannot read %s", last->path);
        }
        *n += got > 0 ? (size_t)got : 0;
    }
    return ERR_OK;
}

static enum err_code read_slots(struct last_signed *last, struct err *err)
{
    char bytes[SLOTS * SLOT];
    unsigned good = 0;
    size_t n;
    TRY(read_bytes(last, bytes, sizeof bytes, &n, err));
    for (unsigned i = 0; i < SLOTS && n >= (i + 1) * SLOT; i++) {
        uint64_t size;
        struct sha256 root;
        if (!slot_parse(str_n(bytes + i * SLOT, SLOT), &size, &root)) {
            continue;
        }
        if (good++ == 0 || size >= last->size) {
            last->size = size;
            last->root = root;
            last->slot = (i + 1) % SLOTS;
        }
    }
    if (good == 0) {
        err_set(err, ERR_FORMAT, "%s cannot be read", last->path);
        err_hint(err, "it says what was signed last; without it a new origin must be started");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

static enum err_code write_slot(struct last_signed *last, const char text[SLOT + 1],
                                struct err *err)
{
    off_t place = (off_t)last->slot * SLOT;
    for (size_t done = 0; done < SLOT;) {
        ssize_t n = pwrite(last->fd, text + done, SLOT - done, place + (off_t)done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return err_errno(err, "cannot write %s", last->path);
        }
        done += (size_t)n;
    }
    return ERR_OK;
}

/* Both slots say that nothing was signed, and are there before anything can be: afterwards a
 * write leaves one of them alone, and a file that is not there is one that was lost. */
static enum err_code write_first(struct last_signed *last, struct err *err)
{
    char text[SLOT + 1];
    struct merkle_range empty = {0};
    last->size = 0;
    last->root = merkle_range_root(&empty);
    slot_text(text, 0, &last->root);
    for (last->slot = SLOTS; last->slot-- > 0;) {
        TRY(write_slot(last, text, err));
    }
    last->slot = 0;
    if (fsync(last->fd) != 0) {
        return err_errno(err, "cannot sync %s", last->path);
    }
    struct arena *arena = arena_new();
    enum err_code code = file_sync_folder(file_folder_of(arena, last->path), err);
    arena_free(arena);
    return code;
}

enum err_code last_signed_open(struct last_signed *last, const char *path, bool make,
                               struct err *err)
{
    *last = (struct last_signed){.fd = -1, .path = path};
    last->fd = open(path, O_RDWR | (make ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (last->fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = read_slots(last, err);
    if (code == ERR_FORMAT && make) {
        code = write_first(last, err);
    }
    if (code != ERR_OK) {
        last_signed_close(last);
    }
    return code;
}

enum err_code last_signed_read(struct last_signed *last, const char *path, struct err *err)
{
    *last = (struct last_signed){.path = path};
    last->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (last->fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = read_slots(last, err);
    last_signed_close(last);
    return code;
}

enum err_code last_signed_set(struct last_signed *last, uint64_t size,
                              const struct sha256 *root, struct err *err)
{
    char text[SLOT + 1];
    slot_text(text, size, root);
    TRY(write_slot(last, text, err));
    if (fdatasync(last->fd) != 0) {
        return err_errno(err, "cannot sync %s", last->path);
    }
    last->size = size;
    last->root = *root;
    last->slot = (last->slot + 1) % SLOTS;
    return ERR_OK;
}

void last_signed_close(struct last_signed *last)
{
    if (last->fd >= 0) {
        close(last->fd);
        last->fd = -1;
    }
}
