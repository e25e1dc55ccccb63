/* How good a calibration is on rows it was not made of: five folds of whole clusters, each
 * calibrated by the other four. */
#ifndef POLICEAI_TUNING_CALIBRATION_CHECK_H
#define POLICEAI_TUNING_CALIBRATION_CHECK_H

#include "tuning/calibration.h"
#include "tuning/scored_rows.h"

#include <stdint.h>

enum { CALIBRATION_FOLDS = 5 };

enum calibration_kind { CALIBRATION_NONE, CALIBRATION_PLATT, CALIBRATION_ISOTONIC };
enum { CALIBRATION_KINDS = 3 };
/* "none", "platt", "isotonic" */
const char *calibration_word(enum calibration_kind kind);

struct calibration_fit {
    enum calibration_kind kind;
    struct platt platt;
    struct isotonic isotonic; /* freed by calibration_fit_free */
};
/* Fits all rows with a score but those of clusters with folds[cluster] == left_out (-1: none).
 * ERR_INVALID when a fit cannot be had. */
enum err_code calibration_fit(const struct scored_rows *rows, enum calibration_kind kind,
                              const uint8_t *folds, int left_out, struct calibration_fit *fit,
                              struct err *err) MUST_USE;
double calibration_fit_at(const struct calibration_fit *fit, double score);
void calibration_fit_free(struct calibration_fit *fit);

/* Of rows with a score: lower is better in all three. */
struct calibration_quality {
    bool defined; /* false: a score is no probability */
    size_t n;
    double brier;    /* mean of (p - y)^2 */
    double log_loss; /* mean of -ln of the probability said of what was so */
    double error;    /* expected calibration error, ece/1 */
};
/* Of one fit on these rows (which it should not be made of). */
struct calibration_quality calibration_quality_of(const struct scored_rows *rows,
                                                  const struct calibration_fit *fit);
/* Cross-fitted. ERR_INVALID: fewer clusters than folds, or a fold that leaves one kind alone.
 */
enum err_code calibration_cross(const struct scored_rows *rows, enum calibration_kind kind,
                                uint64_t seed, struct calibration_quality *quality,
                                struct err *err) MUST_USE;

#endif
