/* Work saved by an order of screening, and elusion; see screening.h. */
#include "metrics/retrieval/screening.h"

#include <math.h>

struct screening screening_of(const struct ranking *ranking, size_t judged, size_t *ranks)
{
    struct screening screening = {.ranks = ranks, .relevant = ranking->relevant};
    for (size_t i = 0; i < ranking->retrieved; i++) {
        if (ranking->rel[i] >= ranking->level) {
            ranks[screening.found++] = i + 1;
        }
    }
    screening.total = judged > ranking->retrieved ? judged : ranking->retrieved;
    screening.total += screening.total == 0;
    return screening;
}

size_t screening_needed(size_t relevant, enum screening_rounding rounding)
{
    double share = (double)relevant * 0.95;
    switch (rounding) {
    case SCREENING_HALF_EVEN:
        return (size_t)rint(share);
    case SCREENING_HALF_UP:
        return (size_t)round(share);
    default:
        return (relevant * 95 + 99) / 100;
    }
}

double screening_wss(const struct screening *s, size_t needed)
{
    if (s->found < needed) {
        return 0;
    }
    size_t last = needed > 0 ? s->ranks[needed - 1] : 0;
    return (double)(s->total - last) / (double)s->total - 0.05;
}

double screening_wss_100(const struct screening *s)
{
    if (s->found < s->relevant) {
        return 0;
    }
    size_t last = s->found > 0 ? s->ranks[s->found - 1] : 0;
    return (double)(s->total - last) / (double)s->total;
}

/* The first place, from 0, where the rounded straight line from 0 to `relevant` over `total`
 * places is at least k; total where it never is. */
static size_t place_at_random(const struct screening *s, size_t k)
{
    double step = s->total > 1 ? (double)s->relevant / (double)(s->total - 1) : 0;
    size_t low = 0;
    for (size_t high = s->total; low < high;) {
        size_t middle = low + (high - low) / 2;
        double found = middle + 1 == s->total && s->total > 1 ? (double)s->relevant
                                                              : (double)middle * step;
        if (rint(found) < (double)k) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

double screening_wss_asreview(const struct screening *s)
{
    size_t k = 0;
    while (k < s->relevant && (double)(k + 1) / (double)s->relevant <= 0.95) {
        k++;
    }
    k = k > 0 ? k : s->relevant;
    if (k == 0) {
        return 0;
    }
    double random = (double)place_at_random(s, k);
    double place = k <= s->found ? (double)(s->ranks[k - 1] - 1) : (double)s->total;
    return (random - place) / (double)s->total;
}

double screening_recall(const struct screening *s, size_t k)
{
    size_t low = 0;
    for (size_t high = s->found; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (s->ranks[middle] <= k) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return s->relevant > 0 ? (double)low / (double)s->relevant : 0;
}

double screening_loss(const struct screening *s)
{
    double relevant = (double)s->relevant;
    double total = (double)s->total;
    double area = 0;
    if (s->relevant == 0 || s->relevant >= s->total) {
        return (double)NAN;
    }
    for (size_t i = 0; i < s->found; i++) {
        area += (double)(s->total - s->ranks[i] + 1);
    }
    for (size_t i = s->found; i < s->relevant; i++) { /* not ranked: at the very end */
        area += (double)(s->relevant - i);
    }
    return (relevant * (total - (relevant - 1) / 2) - area) / (relevant * (total - relevant));
}

struct interval elusion_interval(const struct elusion *elusion)
{
    return clopper_pearson(elusion->found, elusion->sampled, 0.95);
}

double elusion_recall(const struct elusion *elusion, double rate)
{
    double found = (double)elusion->reviewed_found;
    double missed = rate * (double)elusion->unreviewed;
    return found + missed > 0 ? found / (found + missed) : 1;
}
