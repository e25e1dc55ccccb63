/* Masks of pixels as runs, column by column: COCO's run-length code, compressed and not, and
 * polygons. Runs are kept in one form: background first (0 pixels where the first pixel is
 * set), no other empty run. */
#ifndef POLICEAI_METRICS_DETECTION_MASK_H
#define POLICEAI_METRICS_DETECTION_MASK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mask {
    uint32_t height;
    uint32_t width;
    size_t count;
    uint32_t *runs; /* background, set, background, …; they add up to height x width */
    double box[4];  /* the smallest x, y, width, height around what is set; all 0 if nothing */
};

enum { MASK_PIXELS_MAX = 1 << 30 };
/* Points of a polygon lie within this many pixels of the origin, and its outline is at most so
 * many pixels long. */
enum { MASK_COORDINATE_MAX = 1000000, MASK_OUTLINE_MAX = 1000000 };

/* ERR_LIMIT for an image of no or of too many pixels. */
enum err_code mask_size_check(int64_t height, int64_t width, struct err *err) MUST_USE;

/* Each makes a mask of an image height x width (checked), its runs in the arena. */

/* From lengths of runs. ERR_FORMAT when they do not add up to the image. */
enum err_code mask_from_counts(struct arena *arena, uint32_t height, uint32_t width,
                               const int64_t *counts, size_t n, struct mask *mask,
                               struct err *err) MUST_USE;
/* From COCO's text of runs: 6 bits a character, from the fourth run on the difference from the
 * run before the last. SOURCE: cocoapi 8c9bcc3, common/maskApi.c rleFrString. */
enum err_code mask_from_text(struct arena *arena, uint32_t height, uint32_t width,
                             struct str text, struct mask *mask, struct err *err) MUST_USE;
/* From a polygon of `points` corners x, y. The outline is drawn at five times the resolution
 * and sampled at pixel centres. SOURCE: cocoapi 8c9bcc3, common/maskApi.c rleFrPoly. */
enum err_code mask_from_polygon(struct arena *arena, uint32_t height, uint32_t width,
                                const double *xy, size_t points, struct mask *mask,
                                struct err *err) MUST_USE;
/* From a box x, y, width, height, as a polygon of its four corners. */
enum err_code mask_from_box(struct arena *arena, uint32_t height, uint32_t width,
                            const double box[4], struct mask *mask, struct err *err) MUST_USE;
/* What is set in a or in b, two masks of one size. */
void mask_union(struct arena *arena, const struct mask *a, const struct mask *b,
                struct mask *mask);

/* Pixels that are set. */
uint64_t mask_area(const struct mask *mask);
/* Intersection over union of masks of one size; over the detection's area where the object is a
 * crowd; 0 without common pixels. */
double mask_overlap(const struct mask *detection, const struct mask *object, bool crowd);

#endif
