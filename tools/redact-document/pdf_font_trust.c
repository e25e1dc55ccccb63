/* Words of each font are drawn in a line, read by Tesseract, and compared with what the
 * document says they are. Only a clear difference counts: under half of a word's letters twice,
 * by itself too. */
#include "pdf_fonts.h"

#include "ocr/ocr.h"

#include <math.h>
#include <string.h>

enum {
    LINE_GLYPHS = 48,
    LETTER_PIXELS = 48, /* the em of the first reading */
    SMALL_PIXELS = 34,  /* and of the second */
    LINE_PIXELS_MAX = 8000,
    READ_MAX = 200, /* letters of a reading */
    WORD_LEAST = 3, /* letters of a word that is judged by itself */
    FONT_LEAST = 8  /* and of shorter words of a font together */
};
#define UNKNOWN_SURE 60.0F /* of 100: that what says nothing is letters, not ornaments */

struct line {
    const struct font_word *words;
    size_t count;
};

struct line_read {
    char letters[READ_MAX]; /* folded */
    size_t count;
    float confidence; /* the least of a letter */
};

char pdf_fold_letter(uint32_t c)
{
    static const char alike[][8] = {"o0OQD", "l1I|!ij", "s5S", "z2Z", "b8B6G", "g9q"};
    for (size_t i = 0; c != 0 && c < 128 && i < sizeof alike / sizeof *alike; i++) {
        if (strchr(alike[i], (int)c) != NULL) {
            return alike[i][0];
        }
    }
    bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    bool capital = c >= 'A' && c <= 'Z';
    return capital ? (char)(c - 'A' + 'a') : kept ? (char)c : '\0';
}

static fz_text *lay_out(fz_context *ctx, fz_font *font, const struct font_word *words,
                        size_t count, float em, float *width)
{
    fz_text *text = fz_new_text(ctx);
    float x = em;
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < words[i].glyph_count; k++) {
            fz_matrix at = {em, 0, 0, -em, x, 2 * em};
            float advance = fz_advance_glyph(ctx, font, words[i].glyphs[k], 0);
            fz_show_glyph(ctx, text, font, at, words[i].glyphs[k], 'x', 0, 0, FZ_BIDI_NEUTRAL,
                          FZ_LANG_UNSET);
            x += em * (advance > 0.05F && advance < 4 ? advance : 0.6F);
        }
        x += em * 0.4F;
    }
    *width = x + em;
    return text;
}

fz_pixmap *pdf_draw_words(fz_context *ctx, fz_font *font, const struct font_word *words,
                          size_t count, float em)
{
    const float black = 0;
    float width;
    fz_text *text = lay_out(ctx, font, words, count, em, &width);
    fz_irect area = {0, 0, (int)fminf(width, LINE_PIXELS_MAX), (int)(3.2F * em)};
    fz_pixmap *pixmap = fz_new_pixmap_with_bbox(ctx, fz_device_gray(ctx), area, NULL, 0);
    fz_clear_pixmap_with_value(ctx, pixmap, 255);
    fz_device *device = fz_new_draw_device(ctx, fz_identity, pixmap);
    fz_fill_text(ctx, device, text, fz_identity, fz_device_gray(ctx), &black, 1,
                 fz_default_color_params);
    fz_close_device(ctx, device);
    fz_drop_device(ctx, device);
    fz_drop_text(ctx, text);
    return pixmap;
}

