/* Roots; see root.h. */
#include "stats/root.h"

#include "base/err.h"

#include <float.h>
#include <math.h>

struct point {
    double x;
    double y;
};

/* Where between a and b (a newest, c the one before) to look next, as a part of the way. */
static double part_of_way(struct point a, struct point b, struct point c, double least)
{
    double along = (a.x - b.x) / (c.x - b.x);
    double up = (a.y - b.y) / (c.y - b.y);
    double part = 0.5;
    if (up * up < along && (1 - up) * (1 - up) < 1 - along) {
        part = a.y / (b.y - a.y) * c.y / (b.y - c.y) +
               (c.x - a.x) / (b.x - a.x) * a.y / (c.y - a.y) * b.y / (c.y - b.y);
    }
    return fmin(1 - least, fmax(least, part));
}

double root_between(root_fn *f, const void *data, double low, double high)
{
    struct point a = {low, f(data, low)};
    struct point b = {high, f(data, high)};
    if (isnan(a.y) || isnan(b.y) || (a.y < 0 && b.y < 0) || (a.y > 0 && b.y > 0)) {
        BUG("no root between %g (%g) and %g (%g)", low, a.y, high, b.y);
    }
    double part = 0.5;
    for (int i = 0; i < 300; i++) {
        struct point best = fabs(a.y) < fabs(b.y) ? a : b;
        double width = fabs(b.x - a.x);
        double least = (2 * DBL_EPSILON * fabs(best.x) + DBL_MIN) / width;
        if (best.y == 0 || least > 0.5) {
            return best.x;
        }
        struct point next;
        struct point c = a;
        next.x = a.x + fmin(1 - least, fmax(least, part)) * (b.x - a.x);
        next.y = f(data, next.x);
        if ((next.y > 0) != (a.y > 0)) {
            c = b;
            b = a;
        }
        a = next;
        part = part_of_way(a, b, c, least);
    }
    return fabs(a.y) < fabs(b.y) ? a.x : b.x;
}
