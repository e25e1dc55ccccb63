/* Where a detector found what it looks for: the part of a picture that is compared. */
#ifndef POLICEAI_ADAPTER_ONNX_FOUND_BOX_H
#define POLICEAI_ADAPTER_ONNX_FOUND_BOX_H

#include "onnx_spec.h"
#include "ort_session.h"

#include <stdbool.h>

/* `boxes` is 1 x N x 4: left, top, right, bottom as shares of the picture; `scores` is 1 x N or
 * 1 x N x K, of which the last counts. ERR_INVALID names the tensor that has another shape. */
enum err_code found_box_fit(const struct find_spec *find, const struct tensor_shape *boxes,
                            const struct tensor_shape *scores, struct err *err) MUST_USE;
/* The box with the highest score, made a square of its longer side (in pixels of a picture of
 * width x height), grown by "margin" and cut at the picture's edges; false when no score
 * reaches "least" or the box has no size within the picture. */
bool found_box_best(const struct find_spec *find, const struct tensor_result *boxes,
                    const struct tensor_result *scores, int width, int height, double box[4]);

#endif
