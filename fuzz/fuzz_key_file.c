/* Key files: refused with words, or a key whose seed writes the same text. */
#include "base/encode.h"
#include "base/err.h"
#include "base/file.h"
#include "crypto/sig.h"

#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A file in memory, so that the disk is left alone. */
static int file_of(const uint8_t *bytes, size_t length)
{
    int fd = memfd_create("key", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || fchmod(fd, 0600) != 0) {
        abort();
    }
    return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err;
    struct sig_secret secret;
    char hex[2 * SIG_SEED_SIZE + 1];
    char path[40];
    if (length > 4096) {
        return 0;
    }
    int fd = file_of(bytes, length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (sig_secret_load(path, &secret, &err) == ERR_OK) {
        hex_encode(hex, secret.seed, SIG_SEED_SIZE);
        if (!str_is(str_trim(str_n((const char *)bytes, length)), hex)) {
            BUG("another key than the file's");
        }
    }
    close(fd);
    return 0;
}
