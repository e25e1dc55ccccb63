/* PDF and pictures by MuPDF: the text layer with the places of its words, and pictures by
 * Tesseract where no text layer lies over them.
 *
 * All of MuPDF's exceptions are caught in this file. Memory of its context is bounded and taken
 * back as a whole (engines/pdf_memory). */
#include "page_words.h"
#include "picture_words.h"
#include "reading.h"

#include "base/mem.h"
#include "ocr/unread_ink.h"
#include "pdf_memory/pdf_memory.h"

#include <math.h>
#include <mupdf/pdf.h>
#include <stdlib.h>
#include <string.h>

enum {
    OCR_DPI = 300,
    OCR_PIXELS_MAX = 24 << 20,
    PICTURE_POINTS = 15, /* a side of the smallest picture looked at */
    LAYER_LETTERS = 20,  /* so many letters of text over a picture: it was read before */
    PARTS_MAX = 40,      /* pictures of a page that are read one by one */
    PAGES_MAX = 20000,
    ATTACHED_MAX = 500,
    PAGE_SIDE_MAX = 14400 /* points: ISO 32000-1, annex C.2 */
};

struct pages {
    struct reading *reading;
    fz_context *ctx;
    fz_document *doc;
    struct err *err;
    enum err_code code; /* of the lines that are written; not ERR_OK: stop */
    bool picture;       /* the file is one */
};

/* One page while it is read. */
struct sheet {
    struct pages *pages;
    fz_page *page;
    fz_rect bound;
    struct page_words words;
    fz_rect parts[PARTS_MAX]; /* pictures to read, points of the page */
    size_t part_count;
    float native; /* pixels a point of the finest picture */
    fz_pixmap *pixmap;
    float scale;
    bool layer, ocr; /* what the text came from */
};

static void add_letter(struct sheet *sheet, int c, fz_rect box, int confidence)
{
    const float at[4] = {100 * (box.x0 - sheet->bound.x0), 100 * (box.y0 - sheet->bound.y0),
                         100 * (box.x1 - sheet->bound.x0), 100 * (box.y1 - sheet->bound.y0)};
    page_words_add(&sheet->words, c, at, confidence);
}

static void take_layer(struct sheet *sheet, const fz_stext_page *text)
{
    for (const fz_stext_block *b = text->first_block; b != NULL; b = b->next) {
        for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL;
             l != NULL; l = l->next) {
            for (const fz_stext_char *c = l->first_char; c != NULL; c = c->next) {
                add_letter(sheet, c->c, fz_rect_from_quad(c->quad), -1);
                sheet->layer = sheet->layer || c->c > ' ';
            }
            add_letter(sheet, '\n', fz_empty_rect, -1);
        }
    }
}

static size_t letters_over(const fz_stext_page *text, fz_rect box)
{
    size_t count = 0;
    for (const fz_stext_block *b = text->first_block; b != NULL; b = b->next) {
        for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL;
             l != NULL; l = l->next) {
            for (const fz_stext_char *c = l->first_char; c != NULL; c = c->next) {
                fz_rect at = fz_rect_from_quad(c->quad);
                float x = (at.x0 + at.x1) / 2;
                float y = (at.y0 + at.y1) / 2;
                count += c->c > ' ' && x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
            }
        }
    }
    return count;
}

static float area(fz_rect box)
{
    return fz_is_empty_rect(box) ? 0 : (box.x1 - box.x0) * (box.y1 - box.y0);
}

/* Pictures nobody has read yet. A page that was scanned in strips is one picture. */
static void find_pictures(struct sheet *sheet, const fz_stext_page *text)
{
    fz_rect all = fz_empty_rect;
    size_t found = 0;
    for (const fz_stext_block *b = text->first_block; b != NULL; b = b->next) {
        fz_rect box = fz_intersect_rect(b->bbox, sheet->bound);
        if (b->type != FZ_STEXT_BLOCK_IMAGE || box.x1 - box.x0 < PICTURE_POINTS ||
            box.y1 - box.y0 < PICTURE_POINTS || letters_over(text, box) >= LAYER_LETTERS) {
            continue;
        }
        float fine = (float)b->u.i.image->w / fmaxf(1, b->bbox.x1 - b->bbox.x0);
        sheet->native = fmaxf(sheet->native, fine);
        all = fz_union_rect(all, box);
        if (sheet->part_count < PARTS_MAX) {
            sheet->parts[sheet->part_count++] = box;
        }
        found++;
    }
    if (found > 1 && (found > PARTS_MAX || area(all) * 2 > area(sheet->bound))) {
        sheet->parts[0] = all;
        sheet->part_count = 1;
    }
}

