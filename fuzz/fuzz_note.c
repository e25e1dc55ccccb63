/* Signed notes: a note that parses is made of its own parts. */
#include "base/arena.h"
#include "base/err.h"
#include "crypto/note.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct note note;
    struct note_key key;
    struct str text = str_n((const char *)bytes, length);
    if (note_parse(arena, text, &note, &err) == ERR_OK) {
        size_t total = note.text.n + 1;
        for (size_t i = 0; i < note.count; i++) {
            total += note.signatures[i].line.n;
        }
        if (total != length) {
            BUG("note of %zu bytes has parts of %zu", length, total);
        }
    }
    if (vkey_parse(text, &key, &err) == ERR_OK && key.name.n >= length) {
        BUG("verifier key is all name");
    }
    arena_free(arena);
    return 0;
}
