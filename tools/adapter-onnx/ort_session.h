/* A model in ONNX, loaded by ONNX Runtime's shared library, which is opened at run time.
 *
 * One model, one process, not for several threads. Execution is sequential, on `threads`
 * threads that do not spin; the runtime's telemetry is switched off. */
#ifndef POLICEAI_ADAPTER_ONNX_ORT_SESSION_H
#define POLICEAI_ADAPTER_ONNX_ORT_SESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TENSOR_DIMENSIONS_MAX = 8, TENSORS_MAX = 64, OUTPUTS_MAX = 2 };
#define MODEL_BYTES_MAX (2048ull * 1024 * 1024) /* what protobuf takes */
#define TENSOR_VALUES_MAX ((size_t)64 * 1024 * 1024)

struct tensor_shape {
    int64_t sides[TENSOR_DIMENSIONS_MAX]; /* -1: any */
    size_t count;
};

struct tensor_info {
    const char *name;
    int element; /* enum ort_element; 0: no tensor */
    struct tensor_shape shape;
};

struct ort; /* opaque */

/* Opens the library and loads the model; errors name the file that is at fault and what would
 * help. Paths as for dlopen: with a '/'. */
enum err_code ort_open(struct ort **out, const char *library, const char *model,
                       int64_t threads, struct err *err) MUST_USE;
/* NULL is allowed. */
void ort_close(struct ort *ort);

const char *ort_version(const struct ort *ort); /* "1.30.0" */
/* Lent, as long as it is open. */
const struct tensor_info *ort_inputs(const struct ort *ort, size_t *count);
const struct tensor_info *ort_outputs(const struct ort *ort, size_t *count);
/* "float", "int64"; "no tensor". */
const char *tensor_element_name(int element);
/* "1x3xanyxany" */
void tensor_shape_words(struct strbuf *out, const struct tensor_shape *shape);

/* Runs the model on one input of floats and gives outputs of floats, copied to the arena.
 * `values` has as many as the shape says; at most OUTPUTS_MAX outputs. ERR_EXTERNAL with the
 * runtime's words; ERR_FORMAT when the output is no tensor of floats or holds what is no
 * number. */
struct tensor_result {
    float *values;
    size_t count;
    struct tensor_shape shape;
};
enum err_code ort_run(struct ort *ort, struct arena *arena, const char *input, float *values,
                      const struct tensor_shape *shape, const char *const *outputs,
                      size_t count, struct tensor_result *results, struct err *err) MUST_USE;

#endif
