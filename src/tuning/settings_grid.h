/* The settings that a search tries: every combination of the values given for some of a tool's
 * declared parameters. */
#ifndef POLICEAI_TUNING_SETTINGS_GRID_H
#define POLICEAI_TUNING_SETTINGS_GRID_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "protocol/manifest.h"

#include <stddef.h>

enum { GRID_MAX = 200 };

struct settings_grid {
    const struct js *
        *settings; /* objects to lay over a tool's defaults; the last axis fastest */
    size_t count;
};

/* `axes`: "NAME=VALUE,VALUE,…", each with 1 to GRID_MAX values; a value "@FILE" is the text in
 * that file (a prompt). `base`: an object under them all, or NULL. Everything in the arena.
 * ERR_USAGE for an axis that is not one, ERR_INVALID for a parameter that the tool does not
 * declare, ERR_LIMIT past GRID_MAX combinations; that a value is one of the parameter's is
 * checked where it is used (manifest_parameters). */
enum err_code settings_grid_make(struct arena *arena, const struct manifest *manifest,
                                 const char *const *axes, size_t count, const struct js *base,
                                 struct settings_grid *grid, struct err *err) MUST_USE;

#endif
