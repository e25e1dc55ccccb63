/* Any text: no table, or cells in order, apart, within it, none with a line's end outside of
 * quotes; marks cut to them stay within them. */
#include "../tools/redact-document/csv_table.h"

#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cells(struct str text, const struct csv_cells *cells)
{
    size_t last = 0;
    for (size_t i = 0; i < cells->count; i++) {
        const struct csv_cell *cell = &cells->items[i];
        struct str what = str_sub(text, cell->start, cell->end - cell->start);
        bool lines = str_has_byte(what, '\n') || str_has_byte(what, '\r');
        if (cell->start < last || cell->end < cell->start || cell->end > text.n ||
            (lines && !cell->quoted)) {
            abort();
        }
        last = cell->end;
    }
}

/* One mark over the middle half of the text. */
static void check_cut(struct str text, const struct csv_cells *cells)
{
    struct arena *arena = arena_new();
    struct answer answer = {.arena = arena};
    size_t points = utf8_count(text);
    struct mark mark = {.start = points / 4, .end = points / 2, .label = "X", .reason = "x"};
    strbuf_init(&answer.text, DOCUMENT_TEXT_MAX);
    strbuf_str(&answer.text, text);
    if (mark.end > mark.start && (answer_mark(&answer, &mark, NULL) != ERR_OK ||
                                  csv_cut_marks(cells, &answer, NULL) != ERR_OK)) {
        abort();
    }
    for (size_t i = 0, k = 0; mark.end > mark.start && i < answer.marks.count; i++) {
        size_t start = utf8_offset(text, answer.marks.items[i].start);
        size_t end = utf8_offset(text, answer.marks.items[i].end);
        while (k < cells->count && cells->items[k].end < end) {
            k++;
        }
        if (start >= end || k == cells->count || start < cells->items[k].start) {
            abort();
        }
    }
    strbuf_release(&answer.text);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_n((const char *)data, size);
    struct csv_cells cells = {0};
    bool table = false;
    if (utf8_valid(text) && csv_cells_read(text, &table, &cells, NULL) == ERR_OK) {
        check_cells(text, &cells);
        check_cut(text, &cells);
    }
    csv_cells_free(&cells);
    return 0;
}