static void read_line(struct pdf_file *file, const struct font_sample *sample,
                      const struct line *line, float em, struct line_read *read)
{
    struct err err;
    struct ocr_page page = {NULL, 0, 0};
    fz_pixmap *pixmap = pdf_draw_words(file->ctx, sample->font, line->words, line->count, em);
    int all[4] = {0, 0, pixmap->w, pixmap->h};
    enum err_code code = ocr_read(file->request->ocr, pixmap->samples, pixmap->w, pixmap->h,
                                  (int)(em * 6), all, OCR_LINE, &page, &err);
    *read = (struct line_read){.confidence = 100};
    for (size_t i = 0; i < page.count && read->count < READ_MAX; i++) {
        char c = pdf_fold_letter(page.letters[i].c);
        if (c != '\0') {
            read->letters[read->count++] = c;
            read->confidence = fminf(read->confidence, page.letters[i].confidence);
        }
    }
    ocr_page_free(&page);
    fz_drop_pixmap(file->ctx, pixmap);
    if (code != ERR_OK) {
        fz_throw(file->ctx, FZ_ERROR_GENERIC, "page 1: %s", err.message);
    }
}

/* Letters said of a line, folded, each with the word it belongs to. */
struct line_said {
    char letters[LINE_GLYPHS + FONT_WORD_MAX + 1];
    size_t word[LINE_GLYPHS + FONT_WORD_MAX + 1];
    size_t count;
};

static struct line_said said_of(const struct line *line)
{
    struct line_said said = {.count = 0};
    for (size_t i = 0; i < line->count; i++) {
        for (int k = 0; k < line->words[i].letter_count; k++) {
            char c = pdf_fold_letter((unsigned char)line->words[i].letters[k]);
            said.word[said.count] = i;
            said.letters[said.count++] = c != '\0' ? c : FONT_LETTER_UNKNOWN;
        }
    }
    return said;
}

/* Letters of each word that a longest common subsequence of said and read holds. */
static void count_matches(const struct line_said *said, const struct line_read *read,
                          size_t matched[])
{
    static unsigned short longest[LINE_GLYPHS + FONT_WORD_MAX + 2][READ_MAX + 1];
    memset(longest, 0, sizeof longest);
    for (size_t i = said->count; i-- > 0;) {
        for (size_t k = read->count; k-- > 0;) {
            unsigned short a = longest[i + 1][k];
            unsigned short b = longest[i][k + 1];
            longest[i][k] = said->letters[i] == read->letters[k]
                                ? (unsigned short)(longest[i + 1][k + 1] + 1)
                            : a > b ? a
                                    : b;
        }
    }
    for (size_t i = 0, k = 0; i < said->count && k < read->count;) {
        if (said->letters[i] == read->letters[k]) {
            matched[said->word[i]]++;
            i++, k++;
        } else if (longest[i + 1][k] >= longest[i][k + 1]) {
            i++;
        } else {
            k++;
        }
    }
}

static bool is_unknown(const struct font_word *word)
{
    int unknown = 0;
    for (int i = 0; i < word->letter_count; i++) {
        unknown += word->letters[i] == FONT_LETTER_UNKNOWN;
    }
    return unknown * 2 > word->letter_count;
}

/* Under half of what is said, or of what is read: two words by chance share some letters. */
static bool differs(size_t matched, size_t said, size_t read)
{
    size_t more = said > read ? said : read;
    return matched * 2 < more;
}

/* The word by itself, twice: true when it reads as something else both times. What says nothing
 * lies when it reads as letters. */
static bool word_lies(struct pdf_file *file, const struct font_sample *sample,
                      const struct font_word *word)
{
    static const float sizes[] = {LETTER_PIXELS, SMALL_PIXELS};
    const struct line line = {word, 1};
    const struct line_said said = said_of(&line);
    bool lies = true;
    for (size_t i = 0; lies && i < sizeof sizes / sizeof *sizes; i++) {
        struct line_read read;
        size_t matched = 0;
        read_line(file, sample, &line, sizes[i], &read);
        count_matches(&said, &read, &matched);
        lies = is_unknown(word) ? read.count >= WORD_LEAST && read.confidence >= UNKNOWN_SURE
                                : differs(matched, said.count, read.count);
    }
    return lies;
}

