/* Pictures of a page are read by Tesseract. Words it is not sure of, and ink in which it found
 * no word (handwriting, signatures, photographs), are regions that cannot be read. */
#include "pdf_file.h"

#include "base/mem.h"
#include "ocr.h"

#include <math.h>
#include <string.h>

enum {
    OCR_DPI = 300,
    OCR_PIXELS_MAX = 40 << 20,
    CELL = 30,       /* pixels of a side: a tenth of an inch */
    CELL_DARK = 20,  /* dark pixels that make a cell inked */
    DARK = 140,      /* grey below this is ink */
    REGION_CELLS = 3 /* fewer are specks */
};
#define SURE 60.0F        /* of a word, of 100 */
#define PICTURE_POINTS 15 /* a side of the smallest picture looked at */

struct reading {
    struct pdf_file *file;
    int number;
    float scale;
    fz_pixmap *pixmap;
    struct ocr_page words;
    unsigned char *cells; /* inked */
    int columns, rows;
};

static fz_rect to_points(const struct reading *r, const struct ocr_letter *l)
{
    return (fz_rect){(float)l->x0 / r->scale, (float)l->y0 / r->scale, (float)l->x1 / r->scale,
                     (float)l->y1 / r->scale};
}

static void cover(struct reading *r, fz_rect box, const char *why)
{
    const struct request *request = r->file->request;
    struct box place = {box.x0, box.y0, box.x1, box.y1};
    answer_region(r->file->answer, r->number + 1, place, why,
                  request->cover_unreadable && request->hide == NULL);
}

static void take_letters(struct reading *r)
{
    struct letters *letters = &r->file->letters;
    fz_rect doubtful = fz_empty_rect;
    for (size_t i = 0; i < r->words.count; i++) {
        const struct ocr_letter *l = &r->words.letters[i];
        bool placed = l->c != ' ' && l->c != '\n';
        letters->items = mem_grow(letters->items, letters->count, &letters->capacity,
                                  sizeof *letters->items);
        letters->items[letters->count++] = (struct letter){
            l->c, placed ? r->number : -1, false, placed ? to_points(r, l) : fz_empty_rect};
        if (placed && l->confidence < SURE) {
            doubtful = fz_is_empty_rect(doubtful) ? to_points(r, l)
                                                  : fz_union_rect(doubtful, to_points(r, l));
        }
        if (!placed && !fz_is_empty_rect(doubtful)) {
            cover(r, doubtful, "print that is hard to read");
            doubtful = fz_empty_rect;
        }
    }
}

/* Whitens every word that was found, so that only ink nobody read is left. */
static void erase_words(struct reading *r)
{
    for (size_t i = 0; i < r->words.count; i++) {
        const struct ocr_letter *l = &r->words.letters[i];
        fz_irect area = {l->x0 - 6, l->y0 - 6, l->x1 + 6, l->y1 + 6};
        area = fz_intersect_irect(area, fz_pixmap_bbox(r->file->ctx, r->pixmap));
        if (l->c != ' ' && l->c != '\n' && !fz_is_empty_irect(area)) {
            fz_clear_pixmap_rect_with_value(r->file->ctx, r->pixmap, 255, area);
        }
    }
}

static void mark_cells(struct reading *r, fz_irect part)
{
    const unsigned char *samples = r->pixmap->samples;
    unsigned short *dark = xcalloc((size_t)r->columns * (size_t)r->rows, sizeof *dark);
    for (int y = part.y0; y < part.y1; y++) {
        for (int x = part.x0; x < part.x1; x++) {
            if (samples[(ptrdiff_t)y * r->pixmap->stride + x] < DARK) {
                dark[(ptrdiff_t)(y / CELL) * r->columns + x / CELL]++;
            }
        }
    }
    for (int i = 0; i < r->columns * r->rows; i++) {
        r->cells[i] |= dark[i] >= CELL_DARK;
    }
    free(dark);
}

/* The cells that hang together with cell `start`, taken off; their box in cells. */
static fz_irect take_group(struct reading *r, int start, int *stack, int *size)
{
    fz_irect box = {start % r->columns, start / r->columns, start % r->columns,
                    start / r->columns};
    int depth = 0;
    *size = 0;
    stack[depth++] = start;
    r->cells[start] = 0;
    while (depth > 0) {
        int at = stack[--depth];
        int x = at % r->columns;
        int y = at / r->columns;
        box = (fz_irect){fz_mini(box.x0, x), fz_mini(box.y0, y), fz_maxi(box.x1, x),
                         fz_maxi(box.y1, y)};
        (*size)++;
        for (int k = 0; k < 9; k++) {
            int nx = x + k % 3 - 1;
            int ny = y + k / 3 - 1;
            if (nx >= 0 && ny >= 0 && nx < r->columns && ny < r->rows &&
                r->cells[ny * r->columns + nx]) {
                r->cells[ny * r->columns + nx] = 0;
                stack[depth++] = ny * r->columns + nx;
            }
        }
    }
    return box;
}

