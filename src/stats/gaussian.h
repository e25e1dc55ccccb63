/* The standard normal distribution. Relative error below 1e-13 (tails included, until they
 * vanish); the same bytes on every host. */
#ifndef POLICEAI_STATS_GAUSSIAN_H
#define POLICEAI_STATS_GAUSSIAN_H

/* Of the standard normal distribution. */
double normal_density(double x);
/* P(X <= x) and P(X > x). SOURCE: DLMF 7.6.2 (series) near 0, 7.9.3 (continued fraction) in
 * the tails. */
double normal_cdf(double x);
double normal_tail(double x);
/* x with P(X <= x) = p; -INFINITY at 0, INFINITY at 1, NAN outside. SOURCE: Newton's method
 * from Abramowitz and Stegun 26.2.23. */
double normal_quantile(double p);
/* x with P(X > x) = q: exact where q is small, where 1 - q would lose it. */
double normal_quantile_upper(double q);

#endif
