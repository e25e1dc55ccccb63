/* Tesseract lays a page out before it reads it, and leaves out what it takes for no text: cells
 * of tables, marginal notes, columns that stand close. So ink in which it found no word is read
 * once more as scattered words, and of a page that was read badly as a whole the better of two
 * readings is kept. */
#include "picture_words.h"

#include "base/mem.h"
#include "ocr/page_turn.h"
#include "ocr/unread_ink.h"

#include <stdlib.h>
#include <string.h>

enum {
    AGAIN_MAX = 40,     /* places of a page that are read again */
    AGAIN_SURE = 50,    /* a word of those that is kept is at least so sure */
    BAD_PAGE = 75,      /* mean of its letters, per cent: read badly */
    LEAST_LETTERS = 20, /* so few tell nothing of a page */
    TURNED_GOOD = 60,   /* a page that was turned and read so well was turned rightly */
    MARGIN = 6          /* pixels about what is read again */
};

struct upright {
    struct ocr *ocr;
    const unsigned char *gray;
    int width, height, dpi;
};

/* Letters, and how sure they are on the average. */
static double sureness(const struct ocr_page *page, size_t *letters)
{
    double sum = 0;
    *letters = 0;
    for (size_t i = 0; i < page->count; i++) {
        if (page->letters[i].c > ' ') {
            sum += (double)page->letters[i].confidence;
            (*letters)++;
        }
    }
    return *letters == 0 ? 0 : sum / (double)*letters;
}

/* Letters of words that are likely right, each by how likely. */
static double worth(const struct ocr_page *page)
{
    double sum = 0;
    for (size_t i = 0; i < page->count; i++) {
        double sure = (double)page->letters[i].confidence;
        sum += page->letters[i].c > ' ' && sure > AGAIN_SURE ? sure - AGAIN_SURE : 0;
    }
    return sum;
}

static bool meets(const struct ocr_page *page, size_t count, const struct ocr_letter *l)
{
    for (size_t i = 0; i < count; i++) {
        const struct ocr_letter *o = &page->letters[i];
        if (o->c > ' ' && o->x0 < l->x1 && l->x0 < o->x1 && o->y0 < l->y1 && l->y0 < o->y1) {
            return true;
        }
    }
    return false;
}

static void add_letter(struct ocr_page *page, struct ocr_letter letter)
{
    page->letters =
        mem_grow(page->letters, page->count, &page->capacity, sizeof *page->letters);
    page->letters[page->count++] = letter;
}

/* Adds the words of `more` that are sure and lie over none of the first `before` letters. */
static void add_words(struct ocr_page *page, size_t before, const struct ocr_page *more)
{
    bool some = false;
    for (size_t at = 0; at < more->count;) {
        size_t end = at;
        bool good = true;
        while (end < more->count && more->letters[end].c > ' ') {
            good = good && (double)more->letters[end].confidence >= AGAIN_SURE &&
                   !meets(page, before, &more->letters[end]);
            end++;
        }
        for (size_t i = at; good && i < end; i++) {
            add_letter(page, more->letters[i]);
        }
        if (good && end > at) {
            some = true;
            add_letter(page, (struct ocr_letter){.c = ' '});
        }
        if (end < more->count && more->letters[end].c == '\n' && some) {
            add_letter(page, (struct ocr_letter){.c = '\n'});
            some = false;
        }
        at = end + 1;
    }
}

static enum err_code read_box(const struct upright *u, const struct ink_box *box,
                              struct ocr_page *page, struct err *err)
{
    struct ocr_page more = {0};
    int x = box->x0 > MARGIN ? box->x0 - MARGIN : 0;
    int y = box->y0 > MARGIN ? box->y0 - MARGIN : 0;
    int right = box->x1 + MARGIN < u->width ? box->x1 + MARGIN : u->width;
    int below = box->y1 + MARGIN < u->height ? box->y1 + MARGIN : u->height;
    const int place[4] = {x, y, right - x, below - y};
    enum err_code code = ocr_read(u->ocr, u->gray, u->width, u->height, u->dpi, place,
                                  OCR_SCATTERED, &more, err);
    add_words(page, page->count, &more);
    ocr_page_free(&more);
    return code;
}