/* The words of one line; adds to what all lines of the font said and matched. */
static bool line_lies(struct pdf_file *file, const struct font_sample *sample,
                      const struct line *line, size_t *said_all, size_t *matched_all)
{
    const struct line_said said = said_of(line);
    struct line_read read;
    size_t matched[LINE_GLYPHS] = {0};
    bool lies = false;
    read_line(file, sample, line, LETTER_PIXELS, &read);
    count_matches(&said, &read, matched);
    for (size_t i = 0; i < line->count && !lies; i++) {
        const struct font_word *word = &line->words[i];
        bool judged = word->letter_count >= WORD_LEAST;
        lies = judged && matched[i] * 2 < (size_t)word->letter_count &&
               word_lies(file, sample, word);
        if (!is_unknown(word)) {
            *said_all += (size_t)word->letter_count;
            *matched_all += matched[i];
        }
    }
    return lies;
}

static struct letter_glyph *glyph_of(struct font_sample *sample, char letter, int glyph)
{
    struct letter_glyph *known = sample->glyphs[(unsigned char)letter & 127];
    int i = 0;
    while (i < FONT_GLYPHS_MAX && known[i].state != GLYPH_NONE && known[i].glyph != glyph) {
        i++;
    }
    return i < FONT_GLYPHS_MAX && known[i].state != GLYPH_NONE ? &known[i] : NULL;
}

static void look_at(fz_context *ctx, const struct font_shapes *shapes, fz_font *font,
                    char letter, struct letter_glyph *at)
{
    if (at->state == GLYPH_SEEN) {
        bool right = letter != FONT_LETTER_UNKNOWN &&
                     pdf_looks_like(ctx, shapes, font, at->glyph, letter);
        at->state = right ? GLYPH_RIGHT : GLYPH_DOUBTFUL;
    }
}

/* Leaves words that together hold every glyph that does not look like its letter. */
static void leave_doubtful(fz_context *ctx, const struct font_shapes *shapes,
                           struct font_sample *sample)
{
    size_t left = 0;
    for (size_t i = 0; i < sample->count; i++) {
        struct font_word word = sample->words[i];
        bool kept = false;
        for (int k = 0; k < word.letter_count; k++) {
            struct letter_glyph *at = glyph_of(sample, word.letters[k], word.drawn_by[k]);
            if (at != NULL) {
                look_at(ctx, shapes, sample->font, word.letters[k], at);
                kept = kept || at->state == GLYPH_DOUBTFUL;
                at->state = at->state == GLYPH_DOUBTFUL ? GLYPH_TAKEN : at->state;
            }
        }
        if (kept) {
            sample->words[left++] = word;
        }
    }
    sample->count = left;
}

static bool font_lies(struct pdf_file *file, const struct font_sample *sample)
{
    size_t said = 0;
    size_t matched = 0;
    bool lies = sample->full;
    for (size_t i = 0; i < sample->count && !lies;) {
        struct line line = {&sample->words[i], 0};
        int glyphs = 0;
        while (i < sample->count && line.count < LINE_GLYPHS &&
               (line.count == 0 || glyphs + sample->words[i].letter_count <= LINE_GLYPHS)) {
            glyphs += sample->words[i].letter_count;
            line.count++;
            i++;
        }
        lies = line_lies(file, sample, &line, &said, &matched);
    }
    return lies || (said >= FONT_LEAST && matched * 3 < said);
}

bool pdf_find_untrue_pages(struct pdf_file *file)
{
    struct pdf_fonts *fonts = file->fonts;
    const struct font_shapes *shapes = fonts->count > 0 ? pdf_font_shapes(file->ctx) : NULL;
    bool any = false;
    for (size_t i = 0; i < fonts->count; i++) {
        leave_doubtful(file->ctx, shapes, &fonts->items[i]);
        fonts->items[i].lies = font_lies(file, &fonts->items[i]);
    }
    for (size_t i = 0; i < fonts->use_count; i++) {
        if (fonts->items[fonts->uses[i].font].lies) {
            file->pages[fonts->uses[i].page].untrue = true;
            any = true;
        }
    }
    return any;
}
