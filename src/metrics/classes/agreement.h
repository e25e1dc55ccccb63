/* How far predictions and truth agree beyond chance. Values come with the numerator and the
 * denominator of the formula, which are no counts (has_fraction is false). */
#ifndef POLICEAI_METRICS_AGREEMENT_H
#define POLICEAI_METRICS_AGREEMENT_H

#include "metrics/classes/confusion.h"

/* (c s - sum p t) / sqrt((s^2 - sum p^2)(s^2 - sum t^2)), c correct of s rows, t and p rows
 * with each label as truth and prediction. Undefined where either factor is 0 (scikit-learn
 * prints 0.0). SOURCE: Gorodkin 2004, Computational Biology and Chemistry 28:367-374. */
struct metric_value agreement_mcc(const struct confusion *confusion);

/* 1 - sum w O / sum w E over pairs of labels, E expected from the margins; w is 0 on the
 * diagonal and 1, |i - j| or (i - j)^2 elsewhere, i and j the places of the labels that occur.
 * Undefined where sum w E is 0 (scikit-learn prints nan).
 * SOURCE: Cohen 1960, Educational and Psychological Measurement 20:37-46; Cohen 1968,
 * Psychological Bulletin 70:213-220. */
struct metric_value agreement_kappa(const struct confusion *confusion);
struct metric_value agreement_kappa_linear(const struct confusion *confusion);
struct metric_value agreement_kappa_quadratic(const struct confusion *confusion);

#endif
