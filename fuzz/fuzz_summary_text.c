/* Any line as summary, as text and as JSON: refused, or its entities lie in it in order, no
 * score leaves its range, and it supports all that it says itself. */
#include "base/utf8.h"
#include "metrics/summary/citations.h"
#include "metrics/summary/entities.h"
#include "metrics/summary/summary.h"
#include "score/summary/score_summary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *arena, const struct summary_text *text)
{
    struct rouge scores[ROUGE_KINDS];
    struct entities found = entities_find(arena, text->text);
    bool *supported = arena_alloc(arena, found.count + 1);
    const char *last = text->text.p;
    entities_support(arena, &found, text->text, supported);
    for (size_t i = 0; i < found.count; i++) {
        struct str part = found.items[i].text;
        if (part.n == 0 || part.p < last || part.p + part.n > text->text.p + text->text.n ||
            !supported[i]) {
            abort();
        }
        last = part.p + part.n;
    }
    struct citations c = citations_check(arena, text->text, text->pages, text->page_count);
    if (c.valid > c.citations || c.supported > c.sentences) {
        abort();
    }
    if (rouge_score(text->pages[0], text->text, true, scores, NULL) != ERR_OK) {
        abort();
    }
    for (size_t k = 0; k < ROUGE_KINDS; k++) {
        if (!(scores[k].f >= 0 && scores[k].precision <= 1 && scores[k].recall <= 1)) {
            abort();
        }
    }
    struct fragments f = fragments_find(text->text, text->pages[0]);
    if (f.covered > f.summary_words) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str line = str_n((const char *)data, size);
    struct summary_text text;
    if (!utf8_valid(line) || (size > 0 && memchr(data, '\0', size) != NULL)) {
        return 0; /* the reader of lines refuses them */
    }
    for (int json = 0; json <= 1; json++) {
        struct arena *arena = arena_new();
        if (summary_text_read(arena, line, json == 1, &text, NULL) == ERR_OK) {
            check(arena, &text);
        }
        arena_free(arena);
    }
    return 0;
}
