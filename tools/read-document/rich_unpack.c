/* [MS-OXRTFCP] 2.1: LZ77 in a ring of 4,096 bytes that begins with words that RTF is full of.
 */
#include "compound_file.h"
#include "rich_text.h"

#include "base/strbuf.h"

#include <string.h>

enum {
    RING = 4096,
    HEADER = 16,
    UNPACKED_MAX = 64 << 20,
    PACKED_AS_IT_IS = 0x414C454D, /* "MELA" */
    PACKED = 0x75465A4C           /* "LZFu" */
};

/* SOURCE: [MS-OXRTFCP] 2.1.2.1, the dictionary's first content. */
static const char first[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static void unpack(struct str in, size_t want, struct strbuf *out)
{
    char ring[RING] = {0};
    size_t at = sizeof first - 1;
    size_t i = 0;
    memcpy(ring, first, at);
    while (i < in.n && out->n < want) {
        unsigned control = (unsigned char)in.p[i++];
        for (int bit = 0; bit < 8 && i < in.n && out->n < want; bit++, control >>= 1) {
            if ((control & 1) == 0) {
                ring[at] = in.p[i++];
                strbuf_putc(out, ring[at]);
                at = (at + 1) % RING;
                continue;
            }
            unsigned token = (unsigned)(unsigned char)in.p[i] << 8 |
                             (i + 1 < in.n ? (unsigned char)in.p[i + 1] : 0U);
            size_t from = token >> 4;
            i += 2;
            if (from == at) { /* the end */
                return;
            }
            for (unsigned k = 0; k < (token & 15) + 2; k++) {
                ring[at] = ring[from];
                strbuf_putc(out, ring[at]);
                at = (at + 1) % RING;
                from = (from + 1) % RING;
            }
        }
    }
}

enum err_code rich_text_unpack(struct arena *arena, struct str packed, struct str *rtf,
                               struct err *err)
{
    struct strbuf out;
    uint32_t size = compound_u32(packed, 4);
    uint32_t kind = compound_u32(packed, 8);
    struct str body = str_from(packed, HEADER);
    if (packed.n < HEADER || (kind != PACKED && kind != PACKED_AS_IT_IS)) {
        return err_set(err, ERR_FORMAT, "the compressed text is damaged");
    }
    if (size > UNPACKED_MAX) {
        return err_set(err, ERR_LIMIT, "the compressed text is larger than 64 MiB");
    }
    if (kind == PACKED_AS_IT_IS) {
        *rtf = str_sub(body, 0, size);
        return ERR_OK;
    }
    strbuf_init(&out, UNPACKED_MAX + 32);
    unpack(body, size, &out);
    *rtf = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return ERR_OK;
}
