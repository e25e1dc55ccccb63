/* Any page of a case: whom, where and when it speaks of stands within the page, each with a key
 * or a real day; a moment's anchor is a day that stands there. */
#include "../tools/index-case/mentions.h"

#include "base/err.h"
#include "base/utf8.h"
#include "casetext/telling.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct mention_reader reader;

static void load(void)
{
    if (detector_new(&reader.detector, NULL) != ERR_OK) {
        BUG("the rules are not taken");
    }
    reader.lexicon = lexicon_new();
}

static void check(struct str text, const struct mention *one)
{
    if (one->start >= one->end || one->end > text.n) {
        BUG("a mention stands where none can");
    }
    if (strcmp(one->kind, "when") != 0) {
        if (one->key.n == 0 || !utf8_valid(one->key)) {
            BUG("a mention without a key");
        }
        return;
    }
    if (!day_real(&one->day) || one->hour < 0 || one->hour > 23 || one->minute < 0 ||
        one->minute > 59) {
        BUG("no real moment");
    }
    if (one->anchor_end > text.n || one->anchor_start > one->anchor_end ||
        one->sentence_end > text.n || one->sentence_start > one->start ||
        one->sentence_end < one->end) {
        BUG("a moment outside of its sentence");
    }
}

static void look(struct str text, const struct day *own)
{
    struct document_state state = {.arena = arena_new()};
    struct mentions found;
    for (size_t page = 0; page < 2; page++) { /* the second goes by what the first told */
        struct arena *arena = arena_new();
        if (mentions_find(arena, &reader, text, own, &state, &found, NULL) == ERR_OK) {
            for (size_t i = 0; i < found.count; i++) {
                check(text, &found.items[i]);
            }
        }
        arena_free(arena);
    }
    arena_free(state.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    const struct day own = {2026, 3, 14};
    if (reader.detector == NULL) {
        load();
    }
    if (length < 8192 && utf8_valid(text)) {
        struct str rest = telling_without_label(text);
        double told = telling_weight(text);
        if (rest.n > text.n || told < 0 || told > TELLING_MAX) {
            BUG("a sentence tells more than it can");
        }
        look(text, length % 2 == 0 ? &own : NULL);
    }
    return 0;
}
