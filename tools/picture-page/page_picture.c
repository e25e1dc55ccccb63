#include "page_picture.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include <math.h>

static float scale_of(fz_rect page)
{
    float scale = (float)PICTURE_DPI / 72;
    float width = page.x1 - page.x0;
    float height = page.y1 - page.y0;
    scale = fminf(scale, (float)PICTURE_WIDTH_MAX / fmaxf(width, 1));
    return fminf(scale, (float)PICTURE_HEIGHT_MAX / fmaxf(height, 1));
}

/* Throws. */
static void draw(fz_context *ctx, pdf_document *doc, int number, const char *out,
                 struct page_picture *picture)
{
    fz_page *page = (fz_page *)pdf_load_page(ctx, doc, number);
    fz_rect bounds = fz_bound_page(ctx, page);
    float scale = scale_of(bounds);
    fz_pixmap *pixmap =
        fz_new_pixmap_from_page(ctx, page, fz_scale(scale, scale), fz_device_rgb(ctx), 0);
    fz_save_pixmap_as_png(ctx, pixmap, out);
    fz_drop_pixmap(ctx, pixmap);
    fz_drop_page(ctx, page);
    picture->width = (int)lroundf((bounds.x1 - bounds.x0) * 100);
    picture->height = (int)lroundf((bounds.y1 - bounds.y0) * 100);
}

/* Throws; `code` for what is no fault of MuPDF's. */
static void open_and_draw(fz_context *ctx, const char *path, int page, const char *out,
                          struct page_picture *picture, enum err_code *code, struct err *err)
{
    pdf_document *doc = pdf_open_document(ctx, path);
    int count = 0;
    if (pdf_needs_password(ctx, doc)) {
        *code = err_set(err, ERR_UNSUPPORTED, "the document is encrypted");
    } else {
        count = pdf_count_pages(ctx, doc);
        if (page < 1 || page > count) {
            *code = err_set(err, ERR_INVALID, "the document has %d pages, asked was page %d",
                            count, page);
        } else {
            draw(ctx, doc, page - 1, out, picture);
        }
    }
    pdf_drop_document(ctx, doc);
}

enum err_code page_picture_write(const char *path, int page, const char *out,
                                 struct page_picture *picture, struct err *err)
{
    enum err_code code = ERR_OK;
    fz_context *ctx = fz_new_context(NULL, NULL, 64 << 20);
    if (ctx == NULL) {
        return err_set(err, ERR_LIMIT, "no memory for MuPDF");
    }
    fz_set_warning_callback(ctx, NULL, NULL);
    fz_set_error_callback(ctx, NULL, NULL);
    fz_var(code);
    fz_try(ctx)
    {
        open_and_draw(ctx, path, page, out, picture, &code, err);
    }
    fz_catch(ctx)
    {
        code = err_set(err, ERR_FORMAT, "page %d cannot be drawn", page);
    }
    fz_drop_context(ctx); /* what a throw left behind goes with the process */
    return code;
}
