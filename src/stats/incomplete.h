/* The incomplete beta and gamma functions, regularised, and their inverses: the distributions
 * of beta, binomial, gamma and Poisson. Relative error below 1e-12 for parameters up to 1e6 and
 * 1e-10 up to 1e9, small tails included; the same bytes on every host.
 *
 * SOURCE: the factor in front by the saddle-point form of Loader 2000, Fast and Accurate
 * Computation of Binomial Probabilities; continued fraction of beta: DiDonato and Morris
 * 1992, ACM TOMS 18:360-373, formula 9 (the even part of DLMF 8.17.22); of gamma: DLMF 8.9.2,
 * series DLMF 8.11.4 (divided by gamma); Stirling's series DLMF 5.11.1. Written from these. */
#ifndef POLICEAI_STATS_INCOMPLETE_H
#define POLICEAI_STATS_INCOMPLETE_H

/* I_x(a, b) = P(X <= x), a > 0, b > 0, and 1 less it. x outside [0, 1] counts as its end. */
double beta_cdf(double a, double b, double x);
double beta_tail(double a, double b, double x);
/* x with I_x(a, b) = p, and with 1 - I_x(a, b) = q; p and q in [0, 1]. */
double beta_quantile(double a, double b, double p);
double beta_quantile_upper(double a, double b, double q);

/* P(a, x) and Q(a, x) = 1 - P, a > 0, x >= 0; for whole a: Q(k + 1, x) = P(Poisson(x) <= k). */
double gamma_cdf(double a, double x);
double gamma_tail(double a, double x);
/* x with P(a, x) = p, and with Q(a, x) = q; p and q in [0, 1], INFINITY at p = 1, q = 0. */
double gamma_quantile(double a, double p);
double gamma_quantile_upper(double a, double q);

#endif
