/* Days, times, sentences and references of exhibits in any text: within it, in order, apart,
 * real; every letter and digit lies in a sentence. */
#include "base/err.h"
#include "base/utf8.h"
#include "casetext/exhibit_mark.h"
#include "casetext/sentences.h"
#include "casetext/when.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void look_at_moments(struct arena *arena, struct str text)
{
    struct whens found;
    const struct day own = {2024, 2, 29};
    size_t end = 0;
    when_find(arena, text, &found);
    when_resolve(&found, &own);
    for (size_t i = 0; i < found.count; i++) {
        const struct when *when = &found.items[i];
        if (when->start < end || when->start >= when->end || when->end > text.n) {
            BUG("a moment outside of the text or over another");
        }
        end = when->end;
        if (when->kind == WHEN_TIME
                ? when->hour < 0 || when->hour > 23 || when->minute < 0 || when->minute > 59
                : when->day.month > 0 && !day_real(&when->day)) {
            BUG("no real day or time");
        }
        if (when->anchor_end > when->start) {
            BUG("a day that goes by one behind it");
        }
    }
}

static void look_at_sentences(struct arena *arena, struct str text)
{
    size_t count;
    const struct sentence *list = sentences_find(arena, text, &count);
    size_t next = 0;
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at];
        bool counts =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        while (next < count && list[next].end <= at) {
            next++;
        }
        if (counts && (next == count || list[next].start > at)) {
            BUG("a letter in no sentence");
        }
        if (counts && sentence_of(list, count, at) != next) {
            BUG("another sentence");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    struct arena *arena = arena_new();
    if (utf8_valid(text)) {
        struct exhibit_mark mark;
        size_t at = 0;
        size_t end = 0;
        look_at_moments(arena, text);
        look_at_sentences(arena, text);
        while (exhibit_mark_next(text, &at, length % 2 == 0, &mark)) {
            if (mark.start < end || mark.end > text.n || mark.end != at ||
                strlen(mark.reference) < 4) {
                BUG("a reference outside of the text");
            }
            end = mark.end;
        }
    }
    arena_free(arena);
    return 0;
}
