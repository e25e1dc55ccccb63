/* See data_option.h. */
#include "cli/data_option.h"

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
