/* What the commands of `tool` share: the named tool's folder and manifest, --parameters. */
#ifndef POLICEAI_CLI_TOOL_OPTION_H
#define POLICEAI_CLI_TOOL_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "protocol/manifest.h"

#include <stdbool.h>

struct tool_option {
    const char *folder;
    bool built_in;
    const char *checks; /* the folder of output checks */
    struct manifest manifest;
};

/* `word` is the name of a built-in tool or a folder. */
enum err_code tool_option(struct arena *arena, const char *word, struct tool_option *tool,
                          struct err *err) MUST_USE;
/* The JSON object in a file; leaves *parameters as it was when `path` is NULL. */
enum err_code tool_parameters(struct arena *arena, const char *path,
                              const struct js **parameters, struct err *err) MUST_USE;

#endif
