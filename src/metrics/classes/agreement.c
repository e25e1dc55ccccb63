/* MCC and kappa; see agreement.h. */
#include "metrics/classes/agreement.h"

#include <math.h>

static const char nothing[] = "no items";

struct metric_value agreement_mcc(const struct confusion *confusion)
{
    double rows = confusion->rows;
    double both = 0;
    double truth = 0;
    double predicted = 0;
    for (size_t k = 0; k < confusion->labels; k++) {
        both += confusion->truth[k] * confusion->predicted[k];
        truth += confusion->truth[k] * confusion->truth[k];
        predicted += confusion->predicted[k] * confusion->predicted[k];
    }
    double spread_truth = rows * rows - truth;
    double spread_predicted = rows * rows - predicted;
    if (rows == 0 || spread_truth == 0 || spread_predicted == 0) {
        return (struct metric_value){.undefined = rows == 0 ? nothing
                                                  : spread_truth == 0
                                                      ? "only one label is true"
                                                      : "only one label is predicted"};
    }
    double over = confusion->correct * rows - both;
    double under = sqrt(spread_truth * spread_predicted);
    return (struct metric_value){
        .defined = true, .value = over / under, .numerator = over, .denominator = under};
}

/* observed: sum of w O; expected: rows x sum of w E. */
static struct metric_value kappa_of(double observed, double expected, double rows)
{
    if (rows == 0 || expected == 0) {
        return (struct metric_value){.undefined = rows == 0 ? nothing
                                                            : "only one label occurs, in both"};
    }
    return (struct metric_value){.defined = true,
                                 .value = 1 - observed / (expected / rows),
                                 .numerator = expected / rows - observed,
                                 .denominator = expected / rows};
}

struct metric_value agreement_kappa(const struct confusion *confusion)
{
    double rows = confusion->rows;
    double chance = 0;
    for (size_t k = 0; k < confusion->labels; k++) {
        chance += confusion->truth[k] * confusion->predicted[k];
    }
    return kappa_of(rows - confusion->correct, rows * rows - chance, rows);
}

static double gap(const struct confusion *confusion, size_t cell)
{
    double truth = confusion->cell_truth[cell];
    return fabs(truth - (double)confusion->cell_predicted[cell]);
}

struct metric_value agreement_kappa_linear(const struct confusion *confusion)
{
    double observed = 0;
    double expected = 0;
    double truth = 0; /* with a label up to k */
    double predicted = 0;
    for (size_t c = 0; c < confusion->cells; c++) {
        observed += gap(confusion, c) * confusion->cell_rows[c];
    }
    /* |i - j| is the number of k with one of i, j up to k and the other above */
    for (size_t k = 0; k < confusion->labels; k++) {
        truth += confusion->truth[k];
        predicted += confusion->predicted[k];
        expected +=
            truth * (confusion->rows - predicted) + predicted * (confusion->rows - truth);
    }
    return kappa_of(observed, expected, confusion->rows);
}

struct metric_value agreement_kappa_quadratic(const struct confusion *confusion)
{
    double observed = 0;
    double rows = confusion->rows;
    double truth[3] = {rows, 0, 0}; /* sums of count x place to the power 0, 1, 2 */
    double predicted[3] = {rows, 0, 0};
    for (size_t c = 0; c < confusion->cells; c++) {
        observed += gap(confusion, c) * gap(confusion, c) * confusion->cell_rows[c];
    }
    for (size_t k = 0; k < confusion->labels; k++) {
        double place = (double)k;
        truth[1] += confusion->truth[k] * place;
        truth[2] += confusion->truth[k] * place * place;
        predicted[1] += confusion->predicted[k] * place;
        predicted[2] += confusion->predicted[k] * place * place;
    }
    double expected = truth[2] * rows - 2 * truth[1] * predicted[1] + rows * predicted[2];
    return kappa_of(observed, expected, rows);
}
