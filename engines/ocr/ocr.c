#include "ocr/ocr.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

#define TESSDATA "/usr/share/tesseract-ocr/5/tessdata"

enum { LETTERS_MAX = 200000 };

struct ocr {
    TessBaseAPI *api;
};

enum err_code ocr_new(struct ocr **out, struct err *err)
{
    struct ocr *ocr = xcalloc(1, sizeof *ocr);
    /* Tesseract asks for four threads by name, which omp_set_num_threads does not undo; they
     * wait for each other by turning. No parallel region may be active: each runs on this one.
     */
    omp_set_max_active_levels(0);
    ocr->api = TessBaseAPICreate();
    if (TessBaseAPIInit3(ocr->api, TESSDATA, "eng") != 0) {
        ocr_free(ocr);
        err_set(err, ERR_NOT_FOUND, "tesseract cannot load %s/eng.traineddata", TESSDATA);
        err_hint(err, "install tesseract-ocr-eng");
        return ERR_NOT_FOUND;
    }
    *out = ocr;
    return ERR_OK;
}

void ocr_free(struct ocr *ocr)
{
    if (ocr != NULL) {
        TessBaseAPIDelete(ocr->api);
        free(ocr);
    }
}

void ocr_page_free(struct ocr_page *page)
{
    free(page->letters);
    *page = (struct ocr_page){NULL, 0, 0};
}

static void add(struct ocr_page *page, struct ocr_letter letter)
{
    if (page->count < LETTERS_MAX) {
        page->letters =
            mem_grow(page->letters, page->count, &page->capacity, sizeof *page->letters);
        page->letters[page->count++] = letter;
    }
}

/* A symbol may be a ligature: each of its characters gets the whole place. */
static void add_symbol(struct ocr_page *page, TessResultIterator *at, float confidence)
{
    struct ocr_letter letter = {.confidence = confidence};
    char *symbol = TessResultIteratorGetUTF8Text(at, RIL_SYMBOL);
    struct str text = symbol != NULL ? str_of(symbol) : (struct str){NULL, 0};
    size_t i = 0;
    if (TessPageIteratorBoundingBox(TessResultIteratorGetPageIterator(at), RIL_SYMBOL,
                                    &letter.x0, &letter.y0, &letter.x1, &letter.y1)) {
        while (i < text.n && utf8_next(text, &i, &letter.c)) {
            add(page, letter);
        }
    }
    TessDeleteText(symbol);
}

static bool is_sign(uint32_t c)
{
    bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return c < 0xC0 ? !letter : c >= 0x2000 && c <= 0x206F;
}

/* Where one symbol ends and the next begins is Tesseract's guess: of "Smith," the comma may
 * have half of the h. A letter takes the place of a sign beside it too, so that a box over the
 * name leaves no part of its last letter. */
static void widen_beside_signs(struct ocr_page *page, size_t from)
{
    for (size_t i = from; i < page->count; i++) {
        struct ocr_letter *letter = &page->letters[i];
        const struct ocr_letter *before = i > from ? letter - 1 : NULL;
        const struct ocr_letter *after = i + 1 < page->count ? letter + 1 : NULL;
        if (is_sign(letter->c)) { /* blanks too */
            continue;
        }
        if (before != NULL && before->c > ' ' && is_sign(before->c)) {
            letter->x0 = before->x0 < letter->x0 ? before->x0 : letter->x0;
        }
        if (after != NULL && after->c > ' ' && is_sign(after->c)) {
            letter->x1 = after->x1 > letter->x1 ? after->x1 : letter->x1;
        }
    }
}

static bool is_lower(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

/* A capital that leans over what follows stands apart for Tesseract: "J ones", "Y ates". No
 * word of English is one of these letters, so the blank goes. */
static void join_lone_capitals(struct ocr_page *page, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < page->count; i++) {
        uint32_t c = page->letters[i].c;
        uint32_t before = kept > from ? page->letters[kept - 1].c : '\n';
        bool begins = kept < from + 2 || page->letters[kept - 2].c <= ' ';
        bool leans = before == 'J' || before == 'V' || before == 'W' || before == 'Y';
        if (c != ' ' || !begins || !leans || i + 1 == page->count ||
            !is_lower(page->letters[i + 1].c)) {
            page->letters[kept++] = page->letters[i];
        }
    }
    page->count = kept;
}

static void add_all(struct ocr_page *page, TessResultIterator *at)
{
    size_t from = page->count;
    const struct ocr_letter blank = {.c = ' '};
    const struct ocr_letter line = {.c = '\n'};
    float confidence = 0;
    bool first = true;
    do {
        const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
        if (TessPageIteratorIsAtBeginningOf(place, RIL_WORD)) {
            if (!first) {
                add(page, TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE) ? line : blank);
            }
            confidence = TessResultIteratorConfidence(at, RIL_WORD);
            first = false;
        }
        add_symbol(page, at, confidence);
    } while (TessResultIteratorNext(at, RIL_SYMBOL));
    add(page, line);
    join_lone_capitals(page, from);
    widen_beside_signs(page, from);
}

enum err_code ocr_read(struct ocr *ocr, const unsigned char *gray, int width, int height,
                       int dpi, const int part[4], enum ocr_layout layout,
                       struct ocr_page *page, struct err *err)
{
    static const TessPageSegMode modes[] = {
        [OCR_PAGE] = PSM_AUTO, [OCR_SCATTERED] = PSM_SPARSE_TEXT, [OCR_LINE] = PSM_SINGLE_LINE};
    TessBaseAPISetPageSegMode(ocr->api, modes[layout]);
    TessBaseAPISetImage(ocr->api, gray, width, height, 1, width);
    TessBaseAPISetSourceResolution(ocr->api, dpi);
    TessBaseAPISetRectangle(ocr->api, part[0], part[1], part[2], part[3]);
    if (TessBaseAPIRecognize(ocr->api, NULL) != 0) {
        return err_set(err, ERR_EXTERNAL, "tesseract could not read a picture");
    }
    TessResultIterator *at = TessBaseAPIGetIterator(ocr->api);
    if (at != NULL) {
        add_all(page, at);
        TessResultIteratorDelete(at);
    }
    TessBaseAPIClear(ocr->api);
    return ERR_OK;
}
