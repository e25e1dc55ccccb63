#include "page_picture.h"

#include <mupdf/fitz.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

static float scale_of(fz_rect page)
{
    float scale = (float)PICTURE_DPI / 72;
    float width = page.x1 - page.x0;
    float height = page.y1 - page.y0;
    scale = fminf(scale, (float)PICTURE_WIDTH_MAX / fmaxf(width, 1));
    return fminf(scale, (float)PICTURE_HEIGHT_MAX / fmaxf(height, 1));
}

/* Throws. */
static void draw(fz_context *ctx, fz_document *doc, int number, const char *out,
                 struct page_picture *picture)
{
    fz_page *page = fz_load_page(ctx, doc, number);
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

/* What MuPDF calls it: a PDF may have bytes before its head (ISO 32000-1, annex H.3.4.1). Every
 * other kind is refused by the reader of pictures. Throws. */
static const char *magic_of(fz_context *ctx, const char *path)
{
    enum { HEAD = 1024 };
    static const char mark[] = "%PDF-";
    unsigned char head[HEAD];
    fz_stream *stream = fz_open_file(ctx, path);
    size_t n = fz_read(ctx, stream, head, sizeof head);
    bool pdf = memmem(head, n, mark, sizeof mark - 1) != NULL;
    fz_drop_stream(ctx, stream);
    return pdf ? "application/pdf" : "image/png"; /* which picture, its bytes say */
}

/* Throws; `code` for what is no fault of MuPDF's. */
static void open_and_draw(fz_context *ctx, const char *path, int page, const char *out,
                          struct page_picture *picture, enum err_code *code, struct err *err)
{
    fz_register_document_handlers(ctx);
    const char *magic = magic_of(ctx, path);
    fz_stream *stream = fz_open_file(ctx, path);
    fz_document *doc = fz_open_document_with_stream(ctx, magic, stream);
    int count = 0;
    if (fz_needs_password(ctx, doc)) {
        *code = err_set(err, ERR_UNSUPPORTED, "the document is encrypted");
    } else {
        count = fz_count_pages(ctx, doc);
        if (page < 1 || page > count) {
            *code = err_set(err, ERR_INVALID, "the document has %d pages, asked was page %d",
                            count, page);
        } else {
            draw(ctx, doc, page - 1, out, picture);
        }
    }
    fz_drop_document(ctx, doc);
    fz_drop_stream(ctx, stream);
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
