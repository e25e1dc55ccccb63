/* A body in chunks, in two pieces at any place: the same body comes of it, within its limit, or
 * the same refusal. The first byte says where it is cut. */
#include "base/err.h"
#include "http/reply_head.h"

#include <string.h>

enum { BODY_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static enum err_code take(struct reply_chunks *chunks, struct strbuf *in, struct strbuf *body,
                          struct str piece)
{
    struct err err;
    strbuf_str(in, piece);
    return reply_chunks_take(chunks, in, body, BODY_MAX, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct reply_chunks whole = {0};
    struct reply_chunks cut = {0};
    struct strbuf in;
    struct strbuf body;
    struct strbuf again;
    if (length == 0) {
        return 0;
    }
    struct str text = str_n((const char *)bytes + 1, length - 1);
    size_t at = text.n > 0 ? bytes[0] % text.n : 0;
    strbuf_init(&in, length + 1);
    strbuf_init(&body, length + 1);
    strbuf_init(&again, length + 1);
    enum err_code code = take(&whole, &in, &body, text);
    strbuf_clear(&in);
    enum err_code other = take(&cut, &in, &again, str_sub(text, 0, at));
    if (other == ERR_OK) {
        other = take(&cut, &in, &again, str_from(text, at));
    }
    if (body.n > BODY_MAX || body.overflow) {
        BUG("a body past its limit");
    }
    if ((code == ERR_OK) != (other == ERR_OK) || whole.done != cut.done ||
        (code == ERR_OK && (body.n != again.n || memcmp(body.p, again.p, body.n) != 0))) {
        BUG("a body that depends on how it came");
    }
    strbuf_release(&in);
    strbuf_release(&body);
    strbuf_release(&again);
    return 0;
}
