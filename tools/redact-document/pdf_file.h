/* A PDF being redacted (private to redact_pdf.c and its helpers pdf_*.c).
 *
 * Functions that take a fz_context throw MuPDF's exceptions; redact_pdf.c alone catches them.
 * Memory of the context is counted and taken back as a whole (engines/pdf_memory), so nothing
 * here is lost when one is thrown. Coordinates: "visible" is the page as it is shown, points
 * from its top left corner; "user" is the page's own space. */
#ifndef POLICEAI_REDACT_DOCUMENT_PDF_FILE_H
#define POLICEAI_REDACT_DOCUMENT_PDF_FILE_H

#include "document.h"
#include "pdf_memory/pdf_memory.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include <stdlib.h>

/* A character of the text. */
struct letter {
    uint32_t c;
    int page;    /* from 0; -1: made here (blank between words, end of line) */
    bool soft;   /* a line's end at which a paragraph goes on */
    fz_rect box; /* visible */
};

struct letters {
    struct letter *items;
    size_t count, capacity;
};

/* A picture drawn on a page, or an area filled with a pattern that holds text. */
struct drawn {
    fz_rect box; /* visible */
    bool tile;
};

struct pdf_page_state {
    fz_matrix to_user; /* from visible */
    fz_rect visible;   /* the page: 0 0 width height */
    fz_rect *hidden;   /* boxes to hide, visible */
    size_t hidden_count;
    struct drawn *drawn;
    size_t drawn_count;
    size_t letters_from, letters_to; /* its letters, in the file's */
    bool as_picture;                 /* what stands on it cannot be taken out otherwise */
    bool untrue; /* its text is not what is drawn: it is read from its picture */
};

struct pdf_file {
    fz_context *ctx;
    pdf_document *doc;
    const struct request *request;
    struct answer *answer;
    struct pdf_page_state *pages;
    int page_count;
    struct letters letters;
    struct pdf_fonts *fonts; /* pdf_fonts.h */
};

/* pdf_read.c */
/* Draws the visible annotations and form fields into the page, then takes them off. */
void pdf_bake(struct pdf_file *file, int number);
/* Adds the page's letters, and what is drawn on it; of an untrue page what Tesseract reads. */
void pdf_read_page(struct pdf_file *file, int number);
/* Not when a person decided the marks and wants no text: they lie where they say, whatever is
 * read there. */
bool pdf_reads_pictures(const struct pdf_file *file);
/* True when a layer that is not shown is used somewhere in the page's resources. */
bool pdf_has_hidden_layers(fz_context *ctx, pdf_document *doc);

/* pdf_lines.c: marks the line ends inside of paragraphs as soft. */
void pdf_find_soft_ends(struct letters *letters);

/* pdf_places.c: where the words of the text stand, into the answer. */
void pdf_list_places(struct pdf_file *file);

/* pdf_look.c: what lies under the boxes of a page, text apart. */
struct pdf_drawings {
    struct drawn *items;
    size_t count, capacity;
    bool under; /* something that cannot be taken out lies in a box to hide */
};
/* Lists pictures and patterns with text of a page; with `hidden` also tells whether paths,
 * shadings, patterns or glyphs are left under one of these boxes. */
void pdf_look(struct pdf_file *file, pdf_page *page, const fz_rect *hidden, size_t count,
              struct pdf_drawings *drawings);
/* Takes the whole page for one picture. */
void pdf_see_whole_page(fz_context *ctx, fz_rect visible, struct pdf_drawings *drawings);

/* pdf_filter.c: takes glyphs and pixels in the page's boxes out of its contents. */
void pdf_take_out(struct pdf_file *file, pdf_page *page, struct pdf_page_state *state);

/* pdf_clean.c: leaves of a page's resources what drawing needs. */
void pdf_clean_resources(fz_context *ctx, pdf_document *doc, pdf_obj *resources);
/* Takes marked content out of a content stream (page contents or a form). */
fz_buffer *pdf_without_marked_content(fz_context *ctx, pdf_document *doc, pdf_obj *stream,
                                      pdf_obj *resources);

/* pdf_build.c: a new document of the pages and nothing else. */
fz_buffer *pdf_build(struct pdf_file *file);

/* pdf_ocr.c: letters of pictures; what cannot be read becomes a region. */
void pdf_ocr_page(struct pdf_file *file, int number, pdf_page *page);

#endif