static fz_irect pixels_of(const struct sheet *sheet, fz_rect box)
{
    float s = sheet->scale;
    fz_irect page = fz_pixmap_bbox(sheet->pages->ctx, sheet->pixmap);
    fz_rect scaled = {box.x0 * s, box.y0 * s, box.x1 * s, box.y1 * s};
    fz_irect part = fz_intersect_irect(fz_irect_from_rect(scaled), page);
    return (fz_irect){part.x0 - page.x0, part.y0 - page.y0, part.x1 - page.x0,
                      part.y1 - page.y0};
}

static void take_words(struct sheet *sheet, const struct ocr_page *read)
{
    float s = sheet->scale;
    fz_irect page = fz_pixmap_bbox(sheet->pages->ctx, sheet->pixmap);
    for (size_t i = 0; i < read->count; i++) {
        const struct ocr_letter *l = &read->letters[i];
        fz_rect box = {(float)(l->x0 + page.x0) / s, (float)(l->y0 + page.y0) / s,
                       (float)(l->x1 + page.x0) / s, (float)(l->y1 + page.y0) / s};
        add_letter(sheet, (int)l->c, box, (int)l->confidence);
        sheet->ocr = sheet->ocr || l->c > ' ';
    }
}

static void tell_ink(struct sheet *sheet, const struct ocr_page *read,
                     const struct ink_box *parts, size_t count)
{
    struct unread_ink ink = {0};
    struct pages *pages = sheet->pages;
    float s = sheet->scale / 100;
    unread_ink_find(sheet->pixmap->samples, sheet->pixmap->w, sheet->pixmap->h, read, parts,
                    count, &ink);
    for (size_t i = 0; i < ink.count && pages->code == ERR_OK; i++) {
        const struct ink_box *b = &ink.boxes[i];
        const int32_t box[4] = {(int32_t)((float)b->x0 / s), (int32_t)((float)b->y0 / s),
                                (int32_t)((float)b->x1 / s), (int32_t)((float)b->y1 / s)};
        pages->code = reading_unread(pages->reading, pages->reading->page + 1, box,
                                     "handwriting, a drawing or a photograph", pages->err);
    }
    unread_ink_free(&ink);
}

static void read_pictures(struct sheet *sheet)
{
    struct ink_box parts[PARTS_MAX];
    struct ocr_page read = {0};
    struct pages *pages = sheet->pages;
    struct ocr *ocr;
    size_t count = 0;
    pages->code = reading_ocr(pages->reading, &ocr, pages->err);
    for (size_t i = 0; i < sheet->part_count && pages->code == ERR_OK; i++) {
        fz_irect at = pixels_of(sheet, sheet->parts[i]);
        if (at.x1 - at.x0 < 8 || at.y1 - at.y0 < 8) {
            continue;
        }
        bool whole = area(sheet->parts[i]) * 2 >= area(sheet->bound);
        const struct picture_part part = {.gray = sheet->pixmap->samples,
                                          .width = sheet->pixmap->w,
                                          .height = sheet->pixmap->h,
                                          .dpi = (int)(sheet->scale * 72),
                                          .place = {at.x0, at.y0, at.x1 - at.x0, at.y1 - at.y0},
                                          .page = whole};
        pages->code = picture_words(ocr, &part, &read, pages->err);
        parts[count++] = (struct ink_box){at.x0, at.y0, at.x1, at.y1};
    }
    if (pages->code == ERR_OK) {
        take_words(sheet, &read);
        tell_ink(sheet, &read, parts, count);
    }
    ocr_page_free(&read);
}

