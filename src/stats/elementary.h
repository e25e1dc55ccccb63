/* exp and log made of + - * / alone, which IEEE 754 rounds alike everywhere: a C library's own
 * may differ in the last digit from version to version and from processor to processor, and
 * what is published must not. Within 2 units of the last place. */
#ifndef POLICEAI_STATS_ELEMENTARY_H
#define POLICEAI_STATS_ELEMENTARY_H

/* e to the x; 0 or INFINITY where it is past what a double holds, NAN of NAN.
 * SOURCE: DLMF 4.2.19, the exponential series, after taking out powers of 2. */
double exp_same(double x);
/* Natural logarithm of x >= 0; -INFINITY of 0, NAN below.
 * SOURCE: DLMF 4.6.4, the series of the area tangent, after taking out powers of 2. */
double log_same(double x);
/* log(1 + x), x >= -1, exact also where x is small. */
double log1p_same(double x);

#endif
