/* Proof files and the statement they carry: what parses is written back to the byte. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "ledger/tlogproof.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void read_extra(struct str bytes)
{
    struct err err;
    struct tlogproof_extra extra;
    struct strbuf again;
    strbuf_init(&again, 4 * LIMIT_BODY);
    if (tlogproof_extra_parse(bytes, &extra, &err) == ERR_OK && extra.body.n <= LIMIT_BODY &&
        (tlogproof_extra_compose(&again, &extra, &err) != ERR_OK ||
         !str_eq(strbuf_view(&again), bytes))) {
        BUG("an extra that is not written back");
    }
    strbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct tlogproof proof;
    struct strbuf again;
    struct str text = str_n((const char *)bytes, length);
    struct signed_checkpoint checkpoint;
    struct note_key key = {.name = STR("x")};
    strbuf_init(&again, 16 * MIB);
    if (tlogproof_parse(arena, text, &proof, &err) == ERR_OK) {
        tlogproof_compose(&again, &proof);
        if (!str_eq(strbuf_view(&again), text)) {
            BUG("a proof that is not written back");
        }
        read_extra(proof.extra);
        (void)!tlogproof_verify(arena, &proof, STR("entry"), &key, &checkpoint, &err);
    }
    read_extra(text);
    strbuf_release(&again);
    arena_free(arena);
    return 0;
}
