/* Makes a tool folder of a model in ONNX (doc/onnx-models.md): the adapter, ONNX Runtime's
 * library, the model, onnx.json, the labels it names, tool.json. The model is loaded, in the
 * sandbox, before anything is left behind. */
#ifndef POLICEAI_TRIAL_WRAP_ONNX_H
#define POLICEAI_TRIAL_WRAP_ONNX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stdint.h>

/* Texts are NULL when they are not given. */
struct wrap_onnx_plan {
    const char *adapter_folder; /* the assembled one */
    const char *model, *library, *spec;
    const char *out; /* the folder to make; not there yet */
    const char *task, *id, *version, *name, *supplier, *licence, *source;
    const char *intended_use, *not_for;
    int64_t memory_mb, seconds, threads;
};

/* What the model takes and gives, told by the library itself:
 * {"library":VERSION,"inputs":[{"name","type","shape"}],"outputs":[…]}, in the arena. */
enum err_code wrap_onnx_inspect(struct arena *arena, const struct wrap_onnx_plan *plan,
                                const struct js **told, struct err *err) MUST_USE;
/* Makes `out`, or leaves nothing; *told as above. ERR_CONFLICT when it is there. The error is
 * one line that names the option, key or tensor. */
enum err_code wrap_onnx(struct arena *arena, const struct wrap_onnx_plan *plan,
                        const struct js **told, struct err *err) MUST_USE;

#endif
