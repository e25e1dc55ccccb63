/* A polygon to a mask, exactly as COCO's own code does it; see mask.h.
 *
 * The outline is walked point by point on a grid five times finer. Where the walk steps from
 * one column to the next at a pixel's centre, the row there is a crossing: all crossings,
 * sorted in column order, are where the mask changes. */
#include "base/mem.h"
#include "metrics/detection/mask.h"

#include <math.h>
#include <stdlib.h>

enum { FINE = 5 };

struct outline {
    uint32_t height;
    uint32_t width;
    uint32_t *crossings;
    size_t count;
    size_t capacity;
    bool begun;
    int u; /* the point before, on the fine grid */
    int v;
};

/* Goes on to (u, v); a step across a pixel's centre line is a crossing. */
static void step(struct outline *o, int u, int v)
{
    int u0 = o->u;
    int v0 = o->v;
    bool begun = o->begun;
    o->begun = true;
    o->u = u;
    o->v = v;
    if (!begun || u == u0) {
        return;
    }
    double x = ((double)(u < u0 ? u : u - 1) + .5) / FINE - .5;
    if (floor(x) != x || x < 0 || x > (double)o->width - 1) {
        return;
    }
    double y = ((double)(v < v0 ? v : v0) + .5) / FINE - .5;
    y = ceil(y < 0 ? 0 : y > o->height ? o->height : y);
    o->crossings = mem_grow(o->crossings, o->count, &o->capacity, sizeof *o->crossings);
    o->crossings[o->count++] = (uint32_t)x * o->height + (uint32_t)y;
}

/* All points from (x0, y0) to (x1, y1). The rounding is of the edge taken in the direction of
 * its growing longer axis, whichever way it is walked. */
static void edge(struct outline *o, int x0, int y0, int x1, int y1)
{
    int dx = abs(x1 - x0);
    int dy = abs(y1 - y0);
    bool flat = dx >= dy;
    bool flip = flat ? x0 > x1 : y0 > y1;
    int xs = flip ? x1 : x0;
    int ys = flip ? y1 : y0;
    int xe = flip ? x0 : x1;
    int ye = flip ? y0 : y1;
    int length = flat ? dx : dy;
    double slope = length == 0 ? 0 : flat ? (double)(ye - ys) / dx : (double)(xe - xs) / dy;
    for (int d = 0; d <= length; d++) {
        int t = flip ? length - d : d;
        if (flat) {
            step(o, t + xs, (int)(ys + slope * t + .5));
        } else {
            step(o, (int)(xs + slope * t + .5), t + ys);
        }
    }
}

static int compare_crossings(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Two crossings at one place take each other away. */
static enum err_code to_runs(struct arena *arena, struct outline *o, struct mask *mask,
                             struct err *err)
{
    int64_t *counts = xmalloc((o->count + 1) * sizeof *counts);
    uint32_t before = 0;
    if (o->count > 0) {
        qsort(o->crossings, o->count, sizeof *o->crossings, compare_crossings);
    }
    for (size_t i = 0; i < o->count; i++) {
        counts[i] = o->crossings[i] - before;
        before = o->crossings[i];
    }
    counts[o->count] = o->height * o->width - before;
    enum err_code code =
        mask_from_counts(arena, o->height, o->width, counts, o->count + 1, mask, err);
    free(counts);
    return code;
}

enum err_code mask_from_polygon(struct arena *arena, uint32_t height, uint32_t width,
                                const double *xy, size_t points, struct mask *mask,
                                struct err *err)
{
    struct outline o = {.height = height, .width = width};
    double length = 0;
    for (size_t i = 0; i < 2 * points; i++) {
        if (!(fabs(xy[i]) <= MASK_COORDINATE_MAX)) {
            return err_set(err, ERR_LIMIT, "a polygon with the coordinate %g", xy[i]);
        }
        length += fabs(xy[i] - xy[(i + 2) % (2 * points)]);
    }
    if (length > MASK_OUTLINE_MAX) {
        return err_set(err, ERR_LIMIT, "a polygon with an outline of %g pixels", length);
    }
    for (size_t i = 0; i < points; i++) {
        const double *from = xy + 2 * i;
        const double *to = xy + 2 * ((i + 1) % points);
        edge(&o, (int)(FINE * from[0] + .5), (int)(FINE * from[1] + .5),
             (int)(FINE * to[0] + .5), (int)(FINE * to[1] + .5));
    }
    enum err_code code = to_runs(arena, &o, mask, err);
    free(o.crossings);
    return code;
}

enum err_code mask_from_box(struct arena *arena, uint32_t height, uint32_t width,
                            const double box[4], struct mask *mask, struct err *err)
{
    double right = box[0] + box[2];
    double bottom = box[1] + box[3];
    double corners[] = {box[0], box[1], box[0], bottom, right, bottom, right, box[1]};
    return mask_from_polygon(arena, height, width, corners, 4, mask, err);
}
