/* "parameters" and "parameter_sets" of tool.json. For manifest.c; others use manifest.h. */
#ifndef POLICEAI_PROTOCOL_MANIFEST_PARAMETERS_H
#define POLICEAI_PROTOCOL_MANIFEST_PARAMETERS_H

#include "protocol/manifest.h"

/* 1 to 64 of a-z, 0-9 and, after the first, '-': ids name folders and parts of statements. */
bool manifest_is_id(struct str text);
/* Fills manifest->parameters, sorted by name, from manifest->json; each default must fit its
 * own declaration. */
enum err_code manifest_read_parameters(struct arena *arena, struct manifest *manifest,
                                       struct err *err) MUST_USE;
/* Fills manifest->sets from "parameter_sets", after the parameters; one of the defaults alone
 * where the file names none. Each must fit the declarations and differ from the others, and one
 * must be the defaults: what a tool does as shipped is always measured. */
enum err_code manifest_read_sets(struct arena *arena, struct manifest *manifest,
                                 struct err *err) MUST_USE;

#endif
