/* The state of a witness: what is taken is written back to the byte. Its checkpoint's signature
 * is checked too, so most of what is taken comes from the corpus. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "stranger/witness.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct witness_state state;
    struct strbuf again;
    struct str text = str_n((const char *)bytes, length);
    strbuf_init(&again, 4 * LIMIT_NOTE);
    if (length <= 2 * LIMIT_NOTE && witness_state_parse(arena, text, &state, &err) == ERR_OK) {
        witness_state_write(&again, &state);
        if (!str_eq(strbuf_view(&again), text)) {
            BUG("a state that is not written back");
        }
    }
    strbuf_release(&again);
    arena_free(arena);
    return 0;
}
