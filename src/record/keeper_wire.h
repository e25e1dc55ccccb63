/* Messages between a keeper and its clients over the data folder's socket: a head of JSON and
 * bytes that go with it.
 *
 *     "PAK1" | head length, 4 bytes big-endian | payload length, 4 bytes | head | payload
 *
 * Both sides are the same program on the same machine; the socket is the owner's alone (0600),
 * so this is no outside format, but every length is checked all the same. */
#ifndef POLICEAI_RECORD_KEEPER_WIRE_H
#define POLICEAI_RECORD_KEEPER_WIRE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>

enum { WIRE_HEAD_MAX = 65536, WIRE_PREFIX = 12 };

struct wire_message {
    struct str head; /* JSON */
    struct str payload;
};

/* Appends the message. */
void wire_compose(struct strbuf *out, struct str head, struct str payload);
/* Looks for a whole message at the start of `bytes`: *size is its length, 0 when more must
 * come. The message points into bytes. ERR_FORMAT, ERR_LIMIT. */
enum err_code wire_parse(struct str bytes, struct wire_message *message, size_t *size,
                         struct err *err) MUST_USE;

#endif