/* Reads the places again where ink was left. */
static enum err_code read_left(const struct upright *u, struct ocr_page *page, struct err *err)
{
    struct unread_ink ink = {0};
    const struct ink_box whole = {0, 0, u->width, u->height};
    size_t bytes = (size_t)u->width * (size_t)u->height;
    unsigned char *copy = xmalloc(bytes + 1);
    enum err_code code = ERR_OK;
    memcpy(copy, u->gray, bytes);
    unread_ink_find(copy, u->width, u->height, page, &whole, 1, &ink);
    free(copy);
    for (size_t i = 0; i < ink.count && i < AGAIN_MAX && code == ERR_OK; i++) {
        code = read_box(u, &ink.boxes[i], page, err);
    }
    unread_ink_free(&ink);
    return code;
}

/* An upright page: laid out; as scattered words too when that went badly, and the better kept.
 */
static enum err_code read_page(const struct upright *u, struct ocr_page *page, struct err *err)
{
    const int all[4] = {0, 0, u->width, u->height};
    struct ocr_page other = {0};
    size_t letters;
    TRY(ocr_read(u->ocr, u->gray, u->width, u->height, u->dpi, all, OCR_PAGE, page, err));
    if (sureness(page, &letters) < BAD_PAGE) {
        enum err_code code = ocr_read(u->ocr, u->gray, u->width, u->height, u->dpi, all,
                                      OCR_SCATTERED, &other, err);
        if (code == ERR_OK && worth(&other) > worth(page)) {
            struct ocr_page worse = *page;
            *page = other;
            other = worse;
        }
        ocr_page_free(&other);
        TRY(code);
    }
    return read_left(u, page, err);
}

static unsigned char *cut_out(const struct picture_part *part)
{
    size_t width = (size_t)part->place[2];
    size_t height = (size_t)part->place[3];
    unsigned char *out = xmalloc(width * height + 1);
    for (size_t y = 0; y < height; y++) {
        memcpy(out + y * width,
               part->gray + ((size_t)part->place[1] + y) * (size_t)part->width +
                   (size_t)part->place[0],
               width);
    }
    return out;
}

/* Adds what was read upright, each letter where it lies in the whole picture. */
static void add_back(const struct picture_part *part, const struct page_turn *turn,
                     const struct ocr_page *read, struct ocr_page *page)
{
    for (size_t i = 0; i < read->count; i++) {
        struct ocr_letter letter = read->letters[i];
        int box[4] = {letter.x0, letter.y0, letter.x1, letter.y1};
        if (letter.c > ' ') {
            page_turn_back(turn, box);
            letter.x0 = box[0] + part->place[0];
            letter.y0 = box[1] + part->place[1];
            letter.x1 = box[2] + part->place[0];
            letter.y1 = box[3] + part->place[1];
        }
        add_letter(page, letter);
    }
}

/* Turned so and read. */
static enum err_code read_turned(struct ocr *ocr, const struct picture_part *part,
                                 const unsigned char *own, const struct page_turn *turn,
                                 struct ocr_page *read, struct err *err)
{
    struct upright u = {.ocr = ocr, .dpi = part->dpi};
    unsigned char *turned = NULL;
    u.gray = own;
    u.width = turn->width;
    u.height = turn->height;
    if (page_turn_needed(turn)) {
        turned = page_turn_apply(turn, own, &u.width, &u.height);
        u.gray = turned;
    }
    enum err_code code = read_page(&u, read, err);
    free(turned);
    return code;
}

static enum err_code read_whole(struct ocr *ocr, const struct picture_part *part,
                                struct ocr_page *page, struct err *err)
{
    struct page_turn turn;
    struct ocr_page read = {0};
    struct ocr_page other = {0};
    size_t letters;
    unsigned char *own = cut_out(part);
    page_turn_find(own, part->place[2], part->place[3], &turn);
    enum err_code code = read_turned(ocr, part, own, &turn, &read, err);
    if (code == ERR_OK && turn.quarters != 0 &&
        (sureness(&read, &letters) < TURNED_GOOD || letters < LEAST_LETTERS)) {
        const struct page_turn as_it_lies = {.width = turn.width, .height = turn.height};
        code = read_turned(ocr, part, own, &as_it_lies, &other, err);
        if (code == ERR_OK && worth(&other) >= worth(&read)) {
            ocr_page_free(&read);
            read = other;
            other = (struct ocr_page){0};
            turn = as_it_lies;
        }
    }
    if (code == ERR_OK) {
        add_back(part, &turn, &read, page);
    }
    ocr_page_free(&read);
    ocr_page_free(&other);
    free(own);
    return code;
}

enum err_code picture_words(struct ocr *ocr, const struct picture_part *part,
                            struct ocr_page *page, struct err *err)
{
    if (part->page) {
        return read_whole(ocr, part, page, err);
    }
    return ocr_read(ocr, part->gray, part->width, part->height, part->dpi, part->place,
                    OCR_SCATTERED, page, err);
}
