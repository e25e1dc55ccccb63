/* A page that lies on its side or crooked, set upright before it is read, and places mapped
 * back to the page as it lies. Leptonica finds both: the side on which ascenders stand (D.
 * Bloomberg, leptonica's flipdetect.c), and the angle at which lines of text are sharpest
 * (skew.c, within 7 degrees). */
#ifndef POLICEAI_OCR_PAGE_TURN_H
#define POLICEAI_OCR_PAGE_TURN_H

#include <stdbool.h>

struct page_turn {
    int quarters;      /* clockwise quarter turns that set it upright, 0 to 3 */
    double angle;      /* then clockwise by so many degrees, within 7; 0: it is straight */
    int width, height; /* of the page as it lies, pixels */
};

/* What would set the grey picture (`width` bytes a row) upright; nothing where
 * that is not clear. */
void page_turn_find(const unsigned char *gray, int width, int height, struct page_turn *turn);
bool page_turn_needed(const struct page_turn *turn);
/* The upright page, to be freed with free(); *width and *height are its own. */
unsigned char *page_turn_apply(const struct page_turn *turn, const unsigned char *gray,
                               int *width, int *height);
/* A box (x0, y0, x1, y1) of the upright page as one around it on the page as it lies. */
void page_turn_back(const struct page_turn *turn, int box[4]);

#endif
