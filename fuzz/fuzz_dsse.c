/* Envelopes and the evidence in them: one envelope has one form, one predicate too. */
#include "base/arena.h"
#include "base/encode.h"
#include "base/err.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "evidence/predicate.h"
#include "ledger/dsse.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* One line of canonical JSON, its base64 the one form of its bytes. */
static void look_at(struct arena *arena, struct str text, const struct dsse *envelope)
{
    struct err err;
    struct str canonical;
    struct strbuf base64;
    struct str line = str_sub(text, 0, text.n - 1);
    strbuf_init(&base64, 2 * LIMIT_ENVELOPE);
    base64_encode(&base64, envelope->payload.p, envelope->payload.n);
    if (text.p[text.n - 1] != '\n' || canon_of(arena, line, &canonical, &err) != ERR_OK ||
        !str_eq(canonical, line) || str_find(line, strbuf_view(&base64)) == SIZE_MAX) {
        BUG("an envelope of another form");
    }
    strbuf_release(&base64);
}

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
        look_at(arena, text, &envelope);
        (void)!dsse_verify(&envelope, &key, &err);
        read_predicate(arena, envelope.payload);
    }
    read_predicate(arena, text);
    arena_free(arena);
    return 0;
}
