#include "ocr/page_turn.h"

#include "base/mem.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

enum { SIDE_MIN = 200 }; /* pixels: smaller pictures show no lines to go by */

static const double ANGLE_MIN = 0.3;  /* degrees; Tesseract bears less by itself */
static const double ANGLE_SURE = 3.0; /* leptonica's own bound for what is no accident */
static const double DEGREES = 57.29577951308232;

static PIX *picture_of(const unsigned char *gray, int width, int height)
{
    PIX *pix = pixCreate(width, height, 8);
    int words = pixGetWpl(pix);
    for (int y = 0; y < height; y++) {
        l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)words;
        for (int x = 0; x < width; x++) {
            SET_DATA_BYTE(line, x, gray[(size_t)y * (size_t)width + (size_t)x]);
        }
    }
    return pix;
}

static unsigned char *bytes_of(PIX *pix, int *width, int *height)
{
    *width = pixGetWidth(pix);
    *height = pixGetHeight(pix);
    int words = pixGetWpl(pix);
    unsigned char *gray = xmalloc((size_t)*width * (size_t)*height + 1);
    for (int y = 0; y < *height; y++) {
        l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)words;
        for (int x = 0; x < *width; x++) {
            gray[(size_t)y * (size_t)*width + (size_t)x] =
                (unsigned char)GET_DATA_BYTE(line, x);
        }
    }
    return gray;
}

/* Ink and paper; NULL when leptonica cannot tell them apart. */
static PIX *two_tones(PIX *gray)
{
    PIX *out = NULL;
    int side = pixGetWidth(gray) > pixGetHeight(gray) ? pixGetWidth(gray) : pixGetHeight(gray);
    if (pixOtsuAdaptiveThreshold(gray, side, side, 0, 0, 0.1F, NULL, &out) != 0) {
        return NULL;
    }
    return out;
}

static int quarters_of(PIX *ink)
{
    float up = 0;
    float left = 0;
    int orientation = L_TEXT_ORIENT_UNKNOWN;
    if (pixOrientDetect(ink, &up, &left, 0, 0) != 0 ||
        makeOrientDecision(up, left, 0, 0, &orientation, 0) != 0) {
        return 0;
    }
    return orientation == L_TEXT_ORIENT_LEFT    ? 1
           : orientation == L_TEXT_ORIENT_DOWN  ? 2
           : orientation == L_TEXT_ORIENT_RIGHT ? 3
                                                : 0;
}

void page_turn_find(const unsigned char *gray, int width, int height, struct page_turn *turn)
{
    *turn = (struct page_turn){.width = width, .height = height};
    if (width < SIDE_MIN || height < SIDE_MIN) {
        return;
    }
    float angle = 0;
    float sure = 0;
    PIX *pix = picture_of(gray, width, height);
    PIX *ink = two_tones(pix);
    if (ink != NULL) {
        turn->quarters = quarters_of(ink);
        PIX *upright = pixRotateOrth(ink, turn->quarters);
        if (pixFindSkew(upright, &angle, &sure) == 0 && sure >= ANGLE_SURE &&
            fabs((double)angle) >= ANGLE_MIN) {
            turn->angle = (double)angle;
        }
        pixDestroy(&upright);
    }
    pixDestroy(&ink);
    pixDestroy(&pix);
}

bool page_turn_needed(const struct page_turn *turn)
{
    return turn->quarters != 0 || turn->angle != 0;
}

unsigned char *page_turn_apply(const struct page_turn *turn, const unsigned char *gray,
                               int *width, int *height)
{
    PIX *pix = picture_of(gray, turn->width, turn->height);
    PIX *quarter = pixRotateOrth(pix, turn->quarters);
    PIX *straight = turn->angle == 0 ? pixClone(quarter)
                                     : pixRotate(quarter, (float)(turn->angle / DEGREES),
                                                 L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
    unsigned char *out = bytes_of(straight == NULL ? quarter : straight, width, height);
    pixDestroy(&straight);
    pixDestroy(&quarter);
    pixDestroy(&pix);
    return out;
}

/* Turned back by the angle about the middle (pixRotate keeps the size), then by the quarters.
 */
static void point_back(const struct page_turn *turn, double *x, double *y)
{
    bool sideways = turn->quarters % 2 == 1;
    double w = sideways ? turn->height : turn->width; /* of the upright page */
    double h = sideways ? turn->width : turn->height;
    double c = cos(turn->angle / DEGREES);
    double s = sin(turn->angle / DEGREES);
    double dx = *x - w / 2;
    double dy = *y - h / 2;
    double ux = w / 2 + c * dx + s * dy;
    double uy = h / 2 - s * dx + c * dy;
    switch (turn->quarters) {
    case 1: /* what was at x, y went to height - y, x */
        *x = uy;
        *y = w - ux;
        break;
    case 2:
        *x = w - ux;
        *y = h - uy;
        break;
    case 3:
        *x = h - uy;
        *y = ux;
        break;
    default:
        *x = ux;
        *y = uy;
    }
}

static int within(double value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

void page_turn_back(const struct page_turn *turn, int box[4])
{
    double low[2] = {1e9, 1e9};
    double high[2] = {-1e9, -1e9};
    for (int corner = 0; corner < 4; corner++) {
        double x = box[corner % 2 == 0 ? 0 : 2];
        double y = box[corner < 2 ? 1 : 3];
        point_back(turn, &x, &y);
        low[0] = fmin(low[0], x);
        low[1] = fmin(low[1], y);
        high[0] = fmax(high[0], x);
        high[1] = fmax(high[1], y);
    }
    box[0] = within(floor(low[0]), turn->width);
    box[1] = within(floor(low[1]), turn->height);
    box[2] = within(ceil(high[0]), turn->width);
    box[3] = within(ceil(high[1]), turn->height);
}
