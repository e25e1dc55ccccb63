/* Messages at the keeper's socket, as many as the bytes hold: each is written back. */
#include "base/err.h"
#include "base/limits.h"
#include "record/keeper_wire.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err;
    struct wire_message message;
    struct str rest = str_n((const char *)bytes, length);
    size_t size = 1;
    while (size > 0 && wire_parse(rest, &message, &size, &err) == ERR_OK && size > 0) {
        struct strbuf again;
        strbuf_init(&again, WIRE_PREFIX + WIRE_HEAD_MAX + LIMIT_ENVELOPE);
        wire_compose(&again, message.head, message.payload);
        if (!str_eq(strbuf_view(&again), str_sub(rest, 0, size))) {
            BUG("a message that is not written back");
        }
        strbuf_release(&again);
        rest = str_from(rest, size);
    }
    return 0;
}
