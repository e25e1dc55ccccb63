/* Overlap of boxes and keypoints; see overlap.h. */
#include "metrics/detection/overlap.h"

#include "metrics/detection/pairwise.h"

#include <float.h>
#include <math.h>

double overlap_boxes(const double detection[4], const double object[4], bool crowd)
{
    const double *d = detection;
    const double *g = object;
    double width = fmin(d[2] + d[0], g[2] + g[0]) - fmax(d[0], g[0]);
    if (width <= 0) {
        return 0;
    }
    double height = fmin(d[3] + d[1], g[3] + g[1]) - fmax(d[1], g[1]);
    if (height <= 0) {
        return 0;
    }
    double common = width * height;
    double detected = d[2] * d[3];
    return common / (crowd ? detected : detected + g[2] * g[3] - common);
}

/* Standard deviations of where people place a point, relative to the object's size. */
static const double sigmas[KEYPOINTS] = {.26, .25, .25,  .35,  .35, .79, .79, .72, .72,
                                         .62, .62, 1.07, 1.07, .87, .87, .89, .89};

/* How far x lies outside [low, high]. */
static double outside(double x, double low, double high)
{
    return fmax(0, low - x) + fmax(0, x - high);
}

double overlap_keypoints(const double detection[KEYPOINT_NUMBERS],
                         const double object[KEYPOINT_NUMBERS], const double box[4],
                         double area)
{
    double closeness[KEYPOINTS];
    int labelled = 0;
    int counted = 0;
    for (int i = 0; i < KEYPOINTS; i++) {
        labelled += object[3 * i + 2] > 0;
    }
    for (int i = 0; i < KEYPOINTS; i++) {
        if (labelled > 0 && !(object[3 * i + 2] > 0)) {
            continue;
        }
        double x = detection[3 * i];
        double y = detection[3 * i + 1];
        double dx =
            labelled > 0 ? x - object[3 * i] : outside(x, box[0] - box[2], box[0] + box[2] * 2);
        double dy = labelled > 0 ? y - object[3 * i + 1]
                                 : outside(y, box[1] - box[3], box[1] + box[3] * 2);
        double twice = sigmas[i] / 10.0 * 2;
        double e = (dx * dx + dy * dy) / (twice * twice) / (area + DBL_EPSILON) / 2;
        closeness[counted++] = exp(-e);
    }
    return pairwise_sum(closeness, (size_t)counted) / counted;
}
