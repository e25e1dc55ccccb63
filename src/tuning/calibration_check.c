/* See calibration_check.h. */
#include "tuning/calibration_check.h"

#include "base/mem.h"
#include "base/prng.h"
#include "metrics/metric.h"
#include "metrics/ranking/proper_loss.h"

#include <stdlib.h>

const char *calibration_word(enum calibration_kind kind)
{
    static const char *const words[] = {"none", "platt", "isotonic"};
    return words[kind];
}

enum err_code calibration_fit(const struct scored_rows *rows, enum calibration_kind kind,
                              const uint8_t *folds, int left_out, struct calibration_fit *fit,
                              struct err *err)
{
    double *scores = xmalloc((rows->count + 1) * sizeof *scores);
    bool *positive = xmalloc((rows->count + 1) * sizeof *positive);
    size_t n = 0;
    size_t positives = 0;
    *fit = (struct calibration_fit){.kind = kind};
    for (size_t i = 0; i < rows->count; i++) {
        const struct scored_row *row = &rows->rows[i];
        if (row->has && (left_out < 0 || folds[row->cluster] != left_out)) {
            scores[n] = row->score;
            positive[n++] = row->positive;
            positives += row->positive ? 1 : 0;
        }
    }
    bool both = positives > 0 && positives < n;
    bool good = both;
    if (both && kind == CALIBRATION_PLATT) {
        good = platt_fit(scores, positive, n, &fit->platt);
    } else if (both && kind == CALIBRATION_ISOTONIC) {
        isotonic_fit(scores, positive, n, &fit->isotonic);
    }
    free(scores);
    free(positive);
    return good ? ERR_OK
                : err_set(err, ERR_INVALID, "%s calibration: %s", calibration_word(kind),
                          both ? "the fit does not settle"
                               : "a part of the items with a score is of one kind alone");
}

double calibration_fit_at(const struct calibration_fit *fit, double score)
{
    switch (fit->kind) {
    case CALIBRATION_PLATT:
        return platt_at(&fit->platt, score);
    case CALIBRATION_ISOTONIC:
        return isotonic_at(&fit->isotonic, score);
    default:
        return score;
    }
}

void calibration_fit_free(struct calibration_fit *fit)
{
    isotonic_free(&fit->isotonic);
}

/* The three of rows {probability, 0 or 1}. */
static struct calibration_quality measure(const double *said, size_t n)
{
    struct calibration_quality quality = {.defined = n > 0, .n = n};
    for (size_t i = 0; i < n; i++) {
        double p = said[2 * i];
        bool positive = said[2 * i + 1] > 0;
        quality.defined = quality.defined && p >= 0 && p <= 1;
        quality.brier += proper_loss_square(p, positive) / (double)n;
        quality.log_loss += proper_loss_log(p, positive, PROPER_LOSS_CLIP) / (double)n;
    }
    if (quality.defined) {
        quality.error = metric_of_rows(metric_lookup("ece/1"), said, n).value;
    }
    return quality;
}

struct calibration_quality calibration_quality_of(const struct scored_rows *rows,
                                                  const struct calibration_fit *fit)
{
    double *said = xmalloc((rows->count + 1) * 2 * sizeof *said);
    size_t n = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct scored_row *row = &rows->rows[i];
        if (row->has) {
            said[2 * n] = calibration_fit_at(fit, row->score);
            said[2 * n++ + 1] = row->positive ? 1 : 0;
        }
    }
    struct calibration_quality quality = measure(said, n);
    free(said);
    return quality;
}

/* A fold a cluster: as many in each as can be, by lot. */
static uint8_t *draw_folds(size_t clusters, uint64_t seed)
{
    struct prng prng;
    uint8_t *folds = xmalloc(clusters + 1);
    prng_seed(&prng, seed);
    for (size_t i = 0; i < clusters; i++) {
        size_t j = (size_t)prng_below(&prng, i + 1);
        folds[i] = folds[j];
        folds[j] = (uint8_t)(i % CALIBRATION_FOLDS);
    }
    return folds;
}

static enum err_code cross(const struct scored_rows *rows, enum calibration_kind kind,
                           const uint8_t *folds, double *said, size_t *n, struct err *err)
{
    for (int fold = 0; fold < CALIBRATION_FOLDS; fold++) {
        struct calibration_fit fit;
        TRY(calibration_fit(rows, kind, folds, fold, &fit, err));
        for (size_t i = 0; i < rows->count; i++) {
            const struct scored_row *row = &rows->rows[i];
            if (row->has && folds[row->cluster] == fold) {
                said[2 * *n] = calibration_fit_at(&fit, row->score);
                said[2 * (*n)++ + 1] = row->positive ? 1 : 0;
            }
        }
        calibration_fit_free(&fit);
    }
    return ERR_OK;
}

enum err_code calibration_cross(const struct scored_rows *rows, enum calibration_kind kind,
                                uint64_t seed, struct calibration_quality *quality,
                                struct err *err)
{
    size_t n = 0;
    if (rows->clusters < CALIBRATION_FOLDS) {
        return err_set(err, ERR_INVALID, "%zu clusters are too few for %d folds",
                       rows->clusters, CALIBRATION_FOLDS);
    }
    double *said = xmalloc((rows->count + 1) * 2 * sizeof *said);
    uint8_t *folds = draw_folds(rows->clusters, seed);
    enum err_code code = cross(rows, kind, folds, said, &n, err);
    if (code == ERR_OK) {
        *quality = measure(said, n);
    }
    free(folds);
    free(said);
    return code;
}
