/* Krippendorff's alpha for nominal data: how far any number of people agree beyond chance, with
 * or without gaps.
 *
 *     alpha = 1 - D_o / D_e
 *     D_o = sum over c != k of o_ck / n,     D_e = sum over c != k of n_c n_k / (n (n - 1))
 *
 * o_ck = sum over units u of the ordered pairs (c, k) of values in u, over m_u - 1; m_u values
 * stand in u, and units with fewer than two are left out; n_c = sum over k of o_ck; n = sum
 * over c of n_c. SOURCE: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability,
 * University of Pennsylvania ScholarlyCommons, sections B and C. */
#ifndef POLICEAI_STATS_KRIPPENDORFF_H
#define POLICEAI_STATS_KRIPPENDORFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KRIPPENDORFF_MISSING = -1 };

struct krippendorff {
    const int32_t *values; /* units x people: a category from 0, or KRIPPENDORFF_MISSING */
    size_t units, people, categories;
};

/* Unit u counts times[u] times (NULL: once each). False when it is undefined: no unit has two
 * values, or all values are one category. */
bool krippendorff_alpha(const struct krippendorff *data, const uint32_t *times, double *alpha);
/* How many units have two values or more. */
size_t krippendorff_units(const struct krippendorff *data);

#endif
