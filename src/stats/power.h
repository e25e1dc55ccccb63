/* How many units a question about rates needs, and what a number of units can show; all by the
 * normal distribution. Rates are in (0, 1), levels and powers too; anything else gives NAN or
 * 0. Numbers of units are rounded up. */
#ifndef POLICEAI_STATS_POWER_H
#define POLICEAI_STATS_POWER_H

#include <stdint.h>

/* Units in each of two groups to tell p1 from p2, two-sided at `alpha`, with `power`: the
 * pooled variance under "no difference", their own under the other. 0 when p1 = p2. SOURCE:
 * Fleiss 1981, Statistical Methods for Rates and Proportions, 2nd ed., formula 3.14, without
 * continuity correction. */
int64_t units_to_tell(double p1, double p2, double alpha, double power);
/* The power of n1 and n2 units, n1 > 0 and n2 > 0, the same formula; the chance of being
 * misled to the other side is left out. */
double power_to_tell(double p1, double p2, int64_t n1, int64_t n2, double alpha);

/* Two tools on the same units, each unit right or wrong: the share of units on which one is
 * right and the other wrong is `discordant`, in (0, 1]; the rates differ by `difference`, in
 * (0, discordant]. Units for McNemar's test, two-sided at `alpha`, with `power`; 0 for anything
 * else. SOURCE: Connor 1987, Biometrics 43:207-211. */
int64_t units_to_tell_paired(double discordant, double difference, double alpha, double power);
/* The smallest difference that `units` can tell, the same formula solved for it; NAN when not
 * even one as large as `discordant` can be told, and for a power below a half. */
double difference_to_tell_paired(double discordant, int64_t units, double alpha, double power);

/* Units in each group to show, by two one-sided tests at `alpha`, that rates p1 and p2 differ
 * by less than `margin`; 0 when they do not. SOURCE: Chow, Shao and Wang 2008, Sample Size
 * Calculations in Clinical Research, 2nd ed., 4.2.4; with p1 = p2 both tests may fail and the
 * quantile of (1 + power) / 2 stands. */
int64_t units_to_equate(double p1, double p2, double margin, double alpha, double power);

/* Units to know a rate near p to within plus and minus `half`, at `level`: z^2 p (1 - p) /
 * half^2. SOURCE: Cochran 1977, Sampling Techniques, 3rd ed., 4.4. */
int64_t units_to_estimate(double p, double half, double level);

/* Units all without an event that leave no rate above `rate` possible at `level`: the inverse
 * of the rule of three. SOURCE: Hanley and Lippman-Hand 1983, JAMA 249:1743-1745. */
int64_t units_without_event(double rate, double level);

#endif
