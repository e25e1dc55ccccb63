/* See paper_pdf.h. */
#include "paper_pdf.h"

#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "pdf_catalog.h"
#include "pdf_chart.h"
#include "pdf_sheet.h"
#include "pdf_table.h"

#include <cairo-pdf.h>
#include <string.h>

/* A date within, the same in every file: when it was made is not the paper's to say. */
#define FIXED_DATE "2000-01-01T00:00:00Z"

#define BODY 8.8

static void put_heading(struct sheet *sheet, double size, struct str text, const char *tag)
{
    (void)sheet_need(sheet, size * 1.3 + 40);
    sheet->y += size * 0.45;
    sheet_paragraph(sheet, FONT_BOLD, size, SHEET_MARGIN, text, tag);
    sheet->y += 2;
}

static void put_text(struct sheet *sheet, struct str text)
{
    sheet_paragraph(sheet, FONT_PLAIN, BODY, SHEET_MARGIN, text, "P");
    sheet->y += 2;
}

static void put_code(struct sheet *sheet, struct str text)
{
    sheet_paragraph(sheet, FONT_MONO, 7.4, SHEET_MARGIN + 10, text, "P");
    sheet->y += 3;
}

static enum err_code put_list(struct sheet *sheet, const struct js *block, struct err *err)
{
    const struct js *items = NULL;
    TRY(js_need(block, "items", JS_ARRAY, &items, err));
    sheet_tag(sheet, "L");
    for (size_t i = 0; i < items->array.count; i++) {
        (void)sheet_need(sheet, BODY * SHEET_LEADING);
        sheet_tag(sheet, "LI");
        sheet_tag(sheet, "Lbl");
        sheet_put(sheet, FONT_PLAIN, BODY, SHEET_MARGIN + 2, sheet->y, false, STR("•"));
        sheet_untag(sheet, "Lbl");
        sheet_paragraph(sheet, FONT_PLAIN, BODY, SHEET_MARGIN + 12,
                        js_text(&items->array.items[i], "text"), "LBody");
        sheet_untag(sheet, "LI");
        sheet->y += 1;
    }
    sheet_untag(sheet, "L");
    sheet->y += 2;
    return ERR_OK;
}

static enum err_code put_block(struct sheet *sheet, const struct js *block, struct err *err)
{
    struct str kind;
    struct str text = js_text(block, "text");
    TRY(js_need_str(block, "kind", &kind, err));
    if (str_is(kind, "title")) {
        put_heading(sheet, 15, text, "H1");
    } else if (str_is(kind, "heading")) {
        put_heading(sheet, 11.5, text, "H2");
    } else if (str_is(kind, "subheading")) {
        put_heading(sheet, 9.6, text, "H3");
    } else if (str_is(kind, "text")) {
        put_text(sheet, text);
    } else if (str_is(kind, "code")) {
        put_code(sheet, text);
    } else if (str_is(kind, "page")) {
        sheet_next_page(sheet);
    } else if (str_is(kind, "list")) {
        return put_list(sheet, block, err);
    } else if (str_is(kind, "table")) {
        return table_put(sheet, block, err);
    } else if (str_is(kind, "chart")) {
        return chart_put(sheet, block, err);
    } else {
        return err_set(err, ERR_FORMAT, "unknown kind \"%.*s\"", STR_ARG(str_sub(kind, 0, 40)));
    }
    return ERR_OK;
}

static enum err_code put_blocks(struct sheet *sheet, const struct js *blocks, struct err *err)
{
    sheet_begin(sheet);
    for (size_t i = 0; i < blocks->array.count; i++) {
        if (put_block(sheet, &blocks->array.items[i], err) != ERR_OK) {
            err_prefix(err, "block %zu", i + 1);
            return err->code;
        }
        if (sheet->page > PAPER_PAGES_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d pages", PAPER_PAGES_MAX);
        }
    }
    sheet_end(sheet);
    return ERR_OK;
}

static cairo_status_t gather(void *closure, const unsigned char *bytes, unsigned int length)
{
    strbuf_add(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, struct str title, struct arena *arena)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   arena_strndup(arena, title.p, title.n));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "policeai");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, FIXED_DATE);
}

/* Draws all of it; `pages` is what the foot says, and becomes how many there are. */
static enum err_code draw(struct arena *arena, struct fonts *fonts, const struct js *paper,
                          int *pages, struct strbuf *out, struct err *err)
{
    const struct js *blocks = NULL;
    struct sheet sheet = {.arena = arena, .fonts = fonts, .pages = *pages};
    TRY(js_need_str(paper, "title", &sheet.title, err));
    TRY(js_need(paper, "blocks", JS_ARRAY, &blocks, err));
    sheet.surface = cairo_pdf_surface_create_for_stream(gather, out, SHEET_WIDTH, SHEET_HEIGHT);
    set_metadata(sheet.surface, sheet.title, arena);
    sheet.cairo = cairo_create(sheet.surface);
    enum err_code code = put_blocks(&sheet, blocks, err);
    cairo_status_t status = cairo_status(sheet.cairo);
    cairo_destroy(sheet.cairo);
    cairo_surface_finish(sheet.surface);
    status = status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(sheet.surface);
    cairo_surface_destroy(sheet.surface);
    *pages = sheet.page;
    TRY(code);
    return status == CAIRO_STATUS_SUCCESS
               ? strbuf_check(out, "the PDF", err)
               : err_set(err, ERR_EXTERNAL, "cairo: %s", cairo_status_to_string(status));
}

enum err_code paper_pdf_write(struct arena *arena, struct str paper, const char *out,
                              int *pages, struct err *err)
{
    struct js *json;
    struct fonts *fonts = NULL;
    struct strbuf bytes;
    TRY(js_parse(arena, paper, &json, err));
    strbuf_init(&bytes, PAPER_BYTES_MAX);
    *pages = 0;
    enum err_code code = fonts_load(&fonts, err);
    for (int pass = 0; pass < 2 && code == ERR_OK; pass++) {
        strbuf_clear(&bytes);
        code = draw(arena, fonts, json, pages, &bytes, err);
    }
    if (code == ERR_OK) {
        code = catalog_say_language(&bytes, "en-GB", err);
    }
    if (code == ERR_OK) {
        code = file_write(out, strbuf_view(&bytes), 0600, err);
    }
    fonts_free(fonts);
    strbuf_release(&bytes);
    return code;
}
