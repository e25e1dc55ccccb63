/* See tar_header.h. */
#include "supplier/tar_header.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

enum {
    NAME_AT = 0,
    NAME_SIZE = 100,
    MODE_AT = 100,
    UID_AT = 108,
    GID_AT = 116,
    SIZE_AT = 124,
    SIZE_DIGITS = 11,
    TIME_AT = 136,
    SUM_AT = 148,
    SUM_SIZE = 8,
    TYPE_AT = 156,
    MAGIC_AT = 257,
    PREFIX_AT = 345,
    PREFIX_SIZE = 155
};

/* Where the path is cut in two: 0: not at all; SIZE_MAX: it does not fit. */
static size_t cut_of(struct str path)
{
    if (path.n > 0 && path.n <= NAME_SIZE) {
        return 0;
    }
    for (size_t i = 1; i < path.n && i <= PREFIX_SIZE; i++) {
        if (path.p[i] == '/' && path.n - i - 1 <= NAME_SIZE && path.n - i - 1 > 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool tar_path_fits(struct str path)
{
    return cut_of(path) != SIZE_MAX;
}

static void put(unsigned char *block, size_t at, const char *text)
{
    size_t length = strlen(text); /* a field of a tar has no end of its own */
    for (size_t i = 0; i < length; i++) {
        block[at + i] = (unsigned char)text[i];
    }
}

void tar_header(unsigned char block[TAR_BLOCK], struct str path, uint64_t size, bool executable)
{
    char text[32];
    unsigned sum = 0;
    size_t cut = cut_of(path);
    if (cut == SIZE_MAX || size > TAR_SIZE_MAX) {
        BUG("a file that does not fit into the archive");
    }
    struct str name = cut == 0 ? path : str_from(path, cut + 1);
    memset(block, 0, TAR_BLOCK);
    memcpy(block + NAME_AT, name.p, name.n);
    memcpy(block + PREFIX_AT, path.p, cut);
    put(block, MODE_AT, executable ? "0000755" : "0000644");
    put(block, UID_AT, "0000000");
    put(block, GID_AT, "0000000");
    snprintf(text, sizeof text, "%011llo", (unsigned long long)size);
    put(block, SIZE_AT, text);
    put(block, TIME_AT, "00000000000");
    memset(block + SUM_AT, ' ', SUM_SIZE);
    block[TYPE_AT] = '0';
    put(block, MAGIC_AT, "ustar");
    put(block, MAGIC_AT + 6, "00");
    for (size_t i = 0; i < TAR_BLOCK; i++) {
        sum += block[i];
    }
    snprintf(text, sizeof text, "%06o", sum);
    memcpy(block + SUM_AT, text, 7); /* six digits, NUL, and the blank that is there */
}

uint64_t tar_size_of(const unsigned char block[TAR_BLOCK])
{
    uint64_t size = 0;
    for (size_t i = SIZE_AT; i < SIZE_AT + SIZE_DIGITS; i++) {
        if (block[i] < '0' || block[i] > '7') {
            return UINT64_MAX;
        }
        size = size * 8 + (uint64_t)(block[i] - '0');
    }
    return size;
}
