/* Answers that came back: an id is answered once at most, by the line that says so; every id is
 * answered, an error or missing; what is kept as an output is an output that parses. */
#include "elsewhere/returned_answers.h"

#include "base/err.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct str ids[] = {{"a1", 2}, {"b2", 2}, {"c3", 2}};
enum { IDS = 3 };

static enum err_code check(void *data, size_t index, const struct js *output, struct err *err)
{
    size_t *asked = data;
    asked[index]++;
    if (asked[index] > 1) {
        BUG("an id is answered twice");
    }
    return output->type == JS_OBJECT ? ERR_OK : err_set(err, ERR_FORMAT, "no object");
}

static void check_given(struct arena *arena, const struct answer_given *given, size_t lines)
{
    struct js *output;
    struct err err;
    if (given->line > lines || (given->outcome != OUTCOME_NONE && given->line == 0)) {
        BUG("an answer of no line");
    }
    if (given->outcome == OUTCOME_ANSWERED &&
        js_parse(arena, given->output, &output, &err) != ERR_OK) {
        BUG("an output that is none");
    }
    if (given->outcome == OUTCOME_ERROR &&
        (given->error_code.n == 0 || !utf8_valid(given->error_message))) {
        BUG("an error without words");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    size_t asked[IDS] = {0};
    const struct answers_wanted wanted = {ids, IDS, "label", check, asked};
    struct answers answers;
    struct err err;
    size_t lines = 1;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
    }
    if (answers_read(arena, &wanted, str_n((const char *)bytes, length), &answers, &err) ==
        ERR_OK) {
        size_t none = 0;
        for (size_t i = 0; i < IDS; i++) {
            check_given(arena, &answers.given[i], lines);
            none += answers.given[i].outcome == OUTCOME_NONE ? 1 : 0;
        }
        if (none != answers.missing || answers.problem_count > answers.problems_seen) {
            BUG("the counts do not add up");
        }
    }
    arena_free(arena);
    return 0;
}
