/* Pictures of a page are read by Tesseract. Words it is not sure of, and ink in which it found
 * no word (handwriting, signatures, photographs), are regions that cannot be read. */
#include "pdf_file.h"

#include "base/mem.h"
#include "ocr/ocr.h"
#include "ocr/unread_ink.h"

#include <math.h>
#include <string.h>

enum { OCR_DPI = 300, OCR_PIXELS_MAX = 40 << 20 };
#define SURE 60.0F        /* of a word, of 100 */
#define PICTURE_POINTS 15 /* a side of the smallest picture looked at */

struct reading {
    struct pdf_file *file;
    int number;
    float scale;
    fz_pixmap *pixmap;
    struct ocr_page words;
    struct ink_box *parts; /* what was looked at */
    size_t part_count;
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

static void cover_ink(struct reading *r)
{
    struct unread_ink ink = {0};
    unread_ink_find(r->pixmap->samples, r->pixmap->w, r->pixmap->h, &r->words, r->parts,
                    r->part_count, &ink);
    for (size_t i = 0; i < ink.count; i++) {
        const struct ink_box *box = &ink.boxes[i];
        cover(r,
              (fz_rect){(float)box->x0 / r->scale, (float)box->y0 / r->scale,
                        (float)box->x1 / r->scale, (float)box->y1 / r->scale},
              "handwriting, a drawing or a photograph");
    }
    unread_ink_free(&ink);
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
    for (size_t i = 0; i < state->drawn_count; i++) {
        if (!state->drawn[i].tile && is_looked_at(state->drawn[i].box)) {
            fz_irect part = part_of(r, fz_intersect_rect(state->drawn[i].box, state->visible));
            r->parts[r->part_count++] = (struct ink_box){part.x0, part.y0, part.x1, part.y1};
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
    r.parts = xcalloc(state->drawn_count, sizeof *r.parts);
    read_pictures(&r, state);
    take_letters(&r);
    cover_ink(&r);
    free(r.parts);
    ocr_page_free(&r.words);
    fz_drop_pixmap(ctx, r.pixmap);
}
