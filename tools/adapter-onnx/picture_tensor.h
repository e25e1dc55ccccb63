/* A picture to the tensor of floats that a model takes, by what onnx.json says. */
#ifndef POLICEAI_ADAPTER_ONNX_PICTURE_TENSOR_H
#define POLICEAI_ADAPTER_ONNX_PICTURE_TENSOR_H

#include "base/arena.h"
#include "onnx_spec.h"
#include "ort_session.h"
#include "picture_decoder.h"

/* The values, in the arena, and their shape: 1 x channels x height x width or, with NHWC,
 * 1 x height x width x channels. Resampling is a triangle filter, separable, pixels at their
 * middle, not rounded between (SOURCE for "antialias": the support grows with the shrinking, as
 * in Pillow's Image.resize; for "bilinear" it does not, as in OpenCV's INTER_LINEAR). Grey is
 * 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
float *picture_tensor(struct arena *arena, const struct picture *picture,
                      const struct picture_spec *spec, struct tensor_shape *shape);

#endif
