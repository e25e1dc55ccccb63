/* Any text in words: they lie in the text in its order, apart from each other and none empty,
 * bytes and code points agree; and marking the first and the last of them gives spans that lie
 * on words. */
#include "benchmark/label_marks.h"
#include "benchmark/label_words.h"

#include "base/err.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_words(struct str text, const struct label_word *words, size_t count)
{
    size_t at = 0;
    int64_t points = 0;
    for (size_t i = 0; i < count; i++) {
        const struct label_word *word = &words[i];
        if (word->from < at || word->to <= word->from || word->to > text.n) {
            BUG("a word outside its place");
        }
        points += (int64_t)utf8_count(str_n(text.p + at, word->from - at));
        if (word->start != points) {
            BUG("a word's code points are not where its bytes are");
        }
        points += (int64_t)utf8_count(str_n(text.p + word->from, word->to - word->from));
        if (word->end != points) {
            BUG("a word ends elsewhere in code points than in bytes");
        }
        at = word->to;
    }
}

static void check_marks(const struct label_word *words, size_t count)
{
    struct label_marks marks = {0};
    const size_t chosen[] = {0, count - 1};
    struct err err;
    label_marks_load(&marks, NULL);
    if (label_marks_add(&marks, words, count, chosen, count > 1 ? 2 : 1, STR("person"), &err) !=
        ERR_OK) {
        BUG("words cannot be marked");
    }
    if (marks.list[0].start != words[0].start ||
        marks.list[marks.count - 1].end != words[count - 1].end) {
        BUG("a mark that is not on its words");
    }
    label_marks_free(&marks);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str text = {(const char *)bytes, length};
    if (utf8_valid(text)) {
        size_t count;
        const struct label_word *words = label_words(arena, text, &count);
        check_words(text, words, count);
        if (count > 0) {
            check_marks(words, count);
        }
    }
    arena_free(arena);
    return 0;
}
