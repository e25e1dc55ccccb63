/* Fields of a form: a value that is given out is UTF-8 of at most the length asked
 * for, without control characters but the end of a line and the tab; written again, every byte
 * escaped, it is read the same; a number is at least 0 or the one to take otherwise. */
#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "http/http_form.h"

#include <stdint.h>

enum { MOST = 60, OTHERWISE = -7 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_value(struct str value)
{
    if (value.n > MOST || !utf8_valid(value)) {
        BUG("a value that is too long or no UTF-8");
    }
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if (c == 0x7F || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            BUG("a control character in a value");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str form = str_n((const char *)bytes, length);
    struct str value = form_text(arena, form, "words", MOST);
    struct strbuf again;
    check_value(value);
    strbuf_init(&again, 3 * MOST + 10);
    strbuf_puts(&again, "words=");
    for (size_t i = 0; i < value.n; i++) {
        strbuf_printf(&again, "%%%02X", (unsigned)(unsigned char)value.p[i]);
    }
    if (!str_eq(form_text(arena, strbuf_view(&again), "words", MOST), value)) {
        BUG("a value that is read differently the second time");
    }
    int64_t number = form_number(arena, form, "mark", OTHERWISE);
    if (number < 0 && number != OTHERWISE) {
        BUG("a number below 0");
    }
    strbuf_release(&again);
    arena_free(arena);
    return 0;
}
