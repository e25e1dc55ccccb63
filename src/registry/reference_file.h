/* The files of reference/: JSON whose owner may replace it, read once at start. */
#ifndef POLICEAI_REGISTRY_REFERENCE_FILE_H
#define POLICEAI_REGISTRY_REFERENCE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

/* Makes what the file holds; `json` and what it lends lie in the arena. */
typedef enum err_code reference_take_fn(struct arena *arena, const struct js *json, void *made,
                                        struct err *err);

/* Reads the file (at most LIMIT_REFERENCE), parses it and hands it to `take`. Every error names
 * the file. */
enum err_code reference_read(struct arena *arena, const char *path, reference_take_fn *take,
                             void *made, struct err *err) MUST_USE;

#endif
