/* A tool's file of answers for a collection. Whatever is in it: each item that was shown has one
 * state; what is taken as an output is one JSON value, as it stood; and every line is an
 * answer, one of several to an item, or a fault. */
#include "base/json.h"
#include "made_bench.h"
#include "run/answers_file.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { ITEMS = 3, SEED = 7 };

static size_t lines_of(const uint8_t *bytes, size_t length)
{
    size_t lines = length > 0 && bytes[length - 1] != '\n' ? 1 : 0;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
}

/* The fewest lines that such an answer takes. */
static size_t check_one(struct arena *arena, const struct filed_answer *answer)
{
    struct js *output;
    struct err err;
    switch (answer->state) {
    case FILED_MISSING:
        return 0;
    case FILED_DOUBLED:
        return 2;
    case FILED_ERROR:
        if (answer->error_code.n == 0 || answer->output.n > 0) {
            BUG("an error without a code, or with an output");
        }
        return 1;
    case FILED_OUTPUT:
        if (js_parse(arena, answer->output, &output, &err) != ERR_OK) {
            BUG("an output that is no JSON: %s", err.message);
        }
        return 1;
    }
    BUG("a state that is none");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const struct str ids[ITEMS] = {{"a", 1}, {"b", 1}, {"c", 1}};
    struct arena *arena = arena_new();
    struct answers_file file;
    struct shown_ids shown;
    struct err err = {.code = ERR_OK};
    shown_ids_make(&shown, SEED, ids, ITEMS);
    const char *path = made_file(bytes, length);
    if (answers_file_read(arena, path, &shown, &file, &err) == ERR_OK) {
        size_t least = (size_t)file.faults;
        for (size_t i = 0; i < ITEMS; i++) {
            least += check_one(arena, &file.answers[i]);
        }
        if (least > lines_of(bytes, length)) {
            BUG("%zu lines taken of %zu", least, lines_of(bytes, length));
        }
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    shown_ids_release(&shown);
    arena_free(arena);
    return 0;
}
