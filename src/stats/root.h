/* The place where a function changes its sign. */
#ifndef POLICEAI_STATS_ROOT_H
#define POLICEAI_STATS_ROOT_H

typedef double root_fn(const void *data, double x);

/* x in [low, high] where f crosses 0, to the last place or two; f(low) and f(high) must not
 * have the same sign (an end whose value is 0 is returned). No value of f may be NAN.
 * SOURCE: Chandrupatla 1997, Advances in Engineering Software 28:145-149 (bisection and inverse
 * quadratic interpolation by turns). */
double root_between(root_fn *f, const void *data, double low, double high);

#endif
