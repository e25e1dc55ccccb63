/* onnx.json of the adapter "onnx": how a task's input becomes the tensor that the model takes,
 * and how what comes out becomes an answer. Each step is one of a fixed list. The shape with an
 * example: README.md; for strangers: doc/onnx-models.md. */
#ifndef POLICEAI_ADAPTER_ONNX_ONNX_SPEC_H
#define POLICEAI_ADAPTER_ONNX_ONNX_SPEC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPEC_SIDE_MAX = 4096, SPEC_CHANNELS_MAX = 3, SPEC_NAME_MAX = 200 };

/* How a picture comes to width x height; in onnx.json the lower-case names. */
enum picture_fit {
    FIT_STRETCH, /* each side by itself */
    FIT_CROP,    /* as large as fills it, what stands over at both ends is left out */
    FIT_PAD,     /* as large as fits in, in the middle, the rest is "pad" */
    FIT_LINE /* to the height, as wide as that makes it: "width" (filled up with "pad" on the
                right) to "width_max" (pressed together) */
};
/* "bilinear" looks at the nearest pixels alone, "antialias" at all that an output pixel covers.
 */
enum picture_filter { FILTER_BILINEAR, FILTER_ANTIALIAS };
enum tensor_layout { LAYOUT_NCHW, LAYOUT_NHWC };
enum channel_order { CHANNELS_RGB, CHANNELS_BGR, CHANNELS_GREY };

struct picture_spec {
    const char *tensor;
    int64_t width, height, width_max; /* width_max of FIT_LINE */
    enum picture_fit fit;
    enum picture_filter filter;
    double box[4]; /* left, top, right, bottom: the part that is taken, of 1 */
    enum tensor_layout layout;
    enum channel_order channels;
    int channel_count;
    double pad;  /* a pixel, 0 to 255 */
    double unit; /* 1, or 1/255 for "pixels": "0-1" */
    double mean[SPEC_CHANNELS_MAX], std[SPEC_CHANNELS_MAX]; /* (pixel * unit - mean) / std */
};

enum output_kind { OUTPUT_EMBEDDING, OUTPUT_CTC };
/* Of two vectors a, b, from 0 to 1: cosine (1 + cos) / 2; euclid 1 - |a - b| / 2 of both
 * brought to length 1. */
enum similarity { SIMILARITY_COSINE, SIMILARITY_EUCLID };

struct output_spec {
    const char *tensor;
    enum output_kind kind;
    enum similarity similarity;
    double threshold;   /* the same at or over this score */
    const char *labels; /* a file of the folder, a label a line */
    bool space;         /* one more class after those of the file: a blank */
};

/* Another model that says first where in the picture the part is that counts. */
struct find_spec {
    const char *model; /* a file of the folder; NULL: the whole picture counts */
    struct picture_spec picture;
    const char *boxes, *scores; /* its outputs */
    double least;               /* a score that is enough */
    double margin;              /* the box grows by so much of itself */
};

struct onnx_spec {
    struct picture_spec picture;
    struct find_spec find;
    struct output_spec output;
};

/* Texts lie in the arena. The error begins with "onnx.json" and names the key. */
enum err_code onnx_spec_parse(struct arena *arena, struct str text, struct onnx_spec *spec,
                              struct err *err) MUST_USE;
/* FOLDER/onnx.json */
enum err_code onnx_spec_read(struct arena *arena, const char *folder, struct onnx_spec *spec,
                             struct err *err) MUST_USE;

#endif
