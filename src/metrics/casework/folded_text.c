/* See folded_text.h. */
#include "metrics/casework/folded_text.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "metrics/unicode/unicode.h"

#include <stdlib.h>

/* A code point decomposes into at most UNICODE_BARE_MAX of four bytes each. */
enum { GROWTH = 4 * UNICODE_BARE_MAX };

/* Letters and digits of the text, and one blank for each gap when `gaps`. */
static void bare_letters(struct strbuf *out, struct str text, bool gaps)
{
    bool gap = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t bare[UNICODE_BARE_MAX];
        size_t count = unicode_bare(unicode_next(text, &at), bare);
        for (size_t i = 0; i < count; i++) {
            char bytes[4];
            if (bare[i] == '_' || !unicode_is_word(bare[i])) {
                gap = true;
                continue;
            }
            if (gap && gaps && out->n > 0) {
                strbuf_putc(out, ' ');
            }
            gap = false;
            strbuf_add(out, bytes, utf8_encode(bare[i], bytes));
        }
    }
}

static struct str folded(struct arena *arena, struct str text, bool gaps)
{
    struct strbuf letters;
    struct strbuf lower;
    strbuf_init(&letters, (text.n + 1) * GROWTH);
    bare_letters(&letters, text, gaps);
    strbuf_init(&lower, (letters.n + 1) * GROWTH);
    unicode_lower(&lower, strbuf_view(&letters));
    struct str result = arena_str(arena, strbuf_view(&lower));
    strbuf_release(&letters);
    strbuf_release(&lower);
    return result;
}

struct str folded_text(struct arena *arena, struct str text)
{
    return folded(arena, text, false);
}

struct str folded_words(struct arena *arena, struct str text)
{
    return folded(arena, text, true);
}
