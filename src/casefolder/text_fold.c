/* See text_fold.h. Only blocks whose capitals stand at a fixed distance from their small
 * letters, or next to them (the Unicode charts of U+0041, U+00C0, U+0100, U+0391, U+0410): a
 * letter it does not know compares as it is, which keeps apart, never joins. */
#include "casefolder/text_fold.h"

#include "base/utf8.h"

/* Blocks where a capital is followed by its small letter. */
static bool is_first_of_pair(uint32_t c)
{
    static const struct {
        uint32_t first, last, odd; /* capitals have this lowest bit */
    } blocks[] = {{0x100, 0x12F, 0}, {0x132, 0x137, 0},   {0x139, 0x148, 1},  {0x14A, 0x177, 0},
                  {0x179, 0x17E, 1}, {0x1E00, 0x1E95, 0}, {0x1EA0, 0x1EFF, 0}};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        if (c >= blocks[i].first && c <= blocks[i].last) {
            return c % 2 == blocks[i].odd;
        }
    }
    return false;
}

/* Blocks whose small letters stand 32 further on. */
static bool is_32_before(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) || (c >= 0x410 && c <= 0x42F);
}

uint32_t text_lower(uint32_t c)
{
    if (is_32_before(c)) {
        return c + 0x20;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 0x50;
    }
    return is_first_of_pair(c) ? c + 1 : c == 0x178 ? 0xFF : c;
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
