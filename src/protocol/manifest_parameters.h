/* "parameters" of tool.json: their declarations. For manifest.c; others use manifest.h. */
#ifndef POLICEAI_PROTOCOL_MANIFEST_PARAMETERS_H
#define POLICEAI_PROTOCOL_MANIFEST_PARAMETERS_H

#include "protocol/manifest.h"

/* Fills manifest->parameters, sorted by name, from manifest->json; each default must fit its
 * own declaration. */
enum err_code manifest_read_parameters(struct arena *arena, struct manifest *manifest,
                                       struct err *err) MUST_USE;

#endif
