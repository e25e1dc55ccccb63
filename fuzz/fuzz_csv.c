/* A table of CSV: whatever is taken has cells for every row and column, and written out and
 * read again it is the same table. A column put before it keeps rows of one empty cell from
 * being empty lines. */
#include "base/csv.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define ROW_NAME "\x01 row"

enum { COLUMNS = 50, ROWS = 1000, OUT_MAX = 1 << 22 };

static void write_table(const struct csv_table *table, struct strbuf *out)
{
    strbuf_puts(out, ROW_NAME);
    for (size_t i = 0; i < table->columns; i++) {
        strbuf_putc(out, ',');
        csv_add(out, table->names[i], false);
    }
    for (size_t row = 0; row < table->rows; row++) {
        strbuf_puts(out, "\n1");
        for (size_t i = 0; i < table->columns; i++) {
            strbuf_putc(out, ',');
            csv_add(out, table->cells[row * table->columns + i], false);
        }
    }
    strbuf_putc(out, '\n');
}

static void compare(const struct csv_table *table, const struct csv_table *again)
{
    if (again->columns != table->columns + 1 || again->rows != table->rows) {
        BUG("%zu × %zu became %zu × %zu", table->rows, table->columns, again->rows,
            again->columns - 1);
    }
    for (size_t i = 0; i < table->columns; i++) {
        if (!str_eq(again->names[i + 1], table->names[i])) {
            BUG("column %zu is called otherwise", i);
        }
    }
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            if (!str_eq(again->cells[row * again->columns + i + 1],
                        table->cells[row * table->columns + i])) {
                BUG("row %zu, column %zu is another text", row, i);
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct csv_table table;
    struct csv_table again;
    struct err err;
    struct strbuf out;
    strbuf_init(&out, OUT_MAX);
    if (csv_read(arena, str_n((const char *)bytes, length), COLUMNS, ROWS, &table, &err) ==
            ERR_OK &&
        csv_column(&table, ROW_NAME) == SIZE_MAX) {
        write_table(&table, &out);
        if (!out.overflow) {
            enum err_code code =
                csv_read(arena, strbuf_view(&out), COLUMNS + 1, ROWS, &again, &err);
            if (code != ERR_OK) {
                BUG("what was written is refused: %s", err.message);
            }
            compare(&table, &again);
        }
    }
    strbuf_release(&out);
    arena_free(arena);
    return 0;
}
