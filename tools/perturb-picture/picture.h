/* A picture in memory: eight bits a sample, grey or red, green, blue. */
#ifndef POLICEAI_PERTURB_PICTURE_PICTURE_H
#define POLICEAI_PERTURB_PICTURE_PICTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_BYTES_MAX = 64 << 20,  /* of a file */
    PICTURE_PIXELS_MAX = 40000000, /* of a picture */
    PICTURE_SIDE_MAX = 20000
};

struct picture {
    int width, height;
    int channels;     /* 1 or 3 */
    uint8_t *samples; /* row by row from the top left, channels in turn; free() */
};

/* Zeroed samples; the sizes must be within the limits. */
void picture_make(struct picture *picture, int width, int height, int channels);
/* Fine when it holds nothing. */
void picture_release(struct picture *picture);
/* Takes the place of what `picture` held; `other` is then empty. */
void picture_take(struct picture *picture, struct picture *other);
size_t picture_size(const struct picture *picture); /* of the samples, bytes */
/* Rounded to the nearest and held to 0 … 255. */
uint8_t picture_sample(double value);
/* ERR_LIMIT beyond the limits, ERR_FORMAT for a side under 1. */
enum err_code picture_check_size(int64_t width, int64_t height, struct err *err) MUST_USE;

/* PNG, JPEG, PNM (P5, P6), told by their first bytes; else ERR_UNSUPPORTED with what helps.
 * What is transparent stands on white, colours are those of the file. A picture that a camera
 * turned (Exif) is turned upright. */
enum err_code picture_read(struct arena *arena, const char *path, struct picture *picture,
                           struct err *err) MUST_USE;
enum err_code picture_write_png(const struct picture *picture, const char *path,
                                struct err *err) MUST_USE;

/* The parts of picture_read. */
enum err_code picture_read_pnm(struct str bytes, struct picture *picture,
                               struct err *err) MUST_USE;
enum err_code picture_read_jpeg(struct str bytes, struct picture *picture,
                                struct err *err) MUST_USE;
/* As JPEG (JFIF, colours 4:2:0) into the arena; `quality` 1 to 100 as libjpeg counts it. */
enum err_code picture_to_jpeg(struct arena *arena, const struct picture *picture, int quality,
                              struct str *bytes, struct err *err) MUST_USE;
/* How a camera held the picture: 1 (upright) to 8, also 1 where nothing is said. SOURCE: CIPA
 * DC-008 (Exif 2.32), 4.6.4 and 4.7.2, tag 0x0112. */
int picture_exif_orientation(struct str jpeg);
/* Turned and mirrored so that it stands upright. */
void picture_orient(struct picture *picture, int orientation);

#endif