/* A picture file keeps its own pixels, when they are enough; all else is drawn at OCR_DPI. */
static void draw(struct sheet *sheet)
{
    fz_context *ctx = sheet->pages->ctx;
    float width = sheet->bound.x1 - sheet->bound.x0;
    float height = sheet->bound.y1 - sheet->bound.y0;
    sheet->scale = OCR_DPI / 72.0F;
    if (sheet->pages->picture && sheet->native * width >= 1500) {
        sheet->scale = fminf(sheet->scale, sheet->native);
    }
    float pixels = width * sheet->scale * height * sheet->scale;
    if (pixels > OCR_PIXELS_MAX) {
        sheet->scale *= sqrtf(OCR_PIXELS_MAX / pixels);
    }
    sheet->pixmap = fz_new_pixmap_from_page(
        ctx, sheet->page, fz_scale(sheet->scale, sheet->scale), fz_device_gray(ctx), 0);
}

/* What comments say; their looks are drawn with the page. */
static void take_comments(struct sheet *sheet)
{
    fz_context *ctx = sheet->pages->ctx;
    pdf_page *page = pdf_page_from_fz_page(ctx, sheet->page);
    pdf_annot *annot = page == NULL ? NULL : pdf_first_annot(ctx, page);
    for (; annot != NULL; annot = pdf_next_annot(ctx, annot)) {
        enum pdf_annot_type type = pdf_annot_type(ctx, annot);
        const char *said = type == PDF_ANNOT_FREE_TEXT || type == PDF_ANNOT_LINK
                               ? ""
                               : pdf_annot_contents(ctx, annot);
        struct str clean = reading_clean(sheet->pages->reading->arena, str_of(said));
        fz_rect box = said[0] == '\0' ? fz_empty_rect : pdf_bound_annot(ctx, annot);
        for (size_t at = 0; at < clean.n;) {
            int c;
            at += (size_t)fz_chartorune(&c, clean.p + at);
            add_letter(sheet, c, box, -1);
            sheet->layer = true;
        }
        if (clean.n > 0) {
            add_letter(sheet, '\n', fz_empty_rect, -1);
        }
    }
}

/* MuPDF throws out of here. */
static void read_sheet(struct sheet *sheet, int number)
{
    struct pages *pages = sheet->pages;
    fz_context *ctx = pages->ctx;
    fz_stext_options options = {.flags = FZ_STEXT_PRESERVE_IMAGES};
    sheet->page = fz_load_page(ctx, pages->doc, number);
    sheet->bound = fz_bound_page(ctx, sheet->page);
    fz_stext_page *text = fz_new_stext_page_from_page(ctx, sheet->page, &options);
    take_layer(sheet, text);
    find_pictures(sheet, text);
    fz_drop_stext_page(ctx, text);
    take_comments(sheet);
    float width = sheet->bound.x1 - sheet->bound.x0;
    float height = sheet->bound.y1 - sheet->bound.y0;
    if (sheet->part_count > 0 && !pages->picture &&
        !(width <= PAGE_SIDE_MAX && height <= PAGE_SIDE_MAX)) {
        pages->code = reading_unread(pages->reading, number + 1, NULL,
                                     "the page is larger than any, its pictures were not read",
                                     pages->err);
    } else if (sheet->part_count > 0) {
        draw(sheet);
        read_pictures(sheet);
    }
}

static int64_t hundredths(float points)
{
    return points > 0 && points < 1000000 ? (int64_t)(100 * points) : 0;
}

static void put_sheet(struct sheet *sheet, int number)
{
    struct pages *pages = sheet->pages;
    const struct read_page page = {.number = number + 1,
                                   .label = "",
                                   .source =
                                       sheet->ocr ? (sheet->layer ? "both" : "ocr") : "text",
                                   .width = hundredths(sheet->bound.x1 - sheet->bound.x0),
                                   .height = hundredths(sheet->bound.y1 - sheet->bound.y0),
                                   .text = strbuf_view(&sheet->words.text),
                                   .words = sheet->words.items,
                                   .word_count = sheet->words.count};
    if (pages->code == ERR_OK) {
        pages->code = reading_page(pages->reading, &page, pages->err);
    }
}

