/* Replays a corpus folder through a fuzz target: fails when the folder is empty. */
#include "base/arena.h"
#include "base/file.h"
#include "crypto/random.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int main(int argc, char **argv)
{
    struct err err;
    const char **names;
    size_t count;
    if (argc != 2) {
        fprintf(stderr, "usage: %s CORPUS-FOLDER\n", argv[0]);
        return 2;
    }
    crypto_start();
    struct arena *arena = arena_new();
    if (file_list(arena, argv[1], &names, &count, &err) != ERR_OK || count == 0) {
        fprintf(stderr, "no corpus in %s\n", argv[1]);
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        struct str bytes;
        char *path = arena_printf(arena, "%s/%s", argv[1], names[i]);
        if (file_read(arena, path, 16u << 20, &bytes, &err) != ERR_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
    }
    printf("%zu inputs replayed\n", count);
    arena_free(arena);
    return 0;
}
