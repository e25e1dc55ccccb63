/* Does onnx.json fit the model and the task? Looked at before the first item, so that what does
 * not fit is told once, by tensor and with what to write. */
#ifndef POLICEAI_ADAPTER_ONNX_MODEL_FIT_H
#define POLICEAI_ADAPTER_ONNX_MODEL_FIT_H

#include "base/err.h"
#include "onnx_spec.h"
#include "ort_session.h"

struct model_tensors {
    const struct tensor_info *inputs, *outputs;
    size_t input_count, output_count;
};

/* One model of onnx.json: what it is given, which outputs are read, and where that stands. */
struct model_use {
    const struct picture_spec *picture;
    const char *picture_key; /* "picture" */
    const char *output_key;  /* "output" */
    const char *const *outputs;
    size_t output_count;
};
/* The names, types and shapes that the model states; what it leaves open ("any") fits. */
enum err_code model_fit_tensors(const struct model_use *use,
                                const struct model_tensors *tensors, struct err *err) MUST_USE;
/* Of a first run: what came out, and for "ctc" the number of labels. */
enum err_code model_fit_result(const struct onnx_spec *spec, const struct tensor_shape *shape,
                               size_t label_count, struct err *err) MUST_USE;
/* Tasks that "as" can answer. */
enum err_code model_fit_task(const struct onnx_spec *spec, struct str task,
                             struct err *err) MUST_USE;

#endif