static void read_one(struct pages *pages, int number)
{
    struct sheet sheet = {.pages = pages, .bound = fz_empty_rect};
    fz_context *ctx = pages->ctx;
    page_words_init(&sheet.words);
    pages->reading->page = number;
    fz_try(ctx)
    {
        read_sheet(&sheet, number);
    }
    fz_catch(ctx)
    {
        if (pages->code == ERR_OK) {
            pages->code =
                reading_unread(pages->reading, number + 1, NULL,
                               "the page is damaged and was not read to its end", pages->err);
        }
    }
    put_sheet(&sheet, number);
    fz_drop_pixmap(ctx, sheet.pixmap);
    fz_drop_page(ctx, sheet.page);
    page_words_release(&sheet.words);
}

static void tell_properties(struct pages *pages)
{
    static const char *const keys[][2] = {{"info:Title", "title"},
                                          {"info:Author", "author"},
                                          {"info:CreationDate", "created"},
                                          {"info:ModDate", "modified"}};
    char value[1000];
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && pages->code == ERR_OK; i++) {
        if (fz_lookup_metadata(pages->ctx, pages->doc, keys[i][0], value, sizeof value) > 0) {
            pages->code = reading_meta(pages->reading, keys[i][1], str_of(value), pages->err);
        }
    }
}

static void take_attached(struct pages *pages)
{
    fz_context *ctx = pages->ctx;
    pdf_document *doc = pdf_specifics(ctx, pages->doc);
    pdf_obj *tree = doc == NULL ? NULL : pdf_load_name_tree(ctx, doc, PDF_NAME(EmbeddedFiles));
    int count = pdf_dict_len(ctx, tree);
    for (int i = 0; i < count && i < ATTACHED_MAX && pages->code == ERR_OK; i++) {
        pdf_obj *file = pdf_dict_get_val(ctx, tree, i);
        if (pdf_is_embedded_file(ctx, file)) {
            const char *name = pdf_dict_get_text_string(ctx, file, PDF_NAME(F));
            fz_buffer *bytes = pdf_load_embedded_file_contents(ctx, file);
            pages->code =
                reading_member(pages->reading, str_of(name),
                               str_n((const char *)bytes->data, bytes->len), pages->err);
            fz_drop_buffer(ctx, bytes);
        }
    }
}

/* Open, and how many pages; MuPDF throws. */
static int open_pages(struct pages *pages, struct str bytes, const char *magic)
{
    fz_context *ctx = pages->ctx;
    fz_register_document_handlers(ctx);
    fz_stream *stream = fz_open_memory(ctx, (const unsigned char *)bytes.p, bytes.n);
    pages->doc = fz_open_document_with_stream(ctx, magic, stream);
    if (fz_needs_password(ctx, pages->doc) && !fz_authenticate_password(ctx, pages->doc, "")) {
        return -1;
    }
    return fz_count_pages(ctx, pages->doc);
}

static enum err_code read_from(struct pages *pages, int count)
{
    struct reading *reading = pages->reading;
    fz_context *ctx = pages->ctx;
    if (reading->from == 0) {
        fz_try(ctx)
        {
            tell_properties(pages);
            take_attached(pages);
        }
        fz_catch(ctx)
        {
            reading_partly(reading, "what the file says of itself is damaged");
        }
    }
    for (int i = (int)reading->from; i < count && pages->code == ERR_OK; i++) {
        if (i > reading->from && reading_late(reading)) {
            reading_goes_on(reading, i);
            break;
        }
        read_one(pages, i);
    }
    return pages->code;
}

enum err_code read_pages(struct reading *reading, struct str bytes, const char *magic,
                         struct err *err)
{
    struct pdf_memory *memory = pdf_memory_new();
    struct pages pages = {.reading = reading,
                          .ctx = pdf_memory_context(memory),
                          .err = err,
                          .picture = strcmp(magic, "application/pdf") != 0};
    volatile int count = 0;
    enum err_code code;
    fz_try(pages.ctx)
    {
        count = open_pages(&pages, bytes, magic);
    }
    fz_catch(pages.ctx)
    {
        count = -2;
    }
    if (count == -1) {
        code = err_set(err, ERR_UNSUPPORTED, "not read: it needs a password");
    } else if (count <= 0) {
        code = err_set(err, ERR_FORMAT, "not read: the file is damaged");
    } else if (count > PAGES_MAX) {
        code = err_set(err, ERR_LIMIT, "not read: more than %d pages", PAGES_MAX);
    } else {
        code = read_from(&pages, count);
    }
    pdf_memory_free(memory);
    return code;
}
