/* What a tool says that it heard: what is taken rises in time, stays within the recording and
 * its page, and every word is one. */
#include "base/utf8.h"
#include "casefile/heard_pages.h"
#include "casefile/word_places.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_page(const struct heard *heard, size_t number, int64_t *words)
{
    const struct heard_page *page = &heard->pages[number];
    struct word_place place = {0};
    size_t at = 0;
    int64_t points = (int64_t)utf8_count(page->text);
    int64_t from = (int64_t)number * HEARD_PAGE;
    int32_t before = 0;
    while (word_place_next(page->words, &at, &place)) {
        if (place.start < before || place.end <= place.start || place.end > points) {
            BUG("a word stands where none can");
        }
        if (place.x0 < from || place.x1 < place.x0 || place.x1 > heard->duration ||
            (place.x0 >= from + HEARD_PAGE && number + 1 < heard->count) ||
            place.confidence < 0 || place.confidence > 100) {
            BUG("a word is said when none can be");
        }
        before = place.end;
        (*words)++;
    }
    if (at != page->words.n || page->label.n == 0 || !utf8_valid(page->text)) {
        BUG("a page is not whole");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct heard heard;
    struct js *output;
    struct err err = {.code = ERR_OK};
    enum err_code code = js_parse(arena, str_n((const char *)bytes, length), &output, &err);
    if (code == ERR_OK) {
        code = heard_read(arena, output, &heard, &err);
        if (code != ERR_OK && err.message[0] == '\0') {
            BUG("refused without a word");
        }
    }
    if (code == ERR_OK) {
        int64_t words = 0;
        for (size_t i = 0; i < heard.count; i++) {
            check_page(&heard, i, &words);
        }
        if (words != heard.words || heard.confidence < 0 || heard.confidence > 100) {
            BUG("words are lost");
        }
    }
    arena_free(arena);
    return 0;
}
