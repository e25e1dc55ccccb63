/* See data_option.h. */
#include "cli/data_option.h"

#include "base/file.h"

#include <stdlib.h>

enum err_code data_option(struct arena *arena, const char *given, struct datadir *dir,
                          struct err *err)
{
    const char *environment = getenv("DATA");
    if (given == NULL) {
        given = environment != NULL && environment[0] != '\0' ? environment : "policeai-data";
    }
    return datadir_at(arena, given, dir, err);
}

enum err_code data_option_there(const struct datadir *dir, struct err *err)
{
    if (!file_exists(dir->ledger_db)) {
        err_set(err, ERR_NOT_FOUND, "%s holds no log", dir->root);
        err_hint(err, "give --data the folder that holds ledger.db");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}
