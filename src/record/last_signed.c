/* See last_signed.h. A slot is one line of text: size, root, and the first 16 hexadecimal
 * digits of SHA-256 over what stands before them, padded with blanks. */
#include "record/last_signed.h"

#include "base/file.h"
#include "base/str.h"

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

static enum err_code read_slots(struct last_signed *last, struct err *err)
{
    char bytes[SLOTS * SLOT];
    unsigned good = 0;
    ssize_t n = pread(last->fd, bytes, sizeof bytes, 0);
    if (n < 0) {
        return err_errno(err, "cannot read %s", last->path);
    }
    for (unsigned i = 0; i < SLOTS && (size_t)n >= (i + 1) * SLOT; i++) {
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
    if (n > 0 && good == 0) {
        err_set(err, ERR_FORMAT, "%s cannot be read", last->path);
        err_hint(err, "it says what was signed last; without it a new origin must be started");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

enum err_code last_signed_open(struct last_signed *last, const char *path, struct err *err)
{
    *last = (struct last_signed){.fd = -1, .path = path};
    last->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (last->fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code = read_slots(last, err);
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

/* Both slots are there after the first call, so that the size of the file stays. */
enum err_code last_signed_set(struct last_signed *last, uint64_t size,
                              const struct sha256 *root, struct err *err)
{
    char text[SLOT + 1];
    bool first = last->size == 0;
    slot_text(text, size, root);
    for (unsigned i = 0; i < (first ? SLOTS : 1u); i++) {
        off_t place = (off_t)((last->slot + i) % SLOTS) * SLOT;
        if (pwrite(last->fd, text, SLOT, place) != SLOT) {
            return err_errno(err, "cannot write %s", last->path);
        }
    }
    if ((first ? fsync(last->fd) : fdatasync(last->fd)) != 0) {
        return err_errno(err, "cannot sync %s", last->path);
    }
    if (first) {
        struct arena *arena = arena_new();
        enum err_code code = file_sync_folder(file_folder_of(arena, last->path), err);
        arena_free(arena);
        TRY(code);
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
