/* Envelopes and the evidence in them: one envelope has one form, one predicate too. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "evidence/predicate.h"
#include "ledger/dsse.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The payload of an envelope, or the bytes as such. */
static void read_predicate(struct arena *arena, struct str payload)
{
    struct err err;
    struct js *value;
    struct predicate predicate;
    struct strbuf again;
    if (canon_parse(arena, payload, &value, &err) != ERR_OK ||
        predicate_parse(value, &predicate, &err) != ERR_OK) {
        return;
    }
    strbuf_init(&again, LIMIT_ENVELOPE);
    predicate_compose(&again, &predicate);
    if (!str_eq(strbuf_view(&again), payload)) {
        BUG("a predicate that is not written back");
    }
    strbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct dsse envelope;
    struct sig_public key = {{1}};
    struct str text = str_n((const char *)bytes, length);
    if (dsse_parse(arena, text, &envelope, &err) == ERR_OK) {
        if (text.p[text.n - 1] != '\n') {
            BUG("an envelope without its newline");
        }
        (void)!dsse_verify(&envelope, &key, &err);
        read_predicate(arena, envelope.payload);
    }
    read_predicate(arena, text);
    arena_free(arena);
    return 0;
}
