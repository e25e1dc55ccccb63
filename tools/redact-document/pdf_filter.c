/* Takes glyphs and pixels out of a page's contents: MuPDF rewrites the content streams (forms
 * too, each use apart) and asks here about every character and picture. */
#include "pdf_file.h"

#include <math.h>

/* A glyph goes when its core meets a box: the middle half of its advance, from a little above
 * the base line to the height of small letters. A neighbour that only touches stays. */
#define CORE_LEFT 0.25F
#define CORE_RIGHT 0.75F
#define CORE_LOW 0.05F
#define CORE_HIGH 0.45F

struct filtering {
    fz_matrix to_visible;
    const struct pdf_page_state *state;
};

static bool overlap(fz_rect a, fz_rect b)
{
    return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
}

static int text_filter(fz_context *ctx, void *opaque, int *ucs, int count, fz_matrix trm,
                       fz_matrix ctm, fz_rect bbox)
{
    const struct filtering *filtering = opaque;
    const struct pdf_page_state *state = filtering->state;
    (void)ctx, (void)ucs, (void)count;
    float width = bbox.x1 - bbox.x0;
    fz_rect core = {bbox.x0 + width * CORE_LEFT, CORE_LOW, bbox.x0 + width * CORE_RIGHT,
                    CORE_HIGH};
    fz_matrix m = fz_concat(fz_concat(trm, ctm), filtering->to_visible);
    core = fz_transform_rect(core, m);
    if (!overlap(core, state->visible)) {
        return 1; /* outside of the page as it is shown */
    }
    for (size_t i = 0; i < state->hidden_count; i++) {
        if (overlap(core, state->hidden[i])) {
            return 1;
        }
    }
    return 0;
}

/* The box in pixels of the picture, one pixel more on each side; of a turned picture what holds
 * the box. `m`: from visible to the unit square, whose origin is the picture's lower left. */
static fz_irect in_pixels(fz_rect box, fz_matrix m, int w, int h)
{
    fz_rect unit = fz_transform_rect(box, m);
    float x0 = floorf(unit.x0 * (float)w) - 1;
    float x1 = ceilf(unit.x1 * (float)w) + 1;
    float y0 = floorf((1 - unit.y1) * (float)h) - 1;
    float y1 = ceilf((1 - unit.y0) * (float)h) + 1;
    fz_irect whole = {0, 0, w, h};
    fz_rect pixels = {fmaxf(x0, -1e6F), fmaxf(y0, -1e6F), fminf(x1, 1e6F), fminf(y1, 1e6F)};
    return fz_intersect_irect(whole, fz_irect_from_rect(pixels));
}

static void whiten(fz_context *ctx, fz_pixmap *pixmap, fz_irect area)
{
    unsigned char *samples = fz_pixmap_samples(ctx, pixmap);
    int stride = fz_pixmap_stride(ctx, pixmap);
    int n = fz_pixmap_components(ctx, pixmap);
    for (int y = area.y0; y < area.y1; y++) {
        for (int i = area.x0 * n; i < area.x1 * n; i++) {
            samples[(ptrdiff_t)y * stride + i] = 255;
        }
    }
}

/* Outside of the page, as four boxes. */
static int margins(fz_rect page, fz_rect out[4])
{
    const float far = 1e5F;
    out[0] = (fz_rect){-far, -far, page.x0, far};
    out[1] = (fz_rect){page.x1, -far, far, far};
    out[2] = (fz_rect){-far, -far, far, page.y0};
    out[3] = (fz_rect){-far, page.y1, far, far};
    return 4;
}

static bool reaches(fz_rect a, fz_rect b)
{
    const float slack = 0.5F; /* a picture that fills the page may be a hair larger */
    return a.x0 < b.x1 - slack && b.x0 < a.x1 - slack && a.y0 < b.y1 - slack &&
           b.y0 < a.y1 - slack;
}

static fz_image *image_filter(fz_context *ctx, void *opaque, fz_matrix ctm, const char *name,
                              fz_image *image)
{
    const struct filtering *filtering = opaque;
    const struct pdf_page_state *state = filtering->state;
    fz_matrix m = fz_concat(ctm, filtering->to_visible);
    fz_rect placed = fz_transform_rect(fz_unit_rect, m);
    fz_rect outside[4];
    (void)name;
    if (!overlap(placed, state->visible)) {
        return NULL;
    }
    int sides = margins(state->visible, outside);
    bool touched = false;
    for (size_t i = 0; i < state->hidden_count; i++) {
        touched = touched || overlap(placed, state->hidden[i]);
    }
    for (int i = 0; i < sides; i++) {
        touched = touched || reaches(placed, outside[i]);
    }
    if (!touched || image->imagemask) { /* a mask under a box: the page becomes a picture */
        return fz_keep_image(ctx, image);
    }
    fz_pixmap *raw = fz_get_unscaled_pixmap_from_image(ctx, image);
    fz_pixmap *pixmap = fz_convert_pixmap(
        ctx, raw, raw->colorspace == fz_device_gray(ctx) ? raw->colorspace : fz_device_rgb(ctx),
        NULL, NULL, fz_default_color_params, 0);
    fz_drop_pixmap(ctx, raw);
    fz_matrix to_unit = fz_invert_matrix(m);
    for (size_t i = 0; i < state->hidden_count; i++) {
        if (overlap(placed, state->hidden[i])) {
            whiten(ctx, pixmap, in_pixels(state->hidden[i], to_unit, pixmap->w, pixmap->h));
        }
    }
    for (int i = 0; i < sides; i++) {
        if (reaches(placed, outside[i])) {
            whiten(ctx, pixmap, in_pixels(outside[i], to_unit, pixmap->w, pixmap->h));
        }
    }
    fz_image *result = fz_new_image_from_pixmap(ctx, pixmap, image->mask);
    fz_drop_pixmap(ctx, pixmap);
    return result;
}

void pdf_take_out(struct pdf_file *file, pdf_page *page, struct pdf_page_state *state)
{
    struct filtering filtering = {fz_invert_matrix(state->to_user), state};
    pdf_filter_options options = {.opaque = &filtering,
                                  .image_filter = image_filter,
                                  .text_filter = text_filter,
                                  .recurse = 1,
                                  .instance_forms = 1,
                                  .sanitize = 1};
    pdf_filter_page_contents(file->ctx, file->doc, page, &options);
}
