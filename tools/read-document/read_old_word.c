/* Word's files of 1997 to 2003 ([MS-DOC]), and the plain ones of Word 6 and 95: the text by the
 * table of pieces, with what stands in notes, headers, comments and text boxes. Words that were
 * struck out while changes were tracked are still in the text and are read like any other. */
#include "compound_file.h"
#include "old_pictures.h"
#include "reading.h"

#include "base/utf8.h"
#include "plain_text/text_encoding.h"

enum {
    /* [MS-DOC] 2.5.1 ff.: places in the file information block */
    FIB_IDENT = 0xA5EC,
    FIB_VERSION = 2,
    FIB_FLAGS = 0x0A,
    FLAG_COMPLEX = 0x0004,
    FLAG_ENCRYPTED = 0x0100,
    FLAG_TABLE_1 = 0x0200,
    FIB_FC_MIN = 0x18,
    FIB_FC_MAC = 0x1C,
    FIB_COUNTS = 0x4C,
    FIB_CLX = 0x1A2,
    VERSION_97 = 0xC1,
    PIECE = 8,
    TEXT_MAX = 64 << 20,
    BLOCKS = 8
};

struct word_file {
    struct reading *reading;
    struct compound_file *file;
    struct str main, table;
    struct strbuf text;   /* of the block being read */
    bool cell;            /* the last letter ended one */
    unsigned field;       /* fields open within each other, at most 63 */
    uint64_t instruction; /* a bit for each whose instruction is being read */
};

static enum err_code stream(struct word_file *w, const char *name, struct str *bytes,
                            struct err *err)
{
    bool whole = true;
    int entry = compound_find(w->file, COMPOUND_ROOT, name);
    *bytes = STR("");
    if (entry == COMPOUND_NONE) {
        return ERR_OK;
    }
    TRY(compound_read(w->file, w->reading->arena, entry, bytes, &whole, err));
    if (!whole) {
        reading_partly(w->reading, "the document is damaged after what was read of it");
    }
    return ERR_OK;
}

/* A field: its instruction between 0x13 and 0x14, what it shows up to 0x15. */
static void put_field_mark(struct word_file *w, uint32_t c)
{
    enum { DEEPEST = 63 };
    if (c == 0x13 && w->field < DEEPEST) {
        w->field++;
        w->instruction |= UINT64_C(1) << w->field;
    } else if (c != 0x13) {
        w->instruction &= ~(UINT64_C(1) << w->field);
        w->field -= c == 0x15 && w->field > 0;
    }
}

/* [MS-DOC] 2.4.1: letters that mean something else. */
static void put(struct word_file *w, uint32_t c)
{
    char utf8[4];
    bool cell = c == 7;
    if (c >= 0x13 && c <= 0x15) {
        put_field_mark(w, c);
        return;
    }
    if (w->instruction != 0) {
        return;
    }
    if (cell && w->cell) { /* the last cell's mark and the row's */
        strbuf_truncate(&w->text, w->text.n - 1);
        strbuf_putc(&w->text, '\n');
        w->cell = false;
        return;
    }
    w->cell = cell;
    c = cell ? '\t' : c == 0x0D || c == 0x0B || c == 0x0C ? '\n' : c == 0x1E ? 0x2011 : c;
    if (c == 0x1F || (c < ' ' && c != '\n' && c != '\t')) {
        return; /* pictures, marks of notes, soft hyphens */
    }
    size_t n = utf8_encode(c, utf8);
    strbuf_add(&w->text, utf8, n > 0 ? n : utf8_encode(0xFFFD, utf8));
}

/* 2.9.73, FcCompressed: bytes of Windows-1252 but for these. */
static uint32_t letter_of(unsigned char byte)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

/* Letters from `from` to `to` (counted as the document counts them) of the piece at i. */
static void put_piece(struct word_file *w, struct str plc, size_t pieces, size_t i,
                      uint32_t from, uint32_t to)
{
    uint32_t first = compound_u32(plc, 4 * i);
    uint32_t last = compound_u32(plc, 4 * i + 4);
    uint32_t fc = compound_u32(plc, 4 * (pieces + 1) + PIECE * i + 2);
    bool narrow = (fc & 0x40000000U) != 0;
    size_t base = narrow ? (fc & 0x3FFFFFFFU) / 2 : fc & 0x3FFFFFFFU;
    from = from > first ? from : first;
    to = to < last ? to : last;
    for (uint32_t cp = from; cp < to; cp++) {
        size_t at = base + (size_t)(cp - first) * (narrow ? 1 : 2);
        if (at + (narrow ? 1 : 2) > w->main.n) {
            reading_partly(w->reading, "the document is damaged after what was read of it");
            return;
        }
        uint32_t c =
            narrow ? letter_of((unsigned char)w->main.p[at]) : compound_u16(w->main, at);
        uint32_t low = narrow ? 0 : compound_u16(w->main, at + 2);
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000 && cp + 1 < to) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            cp++;
        }
        put(w, c);
    }
}

