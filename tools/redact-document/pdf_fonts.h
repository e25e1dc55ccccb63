/* Does a font's map tell the truth? What a PDF says its letters are (ToUnicode, encoding) and
 * what is drawn need not agree: a name can be drawn and "xqzr" be found. Words of each font are
 * gathered while pages are read; those with a glyph that does not look like its letter are
 * drawn by themselves, read by Tesseract and compared.
 *
 * Private to redact_pdf.c and pdf_*.c; throws MuPDF's exceptions. */
#ifndef POLICEAI_REDACT_DOCUMENT_PDF_FONTS_H
#define POLICEAI_REDACT_DOCUMENT_PDF_FONTS_H

#include "pdf_file.h"

enum {
    FONT_WORD_MAX = 24, /* glyphs; a longer one is looked at in pieces */
    FONT_WORDS_MAX =
        400,             /* of a font that go on showing new letters: then it is not believed */
    FONT_GLYPHS_MAX = 8, /* glyphs that say they are one letter */
    FONTS_MAX = 4096
};

/* The letter of a glyph that says nothing: no map, or a private one. */
#define FONT_LETTER_UNKNOWN '\x1A'

struct font_word {
    int glyphs[FONT_WORD_MAX];
    char letters[FONT_WORD_MAX]; /* ASCII letters, digits, FONT_LETTER_UNKNOWN */
    int drawn_by[FONT_WORD_MAX]; /* a letter's glyph; -1: it is a ligature's second or third */
    int glyph_count, letter_count;
};

/* A glyph that says it is a letter, and what is known of it. */
struct letter_glyph {
    int glyph;
    enum {
        GLYPH_NONE,
        GLYPH_SEEN,
        GLYPH_RIGHT,    /* looks like the letter */
        GLYPH_DOUBTFUL, /* does not */
        GLYPH_TAKEN     /* does not, and a word with it is kept to be read */
    } state;
};

/* Words in which every glyph that the font draws as a letter or a digit stands once at least.
 */
struct font_sample {
    fz_font *font;
    struct font_word *words;
    size_t count, capacity;
    struct letter_glyph glyphs[128][FONT_GLYPHS_MAX]; /* by letter */
    bool full;                                        /* more words than are kept */
    bool lies;
};

/* That a font draws on a page. */
struct font_use {
    size_t font; /* in fonts */
    int page;    /* from 0 */
};

struct pdf_fonts {
    struct font_sample *items;
    size_t count, capacity;
    struct font_use *uses;
    size_t use_count, use_capacity;
};

/* pdf_font_sample.c: gathers words of what is drawn on the page as letters. */
void pdf_sample_fonts(struct pdf_file *file, int number, pdf_page *page);
void pdf_fonts_free(struct pdf_fonts *fonts);

/* pdf_font_shapes.c: whether a glyph looks like the letter it says; allocated by the context.
 * Capitals count as small, and what prints alike as one. */
struct font_shapes;
struct font_shapes *pdf_font_shapes(fz_context *ctx);
bool pdf_looks_like(fz_context *ctx, const struct font_shapes *shapes, fz_font *font, int glyph,
                    char letter);

/* pdf_font_trust.c */
/* Letters that print alike as one, capitals as small; '\0': no letter or digit of ASCII. */
char pdf_fold_letter(uint32_t c);
/* Words in one line, black on white; `em` pixels. The caller drops it. */
fz_pixmap *pdf_draw_words(fz_context *ctx, fz_font *font, const struct font_word *words,
                          size_t count, float em);
/* Reads the samples and sets `lies`, and `untrue` of the pages where such a
 * font draws; true when there is one. Needs request->ocr. */
bool pdf_find_untrue_pages(struct pdf_file *file);

#endif
