/* Texts folded for comparison, and the same words found elsewhere. What is folded is UTF-8 when
 * the text was, has no capital of A to Z and no blank at an end or beside another, and folds to
 * itself. Places found of the first line in the rest lie in it, in order, apart from each
 * other, and each folds to the word when the blanks of both are those that both know. */
#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "casefolder/repeats.h"
#include "casefolder/text_fold.h"

#include <stdint.h>

enum { MOST = 100 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_folded(struct str text)
{
    struct strbuf once;
    struct strbuf twice;
    strbuf_init(&once, 4 * text.n + 8);
    strbuf_init(&twice, 4 * text.n + 8);
    text_fold(&once, text);
    text_fold(&twice, strbuf_view(&once));
    struct str folded = strbuf_view(&once);
    if (!utf8_valid(folded) || !str_eq(folded, strbuf_view(&twice))) {
        BUG("a folded text that is no text or folds to another");
    }
    for (size_t i = 0; i < folded.n; i++) {
        bool blank = folded.p[i] == ' ';
        bool edge = i == 0 || i + 1 == folded.n || folded.p[i - 1] == ' ';
        if ((blank && edge) || (folded.p[i] >= 'A' && folded.p[i] <= 'Z')) {
            BUG("a blank or a capital that should be gone");
        }
    }
    strbuf_release(&once);
    strbuf_release(&twice);
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] >= 0x80 || (unsigned char)text.p[i] < '\t') {
            return false;
        }
    }
    return true;
}

static void check_found(struct str text, struct str word, const struct repeat_span *span)
{
    size_t from = utf8_offset(text, (size_t)span->start);
    size_t to = utf8_offset(text, (size_t)span->end);
    struct strbuf found;
    struct strbuf wanted;
    strbuf_init(&found, 4 * text.n + 8);
    strbuf_init(&wanted, 4 * word.n + 8);
    text_fold(&found, str_sub(text, from, to - from));
    text_fold(&wanted, word);
    if (!str_eq(strbuf_view(&found), strbuf_view(&wanted))) {
        BUG("a place where other words stand");
    }
    strbuf_release(&found);
    strbuf_release(&wanted);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str text = str_n((const char *)bytes, length);
    struct repeat_span *found;
    struct str word;
    if (utf8_valid(text)) {
        check_folded(text);
        bool plain = is_ascii(text);
        int64_t end = 0;
        if (str_split(&text, '\n', &word) && text.p != NULL) {
            size_t count = repeats_find(arena, text, &word, 1, NULL, 0, MOST, &found);
            int64_t all = (int64_t)utf8_count(text);
            for (size_t i = 0; i < count; i++) {
                if (found[i].start < end || found[i].end <= found[i].start ||
                    found[i].end > all || found[i].of != 0) {
                    BUG("a place outside of the text or over another");
                }
                end = found[i].end;
                if (plain) {
                    check_found(text, word, &found[i]);
                }
            }
        }
    }
    arena_free(arena);
    return 0;
}
