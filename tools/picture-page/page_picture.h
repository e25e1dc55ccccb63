/* One page of a PDF, drawn. */
#ifndef POLICEAI_PICTURE_PAGE_PAGE_PICTURE_H
#define POLICEAI_PICTURE_PAGE_PAGE_PICTURE_H

#include "base/err.h"

enum {
    PICTURE_DPI = 96,
    PICTURE_WIDTH_MAX = 1400, /* pixels */
    PICTURE_HEIGHT_MAX = 2000
};

struct page_picture {
    int width, height; /* of the page as it is shown, hundredths of a point */
};

/* Writes a PNG to `out`. ERR_INVALID for a page the document does not have, ERR_UNSUPPORTED for
 * an encrypted one, ERR_FORMAT for what cannot be drawn. */
enum err_code page_picture_write(const char *path, int page, const char *out,
                                 struct page_picture *picture, struct err *err) MUST_USE;

#endif
