/* --data: where the data folder is. Order: the option, $DATA, "policeai-data". */
#ifndef POLICEAI_CLI_DATA_OPTION_H
#define POLICEAI_CLI_DATA_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "store/datadir.h"

#define DATA_OPTION_HELP "the data folder (else $DATA, else policeai-data)"

/* The paths of the folder; `given` is the option's value or NULL. Does not look whether it is
 * there. */
enum err_code data_option(struct arena *arena, const char *given, struct datadir *dir,
                          struct err *err) MUST_USE;

/* ERR_NOT_FOUND unless a log is there: for what must not make one by the way. */
enum err_code data_option_there(const struct datadir *dir, struct err *err) MUST_USE;

#endif
