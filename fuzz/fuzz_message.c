/* One line from a tool: noise, malformed, or a message whose parts keep the protocol. */
#include "protocol/message.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool within(struct str part, struct str line)
{
    return part.p >= line.p && part.p + part.n <= line.p + line.n;
}

static void check_error(const struct message *message)
{
    if (message->error_code.n < 1 || message->error_code.n > 40 ||
        message->error_message.n > LIMIT_ERROR_TEXT || !utf8_valid(message->error_message)) {
        BUG("an error out of its bounds");
    }
    for (size_t i = 0; i < message->error_code.n; i++) {
        char c = message->error_code.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            BUG("an error code of other characters");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str line = str_n((const char *)bytes, length);
    struct message message;
    struct message_ready ready;
    bool opens = length > 0 && bytes[0] == '{';
    enum err_code code = message_read(arena, line, &message, NULL);
    if (code == ERR_OK && (message.kind == MESSAGE_NOISE) == opens) {
        BUG("noise is what does not open with a brace");
    }
    if (code == ERR_OK && message.kind == MESSAGE_OUTPUT &&
        (!within(message.output->raw, line) || message.output->raw.n == 0 ||
         message.id.p == NULL)) {
        BUG("an output without its bytes or id");
    }
    if (code == ERR_OK && message.kind == MESSAGE_ERROR) {
        check_error(&message);
    }
    if (code == ERR_OK && message.kind != MESSAGE_NOISE &&
        message_ready(&message, STR("t"), STR("1"), &ready, NULL) == ERR_OK &&
        (message.kind != MESSAGE_READY || ready.window < 1 || ready.window > LIMIT_WINDOW)) {
        BUG("ready without a window");
    }
    arena_free(arena);
    return 0;
}
