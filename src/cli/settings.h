/* Settings of an installation, from one table: config.json of the data folder, overlaid by the
 * environment; an option given to the command wins over both. */
#ifndef POLICEAI_CLI_SETTINGS_H
#define POLICEAI_CLI_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "store/datadir.h"

#include <stdint.h>

struct settings {
    const char *host;
    int64_t port;
};

/* Texts lie in the arena. ERR_FORMAT and ERR_INVALID name the file or variable and the setting.
 */
enum err_code settings_load(struct arena *arena, const struct datadir *dir,
                            struct settings *settings, struct err *err) MUST_USE;

#endif
