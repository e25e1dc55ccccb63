/* PowerPoint's files of 1997 to 2003 ([MS-PPT]): the text of each slide and note in the order
 * of the file, which after many savings may hold older forms of a slide too; they are read as
 * well. */
#include "compound_file.h"
#include "old_pictures.h"
#include "reading.h"

#include "base/utf8.h"

enum {
    /* [MS-PPT] 2.13.24 */
    SLIDE = 0x03EE,
    NOTES = 0x03F0,
    MASTER = 0x03F8,
    TEXT_WIDE = 0x0FA0,
    TEXT_BYTES = 0x0FA8,
    STRING = 0x0FBA,
    DEPTH_MAX = 40,
    TEXT_MAX = 16 << 20,
    RECORD = 8
};

struct slides {
    struct reading *reading;
    struct strbuf text;
    int number;
};

static void put_text(struct slides *s, struct str bytes, bool wide)
{
    for (size_t i = 0; i + (wide ? 2 : 1) <= bytes.n; i += wide ? 2 : 1) {
        uint32_t c = wide ? compound_u16(bytes, i) : (unsigned char)bytes.p[i];
        uint32_t low = wide ? compound_u16(bytes, i + 2) : 0;
        char utf8[4];
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        c = c == 0x0D || c == 0x0B ? '\n' : c;
        size_t n = utf8_encode(c, utf8);
        strbuf_add(&s->text, utf8, n > 0 ? n : utf8_encode(0xFFFD, utf8));
    }
    strbuf_putc(&s->text, '\n');
}

static enum err_code put_page(struct slides *s, const char *what, struct err *err)
{
    struct reading *reading = s->reading;
    struct str text = reading_clean(reading->arena, strbuf_view(&s->text));
    enum err_code code =
        str_trim(text).n == 0 ? ERR_OK : reading_text(reading, what, text, err);
    strbuf_clear(&s->text);
    return code;
}

static enum err_code walk(struct slides *s, struct str records, int depth, struct err *err);

static enum err_code take_record(struct slides *s, unsigned kind, bool container,
                                 struct str body, int depth, struct err *err)
{
    bool page = kind == SLIDE || kind == NOTES || kind == MASTER;
    if (page) {
        TRY(put_page(s, "outline", err));
    }
    if (container) {
        TRY(walk(s, body, depth + 1, err));
    } else if (kind == TEXT_WIDE || kind == STRING) {
        put_text(s, body, true);
    } else if (kind == TEXT_BYTES) {
        put_text(s, body, false);
    }
    if (page) {
        const char *what = kind == SLIDE   ? "slide"
                           : kind == NOTES ? "notes"
                                           : "master of slides";
        return put_page(s, arena_printf(s->reading->arena, "%s %d", what, ++s->number), err);
    }
    return ERR_OK;
}

static enum err_code walk(struct slides *s, struct str records, int depth, struct err *err)
{
    if (depth > DEPTH_MAX) {
        return err_set(err, ERR_LIMIT, "the presentation nests too deep");
    }
    for (size_t at = 0; at + RECORD <= records.n;) {
        unsigned head = compound_u16(records, at);
        uint32_t length = compound_u32(records, at + 4);
        struct str body = str_sub(records, at + RECORD, length);
        TRY(take_record(s, compound_u16(records, at + 2), (head & 0xF) == 0xF, body, depth,
                        err));
        if (body.n < length) {
            reading_partly(s->reading, "the presentation is damaged after what was read of it");
        }
        at += RECORD + body.n;
    }
    return ERR_OK;
}

static enum err_code read_stream(struct slides *s, struct compound_file *file, struct err *err)
{
    struct reading *reading = s->reading;
    struct str bytes;
    bool whole = true;
    int main = compound_find(file, COMPOUND_ROOT, "PowerPoint Document");
    int pictures = compound_find(file, COMPOUND_ROOT, "Pictures");
    if (compound_find(file, COMPOUND_ROOT, "EncryptedSummary") != COMPOUND_NONE) {
        return err_set(err, ERR_UNSUPPORTED, "not read: it needs a password");
    }
    TRY(compound_read(file, reading->arena, main, &bytes, &whole, err));
    TRY(walk(s, bytes, 0, err));
    TRY(put_page(s, "outline", err));
    if (pictures != COMPOUND_NONE) {
        TRY(compound_read(file, reading->arena, pictures, &bytes, &whole, err));
        TRY(old_pictures_take(reading, bytes, err));
    }
    return ERR_OK;
}

enum err_code read_old_slides(struct reading *reading, struct compound_file *file,
                              struct err *err)
{
    struct slides s = {.reading = reading};
    reading->kind = "powerpoint";
    strbuf_init(&s.text, TEXT_MAX);
    enum err_code code = read_stream(&s, file, err);
    strbuf_release(&s.text);
    return code;
}
