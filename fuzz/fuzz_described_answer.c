/* Answers of a tool that describes documents: places that are taken lie on a page, what is
 * shown moves no cursor, a flag is never lost. */
#include "base/utf8.h"
#include "disclosure/described_answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const int64_t numbers[] = {1, 2, 5};
static const int64_t lengths[] = {10, 0, 7};

static void check(const struct js *output, const struct described_answer *answer)
{
    if (js_member(output, "sensitive")->array.count > 0 && answer->count == 0) {
        BUG("a flag is lost");
    }
    for (size_t i = 0; i < answer->count; i++) {
        const struct described_passage *passage = &answer->passages[i];
        int64_t end = passage->page == 1 ? 10 : passage->page == 5 ? 7 : 0;
        if (passage->start < 0 || passage->end > end || passage->reason.n == 0) {
            BUG("a passage stands where none can");
        }
    }
    for (size_t i = 0; i < answer->description.n; i++) {
        if ((unsigned char)answer->description.p[i] < ' ') {
            BUG("a control character is shown");
        }
    }
    if (answer->description.n == 0 || answer->category.n == 0) {
        BUG("an empty answer is taken");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct described_answer answer;
    struct err err = {.code = ERR_OK};
    struct js *output;
    const struct described_pages pages = {numbers, lengths, 3};
    if (js_parse(arena, str_n((const char *)bytes, length), &output, NULL) == ERR_OK) {
        enum err_code code = described_answer_read(arena, output, &pages, &answer, &err);
        if (code == ERR_OK) {
            check(output, &answer);
        } else if (err.message[0] == '\0') {
            BUG("refused without a word");
        }
    }
    arena_free(arena);
    return 0;
}
