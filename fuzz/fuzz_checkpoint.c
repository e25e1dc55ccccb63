/* Checkpoints: the text of one that parses is written back to the byte. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "ledger/checkpoint.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct signed_checkpoint checkpoint;
    struct strbuf text;
    strbuf_init(&text, LIMIT_NOTE);
    if (checkpoint_parse(arena, str_n((const char *)bytes, length), &checkpoint, &err) ==
        ERR_OK) {
        checkpoint_text(&text, &checkpoint.head);
        if (!str_eq(strbuf_view(&text), checkpoint.note.text)) {
            BUG("a checkpoint that is not written back");
        }
    }
    strbuf_release(&text);
    arena_free(arena);
    return 0;
}
