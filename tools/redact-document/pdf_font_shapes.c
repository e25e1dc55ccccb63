/* The shapes of letters, compared with those of the fonts that every PDF reader has (ISO
 * 32000-1, 9.6.2.2). A glyph that looks like the letter it says needs no reading by Tesseract,
 * which is a thousand times slower; one that does not proves nothing yet. */
#include "pdf_fonts.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

enum { EM = 48, GRID = 12, CELLS = GRID * GRID };
/* How much height over the line and width count beside the picture, in squared grey of a cell.
 */
#define POSITION_WEIGHT 60000.0F

struct glyph_shape {
    char letter; /* folded */
    float top, bottom, width;
    unsigned char cells[CELLS]; /* ink, 0 to 255, of the box around it */
};

struct font_shapes {
    struct glyph_shape *items;
    size_t count;
};

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
static const char *const references[] = {"Helvetica",   "Helvetica-Bold", "Helvetica-Oblique",
                                         "Times-Roman", "Times-Bold",     "Times-Italic",
                                         "Courier",     "Courier-Bold"};

static fz_irect ink_of(const fz_pixmap *pixmap)
{
    fz_irect ink = {pixmap->w, pixmap->h, 0, 0};
    for (int y = 0; y < pixmap->h; y++) {
        for (int x = 0; x < pixmap->w; x++) {
            if (pixmap->samples[(ptrdiff_t)y * pixmap->stride + x] < 128) {
                ink = (fz_irect){fz_mini(ink.x0, x), fz_mini(ink.y0, y), fz_maxi(ink.x1, x + 1),
                                 fz_maxi(ink.y1, y + 1)};
            }
        }
    }
    return ink;
}

static void fill_cells(const fz_pixmap *pixmap, fz_irect ink, struct glyph_shape *shape)
{
    unsigned sum[CELLS] = {0};
    unsigned count[CELLS] = {0};
    int width = ink.x1 - ink.x0;
    int height = ink.y1 - ink.y0;
    for (int y = 0; y < fz_maxi(height, GRID); y++) {
        for (int x = 0; x < fz_maxi(width, GRID); x++) {
            int at_x = width < GRID ? x * width / GRID : x;
            int at_y = height < GRID ? y * height / GRID : y;
            int cell =
                y * GRID / fz_maxi(height, GRID) * GRID + x * GRID / fz_maxi(width, GRID);
            sum[cell] +=
                255U -
                pixmap->samples[(ptrdiff_t)(ink.y0 + at_y) * pixmap->stride + ink.x0 + at_x];
            count[cell]++;
        }
    }
    for (int i = 0; i < CELLS; i++) {
        shape->cells[i] = (unsigned char)(sum[i] / (count[i] > 0 ? count[i] : 1));
    }
}

/* False when the glyph draws nothing. */
static bool shape_of(fz_context *ctx, fz_font *font, int glyph, struct glyph_shape *shape)
{
    const struct font_word word = {.glyphs = {glyph}, .glyph_count = 1};
    fz_pixmap *pixmap = pdf_draw_words(ctx, font, &word, 1, EM);
    fz_irect ink = ink_of(pixmap);
    bool drawn = ink.x1 > ink.x0;
    if (drawn) {
        shape->top = (float)ink.y0 / EM;
        shape->bottom = (float)ink.y1 / EM;
        shape->width = (float)(ink.x1 - ink.x0) / (float)(ink.y1 - ink.y0);
        fill_cells(pixmap, ink, shape);
    }
    fz_drop_pixmap(ctx, pixmap);
    return drawn;
}

struct font_shapes *pdf_font_shapes(fz_context *ctx)
{
    size_t fonts = sizeof references / sizeof *references;
    struct font_shapes *shapes = fz_malloc_struct(ctx, struct font_shapes);
    shapes->items = fz_malloc_array(ctx, fonts * strlen(letters), struct glyph_shape);
    for (size_t i = 0; i < fonts; i++) {
        fz_font *font = fz_new_base14_font(ctx, references[i]);
        for (const char *c = letters; *c != '\0'; c++) {
            struct glyph_shape *shape = &shapes->items[shapes->count];
            shape->letter = pdf_fold_letter((unsigned char)*c);
            shapes->count += shape_of(ctx, font, fz_encode_character(ctx, font, *c), shape);
        }
        fz_drop_font(ctx, font);
    }
    return shapes;
}

static float squared(float a)
{
    return a * a;
}

static float distance(const struct glyph_shape *a, const struct glyph_shape *b)
{
    int sum = 0;
    for (int i = 0; i < CELLS; i++) {
        int d = (int)a->cells[i] - (int)b->cells[i];
        sum += d * d;
    }
    return (float)sum / CELLS * 20 +
           POSITION_WEIGHT * (squared(a->top - b->top) + squared(a->bottom - b->bottom) +
                              squared(a->width - b->width) / 4);
}

bool pdf_looks_like(fz_context *ctx, const struct font_shapes *shapes, fz_font *font, int glyph,
                    char letter)
{
    struct glyph_shape shape;
    float nearest = INFINITY;
    char name = '\0';
    if (!shape_of(ctx, font, glyph, &shape)) {
        return false;
    }
    for (size_t i = 0; i < shapes->count; i++) {
        float d = distance(&shape, &shapes->items[i]);
        if (d < nearest) {
            nearest = d;
            name = shapes->items[i].letter;
        }
    }
    return name == pdf_fold_letter((unsigned char)letter);
}
