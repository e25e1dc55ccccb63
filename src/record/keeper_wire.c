/* See keeper_wire.h. */
#include "record/keeper_wire.h"

#include "base/limits.h"

#include <stdint.h>
#include <string.h>

static void put_length(unsigned char *out, size_t length)
{
    for (int i = 0; i < 4; i++) {
        out[i] = (unsigned char)(length >> (24 - 8 * i));
    }
}

static size_t get_length(const char *bytes)
{
    size_t length = 0;
    for (int i = 0; i < 4; i++) {
        length = length << 8 | (unsigned char)bytes[i];
    }
    return length;
}

void wire_compose(struct strbuf *out, struct str head, struct str payload)
{
    unsigned char prefix[WIRE_PREFIX] = "PAK1";
    put_length(prefix + 4, head.n);
    put_length(prefix + 8, payload.n);
    strbuf_add(out, prefix, sizeof prefix);
    strbuf_str(out, head);
    strbuf_str(out, payload);
}

enum err_code wire_parse(struct str bytes, struct wire_message *message, size_t *size,
                         struct err *err)
{
    *size = 0;
    if (bytes.n < WIRE_PREFIX) {
        return ERR_OK;
    }
    if (memcmp(bytes.p, "PAK1", 4) != 0) {
        return err_set(err, ERR_FORMAT, "keeper socket: not a message of ours");
    }
    size_t head = get_length(bytes.p + 4);
    size_t payload = get_length(bytes.p + 8);
    if (head > WIRE_HEAD_MAX || payload > LIMIT_ENVELOPE) {
        return err_set(err, ERR_LIMIT, "keeper socket: a message of %zu bytes", head + payload);
    }
    if (bytes.n < WIRE_PREFIX + head + payload) {
        return ERR_OK;
    }
    message->head = str_sub(bytes, WIRE_PREFIX, head);
    message->payload = str_sub(bytes, WIRE_PREFIX + head, payload);
    *size = WIRE_PREFIX + head + payload;
    return ERR_OK;
}
