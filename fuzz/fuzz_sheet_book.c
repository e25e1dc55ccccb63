/* A workbook or the XML of one sheet: what is taken fits its limits, every cell lies in the
 * grid's memory, a day is a date or nothing. The first byte chooses: a whole zip, or XML that
 * is put into one, since few mutations leave a CRC right. */
#include "base/clock.h"
#include "base/limits.h"
#include "registry/sheet_book.h"
#include "registry/sheet_zip.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void add(struct sheet_zip_writer *writer, const char *name, struct str bytes)
{
    struct err err;
    if (sheet_zip_add(writer, name, bytes, &err) != ERR_OK) {
        BUG("%s", err.message);
    }
}

/* A workbook of one sheet with this XML. */
static void wrap(struct strbuf *out, struct str sheet)
{
    struct sheet_zip_writer writer;
    struct err err;
    sheet_zip_begin(&writer, out);
    add(&writer, "xl/workbook.xml",
        STR("<w><sheets><sheet name=\"S\" id=\"r\"/></sheets></w>"));
    add(&writer, "xl/_rels/workbook.xml.rels",
        STR("<r><Relationship Id=\"r\" Target=\"s\"/></r>"));
    add(&writer, "xl/sharedStrings.xml", STR("<sst><si><t>a</t></si></sst>"));
    add(&writer, "xl/s", sheet);
    if (sheet_zip_end(&writer, &err) != ERR_OK) {
        BUG("%s", err.message);
    }
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
