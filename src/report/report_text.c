/* A paper for a terminal; see report_html.h. */
#include "base/json.h"
#include "base/utf8.h"
#include "report/report_html.h"

enum { COLUMNS = 96, CELLS_MAX = 16, GAP = 2 };

/* Texts from outside: no control characters. */
static struct str shown(struct arena *arena, struct str text)
{
    struct strbuf visible;
    strbuf_init(&visible, 10 * text.n + 1);
    utf8_visible(&visible, text, false);
    struct str kept = arena_str(arena, strbuf_view(&visible));
    strbuf_release(&visible);
    return kept;
}

static void wrap(struct strbuf *out, struct str text, size_t indent)
{
    struct str rest = text;
    struct str word;
    size_t at = indent;
    bool first = true;
    while (str_split(&rest, ' ', &word)) {
        size_t width = utf8_count(word);
        if (!first && at + 1 + width > COLUMNS) {
            strbuf_printf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            strbuf_putc(out, ' ');
            at++;
        }
        strbuf_str(out, word);
        at += width;
        first = false;
    }
    strbuf_putc(out, '\n');
}

static void put_heading(struct arena *arena, struct strbuf *out, struct str text, char under)
{
    struct str line = shown(arena, text);
    strbuf_putc(out, '\n');
    wrap(out, line, 0);
    for (size_t i = 0; i < utf8_count(line) && i < COLUMNS; i++) {
        strbuf_putc(out, under);
    }
    strbuf_putc(out, '\n');
}

static void put_list(struct arena *arena, struct strbuf *out, const struct js *items)
{
    for (size_t i = 0; items != NULL && i < items->array.count; i++) {
        strbuf_puts(out, "  - ");
        wrap(out, shown(arena, js_text(&items->array.items[i], "text")), 4);
    }
}

/* ---- tables ---- */

static void measure(struct arena *arena, const struct js *cells, size_t *widths)
{
    for (size_t i = 0; i < cells->array.count && i < CELLS_MAX; i++) {
        size_t width = utf8_count(shown(arena, js_text(&cells->array.items[i], "text")));
        widths[i] = width > widths[i] ? width : widths[i];
    }
}

static void put_cells(struct arena *arena, struct strbuf *out, const struct js *cells,
                      const size_t *widths)
{
    for (size_t i = 0; i < cells->array.count && i < CELLS_MAX; i++) {
        const struct js *cell = &cells->array.items[i];
        struct str text = shown(arena, js_text(cell, "text"));
        size_t room = widths[i] - utf8_count(text);
        bool last = i + 1 == cells->array.count;
        bool right = js_is(js_member(cell, "numeric"), "yes");
        strbuf_printf(out, "%*s", i == 0 ? GAP : 0, "");
        strbuf_printf(out, "%*s", right ? (int)room : 0, "");
        strbuf_str(out, text);
        strbuf_printf(out, "%*s", right || last ? 0 : (int)room, "");
        strbuf_printf(out, "%*s", last ? 0 : GAP, "");
    }
    strbuf_putc(out, '\n');
}

static void put_table(struct arena *arena, struct strbuf *out, const struct js *block)
{
    size_t widths[CELLS_MAX] = {0};
    const struct js *head = js_member(block, "head");
    const struct js *rows = js_member(block, "rows");
    strbuf_putc(out, '\n');
    wrap(out, shown(arena, js_text(block, "caption")), 0);
    measure(arena, head, widths);
    for (size_t i = 0; i < rows->array.count; i++) {
        measure(arena, js_member(&rows->array.items[i], "cells"), widths);
    }
    put_cells(arena, out, head, widths);
    for (size_t i = 0; i < rows->array.count; i++) {
        put_cells(arena, out, js_member(&rows->array.items[i], "cells"), widths);
    }
    strbuf_putc(out, '\n');
}

static void put_code(struct arena *arena, struct strbuf *out, struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        strbuf_puts(out, "    ");
        wrap(out, shown(arena, line), 4);
    }
}

static void put_block(struct arena *arena, struct strbuf *out, const struct js *block)
{
    struct str kind = js_text(block, "kind");
    struct str text = js_text(block, "text");
    if (str_is(kind, "title")) {
        put_heading(arena, out, text, '=');
    } else if (str_is(kind, "heading") || str_is(kind, "subheading")) {
        put_heading(arena, out, text, '-');
    } else if (str_is(kind, "text")) {
        wrap(out, shown(arena, text), 0);
    } else if (str_is(kind, "list")) {
        put_list(arena, out, js_member(block, "items"));
    } else if (str_is(kind, "table")) {
        put_table(arena, out, block);
    } else if (str_is(kind, "code")) {
        put_code(arena, out, text);
    }
}

enum err_code report_text_write(struct arena *arena, struct str paper, struct strbuf *out,
                                struct err *err)
{
    struct js *model;
    const struct js *blocks = NULL;
    TRY(js_parse(arena, paper, &model, err));
    TRY(js_need(model, "blocks", JS_ARRAY, &blocks, err));
    for (size_t i = 0; i < blocks->array.count; i++) {
        put_block(arena, out, &blocks->array.items[i]);
    }
    return strbuf_check(out, "the report", err);
}
