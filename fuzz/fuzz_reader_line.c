/* Lines of the reader of files: what is taken keeps its bounds, and places of words can be
 * unpacked to as many as were packed. */
#include "base/utf8.h"
#include "casefile/reader_line.h"
#include "casefile/word_places.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_page(const struct reader_line *line)
{
    struct word_place place = {0};
    size_t at = 0;
    int64_t points = (int64_t)utf8_count(line->text);
    int32_t before = 0;
    while (word_place_next(line->words, &at, &place)) {
        if (place.start < before || place.end <= place.start || place.end > points ||
            place.x1 < place.x0 || place.confidence > 100) {
            BUG("a word stands where none can");
        }
        before = place.end;
    }
    if (at != line->words.n || line->page < 1) {
        BUG("places of words do not come back");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct reader_line line;
    struct err err = {.code = ERR_OK};
    struct str text = str_n((const char *)bytes, length);
    enum err_code code = reader_line_read(arena, text, &line, &err);
    if (code != ERR_OK && err.message[0] == '\0') {
        BUG("refused without a word");
    }
    if (code == ERR_OK && line.kind == READER_PAGE) {
        check_page(&line);
    }
    if (code == ERR_OK && line.kind == READER_MEMBER &&
        (!str_starts(line.member, STR("/out/")) ||
         str_has_byte(str_from(line.member, 5), '/'))) {
        BUG("a member from elsewhere");
    }
    /* as packed bytes, too: nothing is read past their end */
    struct word_place place = {0};
    size_t at = 0;
    while (word_place_next(text, &at, &place)) {
    }
    arena_free(arena);
    return 0;
}
