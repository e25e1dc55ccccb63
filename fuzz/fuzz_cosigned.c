/* A note with cosignatures, judged by the key that the input's first line names (a vkey): a
 * note that is taken has a line of that key, 72 bytes long, and loses its worth when its text
 * changes. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "ledger/cosignature.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void judge(struct arena *arena, const struct note *note, const struct note_key *key)
{
    int64_t time = -1;
    struct err err;
    struct note other = *note;
    if (cosignature_verify(note, key, &time, &err) != ERR_OK) {
        return;
    }
    other.text = str_of(arena_printf(arena, "%.*sx\n", STR_ARG(note->text)));
    if (time < 0 || cosignature_verify(&other, key, &time, &err) == ERR_OK) {
        BUG("a cosignature of anything");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct note note;
    struct note_key key;
    struct str rest = str_n((const char *)bytes, length);
    struct str vkey;
    struct strbuf again;
    strbuf_init(&again, LIMIT_NOTE);
    if (length < LIMIT_NOTE && str_split(&rest, '\n', &vkey) && rest.p != NULL &&
        cosigner_parse(vkey, &key, &err) == ERR_OK) {
        cosigner_format(&again, &key);
        if (!str_eq(strbuf_view(&again), vkey)) {
            BUG("a vkey that is not written back");
        }
        if (note_parse(arena, rest, &note, &err) == ERR_OK) {
            judge(arena, &note, &key);
        }
    }
    strbuf_release(&again);
    arena_free(arena);
    return 0;
}
