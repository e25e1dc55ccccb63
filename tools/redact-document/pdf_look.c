/* A device that draws nothing and looks: where pictures stand, which patterns hold text, and
 * what lies in the boxes to hide once glyphs and pixels are out of them.
 *
 * Lines and filled rectangles along the axes that are larger than a box tell nothing of what
 * stood in it (borders, backgrounds, underlines); other paths in it may be letters drawn as
 * outlines. */
#include "pdf_file.h"

#include "base/mem.h"

enum { DRAWN_MAX = 100000 };

struct look_device {
    fz_device super;
    const fz_rect *hidden;
    size_t count;
    struct pdf_drawings *out;
    int tiles; /* patterns being drawn */
    fz_rect tile;
    bool tile_told;
};

static bool overlap(fz_rect a, fz_rect b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static void add(fz_context *ctx, struct pdf_drawings *out, fz_rect box, bool tile)
{
    if (out->count >= DRAWN_MAX) {
        fz_throw(ctx, FZ_ERROR_GENERIC, "more than %d pictures on a page", DRAWN_MAX);
    }
    out->items = mem_grow(out->items, out->count, &out->capacity, sizeof *out->items);
    out->items[out->count++] = (struct drawn){box, tile};
}

void pdf_see_whole_page(fz_context *ctx, fz_rect visible, struct pdf_drawings *drawings)
{
    add(ctx, drawings, visible, false);
}

static void is_under(struct look_device *look, fz_rect box)
{
    for (size_t i = 0; i < look->count; i++) {
        look->out->under = look->out->under || overlap(box, look->hidden[i]);
    }
}

struct path_shape {
    fz_point at;
    bool along; /* only lines along the axes so far */
    fz_matrix ctm;
};

static void shape_move(fz_context *ctx, void *arg, float x, float y)
{
    struct path_shape *shape = arg;
    (void)ctx;
    shape->at = fz_transform_point_xy(x, y, shape->ctm);
}

static void shape_line(fz_context *ctx, void *arg, float x, float y)
{
    struct path_shape *shape = arg;
    fz_point to = fz_transform_point_xy(x, y, shape->ctm);
    (void)ctx;
    float dx = to.x - shape->at.x;
    float dy = to.y - shape->at.y;
    shape->along = shape->along && ((dx < 0.01F && dx > -0.01F) || (dy < 0.01F && dy > -0.01F));
    shape->at = to;
}

static void shape_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2,
                        float x3, float y3)
{
    struct path_shape *shape = arg;
    (void)ctx, (void)x1, (void)y1, (void)x2, (void)y2, (void)x3, (void)y3;
    shape->along = false;
}

static const fz_path_walker shape_walker = {
    .moveto = shape_move, .lineto = shape_line, .curveto = shape_curve};

/* Along the axes and at least as long as half the box: no letter. */
static bool tells_nothing(bool along, fz_rect path, fz_rect box)
{
    bool wide = path.x1 - path.x0 >= (box.x1 - box.x0) / 2 && path.x1 - path.x0 >= 12;
    bool high = path.y1 - path.y0 >= (box.y1 - box.y0) && path.y1 - path.y0 >= 12;
    return along && (wide || high);
}

static void look_path(fz_context *ctx, struct look_device *look, const fz_path *path,
                      const fz_stroke_state *stroke, fz_matrix ctm)
{
    struct path_shape shape = {.along = true, .ctm = ctm};
    fz_rect bounds = fz_bound_path(ctx, path, stroke, ctm);
    bool walked = false;
    for (size_t i = 0; i < look->count && !look->out->under; i++) {
        if (overlap(bounds, look->hidden[i])) {
            if (!walked) {
                fz_walk_path(ctx, path, &shape_walker, &shape);
                walked = true;
            }
            look->out->under = !tells_nothing(shape.along, bounds, look->hidden[i]);
        }
    }
}

static void fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd,
                      fz_matrix ctm, fz_colorspace *cs, const float *color, float alpha,
                      fz_color_params params)
{
    (void)even_odd, (void)cs, (void)color, (void)alpha, (void)params;
    look_path(ctx, (struct look_device *)dev, path, NULL, ctm);
}

