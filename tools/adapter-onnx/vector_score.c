#include "vector_score.h"

#include <math.h>

enum err_code vector_score(const float *a, const float *b, size_t count,
                           enum similarity similarity, double *score, struct err *err)
{
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < count; i++) {
        dot += (double)a[i] * b[i];
        aa += (double)a[i] * a[i];
        bb += (double)b[i] * b[i];
    }
    if (aa <= 0 || bb <= 0) {
        return err_set(err, ERR_FORMAT, "the model gave a vector of zeros");
    }
    double cosine = fmin(1, fmax(-1, dot / (sqrt(aa) * sqrt(bb))));
    *score = similarity == SIMILARITY_COSINE ? (1 + cosine) / 2
                                             : 1 - sqrt(fmax(0, 2 - 2 * cosine)) / 2;
    return ERR_OK;
}
