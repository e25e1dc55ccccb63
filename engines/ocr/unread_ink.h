/* Ink in which no word was found: handwriting, signatures, drawings, photographs. */
#ifndef POLICEAI_OCR_UNREAD_INK_H
#define POLICEAI_OCR_UNREAD_INK_H

#include "ocr/ocr.h"

struct ink_box {
    int x0, y0, x1, y1; /* pixels, the last ones excluded; in steps of a tenth of an inch */
};

struct unread_ink {
    struct ink_box *boxes; /* freed by unread_ink_free */
    size_t count, capacity;
};

/* Whitens the words in the grey picture (300 dots an inch, `width` bytes a row), then groups
 * what is dark in the `parts` (x0, y0, x1, y1 within the picture). Specks are passed over. */
void unread_ink_find(unsigned char *gray, int width, int height, const struct ocr_page *words,
                     const struct ink_box *parts, size_t part_count, struct unread_ink *ink);
void unread_ink_free(struct unread_ink *ink);

#endif
