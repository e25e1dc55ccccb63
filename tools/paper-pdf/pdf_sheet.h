/* A4 pages that fill from top to bottom. Lengths are points, y grows downwards. */
#ifndef POLICEAI_PAPER_PDF_PDF_SHEET_H
#define POLICEAI_PAPER_PDF_PDF_SHEET_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <cairo.h>
#include <stdbool.h>

#define SHEET_WIDTH 595.28
#define SHEET_HEIGHT 841.89
#define SHEET_MARGIN 48.0
#define SHEET_TOP 54.0
#define SHEET_BOTTOM 790.0
#define SHEET_ROOM (SHEET_WIDTH - 2 * SHEET_MARGIN)

enum sheet_font { FONT_PLAIN, FONT_BOLD, FONT_MONO, FONTS };

struct fonts;
/* The three files of tool.json; ERR_NOT_FOUND when one is not there. */
enum err_code fonts_load(struct fonts **fonts, struct err *err) MUST_USE;
void fonts_free(struct fonts *fonts);

struct sheet {
    struct arena *arena;
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct fonts *fonts;
    struct str title; /* of the running head */
    double y;         /* where the next line's top is */
    int page;         /* from 1 */
    int pages;        /* in all; 0: not known yet */
};

/* Begins page 1 on a surface of SHEET_WIDTH x SHEET_HEIGHT. */
void sheet_begin(struct sheet *sheet);
/* Ends the last page. */
void sheet_end(struct sheet *sheet);
void sheet_next_page(struct sheet *sheet);
/* So much room on this page, else a new one. True when a new one was begun. */
bool sheet_need(struct sheet *sheet, double height);

double sheet_width_of(struct sheet *sheet, enum sheet_font font, double size, struct str text);
/* One line, its top at y; x is the left end, or the right one. */
void sheet_put(struct sheet *sheet, enum sheet_font font, double size, double x, double y,
               bool right, struct str text);

struct sheet_lines {
    struct str *list;
    size_t count;
};
/* Words broken into lines of `width`; a word that is wider is cut. Line feeds break too. */
struct sheet_lines sheet_break(struct sheet *sheet, enum sheet_font font, double size,
                               double width, struct str text);
#define SHEET_LEADING 1.3
/* A paragraph from x on, over page ends. Tagged as `tag` ("P", "H1"), NULL: not at all. */
void sheet_paragraph(struct sheet *sheet, enum sheet_font font, double size, double x,
                     struct str text, const char *tag);
void sheet_tag(struct sheet *sheet, const char *tag);
void sheet_untag(struct sheet *sheet, const char *tag);

#endif