/* The table of pieces behind the properties that stand before it (2.9.38). */
static struct str pieces_of(struct word_file *w)
{
    struct str clx =
        str_sub(w->table, compound_u32(w->main, FIB_CLX), compound_u32(w->main, FIB_CLX + 4));
    while (clx.n > 3 && clx.p[0] == 1) {
        clx = str_from(clx, (size_t)3 + compound_u16(clx, 1));
    }
    return clx.n > 5 && clx.p[0] == 2 ? str_sub(clx, 5, compound_u32(clx, 1)) : STR("");
}

static enum err_code put_block(struct word_file *w, const char *label, struct str plc,
                               uint32_t from, uint32_t to, struct err *err)
{
    size_t pieces = plc.n < 16 ? 0 : (plc.n - 4) / (4 + PIECE);
    strbuf_clear(&w->text);
    w->field = 0;
    w->instruction = 0;
    w->cell = false;
    for (size_t i = 0; i < pieces; i++) {
        uint32_t first = compound_u32(plc, 4 * i);
        uint32_t last = compound_u32(plc, 4 * i + 4);
        if (first < to && last > from && !w->text.overflow) {
            put_piece(w, plc, pieces, i, from, to);
        }
    }
    if (w->text.overflow) {
        reading_partly(w->reading, "it holds more text than is read of one file");
    }
    if (str_trim(strbuf_view(&w->text)).n == 0) {
        return ERR_OK;
    }
    return reading_text(w->reading, label,
                        reading_clean(w->reading->arena, strbuf_view(&w->text)), err);
}

static enum err_code read_pieces(struct word_file *w, struct err *err)
{
    static const struct {
        size_t at;
        const char *label;
    } blocks[] = {{0, ""},
                  {1, "footnotes"},
                  {2, "headers and footers"},
                  {3, "macros"},
                  {4, "comments"},
                  {5, "endnotes"},
                  {6, "text boxes"},
                  {7, "text boxes of headers"}};
    struct str plc = pieces_of(w);
    uint32_t from = 0;
    if (plc.n == 0) {
        return err_set(err, ERR_FORMAT, "not read: the document's table of text is damaged");
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        uint32_t count = compound_u32(w->main, FIB_COUNTS + 4 * blocks[i].at);
        uint32_t to = count > UINT32_MAX - from ? UINT32_MAX : from + count;
        TRY(put_block(w, blocks[i].label, plc, from, to, err));
        from = to;
    }
    return ERR_OK;
}

/* Word 6 and 95: bytes in a row, unless the file was saved in haste. */
static enum err_code read_plain_word(struct word_file *w, struct err *err)
{
    uint32_t from = compound_u32(w->main, FIB_FC_MIN);
    uint32_t to = compound_u32(w->main, FIB_FC_MAC);
    struct str bytes = str_sub(w->main, from, to > from ? to - from : 0);
    if (bytes.n == 0) {
        return err_set(err, ERR_FORMAT, "not read: the document holds no text where it says");
    }
    if ((compound_u16(w->main, FIB_FLAGS) & FLAG_COMPLEX) != 0) {
        reading_partly(w->reading, "saved in pieces by an old Word: the order of its text may "
                                   "be another");
    }
    for (size_t i = 0; i < bytes.n; i++) {
        put(w, letter_of((unsigned char)bytes.p[i]));
    }
    return reading_text(w->reading, "", reading_clean(w->reading->arena, strbuf_view(&w->text)),
                        err);
}

static enum err_code read_parts(struct word_file *w, struct err *err)
{
    struct str data;
    TRY(stream(w, "WordDocument", &w->main, err));
    unsigned flags = compound_u16(w->main, FIB_FLAGS);
    if ((flags & FLAG_ENCRYPTED) != 0) {
        return err_set(err, ERR_UNSUPPORTED, "not read: it needs a password");
    }
    if (compound_u16(w->main, FIB_VERSION) < VERSION_97) {
        return read_plain_word(w, err);
    }
    TRY(stream(w, (flags & FLAG_TABLE_1) != 0 ? "1Table" : "0Table", &w->table, err));
    TRY(read_pieces(w, err));
    TRY(stream(w, "Data", &data, err));
    TRY(old_pictures_take(w->reading, data, err));
    return old_objects_take(w->reading, w->file,
                            compound_find(w->file, COMPOUND_ROOT, "ObjectPool"), err);
}

enum err_code read_old_word(struct reading *reading, struct compound_file *file,
                            struct err *err)
{
    struct word_file w = {.reading = reading, .file = file};
    reading->kind = "word";
    strbuf_init(&w.text, TEXT_MAX);
    enum err_code code = read_parts(&w, err);
    strbuf_release(&w.text);
    return code;
}
