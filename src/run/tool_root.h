/* The root file system that a tool brings with it ("root" of tool.json): one tar in its folder,
 * unpacked once for each digest into the scratch folder of the host, shown read-only. */
#ifndef POLICEAI_RUN_TOOL_ROOT_H
#define POLICEAI_RUN_TOOL_ROOT_H

#include "base/err.h"
#include "protocol/manifest.h"

/* The folder, to be freed; NULL for a tool without. It is there whole or not at all: it is made
 * beside its place, synced and renamed, and several processes may ask for it at once. */
enum err_code tool_root_open(const char *tool_folder, const struct manifest *manifest,
                             const char *scratch, char **folder, struct err *err) MUST_USE;

#endif
