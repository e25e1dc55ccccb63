/* A tool's file of answers for a collection. Whatever is in it: each item that was shown has
 * one state; what is taken as an output is one JSON value, as it stood; every line is an
 * answer, one of several to an item, or a fault; and of a file that stands twice in itself no
 * answer counts.
 */
#include "base/json.h"
#include "made_bench.h"
#include "run/answers_file.h"

#include <stdint.h>
#include <string.h>

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

static void check_once(struct arena *arena, const struct answers_file *file, size_t lines)
{
    size_t least = (size_t)file->faults;
    for (size_t i = 0; i < ITEMS; i++) {
        least += check_one(arena, &file->answers[i]);
    }
    if (least > lines) {
        BUG("%zu lines taken of %zu", least, lines);
    }
}

static void check_twice(struct arena *arena, const struct shown_ids *shown,
                        const struct answers_file *once, const uint8_t *bytes, size_t length)
{
    struct answers_file file;
    struct err err = {.code = ERR_OK};
    char *both = arena_alloc(arena, 2 * length);
    memcpy(both, bytes, length);
    memcpy(both + length, bytes, length);
    const char *path = made_file((const uint8_t *)both, 2 * length);
    if (answers_file_read(arena, path, shown, &file, &err) != ERR_OK) {
        return; /* too many faults */
    }
    if (file.faults != 2 * once->faults) {
        BUG("%lld faults of twice %lld", (long long)file.faults, (long long)once->faults);
    }
    for (size_t i = 0; i < ITEMS; i++) {
        bool missing = once->answers[i].state == FILED_MISSING;
        if (file.answers[i].state != (missing ? FILED_MISSING : FILED_DOUBLED)) {
            BUG("what stands there twice is not told");
        }
    }
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
        check_once(arena, &file, lines_of(bytes, length));
        if (length > 0 && bytes[length - 1] == '\n') {
            check_twice(arena, &shown, &file, bytes, length);
        }
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    shown_ids_release(&shown);
    arena_free(arena);
    return 0;
}
