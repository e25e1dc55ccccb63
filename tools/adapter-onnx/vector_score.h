/* How alike two vectors of an embedding are, from 0 to 1. */
#ifndef POLICEAI_ADAPTER_ONNX_VECTOR_SCORE_H
#define POLICEAI_ADAPTER_ONNX_VECTOR_SCORE_H

#include "base/err.h"
#include "onnx_spec.h"

/* cosine: (1 + a.b/(|a||b|)) / 2. euclid: 1 - |a/|a| - b/|b|| / 2. ERR_FORMAT when a vector is
 * all zeros: it has no direction. */
enum err_code vector_score(const float *a, const float *b, size_t count,
                           enum similarity similarity, double *score, struct err *err) MUST_USE;

#endif
