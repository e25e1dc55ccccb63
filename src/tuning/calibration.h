/* From scores to probabilities: two fits, each with its source, made of rows that the tool was
 * not yet tested by. Numbers in, numbers out; the same bytes on every host. */
#ifndef POLICEAI_TUNING_CALIBRATION_H
#define POLICEAI_TUNING_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>

/* p = 1 / (1 + exp(a s + b)), fitted to smoothed targets by Newton's method. SOURCE: Platt
 * 1999, Probabilistic Outputs for Support Vector Machines; Lin, Lin and Weng 2007, Machine
 * Learning 68:267-276 (the algorithm and the form that does not overflow). */
struct platt {
    double a, b;
};
/* False: there are not both kinds, or the fit does not settle in 100 steps. */
bool platt_fit(const double *scores, const bool *positive, size_t n, struct platt *fit);
double platt_at(const struct platt *fit, double score);

/* The rising step function nearest in squares, and straight lines between its steps. SOURCE:
 * Ayer and others 1955, Annals of Mathematical Statistics 26:641-647 (pool adjacent violators);
 * equal scores are one point with the mean of what they were. */
struct isotonic {
    double *x; /* rising; freed by isotonic_free */
    double *y; /* never falling, in [0, 1] */
    size_t count;
};
/* n >= 1. */
void isotonic_fit(const double *scores, const bool *positive, size_t n, struct isotonic *fit);
/* Left of the first point its value, right of the last its. */
double isotonic_at(const struct isotonic *fit, double score);
void isotonic_free(struct isotonic *fit);

#endif
