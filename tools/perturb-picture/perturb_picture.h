/* What may happen to a picture on its way, each by its physical values. */
#ifndef POLICEAI_PERTURB_PICTURE_PERTURB_PICTURE_H
#define POLICEAI_PERTURB_PICTURE_PERTURB_PICTURE_H

#include "picture.h"

#include "base/prng.h"

enum { PERTURB_VALUES_MAX = 3 };

struct perturb_picture {
    struct arena *arena;
    struct picture picture;
    double values[PERTURB_VALUES_MAX];
    size_t value_count;
    struct prng prng;
    struct str jpeg; /* the result's bytes where it is a JPEG, else p == NULL */
};

/* By name. A value beyond its bounds is ERR_INVALID; ERR_NOT_FOUND for a name that is not
 * known.
 *
 *   blur         sigma px: Gauss, to four sigma, the edge repeated
 *   motion-blur  length px: the mean along a line at an angle that is drawn
 *   jpeg         quality 1 to 100: the result is that JPEG
 *   low-light    share of the light; electrons of full light; read noise in electrons: linear
 *                light by sRGB, shot noise, read noise, then as bright as the sensor says
 *   grain        standard deviation of 255: noise on each sample by itself
 *   rotation     degrees, to a side that is drawn, about the middle, nothing cut off, corners
 *                filled with the median of the border
 *   occlusion    share of the area: a black box of the picture's proportions at a place drawn
 *   downscale    factor of both sides: means over areas, the picture stays small
 *   contrast     factor about the mean of each channel */
enum err_code perturb_picture_apply(struct perturb_picture *perturb, struct str name,
                                    struct err *err) MUST_USE;

/* The parts, by where they stand; values are checked by the caller. */
void perturb_blur(struct picture *picture, double sigma);
void perturb_motion(struct picture *picture, double length, double angle);
void perturb_rotate(struct picture *picture, double degrees);
void perturb_shrink(struct picture *picture, double factor);
void perturb_low_light(struct picture *picture, const double values[PERTURB_VALUES_MAX],
                       struct prng *prng);

#endif
