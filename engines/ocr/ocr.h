/* Tesseract: letters of a grey picture with their places and how sure they are. One reader is
 * made at the start of the tool and used from its one thread. */
#ifndef POLICEAI_OCR_OCR_H
#define POLICEAI_OCR_OCR_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ocr;

/* Loads the English model (system_files of tool.json). */
enum err_code ocr_new(struct ocr **out, struct err *err) MUST_USE;
void ocr_free(struct ocr *ocr);

struct ocr_letter {
    uint32_t c;         /* '\n' and ' ' have no place */
    int x0, y0, x1, y1; /* pixels */
    float confidence;   /* of its word, 0 to 100 */
};

struct ocr_page {
    struct ocr_letter *letters; /* freed by ocr_page_free */
    size_t count, capacity;
};

/* How letters lie: a page of text, laid out first; scattered words of a photograph; one line.
 */
enum ocr_layout { OCR_PAGE, OCR_SCATTERED, OCR_LINE };

/* Reads the part of the picture at x, y of this width and height. */
enum err_code ocr_read(struct ocr *ocr, const unsigned char *gray, int width, int height,
                       int dpi, const int part[4], enum ocr_layout layout,
                       struct ocr_page *page, struct err *err) MUST_USE;
void ocr_page_free(struct ocr_page *page);

#endif
