/* A tar archive: refused with words, or entries each of which is a path below the root, within
 * the limits, and as many bytes as it says. */
#include "archive/tar_read.h"

#include "base/mem.h"
#include "made_bench.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_path(const char *path)
{
    struct str rest = str_of(path);
    struct str step;
    if (strlen(path) > TAR_PATH_MAX || path[0] == '/') {
        BUG("path \"%s\"", path);
    }
    while (rest.n > 0 && str_split(&rest, '/', &step)) {
        if (step.n == 0 || step.n > TAR_STEP_MAX || str_is(step, ".") || str_is(step, "..")) {
            BUG("path \"%s\"", path);
        }
    }
}

/* Few mutations leave a header's sum right, so where the length is even it is set right. */
static void mend_sums(uint8_t *bytes, size_t length)
{
    for (size_t at = 0; length % 2 == 0 && at + 512 <= length; at += 512) {
        uint8_t *block = bytes + at;
        unsigned sum = 0;
        if (memcmp(block + 257, "ustar", 5) != 0) {
            continue;
        }
        memset(block + 148, ' ', 8);
        for (size_t i = 0; i < 512; i++) {
            sum += block[i];
        }
        for (size_t i = 0; i < 6; i++) {
            block[148 + i] = (uint8_t)('0' + (sum >> (15 - 3 * i) & 7));
        }
        block[154] = 0;
    }
}

static enum err_code take_bytes(struct tar_read *tar, const struct tar_entry *entry,
                                struct err *err)
{
    char block[1000];
    uint64_t sum = 0;
    size_t got;
    do {
        TRY(tar_read_bytes(tar, block, sizeof block, &got, err));
        sum += got;
    } while (got > 0);
    if (sum != entry->size) {
        BUG("%llu bytes of %llu", (unsigned long long)sum, (unsigned long long)entry->size);
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const struct tar_limits limits = {1 << 20, 100};
    struct err err = {.code = ERR_OK};
    struct tar_read *tar;
    struct tar_entry entry;
    bool found = true;
    size_t count = 0;
    uint8_t *mended = xmalloc(length + 1);
    memcpy(mended, bytes, length);
    mend_sums(mended, length);
    int fd = open(made_file(mended, length), O_RDONLY | O_CLOEXEC);
    enum err_code code = tar_read_open(&tar, fd, "fuzz.tar", limits, &err);
    while (code == ERR_OK && found) {
        code = tar_read_next(tar, &entry, &found, &err);
        if (code == ERR_OK && found) {
            check_path(entry.path);
            if (entry.kind == TAR_HARD_LINK) {
                check_path(entry.target);
            }
            if (entry.kind != TAR_FILE && entry.size != 0) {
                BUG("a link or folder with bytes");
            }
            /* every other file is skipped by the reader itself */
            code = ++count % 2 == 0 ? take_bytes(tar, &entry, &err) : ERR_OK;
        }
    }
    if (count > limits.entries) {
        BUG("%zu entries", count);
    }
    if (code != ERR_OK && err.message[0] == '\0') {
        BUG("refused without a word");
    }
    tar_read_close(tar);
    close(fd);
    free(mended);
    return 0;
}
