/* A new document: of each page its contents, resources and size, cleaned; nothing of the old
 * document comes along that is not named here. Pages that cannot be cleaned become pictures. */
#include "pdf_file.h"

#include <math.h>
#include <string.h>

enum { PICTURE_DPI = 200, PICTURE_PIXELS_MAX = 40 << 20 };

/* Black over each box, in the page's own space; outward by nothing: glyphs are gone. */
static void draw_boxes(fz_context *ctx, const struct pdf_page_state *state, fz_buffer *out)
{
    fz_append_string(ctx, out, "\nq 0 g\n");
    for (size_t i = 0; i < state->hidden_count; i++) {
        fz_rect r = fz_transform_rect(state->hidden[i], state->to_user);
        fz_append_printf(ctx, out, "%g %g %g %g re f\n", r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0);
    }
    fz_append_string(ctx, out, "Q\n");
}

static void blacken(fz_context *ctx, const struct pdf_page_state *state, float scale,
                    fz_pixmap *pixmap)
{
    for (size_t i = 0; i < state->hidden_count; i++) {
        fz_rect r = state->hidden[i];
        fz_irect area = {(int)floorf(r.x0 * scale) - 1, (int)floorf(r.y0 * scale) - 1,
                         (int)ceilf(r.x1 * scale) + 1, (int)ceilf(r.y1 * scale) + 1};
        area = fz_intersect_irect(area, fz_pixmap_bbox(ctx, pixmap));
        /* fz_clear_pixmap_rect_with_value of MuPDF 1.21 takes blue for the alpha there is not
         */
        for (int y = area.y0; y < area.y1 && area.x0 < area.x1; y++) {
            memset(pixmap->samples + (ptrdiff_t)y * pixmap->stride +
                       (ptrdiff_t)area.x0 * pixmap->n,
                   0, (size_t)(area.x1 - area.x0) * pixmap->n);
        }
    }
}

static float picture_scale(fz_rect page)
{
    float scale = PICTURE_DPI / 72.0F;
    float pixels = (page.x1 - page.x0) * scale * ((page.y1 - page.y0) * scale);
    return pixels > PICTURE_PIXELS_MAX ? scale * sqrtf(PICTURE_PIXELS_MAX / pixels) : scale;
}

static void add_picture(struct pdf_file *file, pdf_document *to, int number, pdf_page *page)
{
    fz_context *ctx = file->ctx;
    struct pdf_page_state *state = &file->pages[number];
    float scale = picture_scale(state->visible);
    fz_pixmap *pixmap = pdf_new_pixmap_from_page_contents_with_usage(
        ctx, page, fz_scale(scale, scale), fz_device_rgb(ctx), 0, "View");
    blacken(ctx, state, scale, pixmap);
    fz_image *image = fz_new_image_from_pixmap(ctx, pixmap, NULL);
    pdf_obj *picture = pdf_add_image(ctx, to, image);
    pdf_obj *resources = pdf_new_dict(ctx, to, 1);
    pdf_dict_puts(ctx, pdf_dict_put_dict(ctx, resources, PDF_NAME(XObject), 1), "Picture",
                  picture);
    fz_buffer *contents = fz_new_buffer(ctx, 128);
    fz_append_printf(ctx, contents, "q %g 0 0 %g 0 0 cm /Picture Do Q\n", state->visible.x1,
                     state->visible.y1);
    pdf_insert_page(ctx, to, -1, pdf_add_page(ctx, to, state->visible, 0, resources, contents));
    fz_drop_image(ctx, image);
    fz_drop_pixmap(ctx, pixmap);
}

static void add_copy(struct pdf_file *file, pdf_document *to, pdf_graft_map *map, int number,
                     pdf_page *page)
{
    fz_context *ctx = file->ctx;
    struct pdf_page_state *state = &file->pages[number];
    pdf_obj *old = pdf_page_resources(ctx, page);
    fz_rect box = fz_transform_rect(state->visible, state->to_user);
    int rotate = pdf_to_int(ctx, pdf_dict_get_inheritable(ctx, page->obj, PDF_NAME(Rotate)));
    fz_buffer *contents =
        pdf_without_marked_content(ctx, file->doc, pdf_page_contents(ctx, page), old);
    draw_boxes(ctx, state, contents);
    pdf_obj *resources = pdf_graft_mapped_object(ctx, map, old);
    pdf_clean_resources(ctx, to, resources);
    pdf_insert_page(ctx, to, -1, pdf_add_page(ctx, to, box, rotate, resources, contents));
    fz_drop_buffer(ctx, contents);
}

static fz_buffer *save(fz_context *ctx, pdf_document *doc)
{
    pdf_write_options options = pdf_default_write_options;
    fz_buffer *buffer = fz_new_buffer(ctx, 1 << 16);
    fz_output *out = fz_new_output_with_buffer(ctx, buffer);
    options.do_garbage = 3;
    options.do_compress = 1;
    options.do_compress_images = 1;
    options.do_compress_fonts = 1;
    pdf_write_document(ctx, doc, out, &options);
    fz_close_output(ctx, out);
    fz_drop_output(ctx, out);
    return buffer;
}

fz_buffer *pdf_build(struct pdf_file *file)
{
    fz_context *ctx = file->ctx;
    pdf_document *to = pdf_create_document(ctx);
    pdf_graft_map *map = pdf_new_graft_map(ctx, to);
    for (int i = 0; i < file->page_count; i++) {
        struct pdf_page_state *state = &file->pages[i];
        pdf_page *page = pdf_load_page(ctx, file->doc, i);
        struct pdf_drawings left = {0};
        pdf_take_out(file, page, state);
        pdf_look(file, page, state->hidden, state->hidden_count, &left);
        free(left.items);
        state->as_picture = state->as_picture || left.under;
        if (state->as_picture) {
            add_picture(file, to, i, page);
        } else {
            add_copy(file, to, map, i, page);
        }
        fz_drop_page(ctx, (fz_page *)page);
    }
    pdf_drop_graft_map(ctx, map);
    return save(ctx, to);
}
