/* The JSON reader and the canonical writer: what is canonical once stays so. */
#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "crypto/canon.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str once;
    struct str again;
    if (canon_of(arena, str_n((const char *)bytes, length), &once, &err) == ERR_OK) {
        if (canon_of(arena, once, &again, &err) != ERR_OK || !str_eq(once, again)) {
            BUG("canonical form is not stable");
        }
    }
    arena_free(arena);
    return 0;
}
