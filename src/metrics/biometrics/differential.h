/* Summary measures of how error rates differ over groups at one threshold. All take alpha =
 * 0.5, leave out groups without comparisons of a kind, and are undefined under two groups. A
 * summary hides who is worse off: it is never shown without the groups' own rates. */
#ifndef POLICEAI_METRICS_DIFFERENTIAL_H
#define POLICEAI_METRICS_DIFFERENTIAL_H

#include "metrics/parity/group_cells.h"

/* Fairness discrepancy rate: 1 - (alpha x largest difference of FMR + (1 - alpha) x that of
 * FNMR). SOURCE: de Freitas Pereira and Marcel 2022, IEEE T-BIOM 4:19-29. */
struct metric_value differential_fdr(const struct group_counts *counts, size_t groups);
/* Inequity rate: (largest / least FMR)^alpha x (largest / least FNMR)^(1 - alpha); undefined
 * where a rate is 0. SOURCE: Grother 2022, NIST IR 8429 draft, as bob.bio.demographics. */
struct metric_value differential_ir(const struct group_counts *counts, size_t groups);
/* GARBE: alpha G(FMR) + (1 - alpha) G(FNMR), G(x) = n / (n - 1) x sum |x_i - x_j| /
 * (2 n^2 mean). Undefined where a kind of error never happens.
 * SOURCE: Howard et al. 2022, arXiv:2203.05051. */
struct metric_value differential_garbe(const struct group_counts *counts, size_t groups);
/* The largest rate by the geometric mean of all; undefined where one is 0.
 * SOURCE: NIST IR 8429 draft, functional fairness measure criteria. */
struct metric_value differential_fmr_max_geomean(const struct group_counts *counts,
                                                 size_t groups);
struct metric_value differential_fnmr_max_geomean(const struct group_counts *counts,
                                                  size_t groups);

#endif
