/* A bundle of statements: what is read is what would be written, and a digest that does not fit
 * is never the end. The fuzzer cannot find SHA-256, so the digest is made to fit first. */
#include "base/err.h"
#include "base/limits.h"
#include "ledger/exchange_bundle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct source {
    struct str text;
    size_t taken;
};

static enum err_code read_text(void *data, void *out, size_t length, size_t *got,
                               struct err *err)
{
    struct source *source = data;
    (void)err;
    *got = source->text.n - source->taken;
    *got = *got < length ? *got : length;
    memcpy(out, source->text.p + source->taken, *got);
    source->taken += *got;
    return ERR_OK;
}

static enum err_code read_bundle(struct str text, struct strbuf *again)
{
    struct source source = {text, 0};
    struct exchange_reader reader;
    struct exchange_record record = {.kind = EXCHANGE_ENTRY};
    struct sha256 hash;
    struct err err;
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    TRY_OUT(exchange_open(&reader, arena, read_text, &source, &err));
    reader.header.key_list = reader.header.keys->raw;
    TRY_OUT(exchange_compose_header(again, &reader.header, &err));
    for (uint64_t i = 0; i < reader.header.size; i++) {
        TRY_OUT(exchange_leaf(&reader, &hash, &err));
        strbuf_add(again, hash.bytes, sizeof hash.bytes);
    }
    while (record.kind != EXCHANGE_END) {
        TRY_OUT(exchange_next(&reader, arena, &record, &err));
        if (record.kind == EXCHANGE_ENTRY &&
            (record.entry.n > LIMIT_LEAF || record.body.n > LIMIT_BODY ||
             record.index >= reader.header.size)) {
            BUG("an entry past its limits");
        }
        if (record.kind == EXCHANGE_END) {
            record.digest = sha256_of(strbuf_view(again));
        }
        TRY_OUT(exchange_compose(again, &record, &err));
    }
out:
    arena_free(arena);
    return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct strbuf again;
    char *text = malloc(length + 1);
    memcpy(text, bytes, length);
    if (length > SHA256_SIZE) {
        size_t sealed = length - SHA256_SIZE - 1;
        struct sha256 digest = sha256_of(str_n(text, sealed));
        memcpy(text + sealed + 1, digest.bytes, SHA256_SIZE);
    }
    strbuf_init(&again, 64 * (size_t)MIB);
    if (read_bundle(str_n(text, length), &again) == ERR_OK &&
        !str_eq(strbuf_view(&again), str_n(text, length))) {
        BUG("a bundle that is not written back");
    }
    strbuf_release(&again);
    free(text);
    return 0;
}
