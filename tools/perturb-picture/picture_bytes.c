/* The bytes that are read here and by no library: PNM, and Exif's word on how a camera was
 * held; see picture.h. */
#include "picture.h"

#include <stdbool.h>
#include <string.h>

/* ---- PNM ---- SOURCE: netpbm's pgm(5) and ppm(5) */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* Blanks and comments, then a decimal of at most five digits. */
static bool take_number(struct str *rest, int *number)
{
    size_t at = 0;
    while (at < rest->n && (is_blank(rest->p[at]) || rest->p[at] == '#')) {
        if (rest->p[at] == '#') {
            while (at < rest->n && rest->p[at] != '\n' && rest->p[at] != '\r') {
                at++;
            }
        } else {
            at++;
        }
    }
    size_t begun = at;
    *number = 0;
    while (at < rest->n && at - begun < 6 && rest->p[at] >= '0' && rest->p[at] <= '9') {
        *number = 10 * *number + (rest->p[at++] - '0');
    }
    *rest = str_from(*rest, at);
    return at > begun && at - begun < 6;
}

static enum err_code scale_pnm(struct str bytes, int most, struct picture *picture,
                               struct err *err)
{
    size_t size = picture_size(picture);
    for (size_t i = 0; i < size; i++) {
        int sample = (unsigned char)bytes.p[i];
        if (sample > most) {
            picture_release(picture);
            return err_set(err, ERR_FORMAT, "the PNM has a sample above its own maximum");
        }
        picture->samples[i] = (uint8_t)((sample * 255 + most / 2) / most);
    }
    return ERR_OK;
}

enum err_code picture_read_pnm(struct str bytes, struct picture *picture, struct err *err)
{
    struct str rest = str_from(bytes, 2);
    int width;
    int height;
    int most;
    int channels = str_starts(bytes, STR("P6")) ? 3 : 1;
    if (!take_number(&rest, &width) || !take_number(&rest, &height) ||
        !take_number(&rest, &most) || rest.n == 0 || !is_blank(rest.p[0])) {
        return err_set(err, ERR_FORMAT, "the head of the PNM is broken");
    }
    TRY(picture_check_size(width, height, err));
    if (most < 1 || most > 255) {
        return err_set(err, ERR_UNSUPPORTED, "a PNM with samples up to %d; up to 255 is taken",
                       most);
    }
    rest = str_from(rest, 1);
    if (rest.n < (size_t)width * (size_t)height * (size_t)channels) {
        return err_set(err, ERR_FORMAT, "the PNM is cut off");
    }
    picture_make(picture, width, height, channels);
    return scale_pnm(rest, most, picture, err);
}

/* ---- Exif ---- */

enum {
    MARKER_APP1 = 0xE1,
    MARKER_SCAN = 0xDA,
    TIFF_HEAD = 8,
    ENTRY = 12,
    TAG_ORIENTATION = 0x0112,
    TYPE_SHORT = 3
};

/* Two bytes or four of a TIFF in its byte order; 0 past the end. */
static uint32_t number_at(struct str tiff, size_t at, size_t bytes, bool little)
{
    uint32_t number = 0;
    if (at > tiff.n || tiff.n - at < bytes) {
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        size_t place = little ? bytes - 1 - i : i;
        number = number << 8 | (unsigned char)tiff.p[at + place];
    }
    return number;
}

static int orientation_of_tiff(struct str tiff)
{
    bool little = str_starts(tiff, STR("II"));
    if (tiff.n < TIFF_HEAD || (!little && !str_starts(tiff, STR("MM")))) {
        return 1;
    }
    size_t list = number_at(tiff, 4, 4, little);
    size_t count = number_at(tiff, list, 2, little);
    for (size_t i = 0; i < count && list + 2 + i * ENTRY + ENTRY <= tiff.n; i++) {
        size_t entry = list + 2 + i * ENTRY;
        if (number_at(tiff, entry, 2, little) == TAG_ORIENTATION &&
            number_at(tiff, entry + 2, 2, little) == TYPE_SHORT) {
            uint32_t value = number_at(tiff, entry + 8, 2, little);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}

int picture_exif_orientation(struct str jpeg)
{
    static const char head[] = "Exif\0"; /* and the literal's own NUL */
    size_t at = 2;
    while (at + 4 <= jpeg.n && (unsigned char)jpeg.p[at] == 0xFF) {
        unsigned char marker = (unsigned char)jpeg.p[at + 1];
        size_t length = number_at(jpeg, at + 2, 2, false); /* its own two bytes among it */
        if (marker == MARKER_SCAN || length < 2 || at + 2 + length > jpeg.n) {
            return 1;
        }
        struct str part = str_sub(jpeg, at + 4, length - 2);
        if (marker == MARKER_APP1 && str_starts(part, str_n(head, sizeof head))) {
            return orientation_of_tiff(str_from(part, sizeof head));
        }
        at += 2 + length;
    }
    return 1;
}
