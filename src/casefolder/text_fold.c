/* See text_fold.h. Only blocks whose capitals stand at a fixed distance from their small
 * letters, or next to them (the Unicode charts of U+0041, U+00C0, U+0100, U+0391, U+0410): a
 * letter it does not know compares as it is, which keeps apart, never joins. */
#include "casefolder/text_fold.h"

#include "base/utf8.h"

uint32_t text_lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) || (c >= 0x410 && c <= 0x42F)) {
        return c + 0x20;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 0x50;
    }
    bool odd_small = (c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177) ||
                     (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF);
    bool even_small = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if ((odd_small && c % 2 == 0) || (even_small && c % 2 == 1)) {
        return c + 1;
    }
    return c == 0x178 ? 0xFF : c;
}

bool text_is_word(uint32_t c)
{
    if (c < 0xC0) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == 0xAA || c == 0xB5 || c == 0xBA;
    }
    return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F) &&
           !(c >= 0x3000 && c <= 0x303F);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x3000;
}

void text_fold(struct strbuf *out, struct str text)
{
    size_t at = 0;
    bool blank = false;
    bool any = false;
    while (at < text.n) {
        uint32_t c;
        char bytes[4];
        if (!utf8_next(text, &at, &c)) {
            return;
        }
        if (is_space(c)) {
            blank = any;
            continue;
        }
        if (blank) {
            strbuf_putc(out, ' ');
        }
        blank = false;
        any = true;
        strbuf_add(out, bytes, utf8_encode(text_lower(c), bytes));
    }
}
