/* A line of the index of a case: what is taken keeps every bound that the tables rely on. */
#include "base/utf8.h"
#include "casecheck/index_line.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct index_line line;
    struct err err = {0};
    if (index_line_read(arena, str_n((const char *)bytes, length), &line, &err) == ERR_OK) {
        bool moment = str_is(line.kind, "when");
        if (line.document < 1 || line.page < 1 || line.start < 0 || line.start >= line.end ||
            line.end > INDEX_PLACE_MAX || line.minute < -1 || line.minute >= 24 * 60 ||
            line.key.n > INDEX_KEY_MAX || !utf8_valid(line.key)) {
            BUG("a line out of bounds");
        }
        if (moment ? line.day.n == 0 || line.sentence[1] <= line.sentence[0]
                   : line.key.n == 0) {
            BUG("a line that says nothing");
        }
    } else if (err.message[0] == '\0') {
        BUG("no words for what is wrong");
    }
    arena_free(arena);
    return 0;
}
