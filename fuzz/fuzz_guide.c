/* A guide of tuning that somebody else wrote: whatever it holds, what is shown of it is text
 * that a terminal may have. */
#include "base/err.h"
#include "base/utf8.h"
#include "tuning/guide.h"
#include "tuning/guide_text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_new();
    const struct js *guide;
    struct strbuf text;
    strbuf_init(&text, 16 * GUIDE_MAX);
    if (guide_parse(arena, str_n((const char *)bytes, size), &guide, NULL) == ERR_OK) {
        guide_text(&text, guide);
        if (!utf8_valid(strbuf_view(&text))) {
            abort();
        }
        for (size_t i = 0; i < text.n; i++) {
            if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\n') {
                abort();
            }
        }
    }
    strbuf_release(&text);
    arena_free(arena);
    return 0;
}
