/* A workbook or the XML of one sheet: what is taken fits its limits, every cell lies in the
 * grid's memory, a day is a date or nothing. The first byte chooses: a whole zip, or XML that
 * is put into one, since few mutations leave a CRC right. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "registry/sheet_book.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct stored {
    struct strbuf *out;
    struct strbuf directory;
    unsigned count;
};

static void put(struct strbuf *out, uint32_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8) {
        char byte = (char)(value & 0xFF);
        strbuf_add(out, &byte, 1);
    }
}

/* What local header and directory entry have alike (APPNOTE.TXT 4.3.7, 4.3.12). */
static void put_head(struct strbuf *out, const char *name, struct str bytes)
{
    uint32_t crc = (uint32_t)crc32(0, (const unsigned char *)bytes.p, (unsigned)bytes.n);
    put(out, 20, 2);
    put(out, 0, 4); /* no flags; stored: to deflate took most of the time */
    put(out, 0x21 << 16, 4);
    put(out, crc, 4);
    put(out, (uint32_t)bytes.n, 4);
    put(out, (uint32_t)bytes.n, 4);
    put(out, (uint32_t)strlen(name), 2);
    put(out, 0, 2);
}

static void add(struct stored *zip, const char *name, struct str bytes)
{
    uint32_t local = (uint32_t)zip->out->n;
    put(zip->out, 0x04034B50, 4);
    put_head(zip->out, name, bytes);
    strbuf_puts(zip->out, name);
    strbuf_str(zip->out, bytes);
    put(&zip->directory, 0x02014B50, 4);
    put(&zip->directory, 20, 2);
    put_head(&zip->directory, name, bytes);
    put(&zip->directory, 0, 4);
    put(&zip->directory, 0, 2);
    put(&zip->directory, 0, 4);
    put(&zip->directory, local, 4);
    strbuf_puts(&zip->directory, name);
    zip->count++;
}

/* A workbook of one sheet with this XML. */
static void wrap(struct strbuf *out, struct str sheet)
{
    struct stored zip = {.out = out};
    strbuf_init(&zip.directory, MIB);
    add(&zip, "xl/workbook.xml", STR("<w><sheets><sheet name=\"S\" id=\"r\"/></sheets></w>"));
    add(&zip, "xl/_rels/workbook.xml.rels",
        STR("<r><Relationship Id=\"r\" Target=\"s\"/></r>"));
    add(&zip, "xl/sharedStrings.xml", STR("<sst><si><t>a</t></si></sst>"));
    add(&zip, "xl/s", sheet);
    uint32_t at = (uint32_t)out->n;
    strbuf_str(out, strbuf_view(&zip.directory));
    put(out, 0x06054B50, 4);
    put(out, 0, 4);
    put(out, zip.count, 2);
    put(out, zip.count, 2);
    put(out, (uint32_t)zip.directory.n, 4);
    put(out, at, 4);
    put(out, 0, 2);
    strbuf_release(&zip.directory);
}

static void check_cell(struct arena *arena, const struct sheet_book *book,
                       const struct sheet_cell *cell)
{
    static volatile size_t sum; /* so that every byte is read */
    struct str day = sheet_day(arena, book, cell->text);
    int64_t seconds;
    for (size_t b = 0; b < cell->text.n; b++) {
        sum += (unsigned char)cell->text.p[b];
    }
    if (day.n > 0 && !date_parse(day, &seconds)) {
        BUG("day \"%.*s\"", STR_ARG(day));
    }
}

static void check(struct arena *arena, const struct sheet_book *book)
{
    size_t cells = 0;
    for (size_t i = 0; i < book->count; i++) {
        const struct sheet_grid *grid = &book->grids[i];
        for (size_t r = 0; r < grid->rows; r++) {
            cells += grid->row[r].count;
            if (grid->row[r].count > grid->columns) {
                BUG("row %zu has %zu cells of %zu", r, grid->row[r].count, grid->columns);
            }
            for (size_t c = 0; c < grid->row[r].count; c++) {
                check_cell(arena, book, sheet_cell_at(grid, r, c));
            }
        }
        if (grid->rows > SHEET_ROWS || grid->columns > SHEET_COLUMNS || cells > SHEET_CELLS) {
            BUG("%zu rows, %zu columns, %zu cells", grid->rows, grid->columns, cells);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct sheet_book book;
    struct strbuf out;
    struct err err = {.code = ERR_OK};
    struct str input = str_n((const char *)bytes + (length > 0), length - (length > 0));
    strbuf_init(&out, 64 * MIB);
    if (length > 0 && bytes[0] == 'x') {
        wrap(&out, input);
        input = strbuf_view(&out);
    }
    if (sheet_book_read(arena, input, &book, &err) == ERR_OK) {
        check(arena, &book);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    strbuf_release(&out);
    arena_free(arena);
    return 0;
}
