#include "picture_decoder.h"

#include <leptonica/allheaders.h>

#include <stdlib.h>

enum { GIF_SIZE_AT = 6, BMP_SIZE_AT = 18, HEAD_MIN = 26, BYTE = 256, OPAQUE_SAMPLES = 3 };

static int little_16(const unsigned char *at)
{
    return at[0] + BYTE * at[1];
}

/* BMP's height is below zero where the rows come from the top; what is past any limit is 0. */
static int little_32(const unsigned char *at)
{
    int64_t value = little_16(at) + (int64_t)BYTE * BYTE * little_16(at + 2);
    value = value > INT32_MAX ? value - UINT32_MAX - 1 : value;
    return value == INT32_MIN ? 0 : abs((int)value);
}

/* Leptonica unpacks GIF and BMP before it tells their size, so that is read here. */
static bool size_of(struct str bytes, int format, int *width, int *height)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    int ignored;
    if (format == IFF_GIF) {
        *width = little_16(p + GIF_SIZE_AT);
        *height = little_16(p + GIF_SIZE_AT + 2);
        return true;
    }
    if (format == IFF_BMP) {
        *width = little_32(p + BMP_SIZE_AT);
        *height = little_32(p + BMP_SIZE_AT + 4);
        return true;
    }
    return pixReadHeaderMem(p, bytes.n, &ignored, width, height, &ignored, &ignored,
                            &ignored) == 0;
}

static bool is_taken(int format)
{
    return format == IFF_PNG || format == IFF_JFIF_JPEG || format == IFF_GIF ||
           format == IFF_BMP || format == IFF_PNM || format == IFF_WEBP ||
           (format >= IFF_TIFF && format <= IFF_TIFF_ZIP) || format == IFF_TIFF_JPEG;
}

static enum err_code check_size(struct str bytes, int *format, struct err *err)
{
    int width = 0;
    int height = 0;
    if (bytes.n < HEAD_MIN / 2 ||
        findFileFormatBuffer((const unsigned char *)bytes.p, format) != 0 ||
        !is_taken(*format) ||
        ((*format == IFF_BMP || *format == IFF_GIF) && bytes.n < HEAD_MIN)) {
        return err_set(err, ERR_UNSUPPORTED,
                       "no picture: PNG, JPEG, TIFF, BMP, GIF, WebP and PNM are taken");
    }
    if (!size_of(bytes, *format, &width, &height) || width <= 0 || height <= 0) {
        return err_set(err, ERR_FORMAT,
                       "the picture is cut off or broken: it does not say how large it is");
    }
    if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
        (int64_t)width * height > PICTURE_PIXELS_MAX) {
        return err_set(err, ERR_LIMIT,
                       "the picture has %d x %d pixels, at most %d a side and %d in all", width,
                       height, PICTURE_SIDE_MAX, PICTURE_PIXELS_MAX);
    }
    return ERR_OK;
}

/* Any depth to 32 bits a pixel; takes the picture over. */
static PIX *in_colour(PIX *pix)
{
    PIX *flat = pixGetSpp(pix) > OPAQUE_SAMPLES ? pixRemoveAlpha(pix) : pixClone(pix);
    pixDestroy(&pix);
    PIX *colour = NULL;
    if (flat != NULL) {
        colour = pixGetDepth(flat) == 32 ? pixClone(flat) : pixConvertTo32(flat);
    }
    pixDestroy(&flat);
    return colour;
}

static void copy_pixels(const PIX *pix, unsigned char *rgb)
{
    const l_uint32 *data = pixGetData((PIX *)pix);
    size_t words = (size_t)pixGetWpl(pix);
    for (l_int32 y = 0; y < pixGetHeight(pix); y++) {
        const l_uint32 *row = data + (size_t)y * words;
        for (l_int32 x = 0; x < pixGetWidth(pix); x++) {
            *rgb++ = (unsigned char)(row[x] >> L_RED_SHIFT);
            *rgb++ = (unsigned char)(row[x] >> L_GREEN_SHIFT);
            *rgb++ = (unsigned char)(row[x] >> L_BLUE_SHIFT);
        }
    }
}

enum err_code picture_decode(struct arena *arena, struct str bytes, struct picture *picture,
                             struct err *err)
{
    int format = IFF_UNKNOWN;
    setMsgSeverity(L_SEVERITY_NONE);
    TRY(check_size(bytes, &format, err));
    PIX *pix = pixReadMem((const unsigned char *)bytes.p, bytes.n);
    pix = pix != NULL ? in_colour(pix) : NULL;
    if (pix == NULL) {
        return err_set(err, ERR_FORMAT, "the picture is cut off or broken");
    }
    int width = pixGetWidth(pix);
    int height = pixGetHeight(pix);
    if ((int64_t)width * height > PICTURE_PIXELS_MAX) { /* it was not what its head said */
        pixDestroy(&pix);
        return err_set(err, ERR_LIMIT, "the picture is larger than its head says");
    }
    unsigned char *rgb = arena_alloc(arena, (size_t)width * (size_t)height * 3);
    copy_pixels(pix, rgb);
    pixDestroy(&pix);
    *picture = (struct picture){width, height, rgb};
    return ERR_OK;
}