static void stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path,
                        const fz_stroke_state *stroke, fz_matrix ctm, fz_colorspace *cs,
                        const float *color, float alpha, fz_color_params params)
{
    (void)cs, (void)color, (void)alpha, (void)params;
    look_path(ctx, (struct look_device *)dev, path, stroke, ctm);
}

static void clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd,
                      fz_matrix ctm, fz_rect scissor)
{
    (void)even_odd, (void)scissor;
    look_path(ctx, (struct look_device *)dev, path, NULL, ctm);
}

static void look_text(struct look_device *look)
{
    if (look->tiles > 0 && !look->tile_told) {
        look->tile_told = true;
        add(NULL, look->out, look->tile, true);
    }
}

static void fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm,
                      fz_colorspace *cs, const float *color, float alpha,
                      fz_color_params params)
{
    (void)ctx, (void)text, (void)ctm, (void)cs, (void)color, (void)alpha, (void)params;
    look_text((struct look_device *)dev);
}

static void stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text,
                        const fz_stroke_state *stroke, fz_matrix ctm, fz_colorspace *cs,
                        const float *color, float alpha, fz_color_params params)
{
    (void)ctx, (void)text, (void)stroke, (void)ctm, (void)cs, (void)color, (void)alpha,
        (void)params;
    look_text((struct look_device *)dev);
}

static void fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm,
                       float alpha, fz_color_params params)
{
    (void)alpha, (void)params;
    is_under((struct look_device *)dev, fz_bound_shade(ctx, shade, ctm));
}

static void look_image(fz_context *ctx, struct look_device *look, const fz_image *image,
                       fz_matrix ctm)
{
    fz_rect box = fz_transform_rect(fz_unit_rect, ctm);
    if (look->tiles > 0) {
        look_text(look);
        return;
    }
    if (image->imagemask || image->mask != NULL) {
        is_under(look, box); /* its shape is in the mask, which is not taken out */
    }
    add(ctx, look->out, box, false);
}

static void fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm,
                       float alpha, fz_color_params params)
{
    (void)alpha, (void)params;
    look_image(ctx, (struct look_device *)dev, image, ctm);
}

static void fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm,
                            fz_colorspace *cs, const float *color, float alpha,
                            fz_color_params params)
{
    (void)cs, (void)color, (void)alpha, (void)params;
    look_image(ctx, (struct look_device *)dev, image, ctm);
}

static void clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm,
                            fz_rect scissor)
{
    (void)scissor;
    look_image(ctx, (struct look_device *)dev, image, ctm);
}

static int begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep,
                      float ystep, fz_matrix ctm, int id)
{
    struct look_device *look = (struct look_device *)dev;
    (void)ctx, (void)view, (void)xstep, (void)ystep, (void)id;
    if (look->tiles++ == 0) {
        look->tile = fz_transform_rect(area, ctm);
        look->tile_told = false;
        is_under(look, look->tile);
    }
    return 0;
}

static void end_tile(fz_context *ctx, fz_device *dev)
{
    (void)ctx;
    ((struct look_device *)dev)->tiles--;
}

void pdf_look(struct pdf_file *file, pdf_page *page, const fz_rect *hidden, size_t count,
              struct pdf_drawings *drawings)
{
    fz_context *ctx = file->ctx;
    struct look_device *look = fz_new_derived_device(ctx, struct look_device);
    look->super.fill_path = fill_path;
    look->super.stroke_path = stroke_path;
    look->super.clip_path = clip_path;
    look->super.fill_text = fill_text;
    look->super.stroke_text = stroke_text;
    look->super.fill_shade = fill_shade;
    look->super.fill_image = fill_image;
    look->super.fill_image_mask = fill_image_mask;
    look->super.clip_image_mask = clip_image_mask;
    look->super.begin_tile = begin_tile;
    look->super.end_tile = end_tile;
    look->hidden = hidden;
    look->count = count;
    look->out = drawings;
    pdf_run_page_contents(ctx, page, &look->super, fz_identity, NULL);
    fz_close_device(ctx, &look->super);
    fz_drop_device(ctx, &look->super);
}
