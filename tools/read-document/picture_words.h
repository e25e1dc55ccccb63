/* The words of a picture: set upright, read, and read again where that left ink. */
#ifndef POLICEAI_READ_DOCUMENT_PICTURE_WORDS_H
#define POLICEAI_READ_DOCUMENT_PICTURE_WORDS_H

#include "base/err.h"
#include "ocr/ocr.h"

#include <stdbool.h>

struct picture_part {
    const unsigned char *gray; /* the whole picture, `width` bytes a row */
    int width, height;
    int dpi;
    int place[4]; /* x, y, width, height of the part that is read */
    bool page;    /* it is a page of text, not a picture on one */
};

/* Adds the letters with their places in the whole picture. ERR_EXTERNAL. */
enum err_code picture_words(struct ocr *ocr, const struct picture_part *part,
                            struct ocr_page *page, struct err *err) MUST_USE;

#endif
