/* Averages over labels; see label_average.h. */
#include "metrics/classes/label_average.h"

double label_precision(double hit, double predicted)
{
    return predicted > 0 ? hit / predicted : 0;
}

double label_recall(double hit, double truth)
{
    return truth > 0 ? hit / truth : 0;
}

double label_f1(double hit, double truth, double predicted)
{
    return truth + predicted > 0 ? 2 * hit / (truth + predicted) : 0;
}

enum quality { PRECISION, RECALL, F1 };

static double of_label(const struct confusion *confusion, size_t k, enum quality quality)
{
    double hit = confusion->hit[k];
    switch (quality) {
    case PRECISION:
        return label_precision(hit, confusion->predicted[k]);
    case RECALL:
        return label_recall(hit, confusion->truth[k]);
    case F1:
        break;
    }
    return label_f1(hit, confusion->truth[k], confusion->predicted[k]);
}

static struct metric_value average(const struct confusion *confusion, enum quality quality,
                                   bool weighted)
{
    double sum = 0;
    for (size_t k = 0; k < confusion->labels; k++) {
        double weight = weighted ? confusion->truth[k] : 1;
        sum += weight * of_label(confusion, k, quality);
    }
    if (confusion->rows == 0) {
        return (struct metric_value){.undefined = "no items"};
    }
    double under = weighted ? confusion->rows : (double)confusion->labels;
    return (struct metric_value){
        .defined = true, .value = sum / under, .numerator = sum, .denominator = under};
}

struct metric_value label_average_precision_macro(const struct confusion *confusion)
{
    return average(confusion, PRECISION, false);
}

struct metric_value label_average_precision_weighted(const struct confusion *confusion)
{
    return average(confusion, PRECISION, true);
}

struct metric_value label_average_recall_macro(const struct confusion *confusion)
{
    return average(confusion, RECALL, false);
}

struct metric_value label_average_recall_weighted(const struct confusion *confusion)
{
    return average(confusion, RECALL, true);
}

struct metric_value label_average_f1_macro(const struct confusion *confusion)
{
    return average(confusion, F1, false);
}

struct metric_value label_average_f1_weighted(const struct confusion *confusion)
{
    return average(confusion, F1, true);
}

struct metric_value label_average_balanced_accuracy(const struct confusion *confusion)
{
    double sum = 0;
    double labels = 0;
    for (size_t k = 0; k < confusion->labels; k++) {
        sum += of_label(confusion, k, RECALL);
        labels += confusion->truth[k] > 0;
    }
    if (labels == 0) {
        return (struct metric_value){.undefined = "no items"};
    }
    return (struct metric_value){
        .defined = true, .value = sum / labels, .numerator = sum, .denominator = labels};
}
