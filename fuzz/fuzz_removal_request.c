/* A person's removal: ids come out sorted, each once, and what is written is read back. */
#include "base/encode.h"
#include "base/err.h"
#include "base/limits.h"
#include "record/removal_request.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err;
    struct removal_request request;
    struct removal_request again;
    struct strbuf out;
    struct arena *arena = arena_new();
    strbuf_init(&out, LIMIT_BODY);
    if (removal_request_parse(arena, str_n((const char *)bytes, length), &request, &err) ==
        ERR_OK) {
        for (size_t i = 0; i < request.count; i++) {
            if (!hex_is(request.ids[i], 64) ||
                (i > 0 && str_cmp(request.ids[i - 1], request.ids[i]) >= 0)) {
                BUG("ids that are not sorted, each once");
            }
        }
        removal_request_write(&out, &request);
        if (strbuf_check(&out, "a request", &err) == ERR_OK &&
            (removal_request_parse(arena, strbuf_view(&out), &again, &err) != ERR_OK ||
             again.count != request.count || !str_eq(again.role, request.role))) {
            BUG("a request that is not read back");
        }
    }
    strbuf_release(&out);
    arena_free(arena);
    return 0;
}