static void cover_ink(struct reading *r)
{
    int *stack = xmalloc((size_t)r->columns * (size_t)r->rows * sizeof *stack);
    for (int i = 0; i < r->columns * r->rows; i++) {
        int size;
        if (!r->cells[i]) {
            continue;
        }
        fz_irect box = take_group(r, i, stack, &size);
        float cell = CELL / r->scale;
        if (size >= REGION_CELLS) {
            cover(r,
                  (fz_rect){(float)box.x0 * cell, (float)box.y0 * cell,
                            (float)(box.x1 + 1) * cell, (float)(box.y1 + 1) * cell},
                  "handwriting, a drawing or a photograph");
        }
    }
    free(stack);
}

static fz_irect part_of(const struct reading *r, fz_rect box)
{
    fz_rect scaled = {box.x0 * r->scale, box.y0 * r->scale, box.x1 * r->scale,
                      box.y1 * r->scale};
    return fz_intersect_irect(fz_irect_from_rect(scaled),
                              fz_pixmap_bbox(r->file->ctx, r->pixmap));
}

static bool is_looked_at(fz_rect box)
{
    return box.x1 - box.x0 >= PICTURE_POINTS && box.y1 - box.y0 >= PICTURE_POINTS;
}

static void read_pictures(struct reading *r, const struct pdf_page_state *state)
{
    struct err err;
    fz_irect page = fz_pixmap_bbox(r->file->ctx, r->pixmap);
    int64_t all = (int64_t)(page.x1 - page.x0) * (page.y1 - page.y0);
    for (size_t i = 0; i < state->drawn_count; i++) {
        fz_irect part = part_of(r, fz_intersect_rect(state->drawn[i].box, state->visible));
        int at[4] = {part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0};
        if (state->drawn[i].tile || !is_looked_at(state->drawn[i].box) ||
            fz_is_empty_irect(part)) {
            continue;
        }
        bool whole = (int64_t)at[2] * at[3] * 2 >= all;
        if (ocr_read(r->file->request->ocr, r->pixmap->samples, r->pixmap->w, r->pixmap->h,
                     OCR_DPI, at, whole ? OCR_PAGE : OCR_SCATTERED, &r->words,
                     &err) != ERR_OK) {
            fz_throw(r->file->ctx, FZ_ERROR_GENERIC, "page %d: %s", r->number + 1, err.message);
        }
    }
    erase_words(r);
    for (size_t i = 0; i < state->drawn_count; i++) {
        if (!state->drawn[i].tile && is_looked_at(state->drawn[i].box)) {
            mark_cells(r, part_of(r, fz_intersect_rect(state->drawn[i].box, state->visible)));
        }
    }
}

void pdf_ocr_page(struct pdf_file *file, int number, pdf_page *page)
{
    fz_context *ctx = file->ctx;
    const struct pdf_page_state *state = &file->pages[number];
    struct reading r = {.file = file, .number = number, .scale = OCR_DPI / 72.0F};
    bool any = false;
    for (size_t i = 0; i < state->drawn_count; i++) {
        any = any || (!state->drawn[i].tile && is_looked_at(state->drawn[i].box));
    }
    if (!any) {
        return;
    }
    float pixels = state->visible.x1 * r.scale * (state->visible.y1 * r.scale);
    r.scale = pixels > OCR_PIXELS_MAX ? r.scale * sqrtf(OCR_PIXELS_MAX / pixels) : r.scale;
    r.pixmap = pdf_new_pixmap_from_page_contents_with_usage(
        ctx, page, fz_scale(r.scale, r.scale), fz_device_gray(ctx), 0, "View");
    r.columns = r.pixmap->w / CELL + 1;
    r.rows = r.pixmap->h / CELL + 1;
    r.cells = xcalloc((size_t)r.columns * (size_t)r.rows, 1);
    read_pictures(&r, state);
    take_letters(&r);
    cover_ink(&r);
    free(r.cells);
    ocr_page_free(&r.words);
    fz_drop_pixmap(ctx, r.pixmap);
}
